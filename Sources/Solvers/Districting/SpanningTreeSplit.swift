/// Divides by spanning trees (DeFord, Duchin and Solomon 2021, "Recombination"): a uniform random spanning tree of the
/// land of several districts is cut at an edge that leaves each side enough for a whole number of them.
struct SpanningTreeSplit {
  let task: DistrictTask
  private var generator: SeededGenerator
  /// The set that a node belongs to while it is divided.
  private var district: [Int]
  private var parent: [Int]
  private var inTree: [Bool]
  private var place: [Int]

  /// Trees that are tried for a cut within the range, before the best of them is taken outside it.
  private static let trees = 12

  init(_ task: DistrictTask, seed: UInt64) {
    self.task = task
    generator = SeededGenerator(seed: seed)
    let n = task.graph.count
    district = [Int](repeating: 0, count: n)
    parent = [Int](repeating: -1, count: n)
    inTree = [Bool](repeating: false, count: n)
    place = [Int](repeating: -1, count: n)
  }

  /// The district of each node: all connected and there, but not all within the range where the trees did not
  /// allow it.
  mutating func divide() -> [Int] {
    divide(Array(0..<task.graph.count), into: task.count, from: 0)
    return district
  }

  /// Numbers the districts of `nodes`, which are those of district `first`, from `first` on.
  private mutating func divide(_ nodes: [Int], into count: Int, from first: Int) {
    guard count > 1 else { return }
    let cut = bestCut(nodes, into: count, of: first)
    var (below, above): ([Int], [Int]) = ([], [])
    for (index, node) in nodes.enumerated() {
      if cut.isBelow[index] { below.append(node) } else { above.append(node) }
    }
    for node in below { district[node] = first + count - cut.districts }
    divide(below, into: cut.districts, from: first + count - cut.districts)
    divide(above, into: count - cut.districts, from: first)
  }

  private struct Cut {
    /// Districts below the edge.
    var districts: Int
    /// Beside the nodes.
    var isBelow: [Bool]
  }

  /// The edge of a tree that divides best, of several trees where none divides within the range.
  private mutating func bestCut(_ nodes: [Int], into count: Int, of first: Int) -> Cut {
    var best: (error: Int, districts: Int, root: Int, order: [Int], parents: [Int])?
    let total = nodes.reduce(0) { $0 + task.graph.weights[$1] }
    for _ in 0..<Self.trees {
      let order = spanningTree(nodes, of: first)
      var below = [Int](repeating: 0, count: nodes.count)
      var size = [Int](repeating: 1, count: nodes.count)
      for (index, node) in order.enumerated() { place[node] = index }
      var found: [(error: Int, districts: Int, root: Int)] = []
      for index in stride(from: order.count - 1, to: 0, by: -1) {
        let node = order[index]
        below[index] += task.graph.weights[node]
        let up = place[parent[node]]
        below[up] += below[index]
        size[up] += size[index]
        // No side gets more districts than it has nodes.
        let bounds = max(1, count - nodes.count + size[index])...min(count - 1, size[index])
        let districts = share(below[index], of: total, into: count, within: bounds)
        let error = error(below[index], of: total, districts, of: count)
        if found.isEmpty || error < found[0].error {
          found = [(error, districts, node)]
        } else if error == found[0].error {
          found.append((error, districts, node))
        }
      }
      let choice = found[generator.below(found.count)]
      if best.map({ choice.error < $0.error }) ?? true {
        best = (choice.error, choice.districts, choice.root, order, order.map { parent[$0] })
      }
      if choice.error == 0 { break }
    }
    guard let best else { preconditionFailure("a tree without edges cannot be divided") }
    for (index, node) in best.order.enumerated() { place[node] = index }
    var isBelow = [Bool](repeating: false, count: nodes.count)
    for (index, node) in best.order.enumerated() where index > 0 {
      isBelow[index] = node == best.root || isBelow[place[best.parents[index]]]
    }
    return Cut(districts: best.districts, isBelow: nodes.map { isBelow[place[$0]] })
  }

  /// How many districts a side should make.
  private func share(_ weight: Int, of total: Int, into count: Int, within bounds: ClosedRange<Int>) -> Int {
    let exact = total > 0 ? Double(weight) * Double(count) / Double(total) : 1
    return min(bounds.upperBound, max(bounds.lowerBound, Int(exact.rounded())))
  }

  /// By how much two sides miss what their districts may weigh: 0 where both could be divided within the range.
  private func error(_ weight: Int, of total: Int, _ districts: Int, of count: Int) -> Int {
    func excess(_ weight: Int, _ districts: Int) -> Int {
      max(0, max(districts * task.range.lowerBound - weight, weight - districts * task.range.upperBound))
    }
    return excess(weight, districts) + excess(total - weight, count - districts)
  }

  /// A uniform spanning tree of the nodes of district `first` by Wilson's loop-erased walks (1996): sets `parent`, and
  /// returns the nodes in an order in which parents come before children.
  private mutating func spanningTree(_ nodes: [Int], of first: Int) -> [Int] {
    for node in nodes { inTree[node] = false }
    let root = nodes[generator.below(nodes.count)]
    inTree[root] = true
    parent[root] = -1
    var order = [root]
    order.reserveCapacity(nodes.count)
    var path: [Int] = []
    for start in nodes where !inTree[start] {
      var node = start
      while !inTree[node] {
        let next = randomNeighbour(of: node, in: first)
        parent[node] = next
        node = next
      }
      node = start
      while !inTree[node] {
        inTree[node] = true
        path.append(node)
        node = parent[node]
      }
      while let node = path.popLast() { order.append(node) }
    }
    return order
  }

  private mutating func randomNeighbour(of node: Int, in first: Int) -> Int {
    let places = task.graph.places(of: node)
    while true {
      let next = Int(task.graph.neighbours[places.lowerBound + generator.below(places.count)])
      if district[next] == first { return next }
    }
  }
}
