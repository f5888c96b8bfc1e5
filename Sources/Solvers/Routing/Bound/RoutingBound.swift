/// A number that no answer to a `RoutingProblem` can cost less than, and what it follows from.
///
/// At any prices of visits the cost of an answer is at least what clients pay, each for its cheapest option, and
/// what each vehicle can save at most: the least reduced cost of its routes, cost less the prices of their visits.
/// Everything is in whole numbers, so that the bound can be recomputed without a tolerance.
public struct RoutingBound: Sendable, Equatable {
  /// Vehicles that are alike.
  public struct Kind: Sendable, Equatable {
    /// Their indices in the problem.
    public var vehicles: [Int]
    /// No route of one of them costs less than this, the prices of its visits and the turns of cuts; 0 where all cost
    /// more.
    public var least: Int
  }

  /// Three sets of visits of each of which one at most is made: so one turn at most, which is two visits of different
  /// sets by one vehicle with none between that is not remembered. Visits are counted client after client.
  public struct Cut: Sendable, Equatable {
    /// Visits of the three sets.
    public var visits: [[Int]]
    /// At all other visits half a turn is forgotten.
    public var remembered: [Int]
    /// What a turn costs, times `scale`.
    public var price: Int
  }

  /// Prices are in units of one part in so many of the problem's costs.
  public static let scale = RoutePrices.scale

  /// No answer that serves every client that has to be served costs less.
  public var cost: Int
  /// For each client the price of each of its visits, times `scale`.
  public var prices: [[Int]]
  /// What vehicles pay for turns.
  public var cuts: [Cut]
  /// Every vehicle is of one kind.
  public var kinds: [Kind]
  /// How often routes were searched for.
  public var rounds: Int
  /// Arcs that those searches tried: the work that was done.
  public var arcs: Int

  /// What prices and least reduced costs add up to: the bound, recomputed.
  public func recomputed(for problem: RoutingProblem, repeated: [Repeated] = []) -> Int {
    let visits = RouteVisits(problem, repeated: repeated)
    let prices = Array(prices.joined())
    var total = kinds.reduce(0) { $0 + $1.vehicles.count * min(0, $1.least) }
    total -= cuts.reduce(0) { $0 + $1.price }
    for client in problem.clients.indices {
      total += visits.paid(by: client, problem, prices).price
    }
    return RoutePrices.unscaled(total)
  }
}

extension RoutingBound {
  /// A client that is served by several of its visits, which begin some time apart, whoever makes them: instead of by
  /// its options. Of its visits those with the same window count as one; windows stand in order, each shorter than the
  /// time between visits.
  public struct Repeated: Sendable {
    /// Index of the client.
    public var client: Int
    /// How many of its visits serve it.
    public var count: Int
    /// Time from the beginning of one to that of the next, at least.
    public var apart: Int

    /// So many visits, so far apart.
    public init(client: Int, count: Int, apart: Int) {
      self.client = client
      self.count = count
      self.apart = apart
    }
  }

  /// What is known of a problem beside it.
  public struct Hints: Sendable {
    /// Some answer, whose routes and cost are what the search begins with.
    public var answer: RoutingAnswer?
    /// Clients that are served several times.
    public var repeated: [Repeated]

    /// Nothing is known.
    public init(answer: RoutingAnswer? = nil, repeated: [Repeated] = []) {
      self.answer = answer
      self.repeated = repeated
    }
  }

  /// The best bound within a budget.
  ///
  /// Column generation over ng-routes: a linear program over routes prices the visits, labels find routes that are
  /// cheaper than their visits' prices, and at every price there is a bound.
  ///
  /// - Parameters:
  ///   - problem: all costs 0 or more.
  ///   - budget: a round is a million arcs tried by labels. With rounds alone the bound is the same everywhere and
  ///     on any number of threads.
  ///   - hints: what helps.
  ///   - watch: told the bound so far now and then; `false` ends the search.
  public init(
    _ problem: RoutingProblem, budget: SearchBudget, hints: Hints = Hints(),
    watch: ((_ cost: Int) -> Bool)? = nil
  ) {
    let search = BoundSearch(problem, hints, budget, watch: watch)
    search.run()
    self = search.bound()
  }
}

/// Prices in whole numbers.
enum RoutePrices {
  static let scale = 1 << 10

  /// Upwards: costs are whole numbers.
  static func unscaled(_ value: Int) -> Int { (value + scale - 1) >> 10 }

  static func scaled(_ price: Double) -> Int { Int((price * Double(scale)).rounded()) }

  static func real(_ price: Int) -> Double { Double(price) / Double(scale) }
}
