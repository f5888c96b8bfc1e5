import Geometry

/// A road that a fix may have been taken on.
struct MatchCandidate {
  var edge: Int32
  /// Millimetres from the start of the edge.
  var along: Int32
  /// Metres from the fix.
  var distance: Float
}

/// The shortest ways from one place on the roads to the candidates of the next fix: a search towards that fix (A*,
/// Hart, Nilsson, Raphael 1968) that ends where no candidate can be reached more cheaply than is of use. Its memory is
/// used again and again.
struct MatchSearch: ~Copyable {
  private struct Label {
    /// The search that wrote the rest.
    var search: UInt32
    /// Millimetres from the start, and with the least that remain.
    var length: Int32
    var estimate: Int32
    /// Where it was reached from, -1 at the start, and over which edge.
    var parent: Int32
    var edge: Int32
  }

  let graph: MatchGraph
  private let labels: UnsafeMutableBufferPointer<Label>
  /// By edge the number of the target on it, from 1; 0 for none.
  private let targetOnEdge: UnsafeMutableBufferPointer<UInt8>
  private var search: UInt32 = 0
  private var heap = RoadHeap()
  private var targets: [MatchCandidate] = []
  private var goal = SIMD2<Float>()
  private var goalRadius: Float = 0

  /// By target the millimetres of the shortest way; what was said to be of use where there is none as short.
  private(set) var lengths: [Int32] = []
  /// By target the junction before its edge; `direct` where the way passes none, `none` where there is no way.
  private(set) var nodes: [Int32] = []
  static let direct: Int32 = -1
  static let none: Int32 = -2

  init(_ graph: MatchGraph) {
    self.graph = graph
    labels = .allocate(capacity: graph.junctionCount)
    labels.initialize(repeating: Label(search: 0, length: 0, estimate: 0, parent: -1, edge: -1))
    targetOnEdge = .allocate(capacity: graph.lengths.count)
    targetOnEdge.initialize(repeating: 0)
  }

  deinit {
    labels.deallocate()
    targetOnEdge.deallocate()
  }

  /// Sets the candidates that the next searches look for.
  ///
  /// - Parameters:
  ///   - goal: the fix they belong to, in the plane.
  ///   - radius: metres within which they lie of it.
  mutating func aim(at candidates: ArraySlice<MatchCandidate>, goal: PlanePoint, radius: Double) {
    for target in targets { targetOnEdge[Int(target.edge)] = 0 }
    targets.removeAll(keepingCapacity: true)
    targets.append(contentsOf: candidates)
    for (number, target) in targets.enumerated() { targetOnEdge[Int(target.edge)] = UInt8(number + 1) }
    self.goal = SIMD2(Float(goal.x), Float(goal.y))
    // Wider than what is lost by rounding.
    goalRadius = Float(radius) + 0.1
  }

  /// Finds the ways from a candidate to the targets.
  ///
  /// - Parameters:
  ///   - useful: by target the millimetres below which a way is of use; below 0 none is.
  ///   - slack: how far back on a one-way road, in millimetres, a target counts as where one stands.
  mutating func run(from source: MatchCandidate, useful: [Int32], slack: Int32) {
    lengths.removeAll(keepingCapacity: true)
    lengths.append(contentsOf: useful)
    nodes.removeAll(keepingCapacity: true)
    var ceiling: Int32 = 0
    for number in targets.indices {
      nodes.append(Self.none)
      goDirect(from: source, to: number, slack: slack)
      ceiling = max(ceiling, lengths[number])
    }
    search &+= 1
    heap.removeAll()
    let edge = Int(source.edge)
    reach(graph.ends[edge].y, graph.lengths[edge] - source.along, from: -1, over: source.edge, ceiling)
    reach(
      graph.ends[edge].x, graph.counted(source.along, of: edge, isBackward: true), from: -1,
      over: source.edge, ceiling)
    while let entry = heap.pop(), entry.cost.raw < UInt64(max(0, ceiling)) {
      let node = Int(entry.junction)
      let label = labels[node]
      if UInt64(label.estimate) < entry.cost.raw { continue }
      for a in Int(graph.offsets[node])..<Int(graph.offsets[node + 1]) {
        let arc = graph.arcs[a]
        let target = Int(targetOnEdge[Int(arc.edge)])
        if target > 0 { ceiling = arrive(at: target - 1, from: Int32(node), label.length) }
        let length = label.length &+ min(arc.length, 1 << 30)
        if length < ceiling { reach(arc.target, length, from: Int32(node), over: arc.edge, ceiling) }
      }
    }
  }

  /// The way along the edge on which both stand.
  private mutating func goDirect(from source: MatchCandidate, to number: Int, slack: Int32) {
    let target = targets[number]
    guard target.edge == source.edge else { return }
    var way = target.along - source.along
    if way < 0 {
      let isHere = graph.oneWay[Int(source.edge)] && -way <= slack
      way = isHere ? 0 : graph.counted(-way, of: Int(source.edge), isBackward: true)
    }
    if way < lengths[number] {
      lengths[number] = way
      nodes[number] = Self.direct
    }
  }

  /// Notes a way to a target over the node before its edge; returns the length from which on no way is of use.
  private mutating func arrive(at number: Int, from node: Int32, _ length: Int32) -> Int32 {
    let target = targets[number]
    let edge = Int(target.edge)
    var way = Int32.max
    if graph.ends[edge].x == node { way = target.along }
    if graph.ends[edge].y == node {
      way = min(way, graph.counted(graph.lengths[edge] - target.along, of: edge, isBackward: true))
    }
    if way < Int32.max, length + way < lengths[number] {
      lengths[number] = length + way
      nodes[number] = node
    }
    var ceiling: Int32 = 0
    for length in lengths { ceiling = max(ceiling, length) }
    return ceiling
  }

  @inline(__always)
  private mutating func reach(
    _ node: Int32, _ length: Int32, from parent: Int32, over edge: Int32, _ ceiling: Int32
  ) {
    let known = labels[Int(node)]
    if known.search == search, known.length <= length { return }
    let offset = graph.positions[Int(node)] - goal
    let remaining = (offset * offset).sum().squareRoot() - goalRadius
    let estimate = length &+ Int32(max(0, min(remaining, 1e6)) * 1000)
    guard estimate < ceiling else { return }
    labels[Int(node)] = Label(
      search: search, length: length, estimate: estimate, parent: parent, edge: edge)
    heap.push(RoadCost(raw: UInt64(estimate)), node)
  }

  /// Calls `body` with the edges of the last way that was found to a target and the junctions they lead to, from its
  /// end to its start: first the junction before the target's edge, and last the one where it leaves the source's.
  func trace(to number: Int, _ body: (_ node: Int32, _ edge: Int32) -> Void) {
    var node = nodes[number]
    while node >= 0 {
      let label = labels[Int(node)]
      body(node, label.edge)
      node = label.parent
    }
  }
}
