/// A small network and its cheapest maximum flow (successive shortest paths: Jewell 1958, Busacker and Gowen 1960,
/// each path by Bellman and Ford's method with a queue).
///
/// Costs may be sums of several criteria, each scaled above all that follow; hence their width.
package struct MinimumCostFlow: Sendable {
  private var network: ResidualNetwork
  /// Of each arc.
  private var cost: [Int128] = []

  package init(nodes: Int) {
    network = ResidualNetwork(nodes: nodes)
  }

  /// - Parameter cost: of each unit sent; not below 0.
  /// - Returns: the arc's number, for `flow(on:)`.
  package mutating func connect(_ from: Int, _ to: Int, capacity: Int, cost: Int128) -> Int {
    self.cost += [cost, -cost]
    return network.connect(from, to, capacity: capacity)
  }

  package func flow(on arc: Int) -> Int { network.residual[arc ^ 1] }

  /// Sends as much as fits, as cheaply as that much can be sent.
  package mutating func send(from source: Int, to sink: Int) {
    while let path = cheapestPath(from: source, to: sink) {
      let amount = path.reduce(Int.max) { min($0, network.residual[$1]) }
      for arc in path { network.send(amount, over: arc) }
    }
  }

  /// The arcs of a cheapest path with room left, from the sink back.
  private func cheapestPath(from source: Int, to sink: Int) -> [Int]? {
    var distance = [Int128?](repeating: nil, count: network.arcs.count)
    var arrival = [Int](repeating: -1, count: network.arcs.count)
    var isWaiting = [Bool](repeating: false, count: network.arcs.count)
    distance[source] = 0
    var queue = [source]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      isWaiting[node] = false
      guard let reached = distance[node] else { continue }
      for arc in network.arcs[node] where network.residual[arc] > 0 {
        let to = network.head[arc]
        let length = reached + cost[arc]
        if let known = distance[to], known <= length { continue }
        distance[to] = length
        arrival[to] = arc
        if !isWaiting[to] {
          isWaiting[to] = true
          queue.append(to)
        }
      }
    }
    guard distance[sink] != nil else { return nil }
    var path: [Int] = []
    var node = sink
    while node != source {
      path.append(arrival[node])
      node = network.head[arrival[node] ^ 1]
    }
    return path
  }
}
