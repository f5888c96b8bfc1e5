import Grid

/// The p-median problem: open `p` sites so that the customers' weighted cost to their nearest one is least.
public enum PMedian {
  /// A good solution: greedy start, fast interchange, then variable neighbourhood search (Hansen and Mladenović
  /// 1997), which shakes ever more sites loose and repairs by interchange.
  ///
  /// - Parameters:
  ///   - weights: of each customer, 0 or more.
  ///   - p: how many sites are open in all, the fixed ones included.
  ///   - fixed: sites that are open whatever it costs, each once.
  ///   - rounds: how many times to shake; more is better and slower.
  /// - Returns: customers that none of the open sites may serve are left out only where no choice serves them.
  public static func solve(
    costs: CostMatrix, weights: [Double], p: Int, fixed: [Int] = [], seed: UInt64, rounds: Int = 200
  ) -> MedianSolution {
    precondition(weights.count == costs.customers, "a weight for every customer")
    precondition(fixed.count <= p && p <= costs.sites, "between the fixed sites and all of them are open")
    var generator = SeededGenerator(seed: seed)
    var best = MedianState(costs, weights: weights, fixed: fixed)
    best.openGreedily(until: p)
    best.improve(&generator)
    let free = p - fixed.count
    let widest = min(free, max(2, free / 4), 20)
    var width = 1
    if free > 0 && p < costs.sites {
      for _ in 0..<rounds {
        var trial = best
        trial.shake(width, &generator)
        trial.improve(&generator)
        if trial.cost < best.cost - best.tolerance {
          best = trial
          width = 1
        } else {
          width = width >= widest ? 1 : width + 1
        }
      }
    }
    let siteOf = weights.indices.map { i in
      let site = Int(best.nearest[i])
      return site >= 0 && costs[site, i].isFinite ? site : -1
    }
    return MedianSolution(open: best.open, siteOf: siteOf, costs: costs, weights: weights)
  }

  /// A proven lower bound on the cost of every solution that serves all customers; see `LagrangianBound`.
  ///
  /// - Parameter upperBound: the cost of a known solution; it only steers the step length.
  public static func lowerBound(
    costs: CostMatrix, weights: [Double], p: Int, fixed: [Int] = [], upperBound: Double, iterations: Int = 400
  ) -> Double {
    LagrangianBound(costs: costs, weights: weights, p: p, fixed: fixed, capacities: nil)
      .ascend(below: upperBound, iterations: iterations)
  }
}
