/// A solution with the proof of how good it is.
public struct ProvenMedian: Sendable, Equatable {
  /// The best that was found.
  public var solution: MedianSolution
  /// No solution that serves every customer under the same rules costs less.
  public var lowerBound: Double
  /// How many rounds the search went.
  public var rounds: Int
  /// What each customer pays for a unit of weight in the relaxation from which the bound follows, or one nearly as high.
  package var prices: [Double] = []
}

/// The p-median problem, with or without limits on what a site can take: open `p` sites and serve each customer
/// from one of them so that the weighted cost is least.
public enum PMedian {
  /// A good solution and a lower bound.
  ///
  /// Without limits: greedy start, fast interchange, then variable neighbourhood search (Hansen and Mladenović
  /// 1997). Where the limits bind: `CapacitatedSearch`, and branch and cut where there are few sites and customers. The
  /// searches also start from the sites that the relaxation behind the bound opens.
  ///
  /// - Parameters:
  ///   - costs: of serving one unit of a customer's weight from a site; infinite where it may not.
  ///   - weights: of each customer, 0 or more.
  ///   - capacities: what each site can take; `nil` is no limit.
  ///   - p: how many sites are open in all, the fixed ones included.
  ///   - fixed: sites that are open whatever it costs, each once.
  ///   - near: sites that were open before, from which the search starts too; as many as it may be.
  ///   - seed: of the search.
  ///   - budget: how long.
  /// - Returns: customers for whom no place was found have site -1: as few as the search could leave.
  public static func solve(
    costs: CostMatrix, weights: [Double], capacities: SiteCapacities? = nil, p: Int, fixed: [Int] = [],
    start near: [Int] = [], seed: UInt64, budget: SearchBudget = SearchBudget(rounds: 100)
  ) -> ProvenMedian {
    let clock = budget.clock
    let problem = SitingProblem(costs: costs, weights: weights, p: p, fixed: fixed, capacities: capacities)
    var generator = SeededGenerator(seed: seed)
    var start = MedianState(problem)
    start.openGreedily(until: p)
    start.improve(&generator)
    if problem.hasLimits, let capacities,
      !capacities.allow(start.solution) || !start.solution.unserved.isEmpty
    {
      return solve(problem, from: start.open, near: near, seed: seed, budget: budget, until: clock)
    }
    let free = SitingProblem(costs: costs, weights: weights, p: p, fixed: fixed, capacities: nil)
    var bound = LagrangianBound(free, threads: budget.threads)
    bound.ascend(below: start.cost, iterations: 1000, until: clock.share(0.4))
    var search = MedianSearch(start, generator: generator, threads: budget.threads)
    search.consider(open: bound.likelySites)
    if !near.isEmpty { search.consider(open: free.sites(near: near)) }
    search.run(rounds: budget.rounds, goal: bound.value, until: clock)
    if let capacities, !capacities.allow(search.best.solution) {
      return solve(problem, from: search.best.open, near: near, seed: seed, budget: budget, until: clock)
    }
    return ProvenMedian(
      solution: search.best.solution, lowerBound: max(0, bound.value), rounds: search.rounds,
      prices: bound.bestPrices)
  }

  /// A number of open sites below which the limits are proven to leave customers over; the fixed sites count. With
  /// more sites than there are, nothing holds them all.
  public static func leastSites(costs: CostMatrix, capacities: SiteCapacities, fixed: [Int] = []) -> Int {
    SiteGroups(
      SitingProblem(
        costs: costs, weights: [Double](repeating: 1, count: costs.customers), p: costs.sites, fixed: fixed,
        capacities: capacities)
    ).leastSites
  }

  /// A lower bound alone, climbing towards the cost of a known solution, and the prices that it follows from.
  package static func lowerBound(
    _ problem: SitingProblem, below cost: Double, threads: Int
  ) -> (value: Double, prices: [Double]) {
    var bound = LagrangianBound(problem, threads: threads)
    bound.ascend(below: cost, iterations: 1000, until: SearchClock(end: nil))
    return (max(0, bound.value), bound.bestPrices)
  }

  /// A good solution within limits, searched from given open sites on.
  package static func solve(
    _ problem: SitingProblem, from open: [Int], near: [Int] = [], seed: UInt64, budget: SearchBudget,
    until clock: SearchClock
  ) -> ProvenMedian {
    var bound = LagrangianBound(problem, threads: budget.threads)
    var search = CapacitatedSearch(
      problem, vicinity: bound.vicinity, open: bound.groups.spread(open), seed: seed, threads: budget.threads)
    bound.ascend(below: search.best.upperBound, iterations: 1000, until: clock.share(0.4))
    search.consider(open: bound.groups.spread(bound.likelySites))
    if !near.isEmpty { search.consider(open: bound.groups.spread(problem.sites(near: near))) }
    search.run(rounds: budget.rounds, goal: bound.value, until: clock)
    let found = ProvenMedian(
      solution: search.finish(), lowerBound: max(0, bound.value), rounds: search.rounds,
      prices: bound.bestPrices)
    return clock.isOver ? found : exact(problem, found, nodes: nodesPerRound * budget.rounds)
  }

  /// Nodes of branch and cut for each round of the search before it.
  private static let nodesPerRound = 10

  /// What branch and cut makes of a solution within limits, where the problem is small.
  static func exact(_ problem: SitingProblem, _ found: ProvenMedian, nodes: Int) -> ProvenMedian {
    let serves = found.solution.unserved.isEmpty
    let isProven = serves && found.solution.cost <= found.lowerBound * (1 + 1e-9)
    guard !isProven, let program = MedianProgram(problem) else { return found }
    let (solution, bound) = program.solve(from: serves ? found.solution : nil, nodes: nodes)
    var result = found
    if let solution, !serves || solution.cost < found.solution.cost { result.solution = solution }
    // Where nothing serves everybody, no bound on what that would cost is of use.
    if bound.isFinite { result.lowerBound = max(result.lowerBound, min(bound, result.solution.cost)) }
    return result
  }
}
