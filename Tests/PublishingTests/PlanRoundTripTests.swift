import Foundation
import Geometry
import Grid
import PlannerTestSupport
import Roads
import Scenario
import Solvers
import Testing
import VectorFiles
import Words

@testable import PlanCodec
@testable import Planner
@testable import Publishing

/// A plan is one value: what is written is read back as it was, and every file is of the plan as it stands.
@Suite struct PlanRoundTripTests {
  private static let tour: String = {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../geodata/tour")
      .standardizedFileURL.path
  }()

  private static func folder() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString)").path
  }

  private func readBack(_ plan: Plan) throws -> Plan {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try plan.write(to: folder)
    return try Plan(folder)
  }

  /// Says which part differs; a plan is too long to be printed.
  private func expectSame(_ a: Plan, _ b: Plan) {
    let parts: [(name: String, isSame: Bool)] = [
      ("title", a.title == b.title), ("scenarioFile", a.scenarioFile == b.scenarioFile),
      ("hierarchy", a.hierarchy == b.hierarchy), ("problem", a.problem == b.problem),
      ("assignment", a.assignment == b.assignment), ("moves", a.moves == b.moves),
      ("areas", a.areas == b.areas), ("routes", a.routes == b.routes), ("ways", a.ways == b.ways),
      ("unserved", a.unserved == b.unserved), ("roster", a.roster == b.roster),
      ("revisions", a.revisions == b.revisions), ("bounds", a.bounds == b.bounds),
      ("assumed", a.assumed == b.assumed), ("findings", a.findings == b.findings), ("plan", a == b),
    ]
    #expect(parts.filter { !$0.isSame }.map(\.name) == [])
  }

  @Test func thePlanOfTheTourIsReadBackAsItWasAndAfterEachChange() throws {
    let scenario = try Scenario(path: Self.tour)
    let maker = PlanMaker(try PlanInputs(reading: scenario))
    let plan = try maker.make().plan
    let isMade = plan.isSettled && !plan.routes.isEmpty && !plan.roster.duties.isEmpty
    #expect(isMade)
    let kept = try readBack(plan)
    expectSame(plan, kept)

    let roads = try PlannedTravel(of: scenario, in: kept.hierarchy)
    let sick = try #require(plan.roster.duties.first)
    let absence = Absence(staffID: sick.staffID, first: sick.date, last: sick.date)
    let (after, change) = try kept.workingIn([absence])
    let isChanged = !change.steps.isEmpty && after.revisions != kept.revisions && after.isSettled
    #expect(isChanged)
    expectSame(after, try readBack(after))

    let crew = try #require(plan.routes.first?.crewID)
    let point = Checkpoint(
      id: "K900", name: "K900", coordinate: plan.assignedUnits.anchors[2], tier: .red, visitsPerDay: 1,
      dwell: 300, windows: [], minGap: 0)
    for changes in [[PatrolChange.drop(crew: crew)], [.add(point)]] {
      let patrol = try kept.patrol.changing(changes, now: 34_000, seed: 1, by: roads).patrol
      let changed = kept.with(patrol, by: roads)
      let isOther = changed.isSettled && changed != kept
      #expect(isOther)
      expectSame(changed, try readBack(changed))
    }
  }

  /// How many, for longer runs.
  private static let count =
    ProcessInfo.processInfo.environment["PLANNER_RANDOM_PLANS"].flatMap { Int($0) } ?? 60

  @Test(arguments: 0..<Self.count) func randomPlansAreReadBack(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    var plan = RandomPlan.make(&chance)
    // The fixture's areas and anchors are made up; those of a plan that was read are of its land.
    plan.hierarchy = try readBack(plan).hierarchy
    plan.hold(plan.bounds)
    expectSame(plan, try readBack(plan))
  }

  /// Whatever number of the problem a hand makes too great or too small, it is refused by its name, or does no harm.
  @Test func everyNumberOfTheProblemHasAMeasure() throws {
    var chance = SeededGenerator(seed: 5)
    let plan = RandomPlan.make(&chance)
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try plan.write(to: folder)
    let path = "\(folder)/problem.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let numbers = text.matches(of: /"([a-z_]+)" : (-?[0-9.]+)/)
    var refused = Set<String>()
    for match in Dictionary(grouping: numbers, by: { String($0.output.1) }).values.compactMap(\.first) {
      for value in ["9223372036854775807", "-9223372036854775808", "1e300"] {
        let field = match.output.2
        let edited = text.replacingCharacters(in: field.startIndex..<field.endIndex, with: value)
        try edited.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: PlanFolderError.self, "\(match.output.1) \(value)") {
          _ = PlanFigures(try Plan(folder))
        }
        refused.insert(String(match.output.1))
      }
    }
    #expect(
      refused.isSuperset(of: ["visits_per_day", "dwell_s", "readiness_s", "gap_response_s", "min_per_unit"]))
  }

  /// Times, numbers and days that a hand wrote beyond all measure are refused, and do not stop the program.
  @Test(arguments: [
    ("rounds.csv", ",60,60,100", ",60,9223372036854775807,100", "travel_s"),
    ("rounds.csv", ",60,60,100", ",9223372036854775807,60,100", "arrive_s"),
    ("rounds.csv", ",60,60,100", ",60,60,inf", "distance_m"),
    ("rounds.csv", ",60,60,100", ",60,-1,100", "travel_s"),
    ("rounds.csv", "r,u,1,1,", "r,u,1,9223372036854775807,", "least_rounds"),
    ("problem.json", "\"days\" : 37", "\"days\" : 0", "problem.json"),
    ("problem.json", "\"longest_s\" : 3600", "\"longest_s\" : 9223372036854775807", "problem.json"),
  ]) func roundsOutOfAllMeasureAreRefused(file: String, old: String, new: String, told: String) throws {
    var chance = SeededGenerator(seed: 3)
    var plan = RandomPlan.make(&chance)
    plan.problem.rounds = [
      RoundRule(
        id: "r", profile: .foot,
        window: DailyWindow(start: TimeOfDay(seconds: 0), end: TimeOfDay(seconds: 7200)), longest: 3600)
    ]
    plan.problem.seen = [SeenStandard(level: "microgrid", days: 37)]
    plan.findings.rounds = [
      Round(
        ruleID: "r", unitCode: "u", number: 1, least: 1,
        stops: [Round.Stop(unitCode: "u", arrive: 60, travel: 60, distance: 100)])
    ]
    plan.findings.basis = plan.basisOfFindings
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try plan.write(to: folder)
    let path = "\(folder)/\(file)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let edited = text.replacing(old, with: new)
    try #require(edited != text)
    try edited.write(toFile: path, atomically: true, encoding: .utf8)
    #expect {
      let read = try Plan(folder)
      _ = PlanFigures(read)
    } throws: {
      ($0 as? PlanFolderError)?.message.english.contains(told) == true
    }
  }

  @Test func aPlanThatIsNotSettledIsNotWritten() throws {
    var chance = SeededGenerator(seed: 1)
    var plan = RandomPlan.make(&chance)
    plan.routes[0].stops[1].depart += 60
    let isSettled = plan.isSettled
    #expect(!isSettled)
    let folder = Self.folder()
    #expect(throws: PlanFolderError.self) { try plan.write(to: folder) }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }
}

/// Plans with every field set by chance, within what a scenario can say.
enum RandomPlan {
  static func make(_ chance: inout SeededGenerator) -> Plan {
    var plan = ReportFixture(splits: [2, 2, 1, 2], bends: 1 + chance.below(3), title: text(&chance)).plan()
    plan.title = text(&chance)
    plan.hierarchy = Hierarchy(
      levels: plan.hierarchy.levels.map { level in
        Level(
          name: level.name, codes: level.codes, names: level.names, parents: level.parents,
          households: level.households, shapes: level.shapes, areas: level.areas, anchors: level.anchors,
          isDissolved: chance.below(2) == 0, size: maybe(&chance) { $0.below(90)...200 })
      }, plane: plan.hierarchy.plane)
    fill(&plan.problem, plan, &chance)
    for index in plan.assignment.rooms.indices {
      plan.problem.rooms[index].name = text(&chance)
      plan.problem.rooms[index].maxUnits = maybe(&chance) { 1 + $0.below(40) }
      plan.problem.rooms[index].maxHouseholds = maybe(&chance) { 1 + $0.below(4000) }
      plan.assignment.rooms[index].room = plan.problem.rooms[index]
      plan.assignment.rooms[index].officerIDs = some(plan.problem.staff.map(\.id), &chance)
    }
    for unit in plan.assignment.roomOfUnit.indices {
      plan.assignment.roomOfUnit[unit] = chance.below(plan.assignment.rooms.count)
      plan.assignment.officerOfUnit[unit] = maybe(&chance) { _ in "P1" } ?? ""
      plan.assignment.auxiliariesOfUnit[unit] = some(plan.problem.staff.map(\.id), &chance)
      plan.assignment.travelOfUnit[unit] = maybe(&chance) { Double($0.below(4000)) } ?? .infinity
      plan.assignment.shortfallOfUnit[unit] = messages(&chance)
    }
    plan.assignment.officerShares = plan.assignment.rooms.indices.filter { _ in chance.below(2) == 0 }.map {
      Assignment.OfficerShares(
        room: $0, workloads: plan.assignment.rooms[$0].officerIDs.map { _ in Double(chance.below(9000)) },
        deviation: Double(chance.below(1000)) / 999,
        limit: [.fewUnits, .largeUnit(chance.below(4), share: 0.37), .land, .search][chance.below(4)])
    }
    plan.assignment.detached = maybe(&chance) { [.init(room: 0, units: [1, 2], reason: message(&$0))] } ?? []
    plan.assignment.unplaced = some(plan.problem.staff.map(\.id), &chance)
    plan.assignment = plan.assignment.told(of: plan.assignedUnits)
    plan.moves = maybe(&chance) { chance in
      (0..<chance.below(4)).map { _ in
        RoomMove(
          unitCode: text(&chance), households: chance.below(900), fromRoomID: text(&chance),
          toRoomID: text(&chance), before: maybe(&chance) { $0.below(900) },
          after: maybe(&chance) { $0.below(900) },
          reason: [.roomClosed, .saves, .makesWay][chance.below(3)])
      }
    }
    for index in plan.areas.indices {
      plan.areas[index].workload = Double(chance.below(90_000))
      plan.areas[index].name = text(&chance)
    }
    plan.routes = plan.routes.map { route in
      var route = route
      for stop in route.stops.indices.dropFirst() {
        route.stops[stop].distance = Double(chance.below(90_000)) / 10
        route.stops[stop].travel = chance.below(900)
      }
      return route
    }
    plan.ways = plan.routes.map { route in
      RouteWay(
        path: route.stops.map(\.coordinate),
        turns: (0..<chance.below(4)).map { _ in
          RouteWay.Stretch(
            stop: chance.below(route.stops.count), turn: [.depart, .left, .back][chance.below(3)],
            street: maybe(&chance, text) ?? "", metres: Double(chance.below(9000)))
        })
    }
    plan.unserved = (0..<chance.below(4)).map { _ in
      UnservedVisit(
        dayType: text(&chance), checkpointID: text(&chance), visit: chance.below(9), reason: message(&chance))
    }
    fill(&plan.findings, plan, &chance)
    if !plan.problem.rounds.isEmpty {
      plan.findings.rounds = (0..<chance.below(4)).map { number in
        Round(
          ruleID: text(&chance), unitCode: text(&chance), number: number, least: chance.below(9),
          stops: (0...chance.below(3)).map { _ in
            Round.Stop(
              unitCode: text(&chance), arrive: chance.below(9000), travel: chance.below(900),
              distance: Double(chance.below(9000)))
          })
      }
    }
    plan.backdrop = Backdrop(
      lines: (0..<chance.below(4)).map { _ in
        Backdrop.Line(
          lineClass: text(&chance), name: text(&chance),
          course: Array(plan.hierarchy.lowest.anchors.prefix(2 + chance.below(2))))
      })
    for unit in 0..<chance.below(min(3, plan.hierarchy.lowest.count)) {
      plan.backdrop.waters.shapes.appendUnit(unit, of: plan.hierarchy.lowest.shapes)
      plan.backdrop.waters.names.append(text(&chance))
    }
    plan.assumed = (0..<chance.below(4)).map { _ in message(&chance) }
    if chance.below(2) == 0, let duty = plan.roster.duties.last {
      plan.roster.duties.removeLast()
      plan.revisions.note(
        from: Roster(duties: [duty], unfilled: []), to: Roster(duties: [], unfilled: []))
      // As where the earlier plan had other shifts.
      plan.revisions = RosterRevisions(
        changes: plan.revisions.changes.map { change in
          var change = change
          change.hours = maybe(&chance) { chance in
            DailyWindow(
              start: TimeOfDay(seconds: 60 * chance.below(1440)),
              end: TimeOfDay(seconds: 60 * chance.below(1440)))
          }
          return change
        })
    }
    plan.roster = plan.roster.reconciled(with: plan.problem)
    for place in plan.roster.unfilled.indices { plan.roster.unfilled[place].reason = message(&chance) }
    plan.roster.unpinned =
      maybe(&chance) {
        [
          .init(
            pinned: PinnedDuty(staffID: text(&$0), date: CivilDate(days: 20_500), postID: text(&$0)),
            reason: message(&$0))
        ]
      } ?? []
    plan.hold(
      [
        Bound(.siting(model: text(&chance)), unit: text(&chance), objective: 7.25, lowerBound: 1.0 / 3),
        Bound(.rooms, unit: "s", objective: Double(chance.below(9_000_000)) / 7, lowerBound: 0.1),
        Bound(.changedRooms, unit: "s", objective: 3, lowerBound: 3),
        Bound(.patrolAreas, unit: "s", objective: 1.25, lowerBound: 1),
        Bound(.areaBorders, unit: "m", objective: 900.5, lowerBound: 1.0 / 7),
        Bound(.visits(dayType: "weekday"), unit: "visits", objective: 0, lowerBound: 0),
        Bound(.travel(dayType: "weekend"), unit: "s", objective: 900, lowerBound: 800),
      ].filter { _ in chance.below(3) > 0 })
    for index in plan.problem.staff.indices { plan.problem.staff[index].contact = contact(&chance) }
    for index in plan.problem.gridWorkers.indices {
      plan.problem.gridWorkers[index].contact = contact(&chance)
    }
    return plan
  }

  private static func contact(_ chance: inout SeededGenerator) -> Contact {
    Contact(
      name: maybe(&chance, text) ?? "", phone: maybe(&chance, text) ?? "",
      callsign: maybe(&chance, text) ?? "")
  }

  private static func fill(_ problem: inout Problem, _ plan: Plan, _ chance: inout SeededGenerator) {
    let ids = problem.staff.map(\.id)
    for index in problem.staff.indices {
      problem.staff[index].unavailable = dates(&chance)
      problem.staff[index].siteIDs = some(["R1", "B1", "S1"], &chance)
      problem.staff[index].team = maybe(&chance, text) ?? ""
      problem.staff[index].fullTime = chance.below(2) == 0
    }
    problem.gridWorkers = (0..<chance.below(3)).map { _ in
      GridWorker(id: text(&chance), unitCode: text(&chance))
    }
    problem.stations = (0..<chance.below(3)).map { number in
      Station(
        site: Site(id: "S\(number)", name: text(&chance), coordinate: plan.assignedUnits.anchors[number]),
        police: maybe(&chance) { $0.below(90) })
    }
    problem.countyPolice = maybe(&chance) { $0.below(900) }
    problem.attributes = maybe(&chance) { chance in
      UnitAttributes(
        isTown: plan.assignedUnits.codes.map { _ in chance.below(2) == 0 },
        risk: plan.assignedUnits.codes.map { _ in Double(chance.below(100)) / 7 })
    }
    for index in problem.crews.indices {
      problem.crews[index].maxSpeed = Double(1 + chance.below(900)) / 7
      problem.crews[index].range = maybe(&chance) { Double($0.below(90_000)) }
      problem.crews[index].skills = some(["armed", "无人机"], &chance)
      if chance.below(2) == 0 {
        (problem.crews[index].endID, problem.crews[index].end) = ("B9", plan.assignedUnits.anchors[1])
      }
      problem.crews[index].breaks =
        maybe(&chance) {
          [.init(window: window(&$0), duration: 600 + $0.below(900))]
        } ?? []
    }
    for index in problem.checkpoints.indices {
      problem.checkpoints[index].maxGap = maybe(&chance) { $0.below(9000) }
      problem.checkpoints[index].skills = some(["armed", "x"], &chance)
      problem.checkpoints[index].crews = 1 + chance.below(2)
      problem.checkpoints[index].windows = maybe(&chance) { [window(&$0), window(&$0)] } ?? []
    }
    if chance.below(2) == 0 {
      var street = problem.checkpoints[0]
      street.id = "street"
      street.way = [street.coordinate, plan.assignedUnits.anchors[3]]
      street.isOneWay = chance.below(2) == 0
      problem.checkpoints.append(street)
    }
    for index in problem.posts.indices { problem.posts[index].isClosedOnHolidays = chance.below(2) == 0 }
    problem.patrol.householdSeconds = Double(chance.below(90)) / 7
    problem.patrol.riskShare = Double(chance.below(90)) / 7
    problem.patrol.dwellWeight = Double(chance.below(90)) / 7
    problem.patrol.roadSeconds = Double(chance.below(90)) / 7
    problem.patrol.areas.tolerance = Double(1 + chance.below(90)) / 90
    problem.patrol.areas.borders = chance.below(2) == 0 ? .fewest : .shortest
    problem.patrol.presence = 1 + chance.below(900)
    problem.patrol.streetSpeed = 1 + Double(chance.below(90)) / 7
    problem.patrol.variety = Double(chance.below(90)) / 900
    problem.patrol.rotation = 1 + chance.below(2)
    problem.patrol.hoursTolerance = Double(chance.below(90)) / 900
    problem.seen = ["village", "grid", "microgrid"].filter { _ in chance.below(2) == 0 }.map {
      SeenStandard(
        level: $0, days: 1 + chance.below(9), tier: chance.below(2) == 0 ? nil : text(&chance),
        isOfCrews: chance.below(2) == 0)
    }
    problem.lastSeen = plan.assignedUnits.codes.sorted().prefix(chance.below(4)).map {
      LastSight(
        level: "village", unitCode: $0, date: problem.horizon.start + (-1 - chance.below(30)),
        isOfCrews: chance.below(2) == 0)
    }
    if chance.below(2) == 0 {
      for unit in plan.assignedUnits.codes.indices {
        problem.attributes?.tier[unit] = chance.below(3) == 0 ? nil : text(&chance)
      }
    }
    for index in problem.crews.indices {
      problem.crews[index].profile = ([nil] + Profile.allCases)[chance.below(4)]
      if chance.below(2) == 0 {
        problem.crews[index].restID = text(&chance)
        problem.crews[index].rest = plan.assignedUnits.anchors[2]
      }
    }
    problem.rounds = (0..<chance.below(3)).map { number in
      var rule = RoundRule(
        id: "\(number)" + text(&chance), profile: Profile.allCases[chance.below(3)],
        window: DailyWindow(
          start: TimeOfDay(seconds: 60 * chance.below(700)),
          end: TimeOfDay(seconds: 60 * (700 + chance.below(700)))),
        longest: 1 + chance.below(9000))
      rule.dwell = chance.below(900)
      rule.range = chance.below(2) == 0 ? nil : Double(100 + chance.below(9000))
      rule.weekdays = Array(1...7).filter { _ in chance.below(2) == 0 }
      rule.teams = maybe(&chance) { chance in
        (0..<chance.below(3)).map { _ in RoundRule.Team(id: text(&chance), unitCode: text(&chance)) }
      }
      return rule
    }
    var policy = Policy()
    policy.roomsWithinTownship = chance.below(2) == 0
    policy.minAuxiliariesPerUnit = chance.below(3)
    policy.householdsPerExtraAuxiliary = maybe(&chance) { 1 + $0.below(900) }
    policy.officerTolerance = Double(chance.below(90)) / 91
    policy.staffing.stationShare = Double(chance.below(90)) / 91
    policy.staffing.communityShare = Double(chance.below(90)) / 91
    policy.staffing.communityTime = Double(chance.below(90)) / 91
    policy.staffing.maxHouseholdsPerOfficer = maybe(&chance) { 1 + $0.below(900) }
    policy.staffing.maxHouseholdsPerAuxiliary = maybe(&chance) { 1 + $0.below(900) }
    policy.responseLimits = [60, 61 + chance.below(90), 400]
    policy.gapResponseLimit = 200 + chance.below(900)
    policy.readiness = chance.below(90)
    policy.roster.minRestHours = Double(chance.below(120)) / 7
    policy.roster.maxConsecutiveDays = 1 + chance.below(9)
    policy.roster.maxHoursPerWeek = 40 + Double(chance.below(90)) / 7
    policy.roster.maxHoursPerMonth = maybe(&chance) { 150 + Double($0.below(90)) }
    policy.roster.maxNights = maybe(&chance) { $0.below(9) }
    policy.roster.maxConsecutiveNights = maybe(&chance) { 1 + $0.below(9) }
    policy.roster.forbiddenSuccessions =
      maybe(&chance) { _ in [.init(shiftID: "night", nextID: "day")] } ?? []
    policy.roster.holidays = Set(dates(&chance))
    policy.roster.workdays = Set(dates(&chance))
    policy.roster.cycle = maybe(&chance) { _ in ["day", nil, "night"] } ?? []
    for weight in [
      \RosterWeights.request, \.night, \.weekend, \.holiday, \.hours, \.together, \.cycle,
    ] {
      policy.roster.weights[keyPath: weight] = chance.below(100)
    }
    problem.policy = policy
    problem.requests = (0..<chance.below(3)).map { _ in
      RosterRequest(
        staffID: ids[chance.below(ids.count)], date: CivilDate(days: 20_500 + chance.below(9)),
        shiftID: maybe(&chance) { _ in "day" }, isOn: chance.below(2) == 0, weight: chance.below(90))
    }
    problem.pinned = (0..<chance.below(3)).map { _ in
      PinnedDuty(staffID: ids[0], date: CivilDate(days: 20_500 + chance.below(9)), postID: "desk-R1")
    }
    problem.history = (0..<chance.below(3)).map { number in
      PastDuty(
        staffID: ids[number], date: problem.horizon.start + (number - 5), shiftID: "old shift",
        start: 28_800, end: 61_200 + chance.below(90))
    }
  }

  private static func fill(_ findings: inout Findings, _ plan: Plan, _ chance: inout SeededGenerator) {
    let count = plan.hierarchy.lowest.count
    func times(_ chance: inout SeededGenerator) -> [Int?] {
      (0..<count).map { _ in maybe(&chance) { $0.below(900) } }
    }
    findings.coverage = Coverage(
      response: times(&chance), secondResponse: times(&chance),
      visits: (0..<count).map { _ in chance.below(9) }, maxRevisit: times(&chance))
    findings.gaps = (0..<chance.below(4)).map { number in
      let units = (0..<count).filter { $0 % 5 == number }
      var gap = CoverageGap(
        id: "G\(number)", kind: [.response, .revisit, .staffing][chance.below(3)],
        threshold: chance.below(900), units: units,
        households: units.reduce(0) { $0 + plan.hierarchy.lowest.households[$1] },
        worst: maybe(&chance) { $0.below(900) }, causes: messages(&chance),
        fixes: messages(&chance))
      gap.closed = chance.below(900)
      return gap
    }
    findings.reach = plan.problem.dayTypes.filter { _ in chance.below(2) == 0 }.map { dayType in
      DayReach(
        dayType: dayType, step: 43_200,
        classes: (0..<2).map { _ in (0..<count).map { _ in UInt8(chance.below(4)) } })
    }
    findings.explanations = plan.assignedUnits.codes.map { code in
      RoomReason(
        unitCode: code, roomID: text(&chance), seconds: maybe(&chance) { $0.below(900) },
        nearestRoomID: text(&chance), nearestSeconds: maybe(&chance) { $0.below(900) },
        reasons: messages(&chance),
        nextRoomID: maybe(&chance, text), nextSeconds: maybe(&chance) { $0.below(900) },
        exchange: maybe(&chance, text), exchangeHouseholdSeconds: maybe(&chance) { $0.below(900) - 400 })
    }
  }

  /// As the planner says it, with words of its own among the values, or as a hand wrote it.
  private static func message(_ chance: inout SeededGenerator) -> Message {
    switch chance.below(3) {
    case 0: Message(verbatim: text(&chance))
    case 1: Message("coded", "\(text(&chance)) of \(chance.below(9))")
    default: Message("nested", "it is \(Message("part", "the \(text(&chance))")), \(text(&chance))")
    }
  }

  private static func messages(_ chance: inout SeededGenerator) -> [Message] {
    (0..<chance.below(3)).map { _ in message(&chance) }
  }

  private static func text(_ chance: inout SeededGenerator) -> String {
    ["村", "a, \"b\"", "x y", "0042", "2026-01-05", "刘庄/警务室", "=1", "{\"a\":1}", "Ünï", "é"][chance.below(10)]
      + "\(chance.below(90))"
  }

  private static func dates(_ chance: inout SeededGenerator) -> [CivilDate] {
    (0..<chance.below(3)).map { CivilDate(days: 20_500 + 2 * $0 + chance.below(2)) }
  }

  private static func window(_ chance: inout SeededGenerator) -> DailyWindow {
    DailyWindow(
      start: TimeOfDay(seconds: 60 * chance.below(1440)), end: TimeOfDay(seconds: 60 * chance.below(1440)))
  }

  private static func some<Item>(_ items: [Item], _ chance: inout SeededGenerator) -> [Item] {
    items.filter { _ in chance.below(3) == 0 }
  }

  private static func maybe<Value>(
    _ chance: inout SeededGenerator, _ value: (inout SeededGenerator) -> Value
  ) -> Value? {
    chance.below(3) > 0 ? value(&chance) : nil
  }
}
