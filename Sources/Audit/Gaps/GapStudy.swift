import Planner
import Roads
import Scenario

/// What a plan leaves uncovered: in space, through the day, between visits, and in staffing.
package struct GapStudy: Sendable {
  /// Coverage in space by the sources of one shift.
  package struct Shift: Sendable {
    package var id: String
    package var audit: SpatialAudit
  }

  /// One day type.
  package struct Day: Sendable {
    package var dayType: String
    package var response: DayCoverage
    /// For each unit of the lowest level.
    package var units: [Revisits]
    /// For each checkpoint of the problem.
    package var checkpoints: [Revisits]
  }

  package let plan: Plan
  package let limits: [Int]
  /// Seconds beyond which land is a gap.
  package let gapLimit: Int
  package let space: SpatialAudit
  package let shifts: [Shift]
  package let gaps: [CoverageGap]
  /// Land within the limit of one source alone.
  package let singleCover: [CoverageGap]
  package let staffing: StaffingLack
  package let days: [Day]

  /// - Parameters:
  ///   - plan: with its county, its rooms and its drives.
  ///   - limits: seconds, ascending.
  ///   - gapLimit: seconds; `nil` takes the plan's.
  ///   - step: seconds between two looks at the day.
  ///   - travel: between places.
  package init(_ plan: Plan, limits: [Int], gapLimit: Int?, step: Int, travel: any Travel) {
    self.plan = plan
    self.limits = limits
    self.gapLimit = gapLimit ?? plan.problem.policy.gapResponseLimit
    let space = plan.spatialAudit(limits: limits, travel: travel)
    self.space = space
    shifts = plan.problem.shifts.map {
      Shift(id: $0.id, audit: plan.spatialAudit(shift: $0.id, limits: limits, travel: travel))
    }
    let analysis = plan.coverageAnalysis(limit: gapLimit)
    let routes = plan.routes.filter { $0.dayType == plan.routes.first?.dayType }
    gaps = analysis.responseGaps(space.response, routes: routes, travel: travel).numbered("G")
    singleCover = analysis.singleCoverGaps(
      space.response, second: space.secondResponse, routes: routes, travel: travel
    ).numbered("S")
    staffing = StaffingLack(plan)
    let unitOfStop = plan.unitOfStop
    days = plan.problem.dayTypes.filter { !plan.dates(of: $0).isEmpty }.map { type in
      let chosen = plan.routes.indices.filter { plan.routes[$0].dayType == type }
      let routes = chosen.map { plan.routes[$0] }
      let starts = Dictionary(
        grouping: routes.flatMap(\.visits), by: \.id
      ).mapValues { $0.map(\.start) }
      return Day(
        dayType: type, response: plan.dayCoverage(of: type, limits: limits, step: step, travel: travel),
        units: UnitVisits(
          routes: routes, unitOfStop: chosen.map { unitOfStop[$0] }, unitCount: plan.hierarchy.lowest.count
        ).revisits,
        checkpoints: plan.problem.checkpoints.map {
          Revisits(Checkpoint.moments(starts[$0.id] ?? [], crews: $0.crews))
        })
    }
  }
}
