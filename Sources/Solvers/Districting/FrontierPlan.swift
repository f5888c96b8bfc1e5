/// An order of the nodes of a graph in which few decided nodes have undecided neighbours at any time: the frontier, whose
/// greatest size is the vertex separation of the order. Each frontier node has a slot while it is there.
struct FrontierPlan: Sendable {
  /// What is to be known to decide a node.
  struct Layer: Sendable {
    var node: Int
    var weight: Int
    var slot: Int
    /// Slots of the node's decided neighbours, and the costs of the edges to them.
    var before: [(slot: Int, cost: Int)]
    /// Slots of nodes that have no undecided neighbours from here on, the node's own perhaps among them.
    var leaving: [Int]
    /// Of the nodes after this one.
    var weightAfter: Int
    var isLast = false
  }

  let layers: [Layer]
  /// How many slots there are.
  let width: Int

  init(_ graph: DistrictGraph) {
    let order = Self.order(graph)
    var (slotOf, undecided) = (
      [Int](repeating: -1, count: graph.count), (0..<graph.count).map { graph.places(of: $0).count }
    )
    var (free, layers, slots) = ([Int](), [Layer](), 0)
    var left = graph.totalWeight
    for node in order {
      if free.isEmpty {
        free.append(slots)
        slots += 1
      }
      // The least free slot, so that plans do not depend on the way they were freed.
      free.sort(by: >)
      let slot = free.removeLast()
      slotOf[node] = slot
      left -= graph.weights[node]
      var layer = Layer(
        node: node, weight: graph.weights[node], slot: slot, before: [], leaving: [], weightAfter: left)
      for place in graph.places(of: node) {
        let next = Int(graph.neighbours[place])
        undecided[next] -= 1
        guard slotOf[next] >= 0 else { continue }
        layer.before.append((slotOf[next], graph.costs[place]))
        if undecided[next] == 0 { layer.leaving.append(slotOf[next]) }
      }
      if undecided[node] == 0 { layer.leaving.append(slot) }
      free += layer.leaving
      layers.append(layer)
    }
    layers[layers.count - 1].isLast = true
    self.layers = layers
    width = slots
  }

  /// The best of greedy orders from several first nodes: the next node is the one that leaves the frontier least, of
  /// equal ones the one whose neighbours have waited longest.
  private static func order(_ graph: DistrictGraph) -> [Int] {
    var best: (order: [Int], work: Double) = ([], .infinity)
    let step = max(1, graph.count / 128)
    for first in stride(from: 0, to: graph.count, by: step) {
      let found = greedy(graph, from: first, below: best.work)
      if found.work < best.work { best = found }
    }
    return best.order
  }

  /// - Parameter limit: an order with more work is given up.
  private static func greedy(_ graph: DistrictGraph, from first: Int, below limit: Double) -> (
    order: [Int], work: Double
  ) {
    var decidedAt = [Int](repeating: -1, count: graph.count)
    var undecided = (0..<graph.count).map { graph.places(of: $0).count }
    var candidates: Set<Int> = [first]
    var (order, frontier, work) = ([Int](), 0, 0.0)
    while !candidates.isEmpty {
      var best = (change: Int.max, age: Int.max, node: Int.max)
      for node in candidates {
        var change = undecided[node] > 0 ? 1 : 0
        var age = Int.max
        for place in graph.places(of: node) {
          let next = Int(graph.neighbours[place])
          guard decidedAt[next] >= 0 else { continue }
          age = min(age, decidedAt[next])
          if undecided[next] == 1 { change -= 1 }
        }
        if (change, age, node) < best { best = (change, age, node) }
      }
      let node = best.node
      candidates.remove(node)
      decidedAt[node] = order.count
      order.append(node)
      frontier += best.change
      for place in graph.places(of: node) {
        let next = Int(graph.neighbours[place])
        undecided[next] -= 1
        if decidedAt[next] < 0 { candidates.insert(next) }
      }
      // States grow by about this factor with every node of the frontier.
      work += pow(2.5, frontier)
      if work >= limit { return ([], .infinity) }
    }
    return (order, work)
  }

  private static func pow(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { value, _ in value * base }
  }
}
