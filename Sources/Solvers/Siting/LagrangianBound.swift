/// A lower bound on the p-median problem, with or without capacities.
///
/// The rule that every customer is served once is priced with a multiplier per customer (Cornuéjols, Fisher and
/// Nemhauser 1977). What remains falls apart into sites: each takes the customers that pay, within its capacity,
/// and the best p sites open, in each group of sites as many as it needs. The multipliers climb along subgradients (Held, Wolfe and Crowder 1974, with the
/// deflection of Camerini, Fratta and Maffioli 1975). Any multipliers give a bound that holds, so one that is
/// stopped early is only lower.
struct LagrangianBound {
  private let problem: SitingProblem
  let groups: SiteGroups
  private let threads: Int
  private var depth: Int
  private(set) var vicinity: Vicinity
  /// What a customer pays for each unit of weight; those of weight 0 pay nothing.
  private var prices: [Double]
  private var direction: [Double]
  private var theta = 1.0
  private var sinceBest = 0
  /// The greatest bound so far and the prices it came from.
  private(set) var value = -Double.infinity
  private(set) var bestPrices: [Double]
  /// How much of the time each site opened lately: an estimate of the relaxed problem's own answer.
  private var activity: [Double]
  private(set) var iterations = 0

  init(_ problem: SitingProblem, threads: Int) {
    self.problem = problem
    groups = SiteGroups(problem)
    self.threads = threads
    let sites = problem.costs.sites
    let share = max(1, sites / max(1, problem.p))
    depth = max(24, 6 * share)
    vicinity = Vicinity(problem.costs, depth: depth, threads: threads)
    // The cost of the (sites / p)-th nearest site is about the distance to the border of a service area.
    prices = Vicinity.costs(problem.costs, ofNearest: share, threads: threads).map(Double.init)
    bestPrices = prices
    direction = [Double](repeating: 0, count: prices.count)
    activity = [Double](repeating: 0, count: sites)
  }

  /// Whether more steps can hardly raise the bound.
  var isSettled: Bool { theta < 1e-4 }

  /// Climbs towards `upperBound`, the cost of a known solution, which only steers the length of the steps.
  mutating func ascend(below upperBound: Double, iterations: Int, until clock: SearchClock) {
    let n = problem.costs.customers
    guard n > 0 else {
      value = 0
      return
    }
    for _ in 0..<iterations {
      if isSettled || clock.isOver { return }
      let step = evaluate()
      self.iterations += 1
      if step.value > value + abs(value) * 1e-7 {
        sinceBest = 0
      } else {
        sinceBest += 1
        if sinceBest == 20 {
          theta /= 2
          sinceBest = 0
        }
      }
      if step.value > value {
        value = step.value
        bestPrices = prices
      }
      let missing = upperBound - step.value
      if missing <= upperBound * 1e-7 {
        theta = 0
        return
      }
      var square = 0.0
      for i in 0..<n where problem.weights[i] > 0 {
        direction[i] = 1 - step.served[i] + 0.4 * direction[i]
        square += problem.weights[i] * direction[i] * direction[i]
      }
      guard square > 0 else {
        theta = 0
        return
      }
      let length = theta * missing / square
      for i in 0..<n where problem.weights[i] > 0 {
        prices[i] = min(max(0, prices[i] + length * direction[i]), Double(vicinity.limits[i]))
      }
    }
  }

  /// As many sites as are to open: the fixed ones, and those that the relaxed problem opened most.
  var likelySites: [Int] { groups.choose(activity) }

  private struct Step {
    var value: Double
    /// How often each customer is served by the sites that open.
    var served: [Double]
  }

  private mutating func evaluate() -> Step {
    let problem = problem
    let vicinity = vicinity
    let prices = prices
    let fillings = concurrentMap(problem.costs.sites, threads: threads) { range in
      var knapsack = SiteKnapsack()
      return range.map { knapsack.fill($0, of: problem, vicinity, prices: prices) }
    }
    let opened = groups.choose(fillings.map(\.earning))
    var paid = 0.0
    for i in prices.indices { paid += prices[i] * problem.weights[i] }
    // A hair lower, to stay clear of rounding.
    var value = paid - paid * 1e-11
    var served = [Double](repeating: 0, count: prices.count)
    for s in activity.indices { activity[s] *= 0.95 }
    for s in opened {
      let filling = fillings[s]
      value -= filling.earning
      activity[s] += 0.05
      for e in vicinity.offsets[s]..<vicinity.offsets[s + 1] {
        let i = Int(vicinity.customers[e])
        let pays = problem.weights[i] * (prices[i] - Double(vicinity.costs[e]))
        if pays > 0 { served[i] += filling.part(pays: pays, demand: problem.demands[i]) }
      }
    }
    return Step(value: value, served: served)
  }
}
