import Foundation
import Geometry
import Grid
import PlannerTestSupport
import Roads
import Scenario
import Solvers
import Testing

@testable import Planner

/// Rounds in the villages, their dates, and how often the land is seen; held against slower and simpler programs.
@Suite struct RoundTests {
  private static let window =
    DailyWindow("08:00-12:00") ?? DailyWindow(start: TimeOfDay(seconds: 0), end: TimeOfDay(seconds: 0))

  private static func rule(
    _ id: String = "village", longest: Int, dwell: Int = 60, weekdays: [Int] = Array(1...6)
  ) -> RoundRule {
    var rule = RoundRule(id: id, profile: .eBike, window: window, longest: longest)
    rule.dwell = dwell
    rule.weekdays = weekdays
    return rule
  }

  private static func place(_ chance: inout SeededGenerator) -> Coordinate {
    Coordinate(x: 1_150_000_000 + Int32(chance.below(400_000)), y: 333_000_000 + Int32(chance.below(400_000)))
  }

  /// Seconds of a way, as a round takes them.
  private static func time(_ table: TravelTable, _ from: Int, _ to: Int) -> Int {
    Int(table.seconds(from, to).rounded(.up))
  }

  /// The fewest rounds that pass all places, by every subset of them (Held and Karp 1962 for the way of each).
  private static func fewest(_ table: TravelTable, _ count: Int, _ rule: RoundRule) -> Int {
    let all = 1 << count
    var way = [[Int]](repeating: [Int](repeating: .max / 2, count: count), count: all)
    for place in 0..<count { way[1 << place][place] = time(table, 0, place + 1) + rule.dwell }
    for set in 1..<all {
      for last in 0..<count where set & (1 << last) != 0 {
        for next in 0..<count where set & (1 << next) == 0 {
          let longer = way[set][last] + time(table, last + 1, next + 1) + rule.dwell
          way[set | 1 << next][next] = min(way[set | 1 << next][next], longer)
        }
      }
    }
    let fits = (0..<all).map { set in
      set == 0
        || (0..<count).contains {
          set & (1 << $0) != 0 && way[set][$0] + time(table, $0 + 1, 0) <= rule.longest
        }
    }
    var rounds = [Int](repeating: .max / 2, count: all)
    rounds[0] = 0
    for set in 1..<all {
      var part = set
      while part > 0 {
        if fits[part] { rounds[set] = min(rounds[set], rounds[set ^ part] + 1) }
        part = (part - 1) & set
      }
    }
    return rounds[all - 1]
  }

  @Test(arguments: 0..<40) func asFewRoundsAsCanBe(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let count = 1 + chance.below(8)
    let village = (code: "V", anchor: Self.place(&chance))
    let units = (0..<count).map { (code: "U\($0)", anchor: Self.place(&chance)) }
    let travel = StraightLineTravel(speed: 15)
    let rule = Self.rule(longest: 1500 + chance.below(4000))
    let table = travel.table(
      from: [village.anchor] + units.map(\.anchor), to: [village.anchor] + units.map(\.anchor))
    let held = (0..<count).filter {
      Self.time(table, 0, $0 + 1) + rule.dwell + Self.time(table, $0 + 1, 0) <= rule.longest
    }
    let rounds = RoundPlanner(rule: rule, travel: travel).rounds(of: village, units: units)

    // Each that a round can hold is passed once.
    #expect(
      rounds.flatMap { $0.stops.dropLast().map(\.unitCode) }.sorted() == held.map { units[$0].code }.sorted())
    #expect(rounds.map(\.number) == Array(1...max(1, rounds.count)).prefix(rounds.count).map(\.self))
    for round in rounds {
      #expect(round.stops.last?.unitCode == "V" && round.duration <= rule.longest)
      var (place, left) = (0, 0)
      for stop in round.stops {
        let next = (units.firstIndex { $0.code == stop.unitCode } ?? -1) + 1
        #expect(stop.travel == Self.time(table, place, next) && stop.arrive == left + stop.travel)
        // The stay is read off the next arrival.
        let index = try #require(round.stops.firstIndex(of: stop))
        let after = round.stops.dropFirst(index + 1).first
        left = after.map { $0.arrive - $0.travel } ?? stop.arrive
        #expect(after == nil || left - stop.arrive >= rule.dwell)
        place = next
      }
    }
    if held.count == count {
      let fewest = Self.fewest(table, count, rule)
      #expect(rounds.count == fewest)
      #expect(rounds.allSatisfy { $0.least <= fewest && $0.least >= 1 })
    }
  }

  // MARK: Dates

  /// The fixture with rounds in its villages, each with an auxiliary or two.
  private static func plan(_ rules: [RoundRule], seen: [SeenStandard], days: Int = 28) -> Plan {
    var plan = ReportFixture(splits: [2, 2, 2, 2], bends: 1).plan()
    let start = plan.problem.horizon.start
    plan.problem.horizon = Horizon(
      start: start, days: days, clock: .china,
      dayTypeOfDate: (0..<days).map { ($0 / 2) % plan.problem.dayTypes.count })
    plan.problem.rounds = rules
    plan.problem.seen = seen
    plan.problem.staff = []
    for unit in plan.assignedUnits.codes.indices {
      let people = (0...(unit % 2)).map { "A\(unit)-\($0)" }
      plan.assignment.auxiliariesOfUnit[unit] = unit == 5 ? [] : people
      plan.problem.staff += people.enumerated().map { place, id in
        StaffMember(
          id: id, role: .auxiliary, homeUnit: "", fullTime: true,
          unavailable: place == 0 && unit % 3 == 0 ? (4..<9).map { start + $0 } : [])
      }
    }
    plan.findings.rounds = plan.rounds(by: StraightLineTravel(speed: 15))
    return plan
  }

  private static func twoRules() -> [RoundRule] {
    var evening = rule("evening", longest: 5400, weekdays: [5, 6])
    evening.window = DailyWindow(start: TimeOfDay(seconds: 68_400), end: TimeOfDay(seconds: 79_200))
    evening.teams = [
      RoundRule.Team(id: "T1", unitCode: ReportFixture(splits: [2, 2, 2, 2]).hierarchy().levels[2].codes[3])
    ]
    return [rule(longest: 4000), evening]
  }

  @Test func roundsAreMadeByThoseWhoAreThere() throws {
    let plan = Self.plan(Self.twoRules(), seen: [SeenStandard(level: "microgrid", days: 7)])
    let dated = RoundFigures(plan).dated
    #expect(dated.count > 100)
    var taken = Set<String>()
    var made = Set<String>()
    for duty in dated {
      let rule = try #require(plan.problem.rounds.first { $0.id == duty.round.ruleID })
      #expect(rule.weekdays.contains(duty.date.weekday))
      #expect(duty.start >= rule.window.start.seconds)
      #expect(duty.start + duty.round.duration <= rule.window.start.seconds + rule.window.duration)
      let unit = try #require(plan.assignedUnits.codes.firstIndex(of: duty.round.unitCode))
      #expect(plan.assignment.auxiliariesOfUnit[unit].contains(duty.auxiliaryID))
      let person = try #require(plan.problem.staff.first { $0.id == duty.auxiliaryID })
      #expect(!person.unavailable.contains(duty.date))
      #expect(taken.insert("\(rule.id) \(duty.date.text) \(duty.auxiliaryID)").inserted)
      #expect(
        made.insert("\(rule.id) \(duty.date.text) \(duty.round.unitCode) \(duty.round.number)").inserted)
      #expect((rule.id == "evening") == (duty.teamID == "T1"))
    }
    // Nobody goes where nobody answers for the village, and only in its own does a team walk.
    #expect(!dated.contains { $0.round.unitCode == plan.assignedUnits.codes[5] })
    #expect(Set(dated.filter { $0.round.ruleID == "evening" }.map(\.round.unitCode)).count == 1)
    #expect(RoundFigures(plan).dated.map(\.start) == dated.map(\.start))
  }

  /// Whoever is on a duty of the roster or on another round makes none then.
  @Test func nobodyIsInTwoPlacesAtOnce() throws {
    var plan = Self.plan([Self.rule(longest: 4000), Self.rule("second", longest: 4000)], seen: [])
    let date = plan.problem.horizon.start + 2
    plan.roster.duties.append(
      Roster.Duty(date: date, shiftID: "day", postID: "X", role: .auxiliary, staffID: "A2-0"))
    let dated = RoundFigures(plan).dated
    #expect(dated.contains { $0.auxiliaryID == "A2-0" })
    #expect(!dated.contains { $0.auxiliaryID == "A2-0" && $0.date == date })
    let spans = Dictionary(grouping: dated) { "\($0.auxiliaryID) \($0.date.text)" }
    #expect(spans.count > 100)
    for rounds in spans.values {
      let order = rounds.sorted { $0.start < $1.start }
      #expect(zip(order, order.dropFirst()).allSatisfy { $0.start + $0.round.duration <= $1.start })
    }
  }

  /// Who is ill on one date does not change when rounds of other dates begin.
  @Test func leaveOnOneDateLeavesOthersAsTheyAre() throws {
    let before = Self.plan([Self.rule(longest: 9000)], seen: [SeenStandard(level: "microgrid", days: 3)])
    let village = before.assignedUnits.codes[2]
    let person = before.assignment.auxiliariesOfUnit[2][0]
    var after = before
    let index = try #require(after.problem.staff.firstIndex { $0.id == person })
    after.problem.staff[index].unavailable = [
      before.problem.horizon.start + 9, before.problem.horizon.start + 10,
    ]
    func starts(_ plan: Plan) -> [String: Int] {
      Dictionary(
        RoundFigures(plan).dated.filter { $0.round.unitCode == village }.map { ($0.date.text, $0.start) },
        uniquingKeysWith: { first, _ in first })
    }
    let (old, new) = (starts(before), starts(after))
    #expect(old.count == new.count + 2 && new.allSatisfy { old[$0.key] == $0.value })
    #expect(Set(old.values).count > 5)
  }

  /// By a look at every date, route and round.
  @Test(arguments: [3, 7, 20]) func whatIsSeenIsCounted(days: Int) throws {
    let plan = Self.plan(
      Self.twoRules(),
      seen: [SeenStandard(level: "village", days: 2), SeenStandard(level: "microgrid", days: days)])
    let dated = RoundFigures(plan).dated
    let audit = SeenAudit(plan, dated)
    #expect(audit.verdicts.count == 2)
    let index = UnitIndex(plan.hierarchy.lowest.shapes)
    for verdict in audit.verdicts {
      let level = try #require(plan.hierarchy.index(of: verdict.standard.level))
      var further: [Int: Int] = [:]
      for (unit, code) in plan.hierarchy.levels[level].codes.enumerated() {
        var dates = Set<Int>()
        for duty in dated
        where duty.round.stops.dropLast().contains(where: { $0.unitCode.hasPrefix(code) }) {
          dates.insert(duty.date - plan.problem.horizon.start)
        }
        for route in plan.routes {
          for stop in route.stops where [.checkpoint, .street, .unit].contains(stop.kind) {
            guard let here = index.unit(at: stop.coordinate),
              plan.hierarchy.lowest.codes[here].hasPrefix(code)
            else { continue }
            for date in plan.dates(of: route.dayType) where date + stop.start / 86_400 < 28 {
              dates.insert(date + stop.start / 86_400)
            }
          }
        }
        let sights = [-1] + dates.sorted() + [28]
        let gaps = zip(sights, sights.dropFirst()).map { $1 - $0 }
        #expect(verdict.units[unit] == unit)
        #expect(verdict.greatest[unit] == (dates.isEmpty ? nil : gaps.max()), "\(code)")
        #expect(verdict.dates[unit] == dates.count)
        let village = plan.assignedUnits.codes.firstIndex { code.hasPrefix($0) } ?? -1
        let need = gaps.reduce(0) { sum, gap in
          // Sights are set into the gap until it is short enough.
          var (sights, rest) = (0, gap)
          while rest > verdict.standard.days { (sights, rest) = (sights + 1, rest - verdict.standard.days) }
          return sum + sights
        }
        further[village] = max(further[village] ?? 0, need)
      }
      #expect(verdict.furtherRounds == further.values.reduce(0, +))
      #expect(verdict.within == verdict.greatest.count { ($0 ?? .max) <= verdict.standard.days })
    }
    #expect(audit.verdicts.contains { $0.within < $0.greatest.count && $0.furtherRounds > 0 })
  }

  /// Where rounds can be in time, chance does not make them late: three rounds on six days of seven.
  @Test(arguments: [3, 4, 5]) func chanceKeepsRoundsInTime(days: Int) {
    let plan = Self.plan(
      [Self.rule(longest: [3: 6000, 4: 5500, 5: 5000][days] ?? 0, weekdays: Array(1...7))],
      seen: [SeenStandard(level: "microgrid", days: days)]
    )
    let audit = SeenAudit(plan, RoundFigures(plan).dated)
    let most = Dictionary(grouping: plan.rounds, by: \.unitCode).mapValues(\.count)
    let passed = Set(plan.rounds.flatMap { $0.stops.map(\.unitCode) })
    var looked = 0
    for (unit, code) in plan.hierarchy.lowest.codes.enumerated() where passed.contains(code) {
      let village = String(code.prefix(10))
      guard let rounds = most[village], let number = plan.assignedUnits.codes.firstIndex(of: village),
        plan.problem.staff.allSatisfy({ !$0.id.hasPrefix("A\(number)-") || $0.unavailable.isEmpty }),
        rounds <= days
      else { continue }
      looked += 1
      #expect((audit.verdicts[0].greatest[unit] ?? .max) <= days)
    }
    #expect(looked > 10)
  }

  @Test func landThatNoRoundHoldsIsTold() {
    var rules = Self.twoRules()
    rules[0].longest = 700
    rules[1].teams?.append(RoundRule.Team(id: "T2", unitCode: Self.plan([], seen: []).assignedUnits.codes[5]))
    let told = RoundFigures(Self.plan(rules, seen: [])).remarks.map(\.english)
    #expect(told.contains { $0.hasPrefix("village: in 11 min no round reaches") })
    #expect(told.contains { $0 == "evening: no auxiliary of its village walks with 1 team, such as T2" })
  }

  /// Of a tier only its own land counts, and of crews only crews.
  @Test func standardsAreOfTiersAndOfCrews() throws {
    var plan = Self.plan(Self.twoRules(), seen: [])
    let tiers = plan.assignedUnits.codes.indices.map { $0 % 3 == 0 ? "red" : $0 % 3 == 1 ? "blue" : nil }
    plan.problem.attributes = UnitAttributes(namesOf: plan.assignedUnits)
    plan.problem.attributes?.tier = tiers
    plan.problem.seen = [
      SeenStandard(level: "village", days: 3, tier: "red"),
      SeenStandard(level: "microgrid", days: 7, tier: "blue"),
      SeenStandard(level: "village", days: 3, isOfCrews: true), SeenStandard(level: "village", days: 3),
    ]
    let verdicts = SeenAudit(plan, RoundFigures(plan).dated).verdicts
    #expect(verdicts[0].units == plan.assignedUnits.codes.indices.filter { tiers[$0] == "red" })
    let blue = plan.assignedUnits.codes.enumerated().filter { tiers[$0.offset] == "blue" }.map(\.element)
    #expect(
      verdicts[1].units.map { plan.hierarchy.lowest.codes[$0] }
        == plan.hierarchy.lowest.codes.filter { code in blue.contains { code.hasPrefix($0) } })
    #expect(verdicts[0].greatest == verdicts[0].units.map { verdicts[3].greatest[$0] })
    var alone = plan
    alone.problem.rounds = []
    alone.findings.rounds = []
    let crews = SeenAudit(alone, []).verdicts
    #expect(verdicts[2].greatest == crews[3].greatest && verdicts[2].greatest != verdicts[3].greatest)
  }

  /// What was seen before the horizon counts: the first days from it, and rounds that are due go first.
  @Test func daysCountOnOverTheBorderOfTheMonth() throws {
    var plan = Self.plan(
      [Self.rule(longest: 5000, weekdays: Array(1...7))],
      seen: [
        SeenStandard(level: "microgrid", days: 4), SeenStandard(level: "village", days: 3, isOfCrews: true),
      ])
    plan.routes = []
    let start = plan.problem.horizon.start
    let rounds = Dictionary(grouping: plan.rounds, by: \.unitCode).mapValues(\.count)
    let village = try #require(rounds.keys.sorted().first { (2...4).contains(rounds[$0] ?? 0) })
    func first(_ plan: Plan) -> Int? {
      RoundFigures(plan).dated.filter { $0.round.unitCode == village }.min { $0.date < $1.date }?.round.number
    }
    for number in 1...(rounds[village] ?? 1) {
      // Only this round's units were not seen for long.
      plan.problem.lastSeen = plan.rounds.filter { $0.unitCode == village }.flatMap { round in
        round.stops.dropLast().map {
          LastSight(
            level: "microgrid", unitCode: $0.unitCode, date: start + (round.number == number ? -4 : -1),
            isOfCrews: false)
        }
      }
      #expect(first(plan) == number)
      let audit = SeenAudit(plan, RoundFigures(plan).dated)
      let codes = plan.hierarchy.lowest.codes
      for stop in plan.rounds.first(where: { $0.unitCode == village && $0.number == number })?.stops ?? []
      where codes.contains(stop.unitCode) {
        let place = try #require(codes.firstIndex(of: stop.unitCode))
        #expect((audit.verdicts[0].greatest[place] ?? 0) >= 4)
      }
    }
    // Crews count for everybody, but not the other way round; without a sight in the horizon the last one is before it.
    let code = plan.assignedUnits.codes[0]
    func last(byCrews: Bool, _ verdict: Int) -> CivilDate? {
      plan.problem.seen = [
        SeenStandard(level: "village", days: 3), SeenStandard(level: "village", days: 3, isOfCrews: true),
      ]
      plan.problem.lastSeen = [
        LastSight(level: "village", unitCode: code, date: start + -6, isOfCrews: byCrews)
      ]
      return SeenAudit(plan, []).verdicts[verdict].lastDates[0]
    }
    #expect(last(byCrews: true, 0) == start + -6 && last(byCrews: true, 1) == start + -6)
    #expect(last(byCrews: false, 0) == start + -6 && last(byCrews: false, 1) == nil)
  }

  /// Of two tiers the rounds of each keep its own days.
  @Test func roundsKeepTheStandardOfTheirTier() throws {
    var plan = Self.plan([Self.rule(longest: 9000)], seen: [])
    let tiers = plan.assignedUnits.codes.indices.map { $0 % 2 == 0 ? "red" : "blue" }
    plan.problem.attributes = UnitAttributes(namesOf: plan.assignedUnits)
    plan.problem.attributes?.tier = tiers
    plan.problem.seen = [
      SeenStandard(level: "microgrid", days: 2, tier: "red"),
      SeenStandard(level: "microgrid", days: 20, tier: "blue"),
    ]
    #expect(plan.lowestStandard(inVillage: 0) == 2 && plan.lowestStandard(inVillage: 1) == 20)
    plan.problem.seen.append(SeenStandard(level: "microgrid", days: 1, isOfCrews: true))
    #expect(plan.lowestStandard(inVillage: 0) == 2)
    plan.problem.seen = []
    #expect(plan.lowestStandard(inVillage: 1) == plan.problem.horizon.days)
  }

  /// A battery that lasts for less than the time would makes more rounds, each within it.
  @Test func roundsAreNoLongerThanTheirRange() {
    var rule = Self.rule(longest: 9000)
    let free = Self.plan([rule], seen: [])
    func metres(_ round: Round) -> Double { round.stops.reduce(0) { $0 + $1.distance } }
    let range = 0.7 * (free.rounds.map(metres).max() ?? 0)
    rule.range = range
    let short = Self.plan([rule], seen: [])
    #expect(short.rounds.count > 10)
    #expect(short.rounds.allSatisfy { metres($0) <= range + Double($0.stops.count) })
    #expect(short.rounds.count > free.rounds.count || short.rounds.map(metres) != free.rounds.map(metres))
  }

  /// A unit that is always seen in the same half hour tells no bits.
  @Test func timesDifferFromDateToDate() {
    let usual = Self.plan([Self.rule(longest: 4000)], seen: [])
    let audit = SeenAudit(usual, RoundFigures(usual).dated)
    #expect(audit.entropy > 0.5)
    // All dates of a type have the same routes.
    #expect(audit.crewEntropy == 0 && audit.visitEntropy == 0)
    var fixed = Self.rule(longest: 4000)
    fixed.window = DailyWindow(start: TimeOfDay(seconds: 28_800), end: TimeOfDay(seconds: 28_800 + 4000))
    var plan = Self.plan([fixed], seen: [])
    plan.routes = []
    #expect(SeenAudit(plan, RoundFigures(plan).dated).entropy < audit.entropy)
    // On half of the dates of each type at the same time, on the others not: one bit for each of the half hours.
    let start = plan.problem.horizon.start
    let round = Round(
      ruleID: "village", unitCode: plan.assignedUnits.codes[0], number: 1, least: 1,
      stops: [
        Round.Stop(unitCode: plan.hierarchy.lowest.codes[0], arrive: 60, travel: 60, distance: 9),
        Round.Stop(unitCode: plan.assignedUnits.codes[0], arrive: 900, travel: 60, distance: 9),
      ])
    var seenOfType: [Int: Int] = [:]
    let half = (0..<plan.problem.horizon.days).filter { day in
      let type = plan.problem.horizon.dayTypeOfDate[day]
      seenOfType[type, default: 0] += 1
      return (seenOfType[type] ?? 0) % 2 == 0
    }
    let dated = half.map {
      DatedRound(date: start + $0, round: round, start: 30_000, auxiliaryID: "A0-0", teamID: nil)
    }
    let bits = SeenAudit(plan, dated).entropy
    let expected = seenOfType.values.reduce(0.0) { sum, dates in
      let p = Double(dates / 2) / Double(dates)
      return sum + Double(dates) / 28 * (-p * log2(p) - (1 - p) * log2(1 - p))
    }
    #expect(abs(bits - expected) < 1e-12 && expected > 0.9)
  }
}
