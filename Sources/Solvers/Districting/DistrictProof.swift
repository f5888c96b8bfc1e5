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
  ///
  /// - Parameter states: of all diagrams together.
  init?(_ task: DistrictTask, states: Int = .max, until clock: SearchClock) {
    guard task.graph.count <= NodeSet.capacity else { return nil }
    let plan = FrontierPlan(task.graph)
    guard plan.width <= FrontierSignature.mostSlots else { return nil }
    self.task = task
    let pricing = DistrictPricing(
      task, plan: plan, states: Self.limits.states, statesLeft: states, until: clock)
    bound = DistrictBound(task, pricing: pricing)
    lowerBound = 0
  }

  /// Raises the bound.
  ///
  /// - Parameters:
  ///   - known: a division and what it costs, if there is one.
  ///   - guess: what a division may cost where none is known.
  ///   - rounds: of pricing.
  mutating func run(known: (districts: [Int], cost: Int)?, guess: Int, rounds: Int) {
    if let known { bound.add(known.districts) }
    // No division costs more than cutting every edge.
    let goal = known?.cost ?? task.graph.totalCost + 1
    bound.rise(cost: known?.cost ?? guess, goal: goal, rounds: rounds)
    lowerBound = max(lowerBound, bound.value)
    defer { if known == nil, bound.isImpossible || lowerBound >= goal { lowerBound = .max } }
    var step = max(1, task.graph.totalCost / max(1, task.graph.neighbours.count / 2))
    while lowerBound < goal, !bound.isImpossible, !bound.pricing.isOver {
      let limit = lowerBound + min(step, goal - lowerBound) - 1
      switch divisions(costing: limit) {
      case .found(let sets): return settle(sets)
      case .none: lowerBound = limit + 1
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
  private mutating func divisions(costing limit: Int) -> Verdict {
    let gap = 2 * bound.prices.scale * limit - bound.scaled
    guard gap >= 0 else { return .none }
    let least = bound.leastDistrict
    guard let exact = bound.districts(within: gap) else { return .unknown }
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
