/// Finds districts that cost less with given prices, or proves that there are none.
struct DistrictPricing: Sendable {
  typealias Prices = DistrictDiagram.Prices

  let plan: FrontierPlan
  let range: ClosedRange<Int>
  /// No diagram is made with more states, nor when the states of all together are used up, nor after the time.
  private let states: Int
  private var statesLeft: Int
  let clock: SearchClock
  /// The steps of weights of one diagram after the other, the last 1.
  private let widths: [Int]

  init(
    _ task: DistrictTask, plan: FrontierPlan, states: Int, statesLeft: Int = .max, until clock: SearchClock
  ) {
    self.plan = plan
    range = task.range
    self.states = states
    self.statesLeft = statesLeft
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

  /// Whether there is neither time nor room for more.
  var isOver: Bool { statesLeft <= 0 || clock.isOver }

  /// The widest diagram, of all districts.
  mutating func coarsest(_ prices: Prices) -> DistrictDiagram? {
    diagram(prices, width: widths[0], within: DistrictDiagram.infinite / 2)
  }

  /// All districts that cost no more than a limit.
  ///
  /// - Parameter coarsest: of the same prices.
  mutating func districts(_ prices: Prices, within limit: Int, coarsest: DistrictDiagram) -> Finding {
    var diagram = coarsest
    var bound = min(coarsest.leastCost, limit + 1)
    for width in widths.dropFirst() where diagram.leastCost <= limit {
      guard let finer = self.diagram(prices, width: width, within: limit, coarse: diagram) else {
        return Finding(exact: nil, bound: bound)
      }
      bound = max(bound, min(finer.leastCost, limit + 1))
      diagram = finer
    }
    return Finding(exact: diagram, bound: bound)
  }

  private mutating func diagram(
    _ prices: Prices, width: Int, within limit: Int, coarse: DistrictDiagram? = nil
  ) -> DistrictDiagram? {
    let room = min(states, statesLeft)
    let diagram = DistrictExpansion(
      plan, range: range, prices: prices, width: width, limit: limit, coarse: coarse
    ).diagram(states: room, until: clock)
    statesLeft -= diagram?.stateCount ?? room
    return diagram
  }
}
