/// Proves how little a division can cost: the bound by prices, and where that leaves a gap to what is known, a look at all
/// divisions in the gap.
struct DistrictProof {
  let task: DistrictTask
  private var bound: DistrictBound
  /// No division costs less; `Int.max` where there is none.
  private(set) var lowerBound: Int
  /// The cheapest division, where the proof came upon it.
  private(set) var districts: [Int]?

  /// States of a diagram, districts that a division is put together from, and districts that are tried in doing so.
  private static let limits = (states: 4_000_000, districts: 2_000_000, steps: 1_000_000_000)

  /// `nil` where the graph is too wide or too large for it.
  init?(_ task: DistrictTask, until clock: SearchClock) {
    guard task.graph.count <= NodeSet.capacity else { return nil }
    let plan = FrontierPlan(task.graph)
    guard plan.width <= FrontierSignature.mostSlots else { return nil }
    self.task = task
    bound = DistrictBound(task, plan: plan, states: Self.limits.states, until: clock)
    lowerBound = 0
  }

  /// Raises the bound.
  ///
  /// - Parameters:
  ///   - known: a division and what it costs, if there is one.
  ///   - guess: what a division may cost where none is known.
  ///   - rounds: of pricing.
  mutating func run(known: (districts: [Int], cost: Int)?, guess: Int, rounds: Int) throws(MixedIntegerError) {
    if let known { bound.add(known.districts) }
    try bound.rise(cost: known?.cost ?? guess, goal: known?.cost ?? .max, rounds: rounds)
    if bound.isImpossible { lowerBound = .max }
    lowerBound = max(lowerBound, bound.value)
    // Without a division all are looked through, as far as to the cost of cutting every edge.
    let goal = known?.cost ?? task.graph.totalCost + 1
    var step = max(1, task.graph.totalCost / max(1, task.graph.neighbours.count / 2))
    while lowerBound < goal, !bound.pricing.clock.isOver {
      let limit = lowerBound + min(step, goal - lowerBound) - 1
      switch divisions(costing: limit) {
      case .found(let sets): return settle(sets)
      case .none: lowerBound = known == nil && limit + 1 == goal ? .max : limit + 1
      case .unknown: return
      }
      step *= 2
    }
  }

  private mutating func settle(_ sets: [NodeSet]) {
    var districts = [Int](repeating: 0, count: task.graph.count)
    for (district, set) in sets.enumerated() {
      for node in set.nodes { districts[node] = district }
    }
    self.districts = districts
    lowerBound = DistrictState(task, districts: districts).cost
  }

  /// What is known of divisions that cost no more than a limit.
  private enum Verdict {
    /// The cheapest of all.
    case found([NodeSet])
    case none
    /// There were too many districts to tell.
    case unknown
  }

  /// Looks through all divisions that cost no more than a limit: each of their districts costs no more with the best
  /// prices than the cheapest and what lies between the bound and the limit.
  private func divisions(costing limit: Int) -> Verdict {
    let gap = 2 * bound.prices.scale * limit - bound.scaled
    guard gap >= 0 else { return .none }
    let (prices, least) = (bound.prices, bound.leastDistrict)
    guard let coarsest = bound.pricing.coarsest(prices),
      let exact = bound.pricing.districts(prices, within: least + gap, coarsest: coarsest).exact
    else { return .unknown }
    var districts: [DivisionCover.District] = []
    let isComplete = exact.forEachPath(within: least + gap) { nodes, cost in
      districts.append(.init(nodes: nodes, cost: cost - least))
      return districts.count < Self.limits.districts
    }
    guard isComplete else { return .unknown }
    var cover = DivisionCover(
      nodes: task.graph.count, count: task.count, districts: districts, until: bound.pricing.clock)
    guard cover.search(within: gap, steps: Self.limits.steps) else { return .unknown }
    return cover.best.map { .found($0) } ?? .none
  }
}
