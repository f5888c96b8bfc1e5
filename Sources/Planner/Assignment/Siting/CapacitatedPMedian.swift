import Grid

/// The p-median problem with capacities, each customer served from one site only.
public enum CapacitatedPMedian {
  /// A good solution that never breaks a limit: the sites of the p-median without limits, then an assignment by
  /// regret, moves, swaps and ejections, and a search over the sites that closes one and opens another and keeps
  /// what is better (iterated local search).
  ///
  /// - Parameters:
  ///   - rounds: how many exchanges of sites to try.
  /// - Returns: customers for whom no place was found have site -1; as few as the search could leave.
  public static func solve(
    costs: CostMatrix, weights: [Double], capacities: SiteCapacities, p: Int, fixed: [Int] = [],
    seed: UInt64, rounds: Int = 150
  ) -> MedianSolution {
    let start = PMedian.solve(costs: costs, weights: weights, p: p, fixed: fixed, seed: seed)
    if start.unserved.isEmpty && capacities.allow(start) { return start }
    return improve(
      start.open, costs: costs, weights: weights, capacities: capacities, fixed: fixed, seed: seed,
      rounds: rounds)
  }

  /// The same from given open sites on; their number stays.
  static func improve(
    _ open: [Int], costs: CostMatrix, weights: [Double], capacities: SiteCapacities, fixed: [Int],
    seed: UInt64, rounds: Int
  ) -> MedianSolution {
    var generator = SeededGenerator(seed: seed)
    var best = CapacitatedState(
      costs: costs, weights: weights, capacities: capacities, fixed: fixed, open: open)
    best.settle()
    for _ in 0..<rounds where open.count > fixed.count && open.count < costs.sites {
      var trial = best
      guard trial.exchangeSites(&generator) else { continue }
      trial.settle()
      if trial.total < best.total - best.tolerance { best = trial }
    }
    let siteOf = best.siteOf.map { $0 == costs.sites ? -1 : $0 }
    return MedianSolution(open: best.open, siteOf: siteOf, costs: costs, weights: weights)
  }

  /// A proven lower bound on the cost of every solution within the limits that serves all customers; see
  /// `LagrangianBound`.
  public static func lowerBound(
    costs: CostMatrix, weights: [Double], capacities: SiteCapacities, p: Int, fixed: [Int] = [],
    upperBound: Double, iterations: Int = 200
  ) -> Double {
    LagrangianBound(costs: costs, weights: weights, p: p, fixed: fixed, capacities: capacities)
      .ascend(below: upperBound, iterations: iterations)
  }
}
