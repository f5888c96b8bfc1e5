/// Searches that only climb a hierarchy, in memory that is used again and again.
struct RoadClimb {
  private(set) var costs: [RoadCost]
  /// For each position the arc over which it was reached; -1 where the climb began.
  private(set) var arcs: [Int32]
  /// The positions that were looked at.
  private(set) var touched: [Int32] = []
  private var heap = RoadHeap()

  init(count: Int) {
    costs = [RoadCost](repeating: .never, count: count)
    arcs = [Int32](repeating: -1, count: count)
  }

  /// Climbs from `seeds` over the arcs of `up`.
  ///
  /// A position that is reached faster from above, over the arcs of `down`, lies on no fastest way that climbs on
  /// from there: it is left out (stall on demand). Costs are therefore exact only where a fastest way has its top.
  mutating func run(_ hierarchy: RoadHierarchy.Slopes, from seeds: [RoadLink]) {
    for position in touched { costs[Int(position)] = .never }
    touched.removeAll(keepingCapacity: true)
    heap.removeAll()
    for seed in seeds { reach(hierarchy.positions[Int(seed.junction)], seed.cost, over: -1) }
    let (up, down) = (hierarchy.up, hierarchy.down)
    while let entry = heap.pop() {
      let position = Int(entry.junction)
      if costs[position] < entry.cost { continue }
      let isStalled = down.range(position).contains { a in
        costs[Int(down.arcs[a].other)] + down.arcs[a].cost < entry.cost
      }
      if isStalled { continue }
      for a in up.range(position) { reach(up.arcs[a].other, entry.cost + up.arcs[a].cost, over: Int32(a)) }
    }
  }

  @inline(__always)
  private mutating func reach(_ position: Int32, _ cost: RoadCost, over arc: Int32) {
    let p = Int(position)
    guard cost < costs[p] else { return }
    if costs[p] == .never { touched.append(position) }
    costs[p] = cost
    arcs[p] = arc
    heap.push(cost, position)
  }
}

extension RoadHierarchy.Rows {
  @inline(__always)
  func range(_ position: Int) -> Range<Int> { Int(offsets[position])..<Int(offsets[position + 1]) }
}

extension RoadHierarchy {
  /// A hierarchy as it is climbed: from the start of ways, or against the arcs from their end.
  struct Slopes: Sendable {
    let positions: [Int32]
    let up: Rows
    let down: Rows
  }

  /// - Parameter reversed: for searches against the arcs.
  func slopes(reversed: Bool) -> Slopes {
    Slopes(positions: positions, up: reversed ? down : up, down: reversed ? up : down)
  }
}
