import Planner
import Roads
import Scenario

/// What a plan leaves uncovered: in space, through the day, between visits, and in staffing.
public struct GapStudy: Sendable {
  /// Coverage in space by the sources of one shift.
  public struct Shift: Sendable {
    public var id: String
    public var audit: SpatialAudit
  }

  /// One day type.
  public struct Day: Sendable {
    public var dayType: String
    public var response: DayCoverage
    /// For each unit of the lowest level.
    public var units: [Revisits]
    /// For each checkpoint of the problem.
    public var checkpoints: [Revisits]
  }

  public let plan: Plan
  public let limits: [Int]
  /// Seconds beyond which land is a gap.
  public let gapLimit: Int
  public let space: SpatialAudit
  public let shifts: [Shift]
  public let gaps: [CoverageGap]
  /// Land within the limit of one source alone.
  public let singleCover: [CoverageGap]
  public let staffing: StaffingLack
  public let days: [Day]

  /// - Parameters:
  ///   - plan: with its county, its rooms and its drives.
  ///   - limits: seconds, ascending.
  ///   - gapLimit: seconds; `nil` takes the plan's.
  ///   - step: seconds between two looks at the day.
  ///   - travel: between places.
  public init(_ plan: Plan, limits: [Int], gapLimit: Int?, step: Int, travel: any Travel) {
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
        checkpoints: plan.problem.checkpoints.map { Revisits(starts[$0.id] ?? []) })
    }
  }
}
