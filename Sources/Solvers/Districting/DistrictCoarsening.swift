/// A task made smaller: pairs of nodes with a dear edge between them become one (heavy edge matching, Karypis and Kumar
/// 1998, "A fast and high quality multilevel scheme for partitioning irregular graphs").
struct DistrictCoarsening: Sendable {
  /// The smaller task, without homes.
  let task: DistrictTask
  /// For each node of the larger task its node of the smaller.
  let nodeOf: [Int]

  /// Roots stay by themselves, so that no two of them meet.
  ///
  /// - Parameters:
  ///   - heaviest: that two nodes together may weigh.
  ///   - seed: of the order in which nodes look for another.
  init(_ finer: DistrictTask, heaviest: Int, seed: UInt64) {
    let graph = finer.graph
    let mates = Self.mates(finer, heaviest: heaviest, seed: seed)
    var nodeOf = [Int](repeating: -1, count: graph.count)
    var weights: ContiguousArray<Int> = []
    var isRoot: ContiguousArray<Bool> = []
    for node in 0..<graph.count {
      if nodeOf[node] < 0 {
        (nodeOf[node], nodeOf[mates[node]]) = (weights.count, weights.count)
        weights.append(0)
        isRoot.append(finer.isRoot(node))
      }
      weights[nodeOf[node]] += graph.weights[node]
    }
    var ends: [(from: Int, to: Int, cost: Int)] = []
    ends.reserveCapacity(graph.neighbours.count)
    for node in 0..<graph.count {
      for place in graph.places(of: node) {
        let next = nodeOf[Int(graph.neighbours[place])]
        if next != nodeOf[node] { ends.append((nodeOf[node], next, graph.costs[place])) }
      }
    }
    task = DistrictTask(
      graph: DistrictGraph(weights: weights, ends: ends), count: finer.count, range: finer.range,
      rooted: finer.rooted.map { .init(ranges: $0.ranges, isRoot: isRoot) })
    self.nodeOf = nodeOf
  }

  /// For each node the one that it is joined with, itself where none is left. A light neighbour is taken before a heavy
  /// one, so that nodes stay of about one size.
  private static func mates(_ task: DistrictTask, heaviest: Int, seed: UInt64) -> [Int] {
    let graph = task.graph
    var generator = SeededGenerator(seed: seed)
    var mates = [Int](repeating: -1, count: graph.count)
    for node in (0..<graph.count).shuffled(using: &generator) where mates[node] < 0 {
      mates[node] = node
      guard !task.isRoot(node) else { continue }
      var best = (node: node, worth: 0.0)
      for place in graph.places(of: node) {
        let next = Int(graph.neighbours[place])
        guard mates[next] < 0, !task.isRoot(next), graph.weights[node] + graph.weights[next] <= heaviest
        else { continue }
        let worth = Double(graph.costs[place]) / Double(max(1, graph.weights[next]))
        if worth > best.worth { best = (next, worth) }
      }
      (mates[node], mates[best.node]) = (best.node, node)
    }
    return mates
  }
}
