import Foundation

/// A lower bound on the cost of every division of any graph, from flows that the edges carry: the dual of the spreading
/// metrics of Even, Naor, Rao and Schieber (1999), approximated from within as by Garg and Könemann (2007).
///
/// A node sends `amount` times their weights to the nodes of a ball around it. Whatever its district is, no more of it than
/// what the district may weigh stays inside; the rest crosses cut edges. Where no edge carries more than its cost, the
/// flows that must cross are no more than the cost of the cut edges.
struct SpreadingBound {
  private let task: DistrictTask
  /// The edge of each place of the graph's neighbours, and the costs of the edges.
  private let edgeOf: ContiguousArray<Int32>
  private let capacities: ContiguousArray<Double>
  private var lengths: ContiguousArray<Double>
  private var loads: ContiguousArray<Double>
  /// What must cross cut edges of all that is sent.
  private var crossing = 0.0
  private var generator = SeededGenerator(seed: 1)
  private var best = 0.0
  /// The worth of the best flow of late, which falls while the edges grow longer.
  private var level = 0.0

  /// By how much a flow that fills an edge lengthens it; how many nodes send at once, with the same lengths.
  private static let growth = 0.08
  private static let batch = 64
  /// A flow of less than this share of the best worth is not sent.
  private static let share = 0.7
  /// Room for what sums of doubles lose.
  private static let safety = 1 - 1e-9

  init(_ task: DistrictTask) {
    self.task = task
    let graph = task.graph
    var (edgeOf, capacities) = (
      ContiguousArray<Int32>(repeating: -1, count: graph.neighbours.count), ContiguousArray<Double>()
    )
    var number: [Int: Int32] = [:]
    for node in 0..<graph.count {
      // An edge that costs nothing carries nothing.
      for place in graph.places(of: node) where graph.costs[place] > 0 {
        let next = Int(graph.neighbours[place])
        let key = min(node, next) * graph.count + max(node, next)
        if number[key] == nil {
          number[key] = Int32(capacities.count)
          capacities.append(Double(graph.costs[place]))
        }
        edgeOf[place] = number[key] ?? -1
      }
    }
    self.edgeOf = edgeOf
    self.capacities = capacities
    lengths = ContiguousArray(capacities.map { 1 / $0 })
    loads = ContiguousArray(repeating: 0, count: capacities.count)
  }

  /// No division costs less, to the next whole number.
  var value: Int { max(0, Int((best * Self.safety - 1e-6).rounded(.up))) }

  /// Lets every node send as often as there are passes.
  mutating func rise(passes: Int, threads: Int, until clock: SearchClock) {
    let decay = pow(0.5, Double(Self.batch) / Double(task.graph.count))
    for _ in 0..<passes {
      let order = (0..<task.graph.count).shuffled(using: &generator)
      for first in stride(from: 0, to: order.count, by: Self.batch) {
        guard !clock.isOver else { return measure() }
        let sources = Array(order[first..<min(order.count, first + Self.batch)])
        let copy = self
        let found = concurrentMap(sources.count, threads: threads) { range in
          var ball = SpreadingBall(nodes: copy.task.graph.count)
          return range.map { copy.flow(from: sources[$0], &ball) }
        }
        level *= decay
        for case let flow? in found { level = max(level, flow.worth) }
        for case let flow? in found where flow.worth >= Self.share * level { send(flow) }
      }
      measure()
      // Only how lengths compare matters.
      let longest = lengths.max() ?? 1
      if longest > 1e100 {
        for edge in lengths.indices { lengths[edge] /= longest }
        level *= longest
      }
    }
  }

  /// Takes what must cross by now where the flows, made small enough for every edge, prove more than before.
  private mutating func measure() {
    let fullest = zip(loads, capacities).reduce(0) { max($0, $1.0 / $1.1) }
    if fullest > 0 { best = max(best, crossing / fullest) }
  }

  /// What a node sends for each unit of its amount.
  struct Flow: Sendable {
    /// What must cross cut edges, and that by the length of the ways it goes.
    var crossing: Double
    var worth: Double
    var edges: [(edge: Int32, load: Double)]
  }

  /// Of all balls around a node the flow that is worth most; `nil` where all could stay in one district.
  private func flow(from source: Int, _ ball: inout SpreadingBall) -> Flow? {
    let graph = task.graph
    var crossing = Double(graph.weights[source] - task.range.upperBound)
    var way = 0.0
    ball.start(at: source)
    while let (node, distance) = ball.next() {
      let weight = Double(graph.weights[node])
      if node != source {
        // A node that is further than the flow is worth makes it worth less.
        if crossing > 0, crossing * distance >= way {
          ball.drop()
          break
        }
        crossing += weight
        way += weight * distance
      }
      for place in graph.places(of: node) where edgeOf[place] >= 0 {
        ball.reach(
          Int(graph.neighbours[place]), at: distance + lengths[Int(edgeOf[place])], from: node,
          by: edgeOf[place])
      }
    }
    guard crossing > 0, way > 0 else { return nil }
    return Flow(crossing: crossing, worth: crossing / way, edges: ball.loads { Double(graph.weights[$0]) })
  }

  /// Sends as much as fills the first edge, and lengthens the edges by what they carry.
  private mutating func send(_ flow: Flow) {
    let amount = flow.edges.reduce(Double.infinity) { min($0, capacities[Int($1.edge)] / $1.load) }
    crossing += amount * flow.crossing
    for (edge, load) in flow.edges {
      let edge = Int(edge)
      loads[edge] += amount * load
      lengths[edge] *= 1 + Self.growth * amount * load / capacities[edge]
    }
  }
}
