/// A small network and its cheapest maximum flow (successive shortest paths: Jewell 1958, Busacker and Gowen 1960,
/// each path by Bellman and Ford's method with a queue).
///
/// Costs may be sums of several criteria, each scaled above all that follow; hence their width.
package struct MinimumCostFlow: Sendable {
  /// Arc 2k and its reverse 2k + 1.
  private var head: [Int] = []
  private var residual: [Int] = []
  private var cost: [Int128] = []
  private var arcs: [[Int]]

  package init(nodes: Int) {
    arcs = Array(repeating: [], count: nodes)
  }

  /// - Parameter cost: of each unit sent; not below 0.
  /// - Returns: the arc's number, for `flow(on:)`.
  package mutating func connect(_ from: Int, _ to: Int, capacity: Int, cost: Int128) -> Int {
    arcs[from].append(head.count)
    arcs[to].append(head.count + 1)
    head += [to, from]
    residual += [capacity, 0]
    self.cost += [cost, -cost]
    return head.count - 2
  }

  package func flow(on arc: Int) -> Int { residual[arc ^ 1] }

  /// Sends as much as fits, as cheaply as that much can be sent.
  package mutating func send(from source: Int, to sink: Int) {
    while let path = cheapestPath(from: source, to: sink) {
      let amount = path.reduce(Int.max) { min($0, residual[$1]) }
      for arc in path {
        residual[arc] -= amount
        residual[arc ^ 1] += amount
      }
    }
  }

  /// The arcs of a cheapest path with room left, from the sink back.
  private func cheapestPath(from source: Int, to sink: Int) -> [Int]? {
    var distance = [Int128?](repeating: nil, count: arcs.count)
    var arrival = [Int](repeating: -1, count: arcs.count)
    var isWaiting = [Bool](repeating: false, count: arcs.count)
    distance[source] = 0
    var queue = [source]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      isWaiting[node] = false
      guard let reached = distance[node] else { continue }
      for arc in arcs[node] where residual[arc] > 0 {
        let to = head[arc]
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
      node = head[arrival[node] ^ 1]
    }
    return path
  }
}
