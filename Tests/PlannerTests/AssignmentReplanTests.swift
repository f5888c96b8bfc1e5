import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

/// Plans that change little of an earlier one.
@Suite struct AssignmentReplanTests {
  private static let travel = AssignmentPlannerTests.travel

  private static func county(_ seed: Int, growth: Int = 100) -> TestCounty {
    var generator = SeededGenerator(seed: UInt64(seed))
    return TestCounty(columns: 5, rows: 2) { unit in
      let households = 50 + generator.below(400)
      return unit % 5 < 2 ? households * growth / 100 : households
    }
  }

  private static func earlier(_ plan: Assignment, _ county: TestCounty, seconds: Double) -> EarlierAssignment
  {
    EarlierAssignment(
      rooms: plan.rooms.map(\.room),
      roomOfUnit: Dictionary(uniqueKeysWithValues: zip(county.level.codes, plan.roomOfUnit)),
      changeSeconds: seconds)
  }

  private static func plan(
    _ county: TestCounty, _ count: Int, earlier: EarlierAssignment? = nil, maxUnits: Int? = nil
  ) throws -> Assignment {
    var planner = AssignmentPlannerTests.planner(
      county, siting: RoomSiting(count: count, maxUnits: maxUnits))
    planner.earlier = earlier
    return try planner.plan(available: [], travel: travel, seed: 3)
  }

  @Test(arguments: 1...4) func withoutAPriceItIsAFreshPlan(seed: Int) throws {
    let old = try Self.plan(Self.county(seed), 4)
    let grown = Self.county(seed, growth: 300)
    let fresh = try Self.plan(grown, 3)
    let again = try Self.plan(grown, 3, earlier: Self.earlier(old, grown, seconds: 0))
    #expect(again.roomOfUnit == fresh.roomOfUnit && again.rooms.map(\.room.id) == fresh.rooms.map(\.room.id))
    #expect(again.lowerBound == fresh.lowerBound)
    let moves = try #require(again.replan).moves
    #expect(
      moves.count
        == grown.level.codes.indices.count { unit in
          old.rooms[old.roomOfUnit[unit]].room.id != again.rooms[again.roomOfUnit[unit]].room.id
        })
  }

  @Test(arguments: 1...6) func anImmensePriceChangesOnlyWhatIsForced(seed: Int) throws {
    let limit = seed % 2 == 0 ? 4 : nil
    let old = try Self.plan(Self.county(seed), 4, maxUnits: limit)
    let grown = Self.county(seed, growth: 300)
    let same = try Self.plan(grown, 4, earlier: Self.earlier(old, grown, seconds: 1e5), maxUnits: limit)
    #expect(same.roomOfUnit == old.roomOfUnit)
    #expect(try #require(same.replan).moves.isEmpty)
    // With a room less, the villages of one room are forced to move, and nobody else.
    let fewer = try Self.plan(grown, 3, earlier: Self.earlier(old, grown, seconds: 1e5), maxUnits: limit)
    let replan = try #require(fewer.replan)
    let least = old.rooms.map(\.units.count).min() ?? 0
    #expect(replan.moves.count == least && least > 0)
    #expect(replan.moves.allSatisfy { $0.reason == .roomClosed })
    #expect(Set(replan.moves.map(\.from.id)).count == 1)
    for move in replan.moves {
      #expect(move.after == fewer.travelOfUnit[move.unit])
      #expect(move.before == old.travelOfUnit[move.unit])
    }
  }

  @Test(arguments: 1...5, [60.0, 300]) func theCheapestPlanWithThePriceIsFound(seed: Int, seconds: Double)
    throws
  {
    let old = try Self.plan(Self.county(seed), 4)
    let grown = Self.county(seed, growth: 400)
    let earlier = Self.earlier(old, grown, seconds: seconds)
    let replan = try #require(try Self.plan(grown, 3, earlier: earlier).replan)
    let households = grown.level.households
    let price = seconds * Double(households.reduce(0, +)) / 10
    let table = Self.travel.table(from: grown.level.anchors, to: grown.level.anchors)
    func cost(_ open: [Int]) -> Double {
      var sum = 0.0
      for unit in 0..<10 {
        let kept = old.rooms[old.roomOfUnit[unit]].unit
        var best = Double.infinity
        for site in open {
          let way = Double(households[unit]) * Double(table.seconds(site, unit))
          best = min(best, way + (site == kept ? 0 : price))
        }
        sum += best
      }
      return sum
    }
    let optimum = everyChoice(3, of: 10).map(cost).min() ?? 0
    #expect(abs(replan.price - price) < 1e-6 * price)
    // Joining detached land may cost a thousandth.
    #expect(replan.objective >= optimum * (1 - 1e-6) && replan.objective <= optimum * 1.001)
    #expect(replan.lowerBound <= optimum * (1 + 1e-6) && replan.lowerBound > 0.8 * optimum)
    for move in replan.moves where move.reason == .saves {
      #expect(Double(households[move.unit]) * (move.before - move.after) >= price)
    }
  }

  @Test func roomsKeepTheirNameOrTheirPlace() throws {
    let county = Self.county(1)
    let old = try Self.plan(county, 3)
    // The same rooms exist now, under other names and in another order.
    var problem = county.problem
    problem.rooms = old.rooms.reversed().map { open in
      Room(
        id: "X-\(open.room.id)", name: "", coordinate: open.room.coordinate, status: .existing,
        townshipCode: open.room.townshipCode, maxUnits: nil, maxHouseholds: nil)
    }
    var planner = AssignmentPlannerTests.planner(
      county, problem, roomsIn: old.rooms.reversed().map(\.unit), siting: RoomSiting(count: 3))
    planner.earlier = Self.earlier(old, county, seconds: 300)
    let plan = try planner.plan(available: [], travel: Self.travel, seed: 3)
    #expect(try #require(plan.replan).moves.isEmpty)
    #expect(plan.roomOfUnit == old.roomOfUnit.map { 2 - $0 })
  }
}
