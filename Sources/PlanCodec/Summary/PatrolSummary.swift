import Foundation
import Planner
import Words

/// `summary.json` of a folder with areas and routes only.
struct PatrolSummary: Codable {
  struct Audit: Codable {
    let visitsRequired: Int
    let visitsUnserved: Int
  }

  let title: String
  let generated: String
  let counts: [String: Int]
  let optimisations: [SummaryDocument.Optimisation]
  /// Absent where there are none; an earlier planner did not write it.
  let patrolAreas: SummaryDocument.PatrolAreas?
  let audit: Audit
  let assumed: [String]
  /// What is assumed, by code; an earlier planner did not write it.
  let assumptions: [Message]?

  init(_ patrol: PatrolPlan) {
    title = patrol.title
    generated = ISO8601DateFormatter().string(from: Date())
    counts = [
      "patrol_areas": patrol.areas.count, "crews": patrol.problem.crews.count, "routes": patrol.routes.count,
      "checkpoints": patrol.problem.checkpoints.count,
    ]
    optimisations = patrol.standingBounds.map(SummaryDocument.Optimisation.init)
    patrolAreas = SummaryDocument.PatrolAreas(PatrolAreaFigures(of: patrol))
    audit = Audit(
      visitsRequired: patrol.visitsMade + patrol.unserved.count, visitsUnserved: patrol.unserved.count)
    assumed = patrol.assumed.map(\.english)
    assumptions = patrol.assumed
  }
}
