import Geometry
import Grid
import TestSupport
import Testing
import Words

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

@Suite struct StaffingTests {
  /// Eight villages in two townships, two rooms with an officer each, an auxiliary in every village, a station in
  /// each township with two police, and nine police in the county: every rule is kept.
  struct Fixture {
    let county = TestCounty(columns: 4, rows: 2) { _ in 100 }
    var policy = Policy()
    var assignment: Assignment
    var grids: Level?
    var townships: Level
    var stations: [StaffingAudit.Station]
    var countyPolice: Int? = 9
    var officerTimes = [StaffingAudit.OfficerTime(id: "P0", inCommunity: 80, all: 100)]

    init() {
      let county = county
      let level = county.level
      let roomOfUnit = county.townshipOfUnit
      assignment = Assignment(
        rooms: [0, 2].map { unit in
          Assignment.OpenRoom(
            room: county.room("R\(unit / 2)", in: unit), unit: unit, officerIDs: ["P\(unit / 2)"],
            units: roomOfUnit.indices.filter { roomOfUnit[$0] == unit / 2 }, households: 400, meanTravel: 60,
            maxTravel: 90)
        }, roomOfUnit: roomOfUnit, officerOfUnit: roomOfUnit.map { "P\($0)" },
        auxiliariesOfUnit: level.codes.map { ["A-\($0)"] },
        travelOfUnit: [Double](repeating: 60, count: 8),
        shortfallOfUnit: [[Message]](repeating: [], count: 8), objective: 0, lowerBound: 0)
      grids = Level(
        name: "grid", codes: (0..<16).map { "G\($0)" }, names: (0..<16).map { "Grid \($0)" },
        parents: (0..<16).map { $0 / 2 }, households: [Int](repeating: 50, count: 16), shapes: level.shapes,
        areas: [], anchors: [])
      townships = Level(
        name: "township", codes: county.townshipCodes, names: ["North", "South"], parents: [0, 0],
        households: [400, 400], shapes: level.shapes, areas: [], anchors: [])
      stations = [
        .init(id: "S0", name: "First", police: 2, township: 0),
        .init(id: "S1", name: "Second", police: 2, township: 1),
      ]
      policy.staffing.maxHouseholdsPerOfficer = 400
      policy.staffing.maxHouseholdsPerAuxiliary = 100
    }

    var audit: StaffingAudit {
      StaffingAudit(
        policy: policy, assignment: assignment, units: county.level, grids: grids, townships: townships,
        townshipOfUnit: county.townshipOfUnit, stations: stations, countyPolice: countyPolice,
        officerTimes: officerTimes)
    }

    /// The rules that are broken, and one of them.
    var breaches: [StaffingRule.Name] { audit.rules.filter { $0.verdict == .breach }.map(\.name) }

    func rule(_ name: StaffingRule.Name) throws -> StaffingRule {
      try #require(audit.rules.first { $0.name == name })
    }

    func reason(_ name: StaffingRule.Name) throws -> String {
      guard case .notJudged(let reason) = try rule(name).verdict else { return "" }
      return reason.english
    }
  }

  @Test func everyRuleCanBeKept() throws {
    let fixture = Fixture()
    #expect(fixture.audit.rules.map(\.name) == StaffingRule.Name.allCases)
    for rule in fixture.audit.rules {
      #expect(rule.verdict == .pass && rule.places.isEmpty && rule.reason == nil, "\(rule.name)")
    }
    #expect(try fixture.rule(.stationShare).value == 4.0 / 9)
    #expect(try fixture.rule(.communityShare).value == 0.5)
    #expect(try fixture.rule(.householdsPerOfficer).value == 400)
    #expect(try fixture.rule(.householdsPerAuxiliary).value == 100)
    let north = fixture.audit.townships[0]
    #expect(north.code == "T0" && north.households == 400 && north.officers == 1 && north.auxiliaries == 4)
  }

  // MARK: Breaches

  @Test func aUnitWithoutAnOfficer() throws {
    var fixture = Fixture()
    fixture.assignment.officerOfUnit[5] = ""
    #expect(fixture.breaches == [.officerInEveryUnit])
    let rule = try fixture.rule(.officerInEveryUnit)
    #expect(rule.value == 1 && rule.places == [.init(code: "V5", name: "Village 5", value: nil)])
  }

  @Test func aUnitWithoutAnAuxiliary() throws {
    var fixture = Fixture()
    fixture.policy.staffing.maxHouseholdsPerAuxiliary = 200
    fixture.assignment.auxiliariesOfUnit[2] = []
    // With the village its two grids have nobody.
    #expect(fixture.breaches == [.auxiliariesInEveryUnit, .personInEveryGrid])
    #expect(try fixture.rule(.auxiliariesInEveryUnit).places.map(\.code) == ["V2"])
    #expect(try fixture.rule(.personInEveryGrid).places.map(\.code) == ["G4", "G5"])
    #expect(try fixture.rule(.personInEveryGrid).value == 2)
  }

  @Test func aLargeUnitWithTooFewAuxiliaries() throws {
    var fixture = Fixture()
    fixture.policy.householdsPerExtraAuxiliary = 100
    #expect(fixture.breaches == [.auxiliariesInEveryUnit])
    let rule = try fixture.rule(.auxiliariesInEveryUnit)
    #expect(rule.value == 8 && rule.places.allSatisfy { $0.value == 1 })
  }

  @Test func aGridOfNoUnit() throws {
    var fixture = Fixture()
    let whole = try #require(fixture.grids)
    fixture.grids = Level(
      name: whole.name, codes: whole.codes, names: whole.names,
      parents: whole.parents.enumerated().map { $0.offset == 3 ? -1 : $0.element },
      households: whole.households, shapes: whole.shapes, areas: [], anchors: [])
    #expect(fixture.breaches == [.personInEveryGrid])
    #expect(try fixture.rule(.personInEveryGrid).places.map(\.code) == ["G3"])
  }

  @Test func tooLittleTimeInTheCommunity() throws {
    var fixture = Fixture()
    fixture.officerTimes += [
      .init(id: "P1", inCommunity: 79, all: 100), .init(id: "P2", inCommunity: 0, all: 0),
    ]
    #expect(fixture.breaches == [.communityTime])
    let rule = try fixture.rule(.communityTime)
    #expect(rule.limit == 0.8 && rule.value == 0.79)
    #expect(rule.places == [.init(code: "P1", name: "", value: 0.79)])
    fixture.policy.staffing.communityTime = 0.75
    #expect(fixture.breaches.isEmpty)
    fixture.officerTimes = []
    #expect(try fixture.reason(.communityTime) == "no officer of a room has a duty")
  }

  @Test func tooFewPoliceAtStations() throws {
    var fixture = Fixture()
    fixture.countyPolice = 11
    #expect(fixture.breaches == [.stationShare])
    #expect(try fixture.rule(.stationShare).value == 4.0 / 11)
    // Exactly two fifths are enough.
    fixture.countyPolice = 10
    #expect(fixture.breaches.isEmpty)
    fixture.policy.staffing.stationShare = 0.41
    #expect(fixture.breaches == [.stationShare])
  }

  @Test func tooFewOfAStationInItsRooms() throws {
    var fixture = Fixture()
    fixture.stations[1].police = 3
    #expect(fixture.breaches == [.communityShare])
    let rule = try fixture.rule(.communityShare)
    #expect(rule.value == 1.0 / 3 && rule.limit == 0.4)
    #expect(rule.places == [.init(code: "S1", name: "Second", value: 1.0 / 3)])
    fixture.policy.staffing.communityShare = 0.3
    #expect(fixture.breaches.isEmpty)
  }

  @Test func tooManyHouseholds() throws {
    var fixture = Fixture()
    fixture.policy.staffing.maxHouseholdsPerOfficer = 399
    fixture.policy.staffing.maxHouseholdsPerAuxiliary = 99
    #expect(fixture.breaches == [.householdsPerOfficer, .householdsPerAuxiliary])
    #expect(try fixture.rule(.householdsPerOfficer).places.map(\.code) == ["T0", "T1"])
    fixture = Fixture()
    for unit in [0, 1, 4, 5] { fixture.assignment.officerOfUnit[unit] = "" }
    // A township without any has no ratio, and breaks the rule.
    let rule = try fixture.rule(.householdsPerOfficer)
    #expect(rule.verdict == .breach && rule.value == nil)
    #expect(rule.places == [.init(code: "T0", name: "North", value: nil)])
  }

  // MARK: What cannot be judged

  @Test func whatIsNotGivenIsNotGuessed() throws {
    var fixture = Fixture()
    fixture.countyPolice = nil
    #expect(try fixture.reason(.stationShare).contains("county's police is not given"))
    fixture = Fixture()
    fixture.stations[1].police = nil
    #expect(try fixture.reason(.stationShare).contains("S1"))
    // The other station is judged all the same.
    #expect(try fixture.rule(.communityShare).verdict == .pass)
    #expect(try fixture.rule(.communityShare).remark?.english.contains("S1") == true)
    fixture.stations[0].police = nil
    #expect(try fixture.reason(.communityShare).contains("S0"))
    fixture.stations = []
    #expect(try fixture.reason(.stationShare).contains("no station"))
    #expect(try fixture.reason(.communityShare).contains("no station"))
    fixture.grids = nil
    #expect(try fixture.reason(.personInEveryGrid).contains("no level below village"))
    fixture.policy.staffing.maxHouseholdsPerOfficer = nil
    #expect(try fixture.reason(.householdsPerOfficer).contains("no limit"))
    #expect(try fixture.rule(.householdsPerOfficer).value == 400, "the ratio is told all the same")
    #expect(fixture.breaches.isEmpty)
  }

  @Test func numbersThatCannotBeAreNotJudged() throws {
    var fixture = Fixture()
    fixture.countyPolice = 3
    #expect(try fixture.reason(.stationShare).contains("4 police"))
    fixture = Fixture()
    fixture.assignment.rooms[0].officerIDs = ["P0", "Q0", "Q1"]
    #expect(
      try fixture.rule(.communityShare).remark?.english.contains("S0") == true, "three officers of two police"
    )
    fixture.stations[0].township = -1
    #expect(try fixture.rule(.communityShare).remark?.english.contains("S0") == true)
  }

  @Test func stationsOfOneTownshipAreJudgedTogether() throws {
    var fixture = Fixture()
    fixture.stations.append(.init(id: "S2", name: "Third", police: 1, township: 0))
    let rule = try fixture.rule(.communityShare)
    #expect(rule.places.map(\.code) == ["S0;S2"] && rule.value == 1.0 / 3)
  }

  // MARK: Land in pieces

  /// A row of villages, each with the site that serves it.
  private func detached(
    _ siteOfUnit: [Int], open: [Int], siting: RoomSiting = RoomSiting(), within: Bool = false,
    cutOff: Set<Int> = [], adjacency: Adjacency? = nil
  ) -> [Assignment.DetachedLand] {
    let county = TestCounty(columns: siteOfUnit.count, rows: 1) { _ in 100 }
    let sites = RoomSites(
      rooms: [], unitOfRoom: [], units: county.level, siting: siting, townshipOfUnit: county.townshipOfUnit,
      townshipCodes: county.townshipCodes, isWithinTownship: within)
    let travel = BrokenTravel(cutOff: Set(cutOff.map { county.level.anchors[$0] }))
    let table = travel.table(from: sites.coordinates, to: county.level.anchors)
    var choice = RoomChoice(open: open, siteOfUnit: siteOfUnit)
    return choice.joinDetachedPieces(
      sites, costs: sites.costs(table), table, adjacency ?? county.adjacency)
  }

  @Test func landThatStaysApartIsNamedWithTheReason() {
    let full = detached([0, 2, 2, 0], open: [0, 2], siting: RoomSiting(maxUnits: 2))
    #expect(full.map(\.units) == [[3]] && full.map(\.room) == [0])
    #expect(full.first?.reason.english.contains("full") == true)

    let island = Adjacency(offsets: [0, 1, 2, 2], neighbours: [1, 0], borders: [1, 1])
    let alone = detached([0, 0, 0], open: [0], adjacency: island)
    #expect(alone.map(\.units) == [[2]])
    #expect(alone.first?.reason.english == "it touches no other land")

    let far = detached([0, 3, 3, 3, 0], open: [0, 3], cutOff: [4])
    #expect(far.map(\.units) == [[4]])
    #expect(far.first?.reason.english.contains("no way") == true)

    #expect(detached([0, 0, 3, 3], open: [0, 3]).isEmpty)
  }

  @Test func landAmongOtherTownshipsIsNamed() {
    // Townships hold two columns each: village 1 of the first is parted from 0 by the test's own borders.
    let parted = Adjacency(offsets: [0, 0, 1, 3, 4], neighbours: [2, 1, 3, 2], borders: [1, 1, 1, 1])
    let land = detached([0, 0, 2, 2], open: [0, 2], within: true, adjacency: parted)
    #expect(land.map(\.units) == [[1]])
    #expect(land.first?.reason.english.contains("another township") == true)
  }

  /// Ways that have nothing to do with the land, so that rooms get villages here and there.
  private struct ScatteredTravel: Travel {
    var seed: UInt64

    func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
      var generator = SeededGenerator(seed: seed)
      let seconds = origins.flatMap { a in
        destinations.map { b in a == b ? Float(0) : Float(100 + generator.below(900)) }
      }
      return TravelTable(
        rows: origins.count, columns: destinations.count, seconds: seconds, metres: seconds)
    }

    func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] { [origin, destination] }
  }

  @Test(arguments: 1...8) func everyPieceCutOffIsNamedOnce(seed: Int) throws {
    let county = TestCounty(columns: 6, rows: 5) { 50 + $0 * 7 % 40 }
    let planner = AssignmentPlanner(
      problem: county.problem, units: county.level, townshipOfUnit: county.townshipOfUnit,
      townshipCodes: county.townshipCodes, unitOfRoom: [], adjacency: county.adjacency,
      siting: RoomSiting(count: 4, maxUnits: 10))
    let officers = (0..<9).map { StaffMember(id: "P\($0)", role: .officer, homeUnit: "", fullTime: true) }
    let plan = try planner.plan(
      available: officers, travel: ScatteredTravel(seed: UInt64(seed)), seed: 1)
    #expect(!plan.detached.isEmpty && plan.detached.allSatisfy { !$0.reason.english.isEmpty })
    for (index, room) in plan.rooms.enumerated() {
      // Spread every village's least label over its neighbours of the same room until nothing changes.
      var label = Array(county.level.codes.indices)
      for _ in label.indices {
        for unit in room.units {
          for other in room.units {
            let (dx, dy) = (abs(unit % 6 - other % 6), abs(unit / 6 - other / 6))
            if dx + dy == 1 { label[unit] = min(label[unit], label[other]) }
          }
        }
      }
      let pieces = Dictionary(grouping: room.units) { label[$0] }.values.map { $0.sorted() }
      let named = plan.detached.filter { $0.room == index }.map(\.units)
      #expect(named.count == pieces.count - 1 && Set(named).isSubset(of: Set(pieces)))
      #expect(Set(named).count == named.count)
      // An officer's area falls apart only where a piece is named that tears it.
      for officer in room.officerIDs {
        let own = pieces.filter { piece in piece.contains { plan.officerOfUnit[$0] == officer } }
        let torn = plan.detached.filter { $0.room == index && plan.officersTorn(by: $0).contains(officer) }
        #expect(own.count < 2 ? torn.isEmpty : torn.count >= own.count - 1)
      }
    }
  }

  @Test func tornOfficersAreNamed() {
    var fixture = Fixture()
    let land = Assignment.DetachedLand(room: 0, units: [4, 5], reason: Message(verbatim: ""))
    #expect(fixture.assignment.officersTorn(by: land) == ["P0"])
    for unit in [4, 5] { fixture.assignment.officerOfUnit[unit] = "P9" }
    #expect(fixture.assignment.officersTorn(by: land).isEmpty, "his area is the piece")
  }
}
