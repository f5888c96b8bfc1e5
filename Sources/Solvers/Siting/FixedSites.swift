/// Serving customers from sites that are all open: within limits, each customer from one of them.
package enum FixedSites {
  private static let rounds = 60
  private static let nodes = 1000

  /// Without limits the nearest sites, which is best. Within limits a search that lets some of the customers find
  /// their places anew, and a Lagrangian bound; it ends early where the two meet. Few customers and sites go to branch
  /// and cut besides.
  ///
  /// - Parameter costs: of the open sites only.
  /// - Returns: customers for whom no place was found have site -1.
  package static func serve(
    costs: CostMatrix, weights: [Double], capacities: SiteCapacities, seed: UInt64, threads: Int
  ) -> ProvenMedian {
    let open = Array(0..<costs.sites)
    let nearest = MedianSolution(
      open: open,
      siteOf: (0..<costs.customers).map { i in
        open.filter { costs[$0, i].isFinite }.min { (costs[$0, i], $0) < (costs[$1, i], $1) } ?? -1
      }, costs: costs, weights: weights)
    if capacities.allow(nearest) {
      return ProvenMedian(solution: nearest, lowerBound: nearest.cost, rounds: 0)
    }
    let problem = SitingProblem(
      costs: costs, weights: weights, p: open.count, fixed: open, capacities: capacities)
    var generator = SeededGenerator(seed: seed)
    var best = CapacitatedState(problem, open: open)
    best.settle(isQuick: false)
    best.reprice()
    var bound = LagrangianBound(problem, threads: threads)
    bound.ascend(below: best.upperBound, iterations: 1000, until: SearchClock(end: nil))
    var rounds = 0
    while rounds < Self.rounds, best.lack > 0 || best.cost > bound.value + best.tolerance {
      rounds += 1
      var trial = best
      for i in trial.slotOf.indices where generator.below(4) == 0 { trial.move(i, to: trial.waiting) }
      trial.settle(isQuick: false)
      trial.reprice()
      if trial.isBetter(than: best) { best = trial }
    }
    return PMedian.exact(
      problem,
      ProvenMedian(
        solution: best.solution, lowerBound: max(nearest.cost, bound.value), rounds: rounds,
        prices: bound.bestPrices),
      nodes: nodes)
  }
}
