/// A small network and its maximum flow (Ford and Fulkerson 1956, depth-first augmenting paths).
///
/// Meant for networks whose flow is at most some thousands of units.
package struct MaximumFlow: Sendable {
  private var network: ResidualNetwork

  package init(nodes: Int) {
    network = ResidualNetwork(nodes: nodes)
  }

  package mutating func connect(_ from: Int, _ to: Int, _ capacity: Int) {
    guard capacity > 0 else { return }
    _ = network.connect(from, to, capacity: capacity)
  }

  /// Sends all that fits from one node to another; leaves the residual network behind.
  package mutating func maximum(from source: Int, to sink: Int) -> Int {
    var total = 0
    while true {
      var seen = Array(repeating: false, count: network.arcs.count)
      let sent = push(source, sink, .max, &seen)
      if sent == 0 { return total }
      total += sent
    }
  }

  /// Which nodes more could be sent to from one, were there a way on from there.
  package func reached(from source: Int) -> [Bool] {
    var isReached = Array(repeating: false, count: network.arcs.count)
    isReached[source] = true
    var waiting = [source]
    while let node = waiting.popLast() {
      for arc in network.arcs[node] where network.residual[arc] > 0 && !isReached[network.head[arc]] {
        isReached[network.head[arc]] = true
        waiting.append(network.head[arc])
      }
    }
    return isReached
  }

  private mutating func push(_ node: Int, _ sink: Int, _ limit: Int, _ seen: inout [Bool]) -> Int {
    if node == sink { return limit }
    seen[node] = true
    for arc in network.arcs[node] where network.residual[arc] > 0 && !seen[network.head[arc]] {
      let sent = push(network.head[arc], sink, min(limit, network.residual[arc]), &seen)
      if sent > 0 {
        network.send(sent, over: arc)
        return sent
      }
    }
    return 0
  }
}
