import Planner

/// The key figures of a plan.
struct ReportFigures: Encodable {
  struct Share: Encodable {
    /// Seconds.
    var limit: Int
    /// Of all households, 0 to 1: reached by one room or base or more, and by two or more.
    var share: Double
    var twice: Double
  }

  var households: Int
  var officers: Int
  var auxiliaries: Int
  /// Limits of the response time that the policy names, the limit of a gap among them.
  var coverage: [Share]
  var gapLimit: Int
  /// What tells the classes of response on the map apart: the limits, and twice that of a gap.
  var breaks: [Int]
  /// The share of households reached, at even steps of time from 0 to the slowest response.
  var curve: [Share]
  /// Households on land that nobody reaches.
  var unreachable: Int
  var gapHouseholds: Int

  init(plan: Plan) {
    let problem = plan.problem
    let weights = plan.hierarchy.lowest.households
    let total = weights.reduce(0, +)
    households = total
    officers = problem.staff.count { $0.role == .officer }
    auxiliaries = problem.staff.count { $0.role == .auxiliary }

    let coverage = plan.coverage
    func shares(at limits: [Int]) -> [Share] {
      limits.map { limit in
        Share(
          limit: limit, share: coverage.share(of: weights, within: limit),
          twice: Coverage.share(of: weights, in: coverage.secondResponse, within: limit))
      }
    }
    gapLimit = problem.policy.gapResponseLimit
    self.coverage = shares(at: Set(problem.policy.responseLimits + [gapLimit]).sorted())
    breaks = problem.policy.responseBreaks
    let slowest = max(coverage.response.lazy.compactMap(\.self).max() ?? 0, gapLimit)
    let step = max(1, (slowest + Self.curveSteps - 1) / Self.curveSteps)
    curve = shares(at: (0...Self.curveSteps).map { $0 * step })
    unreachable = zip(coverage.response, weights).reduce(0) { $0 + ($1.0 == nil ? $1.1 : 0) }

    var inGap = [Bool](repeating: false, count: weights.count)
    for gap in plan.gaps where gap.kind == .response {
      for unit in gap.units { inGap[unit] = true }
    }
    gapHouseholds = zip(inGap, weights).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
  }

  private static let curveSteps = 80
}
