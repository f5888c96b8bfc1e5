import Scenario
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Solvers

/// The bound on travel, whatever rooms were sited for, against trying every choice of rooms.
@Suite struct SitingBoundTests {
  private static let models: [SitingModel] = [
    .median, .center, .mostWithin(130), .allWithin(200, backup: false), .allWithin(260, backup: true),
  ]

  /// No choice of as many rooms has less travel than the bound says, whatever the rooms were sited for.
  @Test(arguments: 1...6) func noChoiceOfAsManyRoomsIsBelowTheBound(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 4, rows: 3) { _ in 20 + generator.below(300) }
    let travel = AssignmentPlannerTests.travel
    for model in Self.models {
      let count: Int? = if case .allWithin = model { nil } else { 2 + seed % 3 }
      let planner = AssignmentPlannerTests.planner(
        county, county.problem, roomsIn: [], siting: RoomSiting(model: model, count: count))
      let found = try planner.plan(available: [], travel: travel, seed: 1)
      let table = travel.table(from: county.level.anchors, to: county.level.anchors)
      let best = everyChoice(found.rooms.count, of: 12).map { open in
        county.level.households.indices.reduce(0.0) { sum, unit in
          let nearest = open.map { table.seconds($0, unit) }.min() ?? 0
          return sum + Double(county.level.households[unit]) * Double(nearest)
        }
      }.min()
      let least = try #require(best)
      #expect(found.lowerBound <= least * (1 + 1e-9), "\(model)")
      #expect(found.lowerBound > 0.9 * least, "\(model)")
      #expect(found.lowerBound <= found.objective)
    }
  }

  /// Where some are out of reach, the bound is of those choices that reach all that are reached.
  @Test(arguments: 1...6) func theBoundIsOfThoseThatAreReached(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(90 + seed))
    let county = TestCounty(columns: 4, rows: 3) { _ in 20 + generator.below(300) }
    let cut = [generator.below(12), generator.below(12)]
    let travel = BrokenTravel(cutOff: Set(cut.map { county.level.anchors[$0] }))
    let planner = AssignmentPlannerTests.planner(
      county, county.problem, roomsIn: [], siting: RoomSiting(model: .center, count: 2))
    let found = try planner.plan(available: [], travel: travel, seed: 1)
    let reached = found.travelOfUnit.indices.filter { found.travelOfUnit[$0].isFinite }
    #expect(reached.count < 12)
    let table = travel.table(from: county.level.anchors, to: county.level.anchors)
    let values = everyChoice(2, of: 12).map { open in
      reached.reduce(0.0) { sum, unit in
        sum + Double(county.level.households[unit])
          * Double(open.map { table.seconds($0, unit) }.min() ?? .infinity)
      }
    }
    let best = try #require(values.filter(\.isFinite).min())
    #expect(found.lowerBound <= best * (1 + 1e-9) && found.lowerBound > 0.5 * best)
  }
}
