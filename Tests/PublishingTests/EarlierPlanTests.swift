import Foundation
import Grid
import PlanCodec
import Planner
import Publishing
import Scenario
import Testing
import Words

/// Folders that the first version wrote are still read: one of eight villages stands in `EarlierPlan`, with somebody ill.
@Suite struct EarlierPlanTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("EarlierPlan").path

  private struct Summary: Decodable {
    struct Share: Decodable {
      let responseS: Int
      let share: Double
    }
    struct Optimisation: Decodable {
      let name: String
      let objective: Double
    }
    let title: String
    let counts: [String: Int]
    let coverage: [Share]
    let optimisations: [Optimisation]
    let assumed: [String]
  }

  private static func summary() throws -> Summary {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      Summary.self, from: Data(contentsOf: URL(fileURLWithPath: "\(folder)/summary.json")))
  }

  private static func rows(_ name: String) throws -> Int {
    try String(contentsOfFile: "\(folder)/\(name).csv", encoding: .utf8).split(separator: "\n").count - 1
  }

  @Test func nothingOfAnEarlierFolderIsLost() throws {
    let plan = try Plan(Self.folder)
    let summary = try Self.summary()
    #expect(plan.title == summary.title && plan.assumed == summary.assumed.map(Message.init(verbatim:)))
    let counts = [
      "checkpoints": plan.problem.checkpoints.count, "crews": plan.problem.crews.count,
      "households": plan.hierarchy.top.households.reduce(0, +), "rooms": plan.assignment.rooms.count,
      "patrol_areas": plan.areas.count, "routes": plan.routes.count, "staff": plan.problem.staff.count,
      "units_village": plan.hierarchy.lowest.count, "gaps": plan.gaps.count,
      "units_county": plan.hierarchy.levels[0].count, "units_township": plan.hierarchy.levels[1].count,
    ]
    #expect(counts == summary.counts)
    #expect(plan.routes.reduce(0) { $0 + $1.stops.count } == (try Self.rows("stops")))
    #expect(plan.ways.reduce(0) { $0 + $1.turns.count } == (try Self.rows("turns")))
    #expect(plan.roster.duties.count == (try Self.rows("roster")))
    #expect(plan.revisions.changes.count == 2)
  }

  /// What an earlier folder does not prove of itself is worked out anew, and comes to the same.
  @Test func whatFollowsIsWorkedOutAnew() throws {
    let plan = try Plan(Self.folder)
    let withoutRoads = Scenario(levels: [LevelSource(name: "county", origin: .units([]))])
    let settled = plan.settled(by: try PlannedTravel(of: withoutRoads, in: plan.hierarchy))
    #expect(settled.isSettled)
    let households = settled.hierarchy.lowest.households
    for limit in try Self.summary().coverage {
      #expect(abs(settled.coverage.share(of: households, within: limit.responseS) - limit.share) < 1e-9)
    }
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString)")
      .path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    try settled.write(to: scratch)
    let isSame = try Plan(scratch) == settled
    #expect(isSame)
  }
}
