/// How thorough a search for routes is. All but sparse ones bound: no route of the kind is cheaper than what they find.
struct PricingLevel: Sendable {
  /// Whether only arcs to and from the nearest clients are tried.
  var isSparse = false
  /// Labels kept at each node in each span; what is beyond them is merged into one that is as good as any.
  var width: Int
  /// Whether labels of one span count as equally early.
  var isCoarse: Bool
  /// Labels kept where routes are followed from their ends first, so that those that cannot end cheaply are left; `nil`
  /// follows none.
  var backWidth: Int?
  /// When the next one takes over: a share of the budget.
  var share = 1.0
  /// How much of the program's cost may be missing where it has converged.
  var tolerance = 0.0
}

/// A route as a column: its kind, visits in order, and cost.
struct PricedRoute: Sendable {
  var kind: Int
  /// Visits of the problem; a relaxed route can have one more than once.
  var visits: [Int32]
  var cost: Int
  /// In the units of the prices; what the vehicle's own price is aside.
  var reduced: Int
}

/// What a search found.
struct Pricing: Sendable {
  /// No route of the kind has a lower reduced cost; `nil` where the search was sparse or given up.
  var least: Int?
  /// The best, one for each visit at which a route ends, best first.
  var routes: [PricedRoute] = []
  /// Arcs that were tried.
  var work = 0
}
