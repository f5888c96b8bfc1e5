/// A lower bound on the cost of every division: Lagrangian relaxation of the rule that every node is in one district, by
/// column generation (Desaulniers, Desrosiers and Solomon 2005; for districts Mehrotra, Johnson and Nemhauser 1998).
///
/// For any prices, a division costs half of what its borders do, and these cost no less than all prices together and `count`
/// times the cheapest district. Prices are whole numbers, so that no rounding can make the bound wrong.
struct DistrictBound {
  let task: DistrictTask
  private(set) var pricing: DistrictPricing
  private var dual: DistrictDual
  /// The prices of the best bound, and that no district costs less with them.
  private(set) var prices: DistrictDiagram.Prices
  private(set) var leastDistrict = 0
  /// The bound, times twice the scale of the prices.
  private(set) var scaled = 0
  /// Whether there is no district at all, and therefore no division.
  private(set) var isImpossible = false
  /// What an edge costs on average, in which prices are to be thought of.
  private let edge: Double
  /// How far from the best prices the next may be: the known districts say little of what is far away.
  private var radius: Double
  /// No radius is of use beyond this.
  private let greatestRadius: Double
  /// With what part of the way to the target the search for districts begins; learnt from one pricing to the next.
  private var part = 16

  /// What the scale times the costs of all edges may amount to, so that nothing overflows.
  private static let greatest = 1 << 40
  /// Districts that are taken from one pricing, and that are looked at for it.
  private static let batch = 80
  private static let visits = 20_000

  init(_ task: DistrictTask, pricing: DistrictPricing) {
    self.task = task
    self.pricing = pricing
    dual = DistrictDual(task)
    let scale = max(1, min(1 << 10, Self.greatest / max(1, task.graph.totalCost)))
    prices = .init(scale: scale, ofNode: [Int](repeating: 0, count: task.graph.count))
    edge = max(1, Double(task.graph.totalCost) / Double(max(1, task.graph.neighbours.count / 2)))
    radius = edge
    let most = (0..<task.graph.count).map {
      task.graph.places(of: $0).reduce(0) { $0 + task.graph.costs[$1] }
    }
    greatestRadius = 4 * Double(max(1, most.max() ?? 1))
  }

  /// No division costs less, to the next whole number.
  var value: Int { scaled <= 0 ? 0 : (scaled - 1) / (2 * prices.scale) + 1 }

  /// Makes the districts of a division known.
  mutating func add(_ districts: [Int]) {
    var sets = [NodeSet](repeating: NodeSet(), count: task.count)
    for (node, district) in districts.enumerated() { sets[district].insert(node) }
    for set in sets { dual.add(set) }
  }

  /// Raises the bound until it reaches a goal or the best that prices can give.
  ///
  /// A box around the best prices keeps the next near, as in the boxstep method (Marsten, Hogan and Blankenship 1975).
  ///
  /// - Parameters:
  ///   - cost: of a known division, or a guess.
  ///   - goal: a bound that is enough.
  mutating func rise(cost: Int, goal: Int, rounds: Int) {
    if scaled == 0 {
      // A price for weight makes all districts equally dear, but for their borders.
      let all = Double(2 * cost * prices.scale) / Double(max(1, task.graph.totalWeight))
      let start = task.graph.weights.map { Int(all * Double($0)) }
      _ = price(.init(scale: prices.scale, ofNode: start), most: 2 * cost * prices.scale)
    }
    for _ in 0..<rounds {
      guard !pricing.isOver, !isImpossible, value < goal,
        let answer = dual.solve(around: prices.inUnits, radius: radius)
      else { return }
      let most = Int((answer.value * Double(prices.scale)).rounded(.down))
      if most - scaled <= Int(edge * Double(prices.scale)) / 64 {
        guard radius < greatestRadius else { return }
        radius *= 4
        continue
      }
      // No node is worth more than all edges.
      let dearest = 2 * Double(task.graph.totalCost)
      let trial = DistrictDiagram.Prices(
        scale: prices.scale,
        ofNode: answer.prices.map { Int((min(dearest, max(-dearest, $0)) * Double(prices.scale)).rounded()) })
      let before = scaled
      let isNew = price(trial, most: most)
      if scaled - before > (most - before) / 2 {
        radius = min(greatestRadius, radius * 1.5)
      } else if !isNew, scaled == before {
        radius /= 2
        if radius < edge / 256 { return }
      }
    }
  }

  /// Looks for districts that tell against the value of the dual; returns whether there are new ones.
  private mutating func price(_ trial: DistrictDiagram.Prices, most: Int) -> Bool {
    guard let coarsest = pricing.coarsest(trial) else { return false }
    guard coarsest.leastCost < DistrictDiagram.infinite else {
      isImpossible = true
      return false
    }
    let sum = trial.ofNode.reduce(0, +)
    var least = coarsest.leastCost
    // With a district of no less than this, the prices prove all that the known districts allow.
    let target = (most - sum) / task.count
    var isNew = false
    var tries = 0
    while least < target {
      tries += 1
      let limit = least + (target - least) / part
      let finding = pricing.districts(trial, within: limit, coarsest: coarsest)
      least = max(least, finding.bound)
      guard let exact = finding.exact else {
        // Too many are near the target; there are fewer near the least.
        if tries > 8 || pricing.isOver { break }
        part *= 4
        continue
      }
      if exact.leastCost <= limit {
        isNew = take(from: exact, within: limit)
        if tries == 1 { part = min(1 << 16, 2 * part) }
        break
      }
      part = max(1, part / 2)
    }
    if sum + task.count * least > scaled {
      scaled = sum + task.count * least
      prices = trial
      leastDistrict = least
    }
    return isNew
  }

  /// Takes the cheapest districts, and for each node the cheapest that has it.
  private mutating func take(from exact: DistrictDiagram, within limit: Int) -> Bool {
    var found: [(nodes: NodeSet, cost: Int)] = []
    _ = exact.forEachPath(within: limit) { nodes, cost in
      found.append((nodes, cost))
      return found.count < Self.visits
    }
    found.sort { $0.cost < $1.cost }
    var covered = NodeSet()
    var taken = 0
    for (index, district) in found.enumerated() where taken < Self.batch {
      let union = covered.union(district.nodes)
      guard index < Self.batch / 4 || union != covered else { continue }
      covered = union
      if dual.add(district.nodes) { taken += 1 }
    }
    return taken > 0
  }

  /// All districts that cost no more with the best prices than the cheapest and a gap; `nil` where there are too many to
  /// tell.
  mutating func districts(within gap: Int) -> DistrictDiagram? {
    guard let coarsest = pricing.coarsest(prices) else { return nil }
    return pricing.districts(prices, within: leastDistrict + gap, coarsest: coarsest).exact
  }
}
