/// Arcs with what they have room for still: arc 2k and its reverse 2k + 1.
struct ResidualNetwork: Sendable {
  /// The arcs that leave each node.
  private(set) var arcs: [[Int]]
  private(set) var head: [Int] = []
  private(set) var residual: [Int] = []

  init(nodes: Int) {
    arcs = Array(repeating: [], count: nodes)
  }

  /// - Returns: the arc's number.
  mutating func connect(_ from: Int, _ to: Int, capacity: Int) -> Int {
    arcs[from].append(head.count)
    arcs[to].append(head.count + 1)
    head += [to, from]
    residual += [capacity, 0]
    return head.count - 2
  }

  mutating func send(_ amount: Int, over arc: Int) {
    residual[arc] -= amount
    residual[arc ^ 1] += amount
  }
}
