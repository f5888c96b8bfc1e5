import Foundation

/// Simulated annealing over moves of a border node to the next district and swaps of two border nodes; districts stay
/// connected, and missing the range costs ever more while the temperature falls.
struct DistrictAnnealing: ~Copyable {
  /// How long and how hot, in mean costs of an edge.
  struct Schedule: Sendable {
    var steps: Int
    var hottest: Double
    var coldest = 0.12
    /// The price of a mean node's weight beyond the range, at first and in the end.
    var price = 0.4...20.0
  }

  private var state: DistrictState
  private var generator: SeededGenerator
  /// The cheapest division within the range.
  private(set) var best: [Int]?
  private(set) var bestCost = Int.max
  private let keepsBest: Bool
  private let edge: Double
  private let node: Double
  private var temperature = 0.0
  private var price = 0.0

  /// Swaps are tried in place of this share of the moves.
  private static let swaps = 0.2
  /// Steps between two looks at the clock, with the same temperature.
  private static let block = 1024

  /// - Parameter keepsBest: whether `best` is wanted; else only where the walk ends.
  init(_ task: DistrictTask, start: [Int], seed: UInt64, keepsBest: Bool = true) {
    self.keepsBest = keepsBest
    state = DistrictState(task, districts: start)
    generator = SeededGenerator(seed: seed)
    let edges = max(1, task.graph.neighbours.count / 2)
    edge = max(1, Double(task.graph.totalCost)) / Double(edges)
    node = max(1, Double(task.graph.totalWeight)) / Double(task.graph.count)
    keep()
  }

  /// Where the walk stands.
  var districts: [Int] { state.districts }
  var excess: Int { state.excess }
  var cost: Int { state.cost }

  mutating func run(_ schedule: Schedule, until clock: SearchClock) {
    let blocks = max(1, schedule.steps / Self.block)
    let start = clock.now
    for block in 0..<blocks {
      guard state.borderCount > 0, !clock.isOver else { return }
      // Where the time ends the walk, it is cold by then.
      let part = max(Double(block) / Double(max(1, blocks - 1)), clock.progress(since: start))
      temperature = edge * schedule.hottest * pow(schedule.coldest / schedule.hottest, part)
      price =
        edge / node * schedule.price.lowerBound
        * pow(schedule.price.upperBound / schedule.price.lowerBound, part)
      for _ in 0..<Self.block {
        if generator.unit() < Self.swaps { swap() } else { move() }
      }
    }
  }

  /// A border node and a district beside it; `nil` where the neighbour that was drawn is in its own, or where the node is
  /// a root.
  @inline(__always) private mutating func draw() -> (node: Int, to: Int32)? {
    let node = state.borderNode(generator.below(state.borderCount))
    guard !state.task.isRoot(node) else { return nil }
    let places = state.task.graph.places(of: node)
    let next = state.task.graph.neighbours[places.lowerBound + generator.below(places.count)]
    let to = state.districtOf[next]
    return to == state.districtOf[node] ? nil : (node, to)
  }

  @inline(__always) private mutating func accepts(_ cost: Int, _ excess: Int) -> Bool {
    let change = Double(cost) + price * Double(excess)
    return change <= 0 || change < -temperature * log(max(generator.unit(), .leastNormalMagnitude))
  }

  private mutating func move() {
    guard let (node, to) = draw() else { return }
    let from = state.districtOf[node]
    let excess = state.excessOfMoving(state.task.graph.weights[node], from: from, to: to)
    guard accepts(state.costOfMoving(node, to: to), excess), state.canLeave(node) else { return }
    state.move(node, to: to)
    keep()
  }

  /// A node goes to the next district, and one of that comes back.
  private mutating func swap() {
    guard let (node, to) = draw() else { return }
    let from = state.districtOf[node]
    guard let other = partner(in: to, beside: from, not: node), state.canLeave(node) else { return }
    let (cost, excess) = (state.cost, state.excess)
    state.move(node, to: to)
    if touches(other, from), state.canLeave(other) {
      state.move(other, to: from)
      if accepts(state.cost - cost, state.excess - excess) { return keep() }
      state.move(other, to: to)
    }
    state.move(node, to: from)
  }

  /// A border node of a district that touches another, if a few draws find one.
  private mutating func partner(in district: Int32, beside other: Int32, not node: Int) -> Int? {
    for _ in 0..<6 {
      let candidate = state.borderNode(generator.below(state.borderCount))
      if candidate != node, state.districtOf[candidate] == district, !state.task.isRoot(candidate),
        touches(candidate, other)
      {
        return candidate
      }
    }
    return nil
  }

  private func touches(_ node: Int, _ district: Int32) -> Bool {
    state.task.graph.places(of: node).contains {
      state.districtOf[state.task.graph.neighbours[$0]] == district
    }
  }

  /// Remembers where the walk stands if that is the best yet; what is kept costs less each time, so that this is rare.
  @inline(__always) private mutating func keep() {
    if keepsBest, state.excess == 0, state.cost < bestCost {
      bestCost = state.cost
      best = state.districts
    }
  }
}
