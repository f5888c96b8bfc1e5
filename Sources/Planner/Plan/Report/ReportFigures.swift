import Grid

/// The key figures of a plan.
struct ReportFigures: Encodable {
  struct DayType: Encodable {
    var name: String
    var routes: Int
    var metres: Int
    var required: Int
    var made: Int
  }

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
  /// Per day type: its routes, the metres they drive, the visits it requires and those it gets.
  var dayTypes: [DayType]
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

    let visits = plan.visits
    dayTypes = problem.dayTypes.map { name in
      let routes = plan.routes.filter { $0.dayType == name }
      let made = problem.checkpoints.map { min($0.visits(on: name), visits[name]?[$0.id]?.count ?? 0) }
      return DayType(
        name: name, routes: routes.count,
        metres: ReportData.finite(routes.reduce(0) { $0 + $1.metres }) ?? 0,
        required: problem.checkpoints.reduce(0) { $0 + $1.visits(on: name) }, made: made.reduce(0, +))
    }

    let coverage = plan.coverage
    func shares(at limits: [Int]) -> [Share] {
      limits.map { limit in
        Share(
          limit: limit, share: coverage.share(of: weights, within: limit),
          twice: Coverage.share(of: weights, in: coverage.secondResponse, within: limit))
      }
    }
    gapLimit = problem.policy.gapResponseLimit
    let limits = Set(problem.policy.responseLimits + [gapLimit])
    self.coverage = shares(at: limits.sorted())
    breaks = limits.union([gapLimit * 2]).sorted()
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
