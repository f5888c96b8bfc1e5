extension CoverProblem {
  /// Of the choices of sites that leave as little uncovered, and as little without a second site, one of little travel.
  ///
  /// Exchanges one site for another while that leaves less uncovered, else less without a second one, else less travel,
  /// and from there again with some sites shaken loose (iterated local search, Lourenço, Martin and Stützle 2003).
  ///
  /// - Parameters:
  ///   - open: sites from which the search starts, the fixed ones included; the answer covers no less.
  ///   - limit: the greatest cost that counts as within reach.
  ///   - weights: of each customer, for the sum of travel.
  /// - Returns: the sites, ascending, and the weight of the customers that have no two of them within reach.
  package func leastTravel(
    from open: [Int], covering limit: Float, weights: [Double], seed: UInt64
  ) -> (open: [Int], withoutBackup: Int) {
    var search = BackupSearch(self, open: open, limit: limit, weights: weights)
    search.improve()
    var best = search
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<search.rounds {
      search.shake(&generator)
      search.improve()
      if search.value < best.value { best = search } else { search = best }
    }
    return (best.open.sorted(), best.value.withoutSecond)
  }
}

/// Open sites, with what each customer has of them.
struct BackupSearch {
  /// What is to be least, the first part before all.
  struct Value: Comparable {
    var uncovered = 0
    var withoutSecond = 0
    var travel = 0.0

    static func < (a: Value, b: Value) -> Bool {
      if (a.uncovered, a.withoutSecond) != (b.uncovered, b.withoutSecond) {
        return (a.uncovered, a.withoutSecond) < (b.uncovered, b.withoutSecond)
      }
      return a.travel < b.travel - 1e-9 * b.travel
    }
  }

  private let problem: CoverProblem
  private let limit: Float
  private let weights: [Double]
  private(set) var open: [Int]
  private(set) var value = Value()
  private var openInGroup: [Int]
  /// By customer: how many open sites cover it, the nearest of them and its cost, and that of the second.
  private var counts: [Int]
  private var nearest: [Int]
  private var first: [Float]
  private var second: [Float]

  /// A customer that no open site serves counts as so far away.
  fileprivate static let unserved = 1e12
  private static let work = 200_000_000

  init(_ problem: CoverProblem, open: [Int], limit: Float, weights: [Double]) {
    self.problem = problem
    self.limit = limit
    self.weights = weights
    self.open = open
    openInGroup = [Int](repeating: 0, count: problem.least.count)
    counts = [Int](repeating: 0, count: weights.count)
    nearest = counts
    first = [Float](repeating: .infinity, count: weights.count)
    second = first
    count()
  }

  /// Rounds that take a second or so.
  var rounds: Int {
    let free = open.count - problem.fixed.count
    guard free > 0, open.count < problem.costs.sites else { return 0 }
    return max(2, min(60, Self.work / (free * problem.candidates.count * max(1, weights.count))))
  }

  private mutating func count() {
    for g in openInGroup.indices { openInGroup[g] = 0 }
    for site in open { openInGroup[problem.groupOfSite[site]] += 1 }
    value = Value()
    for i in weights.indices {
      (counts[i], nearest[i], first[i], second[i]) = (0, -1, .infinity, .infinity)
      for site in open {
        let cost = problem.costs[site, i]
        if cost <= limit { counts[i] += 1 }
        if cost < first[i] {
          (second[i], first[i], nearest[i]) = (first[i], cost, site)
        } else {
          second[i] = min(second[i], cost)
        }
      }
      value.add(counts[i], first[i], weights[i], problem.weights[i])
    }
  }

  /// The exchange that helps most, site after site, until none does.
  mutating func improve() {
    let isFixed = Set(problem.fixed)
    var inVain = 0
    var place = 0
    while inVain < open.count {
      if place >= open.count { place = 0 }
      let closing = open[place]
      if !isFixed.contains(closing), let (site, found) = bestExchange(of: closing), found < value {
        open[place] = site
        count()
        inVain = 0
      } else {
        inVain += 1
      }
      place += 1
    }
  }

  /// The best of all closed sites in the place of an open one.
  private func bestExchange(of closing: Int) -> (site: Int, value: Value)? {
    let group = problem.groupOfSite[closing]
    let isBound = openInGroup[group] <= problem.least[group]
    let isOpen = Set(open)
    let left = weights.indices.map { i in
      (
        count: counts[i] - (problem.costs[closing, i] <= limit ? 1 : 0),
        cost: nearest[i] == closing ? second[i] : first[i]
      )
    }
    var best: (site: Int, value: Value)?
    for site in problem.candidates where !isOpen.contains(site) {
      if isBound && problem.groupOfSite[site] != group { continue }
      var value = Value()
      for (i, rest) in left.enumerated() {
        let cost = problem.costs[site, i]
        value.add(rest.count + (cost <= limit ? 1 : 0), min(rest.cost, cost), weights[i], problem.weights[i])
      }
      if best.map({ value < $0.value }) ?? true { best = (site, value) }
    }
    return best
  }

  /// Exchanges a few sites by chance.
  mutating func shake(_ generator: inout SeededGenerator) {
    let isFixed = Set(problem.fixed)
    for _ in 0..<(1 + generator.below(3)) {
      let free = open.indices.filter { !isFixed.contains(open[$0]) }
      let place = free[generator.below(free.count)]
      let group = problem.groupOfSite[open[place]]
      let isBound = openInGroup[group] <= problem.least[group]
      let isOpen = Set(open)
      let closed = problem.candidates.filter {
        !isOpen.contains($0) && (!isBound || problem.groupOfSite[$0] == group)
      }
      guard !closed.isEmpty else { continue }
      let site = closed[generator.below(closed.count)]
      openInGroup[group] -= 1
      openInGroup[problem.groupOfSite[site]] += 1
      open[place] = site
    }
    count()
  }
}

extension BackupSearch.Value {
  /// Counts a customer: how many sites cover it and the cost of the nearest, its weight for travel and for the cover.
  fileprivate mutating func add(_ count: Int, _ cost: Float, _ weight: Double, _ covered: Int) {
    if count == 0 { uncovered += covered }
    if count < 2 { withoutSecond += covered }
    travel += weight * (cost.isFinite ? Double(cost) : BackupSearch.unserved)
  }
}
