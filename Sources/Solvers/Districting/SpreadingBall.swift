/// Nodes in the order of their distance from one (Dijkstra), with the tree of shortest paths.
struct SpreadingBall {
  private var distance: ContiguousArray<Double>
  private var parent: ContiguousArray<Int32>
  private var edge: ContiguousArray<Int32>
  private var carried: ContiguousArray<Double>
  private var isSettled: ContiguousArray<Bool>
  private var touched: [Int] = []
  private var settled: [Int] = []
  private var heap: [(distance: Double, node: Int)] = []

  init(nodes: Int) {
    distance = ContiguousArray(repeating: .infinity, count: nodes)
    parent = ContiguousArray(repeating: -1, count: nodes)
    edge = ContiguousArray(repeating: -1, count: nodes)
    carried = ContiguousArray(repeating: 0, count: nodes)
    isSettled = ContiguousArray(repeating: false, count: nodes)
  }

  mutating func start(at node: Int) {
    for node in touched {
      distance[node] = .infinity
      isSettled[node] = false
    }
    touched = []
    settled = []
    heap = []
    reach(node, at: 0, from: -1, by: -1)
  }

  mutating func reach(_ node: Int, at new: Double, from: Int, by way: Int32) {
    guard new < distance[node] else { return }
    if distance[node] == .infinity { touched.append(node) }
    distance[node] = new
    parent[node] = Int32(from)
    edge[node] = way
    heap.append((new, node))
    var place = heap.count - 1
    while place > 0, heap[place] < heap[(place - 1) / 2] {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// The nearest node that was not yet given.
  mutating func next() -> (node: Int, distance: Double)? {
    while let first = heap.first {
      let last = heap.removeLast()
      if !heap.isEmpty {
        heap[0] = last
        sink()
      }
      guard !isSettled[first.node] else { continue }
      isSettled[first.node] = true
      settled.append(first.node)
      return (first.node, first.distance)
    }
    return nil
  }

  private mutating func sink() {
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child] < heap[least] {
        least = child
      }
      guard least != place else { return }
      heap.swapAt(place, least)
      place = least
    }
  }

  /// Takes the last node back.
  mutating func drop() { settled.removeLast() }

  /// What the edges of the tree carry when every node gets its weight from the first.
  mutating func loads(_ weight: (Int) -> Double) -> [(edge: Int32, load: Double)] {
    for node in settled { carried[node] = weight(node) }
    var loads: [(edge: Int32, load: Double)] = []
    for node in settled.dropFirst().reversed() where carried[node] > 0 {
      loads.append((edge[node], carried[node]))
      carried[Int(parent[node])] += carried[node]
    }
    return loads
  }
}
