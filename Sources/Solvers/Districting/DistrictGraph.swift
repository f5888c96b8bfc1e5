/// A graph with weights of nodes and costs of edges, the neighbours of each node side by side.
struct DistrictGraph: Sendable {
  let weights: ContiguousArray<Int>
  /// Node i has the neighbours `offsets[i]..<offsets[i + 1]` of `neighbours`, ascending and each once.
  let offsets: ContiguousArray<Int32>
  let neighbours: ContiguousArray<Int32>
  /// Of the edge to each neighbour.
  let costs: ContiguousArray<Int>

  var count: Int { weights.count }
  var totalWeight: Int { weights.reduce(0, +) }
  /// Of all edges, each once.
  var totalCost: Int { costs.reduce(0, +) / 2 }

  init(weights: [Int], edges: [DistrictingProblem.Edge]) {
    let ends = edges.flatMap { edge in
      edge.a == edge.b ? [] : [(edge.a, edge.b, edge.cost), (edge.b, edge.a, edge.cost)]
    }
    self.init(weights: ContiguousArray(weights), ends: ends)
  }

  /// Of edges as they leave each of their ends.
  init(weights: ContiguousArray<Int>, ends: [(from: Int, to: Int, cost: Int)]) {
    var offsets = ContiguousArray<Int32>(repeating: 0, count: weights.count + 1)
    var neighbours = ContiguousArray<Int32>()
    var costs = ContiguousArray<Int>()
    var last = (-1, -1)
    for end in ends.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
      if (end.from, end.to) == last {
        costs[costs.count - 1] += end.cost
      } else {
        neighbours.append(Int32(end.to))
        costs.append(end.cost)
        offsets[end.from + 1] += 1
        last = (end.from, end.to)
      }
    }
    for node in weights.indices { offsets[node + 1] += offsets[node] }
    self.weights = weights
    self.offsets = offsets
    self.neighbours = neighbours
    self.costs = costs
  }

  /// The places of a node's neighbours.
  @inline(__always) func places(of node: Int) -> Range<Int> { Int(offsets[node])..<Int(offsets[node + 1]) }

  /// The graph on some of the nodes, which are numbered anew in their order.
  func part(_ nodes: [Int]) -> DistrictGraph {
    var number = ContiguousArray<Int>(repeating: -1, count: count)
    for (new, old) in nodes.enumerated() { number[old] = new }
    var ends: [(from: Int, to: Int, cost: Int)] = []
    for (new, old) in nodes.enumerated() {
      for place in places(of: old) where number[Int(neighbours[place])] >= 0 {
        ends.append((new, number[Int(neighbours[place])], costs[place]))
      }
    }
    return DistrictGraph(weights: ContiguousArray(nodes.map { weights[$0] }), ends: ends)
  }

  /// A node that no path from the first leads to.
  var firstUnreachable: Int? {
    let piece = pieceOf([Int](repeating: 0, count: count)).pieces
    return piece.firstIndex { $0 > 0 }
  }

  /// How many pieces the districts have together.
  func pieces(of districts: [Int]) -> Int { pieceOf(districts).count }

  /// Numbers the connected pieces of districts in the order of their first nodes.
  private func pieceOf(_ districts: [Int]) -> (pieces: [Int], count: Int) {
    var piece = [Int](repeating: -1, count: count)
    var found = 0
    var stack: [Int] = []
    for start in 0..<count where piece[start] < 0 {
      piece[start] = found
      stack.append(start)
      while let node = stack.popLast() {
        for place in places(of: node) {
          let next = Int(neighbours[place])
          if piece[next] < 0, districts[next] == districts[start] {
            piece[next] = found
            stack.append(next)
          }
        }
      }
      found += 1
    }
    return (piece, found)
  }
}
