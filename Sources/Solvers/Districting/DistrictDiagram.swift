/// All districts of a task that cost no more than a limit with given prices of their nodes, or a superset of them, as the
/// paths of a decision diagram: one layer for each node, an arc for leaving it outside and one for taking it in.
///
/// A state is a frontier with the pieces of the district in it and the weight so far. Weights are told apart in steps: states
/// whose weights fall in one step become one that knows the least and the greatest weight, so that the diagram is a
/// relaxation (Bergman, Cire, van Hoeve and Hooker 2016); with steps of 1 it is exact. A coarse diagram's costs to go
/// bound those of a finer one from below.
struct DistrictDiagram: Sendable {
  /// What a district costs: `scale` for every unit of cut edges, less the prices of its nodes.
  struct Prices: Sendable {
    var scale: Int
    /// Of each node.
    var ofNode: [Int]

    /// Of each node in the unit of costs.
    var inUnits: [Double] { ofNode.map { Double($0) / Double(scale) } }
  }

  /// Where an arc leads and what it costs.
  struct Arc: Sendable {
    /// A state, or one of the constants below.
    var head: Int32
    var cost: Int

    /// Leads to no district within the limit.
    static let nowhere: Int32 = -1
    /// Completes a district.
    static let complete: Int32 = -2
  }

  /// Above every cost.
  static let infinite = 1 << 60

  let plan: FrontierPlan
  /// The arcs of each state: for leaving the node outside, and for taking it in.
  private let arcs: ContiguousArray<(out: Arc, in: Arc)>
  /// What the cheapest way to a complete district costs from each state, the first of which is the root.
  private var toGo: ContiguousArray<Int>

  /// No district costs less; infinite where there is none within the limit.
  var leastCost: Int { toGo[0] }
  var stateCount: Int { arcs.count }

  /// - Parameter arcs: of the states, which stand before the heads of their arcs.
  init(_ plan: FrontierPlan, arcs: ContiguousArray<(out: Arc, in: Arc)>) {
    self.plan = plan
    self.arcs = arcs
    toGo = ContiguousArray(repeating: Self.infinite, count: arcs.count)
    for state in arcs.indices.reversed() {
      toGo[state] = min(costToGo(through: arcs[state].out), costToGo(through: arcs[state].in))
    }
  }

  @inline(__always) func arc(of state: Int32, inside: Bool) -> Arc {
    inside ? arcs[Int(state)].in : arcs[Int(state)].out
  }

  @inline(__always) func costToGo(from state: Int32) -> Int { toGo[Int(state)] }

  private func costToGo(through arc: Arc) -> Int {
    if arc.head == Arc.complete { return arc.cost }
    return arc.head < 0 || toGo[Int(arc.head)] >= Self.infinite
      ? Self.infinite : toGo[Int(arc.head)] + arc.cost
  }

  /// Walks all paths that cost no more than a limit, the cheaper arc first.
  ///
  /// - Parameter visit: gets the nodes of each and what it costs; `false` ends the walk.
  /// - Returns: whether all paths were walked.
  func forEachPath(within limit: Int, _ visit: (NodeSet, Int) -> Bool) -> Bool {
    func walk(_ state: Int, _ layer: Int, _ nodes: NodeSet, _ cost: Int) -> Bool {
      let toGo = (out: costToGo(through: arcs[state].out), in: costToGo(through: arcs[state].in))
      for isIn in toGo.in < toGo.out ? [true, false] : [false, true] {
        guard cost + (isIn ? toGo.in : toGo.out) <= limit else { continue }
        var nodes = nodes
        if isIn { nodes.insert(plan.layers[layer].node) }
        let arc = isIn ? arcs[state].in : arcs[state].out
        let isGoingOn =
          arc.head == Arc.complete
          ? visit(nodes, cost + arc.cost) : walk(Int(arc.head), layer + 1, nodes, cost + arc.cost)
        guard isGoingOn else { return false }
      }
      return true
    }
    return walk(0, 0, NodeSet(), 0)
  }
}
