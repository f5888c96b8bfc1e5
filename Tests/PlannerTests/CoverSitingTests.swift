import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

/// Rooms sited by covering models: the rules, the counts and the bounds, against trying every choice.
@Suite struct CoverSitingTests {
  private static let travel = StraightLineTravel(factor: 1, speed: 36)

  private static func planner(
    _ county: TestCounty, _ problem: Problem, roomsIn: [Int], _ siting: RoomSiting
  ) -> AssignmentPlanner {
    AssignmentPlannerTests.planner(county, problem, roomsIn: roomsIn, siting: siting)
  }

  private static func make(
    _ county: TestCounty, _ problem: Problem?, roomsIn: [Int] = [], _ siting: RoomSiting
  ) throws -> Assignment {
    try planner(county, problem ?? county.problem, roomsIn: roomsIn, siting)
      .plan(available: [], travel: travel, seed: 1)
  }

  /// Twelve villages; one room exists, two places are left out.
  private static func county(_ seed: Int) -> (
    county: TestCounty, problem: Problem, places: [PlanInputs.Place]
  ) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 4, rows: 3) { _ in 40 + generator.below(200) }
    var problem = county.problem
    problem.rooms = [county.room("E", in: generator.below(12))]
    let forbidden = [generator.below(12), generator.below(12)]
    let places = (0..<12).filter { !forbidden.contains($0) }.map {
      PlanInputs.Place(id: "P\($0)", name: "place \($0)", coordinate: county.level.anchors[$0], unit: $0)
    }
    return (county, problem, places)
  }

  /// For each choice of places besides the room that exists, every unit's times, sorted.
  private static func times(
    _ county: TestCounty, _ problem: Problem, _ places: [PlanInputs.Place], count: Int
  ) -> [[[Double]]] {
    let rooms = problem.rooms.map(\.coordinate)
    let table = travel.table(from: rooms + places.map(\.coordinate), to: county.level.anchors)
    return everyChoice(count - rooms.count, of: places.count).map { chosen in
      county.level.anchors.indices.map { unit in
        (Array(rooms.indices) + chosen.map { $0 + rooms.count }).map { Double(table.seconds($0, unit)) }
          .sorted()
      }
    }
  }

  @Test(arguments: 1...12) func everyModelFindsItsOptimum(seed: Int) throws {
    let (county, problem, places) = Self.county(seed)
    let households = county.level.households
    let unit = try #require(
      problem.rooms.first.map { room in county.level.anchors.firstIndex(of: room.coordinate) })
    let roomsIn = [try #require(unit)]
    let limit = Double(95 + 5 * (seed % 6))
    let count = 3
    let all = Self.times(county, problem, places, count: count)
    func beyond(_ times: [[Double]], _ place: Int = 0) -> Int {
      households.indices.reduce(0) { $0 + (times[$1][place] > limit ? households[$1] : 0) }
    }

    let most = try Self.make(
      county, problem, roomsIn: roomsIn,
      RoomSiting(model: .mostWithin(limit), count: count, places: places))
    #expect(most.answers.map(\.objective) == [Double(try #require(all.map { beyond($0) }.min()))])
    #expect(most.answers.allSatisfy { $0.objective == $0.lowerBound })
    #expect(
      households.indices.reduce(0) { $0 + (most.travelOfUnit[$1] > limit ? households[$1] : 0) }
        == Int(most.answers[0].objective))

    let center = try Self.make(
      county, problem, roomsIn: roomsIn, RoomSiting(model: .center, count: count, places: places))
    let worst = try #require(all.map { $0.reduce(0) { max($0, $1[0]) } }.min())
    #expect(center.answers.map(\.objective) == [worst] && center.answers[0].lowerBound == worst)
    #expect(center.travelOfUnit.max() == worst)

    let reachable = Self.times(county, problem, places, count: 1 + places.count)[0].filter { $0[0] <= limit }
      .count
    let fewest = (1...(1 + places.count)).first { count in
      Self.times(county, problem, places, count: count).contains { $0.count { $0[0] <= limit } == reachable }
    }
    let least = try Self.make(
      county, problem, roomsIn: roomsIn,
      RoomSiting(model: .allWithin(limit, backup: false), places: places))
    #expect(least.rooms.count == fewest && least.answers[0].lowerBound == least.answers[0].objective)
    #expect(least.travelOfUnit.count { $0 <= limit } == reachable)

    let asked = try #require(fewest) + 1
    let doubled = Self.times(county, problem, places, count: asked)
      .filter { $0.count { $0[0] <= limit } == reachable }.map { beyond($0, 1) }.min()
    let backup = try Self.make(
      county, problem, roomsIn: roomsIn,
      RoomSiting(model: .allWithin(limit, backup: true), count: asked, places: places))
    #expect(backup.answers.map(\.objective) == [Double(try #require(doubled))])
    #expect(backup.answers[0].lowerBound == backup.answers[0].objective && backup.rooms.count == asked)
    #expect(backup.travelOfUnit.count { $0 <= limit } == reachable)

    for plan in [most, center, least, backup] {
      #expect(plan.rooms.first?.room.id == "E")
      #expect(
        plan.rooms.dropFirst().allSatisfy { room in
          places.contains {
            "R-\($0.id)" == room.room.id && $0.coordinate == room.room.coordinate && $0.unit == room.unit
          }
        })
      #expect(plan.lowerBound <= plan.objective && plan.lowerBound > 0)
    }
  }

  @Test(arguments: 1...8) func limitsAndTownshipsAreKept(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 4, rows: 4) { _ in 50 + generator.below(100) }
    var problem = county.problem
    problem.policy.roomsWithinTownship = true
    for model in [
      SitingModel.mostWithin(120), .center, .allWithin(150, backup: false), .allWithin(150, backup: true),
    ] {
      let plan = try Self.make(county, problem, RoomSiting(model: model, maxUnits: 3))
      #expect(plan.rooms.count >= 6 && plan.rooms.allSatisfy { $0.units.count <= 3 })
      for (unit, room) in plan.roomOfUnit.enumerated() {
        #expect(county.townshipCodes[county.townshipOfUnit[unit]] == plan.rooms[room].room.townshipCode)
      }
      #expect(plan.answers.allSatisfy { $0.lowerBound <= $0.objective })
      if case .allWithin = model { #expect(plan.travelOfUnit.allSatisfy { $0 <= 150 }) }
    }
  }

  @Test func tooFewRoomsSayHowManyItTakes() throws {
    let county = TestCounty(columns: 6, rows: 1) { _ in 100 }
    let needed = try Self.make(county, nil, RoomSiting(model: .allWithin(100, backup: false))).rooms.count
    #expect(needed == 2)
    for backup in [true, false] {
      #expect(throws: AssignmentError.tooFewWithin(seconds: 100, asked: 1, needed: 2)) {
        try Self.make(county, nil, RoomSiting(model: .allWithin(100, backup: backup), count: 1))
      }
    }
  }

  @Test func whatIsOutOfReachHoldsUpNobodyElse() throws {
    let county = TestCounty(columns: 6, rows: 1) { _ in 100 }
    let far = county.level.anchors[5]
    let places = (0..<2).map {
      PlanInputs.Place(id: "P\($0)", name: "", coordinate: county.level.anchors[$0], unit: $0)
    }
    let planner = Self.planner(
      county, county.problem, roomsIn: [], RoomSiting(model: .allWithin(150, backup: false), places: places))
    let plan = try planner.plan(available: [], travel: BrokenTravel(cutOff: [far]), seed: 1)
    #expect(plan.travelOfUnit[5].isInfinite && plan.rooms.count == 1)
    #expect(plan.travelOfUnit.count { $0 <= 150 } == 3)
  }

  @Test func townshipsWithoutAPlaceAreNamed() {
    let county = TestCounty(columns: 6, rows: 1) { _ in 100 }
    var problem = county.problem
    problem.policy.roomsWithinTownship = true
    let place = PlanInputs.Place(id: "P", name: "", coordinate: county.level.anchors[0], unit: 0)
    for model in [SitingModel.median, .center] {
      #expect(throws: AssignmentError.noPlace(townships: ["T1", "T2"])) {
        try Self.make(county, problem, RoomSiting(model: model, places: [place]))
      }
    }
  }

  @Test func theShortageIsNamedByTownship() {
    let county = TestCounty(columns: 4, rows: 2) { $0 % 4 < 2 ? 300 : 100 }
    var problem = county.problem
    problem.policy.roomsWithinTownship = true
    #expect(
      throws: AssignmentError.tooFewForLimits(
        asked: 2, needed: 3, short: [.init(townships: ["T1"], households: 400, units: 4)])
    ) {
      try Self.make(county, problem, RoomSiting(count: 2, maxHouseholds: 700))
    }
  }
}
