/// A small network and its maximum flow (Ford and Fulkerson 1956, depth-first augmenting paths).
///
/// Meant for networks whose flow is at most some thousands of units.
package struct MaximumFlow: Sendable {
  /// Arc 2k and its reverse 2k + 1.
  private var head: [Int] = []
  private var residual: [Int] = []
  private var arcs: [[Int]]

  package init(nodes: Int) {
    arcs = Array(repeating: [], count: nodes)
  }

  package mutating func connect(_ from: Int, _ to: Int, _ capacity: Int) {
    guard capacity > 0 else { return }
    arcs[from].append(head.count)
    arcs[to].append(head.count + 1)
    head += [to, from]
    residual += [capacity, 0]
  }

  /// Sends all that fits from one node to another; leaves the residual network behind.
  package mutating func maximum(from source: Int, to sink: Int) -> Int {
    var total = 0
    while true {
      var seen = Array(repeating: false, count: arcs.count)
      let sent = push(source, sink, .max, &seen)
      if sent == 0 { return total }
      total += sent
    }
  }

  private mutating func push(_ node: Int, _ sink: Int, _ limit: Int, _ seen: inout [Bool]) -> Int {
    if node == sink { return limit }
    seen[node] = true
    for arc in arcs[node] where residual[arc] > 0 && !seen[head[arc]] {
      let sent = push(head[arc], sink, min(limit, residual[arc]), &seen)
      if sent > 0 {
        residual[arc] -= sent
        residual[arc ^ 1] += sent
        return sent
      }
    }
    return 0
  }
}
