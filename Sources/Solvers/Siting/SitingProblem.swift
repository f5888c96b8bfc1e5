/// A siting problem in the form the searches and the bound read it: limits as plain numbers, and the size of a
/// customer as one number.
///
/// A class only so that the many states of a search share it; it never changes.
package final class SitingProblem: Sendable {
  let costs: CostMatrix
  let weights: [Double]
  let p: Int
  let fixed: [Int]
  let isFixed: [Bool]
  let demands: [Int]
  /// For each site the most customers and the most demand; `Int.max` is no limit.
  let maxUnits: [Int]
  let maxDemand: [Int]
  let hasLimits: Bool
  /// What share of the limits a customer uses up, whichever of the two are there: what it costs to move a
  /// customer is compared for each unit of it.
  let sizes: [Double]
  let inverseSizes: [Double]
  /// How much is lacking while a customer has no place: its demand and a mean one.
  let lacks: [Int]
  let meanDemand: Int

  package init(costs: CostMatrix, weights: [Double], p: Int, fixed: [Int], capacities: SiteCapacities?) {
    precondition(weights.count == costs.customers, "a weight for every customer")
    precondition(fixed.count <= p && p <= costs.sites, "between the fixed sites and all of them are open")
    self.costs = costs
    self.weights = weights
    self.p = p
    self.fixed = fixed
    var isFixed = [Bool](repeating: false, count: costs.sites)
    for s in fixed { isFixed[s] = true }
    self.isFixed = isFixed
    let demands = capacities?.demands ?? [Int](repeating: 0, count: costs.customers)
    self.demands = demands
    let none = [Int](repeating: .max, count: costs.sites)
    maxUnits = capacities?.maxUnits.map { $0 ?? .max } ?? none
    maxDemand = capacities?.maxDemand.map { $0 ?? .max } ?? none
    hasLimits = maxUnits.contains { $0 < .max } || maxDemand.contains { $0 < .max }
    // Each kind of limit counts as far as it is used up on average.
    func usage(_ limits: [Int], _ total: Double) -> Double {
      let finite = limits.filter { $0 < .max }.map(Double.init)
      let sum = finite.reduce(0, +)
      guard sum > 0 else { return 0 }
      return total / (sum / Double(finite.count) * Double(p))
    }
    let totalDemand = Double(demands.reduce(0, +))
    let byUnits = usage(maxUnits, Double(demands.count))
    let byDemand = usage(maxDemand, totalDemand)
    let mean = max(1e-9, totalDemand / Double(max(1, demands.count)))
    let meanDemand = demands.reduce(0, +) / max(1, demands.count)
    self.meanDemand = meanDemand
    lacks = demands.map { $0 + max(1, meanDemand) }
    sizes = demands.map { max(1e-3, byUnits + byDemand * Double($0) / mean) }
    inverseSizes = sizes.map { 1 / $0 }
  }

  /// Whether a customer alone keeps within the limits of a site.
  func isServable(_ customer: Int, at site: Int) -> Bool {
    maxUnits[site] >= 1 && maxDemand[site] >= demands[customer]
  }

  /// What a customer costs at a site.
  @inline(__always)
  package func cost(_ customer: Int, at site: Int) -> Double {
    weights[customer] * Double(costs[site, customer])
  }
}
