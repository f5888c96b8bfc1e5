import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

@Suite struct AssignmentPlannerTests {
  static let travel = StraightLineTravel(factor: 1, speed: 36)

  static func planner(
    _ county: TestCounty, _ problem: Problem? = nil, roomsIn: [Int] = [], siting: RoomSiting = RoomSiting()
  ) -> AssignmentPlanner {
    AssignmentPlanner(
      problem: problem ?? county.problem, units: county.level, townshipOfUnit: county.townshipOfUnit,
      townshipCodes: county.townshipCodes, unitOfRoom: roomsIn, adjacency: county.adjacency, siting: siting)
  }

  @Test(arguments: 1...8) func everyRuleHolds(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 4 + generator.below(3), rows: 4) { _ in generator.below(400) }
    var problem = county.problem
    problem.policy.roomsWithinTownship = seed % 2 == 0
    let places = (0..<3).map { _ in generator.below(county.level.count) }
    problem.rooms = places.enumerated().map { index, unit in
      county.room(
        "E\(index)", in: unit, maxUnits: index == 0 ? 2 : nil, maxHouseholds: index == 1 ? 500 : nil)
    }
    let siting = RoomSiting(
      maxUnits: seed % 3 == 0 ? 5 : nil, maxHouseholds: seed % 4 < 2 ? 1200 : nil)
    let planner = Self.planner(county, problem, roomsIn: places, siting: siting)
    let plan = try planner.plan(available: [], travel: Self.travel, seed: 7)
    let again = try planner.plan(available: [], travel: Self.travel, seed: 7)
    #expect(again.roomOfUnit == plan.roomOfUnit && again.lowerBound == plan.lowerBound)

    #expect(plan.rooms.prefix(3).map(\.room.id) == ["E0", "E1", "E2"])
    #expect(plan.rooms.count >= planner.usualRoomCount)
    #expect(Set(plan.rooms.map(\.room.id)).count == plan.rooms.count)
    #expect(plan.roomOfUnit.count == county.level.count)
    let anchors = county.level.anchors
    let table = Self.travel.table(from: plan.rooms.map(\.room.coordinate), to: anchors)
    var objective = 0.0
    for (index, open) in plan.rooms.enumerated() {
      let units = plan.roomOfUnit.indices.filter { plan.roomOfUnit[$0] == index }
      let households = units.reduce(0) { $0 + county.level.households[$1] }
      #expect(open.units == units && open.households == households)
      if let most = open.room.maxUnits { #expect(units.count <= most) }
      if let most = open.room.maxHouseholds { #expect(households <= most) }
      if problem.policy.roomsWithinTownship {
        for u in units { #expect(county.townshipCodes[county.townshipOfUnit[u]] == open.room.townshipCode) }
      }
      for u in units {
        objective += Double(county.level.households[u]) * Double(table.seconds(index, u))
        #expect(plan.travelOfUnit[u] == Double(table.seconds(index, u)))
        #expect(open.maxTravel >= plan.travelOfUnit[u])
      }
      #expect(open.meanTravel <= open.maxTravel)
    }
    #expect(abs(objective - plan.objective) < 1e-6 * objective)
    #expect(plan.lowerBound <= plan.objective && plan.lowerBound > 0.7 * plan.objective)
    #expect(
      plan.shortfallOfUnit.allSatisfy {
        $0.map(\.code) == ["no_officer", "auxiliaries_missing"]
          && $0[1].english == "1 of 1 auxiliaries missing"
      })
  }

  @Test func tinyCountyIsSolvedToTheOptimum() throws {
    for seed in 1...8 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let county = TestCounty(columns: 4, rows: 3) { _ in 50 + generator.below(400) }
      let plan = try Self.planner(county, siting: RoomSiting(count: 3))
        .plan(available: [], travel: Self.travel, seed: 1)
      let table = Self.travel.table(from: county.level.anchors, to: county.level.anchors)
      let optimum =
        everyChoice(3, of: 12).map { open in
          (0..<12).reduce(0.0) { sum, u in
            sum + Double(county.level.households[u]) * Double(open.map { table.seconds($0, u) }.min() ?? 0)
          }
        }.min() ?? 0
      // Joining detached land may cost a thousandth.
      #expect(plan.objective >= optimum - 1e-3 && plan.objective <= optimum * 1.001)
      #expect(plan.lowerBound <= optimum * (1 + 1e-9))
      #expect(plan.rooms.count == 3)
    }
  }

  // MARK: Errors

  @Test func impossibleCountsAreRefused() {
    let county = TestCounty(columns: 6, rows: 2) { _ in 100 }
    var problem = county.problem
    problem.rooms = [county.room("A", in: 0), county.room("B", in: 1)]
    func error(_ count: Int) -> AssignmentError? {
      do throws(AssignmentError) {
        _ = try Self.planner(county, problem, roomsIn: [0, 1], siting: RoomSiting(count: count))
          .plan(available: [], travel: Self.travel, seed: 1)
        return nil
      } catch { return error }
    }
    #expect(error(1) == .fewerThanExist(asked: 1, existing: 2))
    #expect(error(15) == .moreThanPlaces(asked: 15, places: 14))
    #expect(error(3) == nil)
    // Both existing rooms stand in the first of three townships.
    problem.policy.roomsWithinTownship = true
    #expect(error(3) == .townshipsWithoutRoom(asked: 3, needed: 4, townships: ["T1", "T2"]))
    #expect(error(4) == nil)
  }

  @Test func whatDoesNotFitIsSaid() {
    let county = TestCounty(columns: 4, rows: 2) { $0 == 5 ? 900 : 100 }
    var problem = county.problem
    problem.policy.roomsWithinTownship = true
    func error(_ siting: RoomSiting) -> AssignmentError? {
      do throws(AssignmentError) {
        _ = try Self.planner(county, problem, siting: siting)
          .plan(available: [], travel: Self.travel, seed: 1)
        return nil
      } catch { return error }
    }
    #expect(
      error(RoomSiting(count: 4, maxHouseholds: 800))
        == .unitTooLarge(code: "V5", households: 900, most: 800))
    // Four units in each township, one room of three in one of them.
    #expect(
      error(RoomSiting(count: 2, maxUnits: 3))
        == .tooFewForLimits(
          asked: 2, needed: 4,
          short: [
            .init(townships: ["T0"], households: 0, units: 1),
            .init(townships: ["T1"], households: 0, units: 1),
          ]))
    #expect(error(RoomSiting(count: 4, maxUnits: 3)) == nil)
    #expect(error(RoomSiting(maxUnits: 3)) == nil)
    for e in [
      AssignmentError.fewerThanExist(asked: 1, existing: 2), .moreThanPlaces(asked: 3, places: 2),
      .townshipsWithoutRoom(asked: 1, needed: 2, townships: ["T7"]),
      .unitTooLarge(code: "V5", households: 9, most: 8),
      .tooFewForLimits(asked: 2, needed: 4, short: []), .noPlace(townships: ["T7"]),
      .tooFewWithin(seconds: 300, asked: 2, needed: 4),
      .overCapacity(rooms: 1, units: 2, households: 3, townships: ["T7"]),
    ] { #expect(e.description.count > 20) }
  }

  @Test func moreRoomsOpenWhereLimitsAskForThem() throws {
    let county = TestCounty(columns: 4, rows: 4) { _ in 300 }
    // Two villages to a room, since three have 900 households.
    let plan = try Self.planner(county, siting: RoomSiting(maxHouseholds: 899))
      .plan(available: [], travel: Self.travel, seed: 1)
    #expect(plan.rooms.count >= 8)
    #expect(plan.rooms.allSatisfy { $0.units.count <= 2 })
    #expect(Self.planner(county).usualRoomCount == 2)
  }

  // MARK: Shortfalls

  @Test func unitsWithoutAWayGetTheNearestRoomAndSaySo() throws {
    let county = TestCounty(columns: 6, rows: 1) { $0 == 4 ? 1 : 500 }
    let travel = BrokenTravel(cutOff: [county.level.anchors[4]])
    let plan = try Self.planner(county, siting: RoomSiting(count: 2))
      .plan(available: [], travel: travel, seed: 1)
    #expect(plan.travelOfUnit[4].isInfinite)
    #expect(plan.shortfallOfUnit[4].contains { $0.code == "no_way_from_room" })
    #expect(plan.travelOfUnit.filter(\.isFinite).count == 5)
    #expect(plan.objective.isFinite && plan.objective > 0 && plan.lowerBound <= plan.objective)
    let room = plan.rooms[plan.roomOfUnit[4]].room.coordinate
    for other in plan.rooms {
      #expect(
        haversine(room, county.level.anchors[4])
          <= haversine(other.room.coordinate, county.level.anchors[4]))
    }
    #expect(plan.rooms.allSatisfy { $0.maxTravel.isFinite && $0.meanTravel.isFinite })
  }

  @Test func officersTakeTheRoomNearestToTheirHome() throws {
    let county = TestCounty(columns: 6, rows: 2) { _ in 100 }
    var problem = county.problem
    problem.rooms = [county.room("A", in: 0), county.room("B", in: 5), county.room("C", in: 8)]
    let planner = Self.planner(county, problem, roomsIn: [0, 5, 8], siting: RoomSiting(count: 3))
    func officer(_ id: String, _ home: String) -> StaffMember {
      StaffMember(id: id, role: .officer, homeUnit: home, fullTime: true)
    }
    let few = try planner.plan(
      available: [officer("P1", "V11"), officer("P2", "V6")], travel: Self.travel, seed: 1)
    #expect(few.rooms.map(\.officerIDs) == [["P2"], ["P1"], []])
    for (unit, room) in few.roomOfUnit.enumerated() {
      #expect(few.officerOfUnit[unit] == ["P2", "P1", ""][room])
      #expect(few.shortfallOfUnit[unit].map(\.english).contains("no officer at room C") == (room == 2))
    }
    let many = try planner.plan(
      available: [
        officer("P1", "V11"), officer("P2", "V6"), officer("P3", "nowhere"), officer("P4", "V5"),
        officer("P5", ""),
      ], travel: Self.travel, seed: 1)
    // P4 lives at room B itself; P1, who lives one village on, is nearest to C of those left.
    #expect(many.rooms[1].officerIDs.first == "P4")
    #expect(many.rooms.allSatisfy { !$0.officerIDs.isEmpty })
    #expect(many.rooms.flatMap(\.officerIDs).sorted() == ["P1", "P2", "P3", "P4", "P5"])
    for room in many.rooms {
      let answering = Set(room.units.map { many.officerOfUnit[$0] })
      #expect(answering == Set(room.officerIDs.prefix(room.units.count)))
    }
    #expect(many.shortfallOfUnit.allSatisfy { !$0.map(\.code).contains("no_officer") })
  }

  @Test func auxiliariesServeTheirVillageFirst() throws {
    let county = TestCounty(columns: 4, rows: 1) { _ in 100 }
    var problem = county.problem
    problem.policy.minAuxiliariesPerUnit = 1
    problem.rooms = [county.room("A", in: 0, maxUnits: 3), county.room("B", in: 3)]
    let planner = Self.planner(county, problem, roomsIn: [0, 3], siting: RoomSiting(count: 2))
    func auxiliary(_ id: String, _ home: String, fullTime: Bool) -> StaffMember {
      StaffMember(id: id, role: .auxiliary, homeUnit: home, fullTime: fullTime)
    }
    // Three part-timers crowd in village 0; of two full-timers at home there, the first moves to village 1 of
    // the same room, the second finds nothing lacking but across the border, and stays.
    let plan = try planner.plan(
      available: [
        auxiliary("a1", "V0", fullTime: false), auxiliary("a2", "V0", fullTime: false),
        auxiliary("f1", "V0", fullTime: true), auxiliary("f2", "V0", fullTime: true),
        auxiliary("x", "unknown", fullTime: false),
      ], travel: Self.travel, seed: 1)
    #expect(plan.roomOfUnit == [0, 0, 1, 1])
    #expect(plan.auxiliariesOfUnit == [["a1", "a2", "f2"], ["f1"], [], []])
    #expect(plan.shortfallOfUnit[0].map(\.english) == ["no officer at room A"])
    #expect(plan.shortfallOfUnit[2].map(\.english).contains("1 of 1 auxiliaries missing"))
    let roving = try planner.plan(
      available: [auxiliary("f", "", fullTime: true)], travel: Self.travel, seed: 1)
    #expect(roving.auxiliariesOfUnit.joined().elementsEqual(["f"]))
  }

  // MARK: Contiguity

  @Test func detachedLandIsCounted() throws {
    let county = TestCounty(columns: 5, rows: 1) { _ in 100 }
    var problem = county.problem
    problem.rooms = [county.room("A", in: 0), county.room("B", in: 4)]
    var plan = try Self.planner(county, problem, roomsIn: [0, 4], siting: RoomSiting(count: 2))
      .plan(available: [], travel: Self.travel, seed: 1)
    #expect(plan.detachedPieces(county.adjacency) == 0)
    plan.rooms[0].units = [0, 2]
    plan.rooms[1].units = [1, 3, 4]
    #expect(plan.detachedPieces(county.adjacency) == 2)
  }

  @Test func detachedLandIsJoinedWhereThatCostsNextToNothing() {
    // Village 2 is served from village 0 although 1 lies between; serving it from 3 or 1 costs a trifle more.
    let county = TestCounty(columns: 4, rows: 1) { $0 == 2 ? 1 : 1000 }
    let sites = RoomSites(
      rooms: [], unitOfRoom: [], units: county.level, siting: RoomSiting(),
      townshipOfUnit: county.townshipOfUnit, townshipCodes: county.townshipCodes, isWithinTownship: false)
    let table = Self.travel.table(from: sites.coordinates, to: county.level.anchors)
    var choice = RoomChoice(open: [0, 1], siteOfUnit: [0, 1, 0, 0])
    _ = choice.joinDetachedPieces(sites, costs: sites.costs(table), table, county.adjacency)
    // The piece {2, 3} goes to 1, whose land it touches, and saves time.
    #expect(choice.siteOfUnit == [0, 1, 1, 1])
    // Where it would cost more than a thousandth it stays.
    var dear = RoomChoice(open: [0, 3], siteOfUnit: [0, 3, 0, 3])
    _ = dear.joinDetachedPieces(sites, costs: sites.costs(table), table, county.adjacency)
    #expect(dear.siteOfUnit[1] == 0 || dear.siteOfUnit[2] == 3)
    var stays = RoomChoice(open: [0, 2], siteOfUnit: [0, 2, 2, 0])
    let limited = RoomSites(
      rooms: [], unitOfRoom: [], units: county.level, siting: RoomSiting(maxUnits: 2),
      townshipOfUnit: county.townshipOfUnit, townshipCodes: county.townshipCodes, isWithinTownship: false)
    _ = stays.joinDetachedPieces(limited, costs: sites.costs(table), table, county.adjacency)
    #expect(stays.siteOfUnit == [0, 2, 2, 0])
  }
}
