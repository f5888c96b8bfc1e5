/// Finds districts that cost less with given prices, or proves that there are none.
struct DistrictPricing: Sendable {
  typealias Prices = DistrictDiagram.Prices

  let plan: FrontierPlan
  let range: ClosedRange<Int>
  /// No diagram is made with more states, and none after the time.
  let states: Int
  let clock: SearchClock
  /// The steps of weights of one diagram after the other, the last 1.
  private let widths: [Int]

  init(_ task: DistrictTask, plan: FrontierPlan, states: Int, until clock: SearchClock) {
    self.plan = plan
    range = task.range
    self.states = states
    self.clock = clock
    var widths = [max(1, task.range.upperBound / 8)]
    while let last = widths.last, last > 1 { widths.append(max(1, last / 8)) }
    self.widths = widths
  }

  /// What is known after a search.
  struct Finding {
    /// The districts that were looked for, and what they cost; `nil` where it took too many states or too long.
    var exact: DistrictDiagram?
    /// No district costs less.
    var bound: Int
  }

  /// The widest diagram, of all districts.
  func coarsest(_ prices: Prices) -> DistrictDiagram? {
    DistrictExpansion(
      plan, range: range, prices: prices, width: widths[0], limit: DistrictDiagram.infinite / 2
    ).diagram(states: states, until: clock)
  }

  /// All districts that cost no more than a limit.
  ///
  /// - Parameter coarsest: of the same prices.
  func districts(_ prices: Prices, within limit: Int, coarsest: DistrictDiagram) -> Finding {
    var diagram = coarsest
    var bound = min(coarsest.leastCost, limit + 1)
    for width in widths.dropFirst() where diagram.leastCost <= limit {
      guard
        let finer = DistrictExpansion(
          plan, range: range, prices: prices, width: width, limit: limit, coarse: diagram
        ).diagram(states: states, until: clock)
      else { return Finding(exact: nil, bound: bound) }
      bound = max(bound, min(finer.leastCost, limit + 1))
      diagram = finer
    }
    return Finding(exact: diagram, bound: bound)
  }
}
