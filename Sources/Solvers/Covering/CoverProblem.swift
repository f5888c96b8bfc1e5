import Words

/// Which sites to open so that customers have one within reach: the covering models of location theory.
///
/// A customer is covered by an open site whose cost for it is at most a limit. Customers of weight 0 want nothing.
/// Every answer is found by a local search, proven or improved by branch and cut, and carries its bound.
public struct CoverProblem: Sendable {
  /// What it costs to serve a customer from a site, in the unit of the limits within which customers are covered; infinite
  /// where it may not.
  public let costs: CostMatrix
  /// For each customer how much counts as covered with it, 0 or more.
  public let weights: [Int]
  /// Sites that are open whatever it costs, ascending.
  public let fixed: [Int]
  /// The other sites that may open, ascending.
  public let candidates: [Int]
  /// The group of each site, and how many sites each group needs in all.
  let groupOfSite: [Int]
  let least: [Int]

  /// - Parameters:
  ///   - costs: infinite where a site may not serve a customer.
  ///   - weights: of each customer, 0 or more: what counts as covered.
  ///   - fixed: sites that are open in any case.
  ///   - candidates: sites that may open; without a word all.
  ///   - capacities: every group of sites that serves customers of its own gets at least as many sites as these
  ///     limits prove necessary, and every group one. Whether the limits are kept in the end shows only when
  ///     customers are assigned: an answer's bound holds with the limits, its sites may prove too few.
  public init(
    costs: CostMatrix, weights: [Int], fixed: [Int] = [], candidates: [Int]? = nil,
    capacities: SiteCapacities? = nil
  ) {
    precondition(weights.count == costs.customers, "a weight for every customer")
    self.costs = costs
    self.weights = weights
    self.fixed = fixed.sorted()
    let isFixed = Set(fixed)
    self.candidates = (candidates ?? Array(0..<costs.sites)).sorted().filter { !isFixed.contains($0) }
    let groups = SiteGroups(
      SitingProblem(
        costs: costs, weights: weights.map(Double.init), p: costs.sites, fixed: fixed,
        capacities: capacities))
    groupOfSite = groups.groupOfSite
    least = groups.leastOfGroup
  }

  /// How many sites must open at least, whatever they cover.
  public var leastSites: Int { least.reduce(0, +) }

  /// Customers that no site reaches within a limit.
  public func unreachable(within limit: Float) -> [Int] {
    let sites = fixed + candidates
    return (0..<costs.customers).filter { i in
      weights[i] > 0 && !sites.contains { costs[$0, i] <= limit }
    }
  }

  /// For each group how many sites must open besides the fixed ones.
  var leastCandidates: [Int] {
    var missing = least
    for s in fixed { missing[groupOfSite[s]] -= 1 }
    return missing.map { max(0, $0) }
  }
}

/// Sites to open, and the proof of how good they are.
public struct ProvenCover: Sendable, Equatable {
  /// The open sites, ascending, the fixed ones included.
  public var open: [Int]
  /// What the model makes least.
  public var objective: Double
  /// No choice of sites under the same rules has less.
  public var lowerBound: Double

  /// Whether no cover can be better.
  public var isProven: Bool { lowerBound >= objective }
}

/// How far to search for sites.
public struct CoverBudget: Sendable {
  /// Rounds of the local search.
  public var rounds: Int
  /// How far the proof may go.
  public var limits: MixedIntegerLimits
  /// What the local search draws its choices from: the same seed and rounds give the same sites.
  public var seed: UInt64

  /// - Parameters:
  ///   - rounds: of the local search.
  ///   - limits: of the branch and cut that improves and proves what it found.
  ///   - seed: of the local search.
  public init(
    rounds: Int = 1000, limits: MixedIntegerLimits = MixedIntegerLimits(nodes: 20_000), seed: UInt64 = 1
  ) {
    self.rounds = rounds
    self.limits = limits
    self.seed = seed
  }
}

/// Why a covering model has no answer.
public enum CoverError: Error, Equatable, Sendable, Worded, CustomStringConvertible {
  /// All sites together do not do.
  case tooFewPlaces
  /// Proven: it takes more open sites.
  case tooFew(asked: Int, needed: Int)
  /// The solver of integer programmes failed.
  case solver(MixedIntegerError)

  public var message: Message {
    switch self {
    case .tooFewPlaces: Message("there are too few places for what must open")
    case .tooFew(let asked, let needed): Message("\(asked) sites are too few: it takes \(needed)")
    case .solver(let error): error.message
    }
  }
}
