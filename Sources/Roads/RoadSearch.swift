/// The shortest-path searches of one thread over one set of arcs (Dijkstra 1959), in memory that is used again and
/// again.
final class RoadSearch {
  /// What is known of a junction.
  struct Reach {
    var cost: RoadCost
    /// The edge over which it was reached; -1 where the search began.
    var edge: Int32

    static let none = Reach(cost: .never, edge: -1)
  }

  private let arcs: RoadArcs
  private(set) var reached: [Reach]
  private var heap = RoadHeap()

  init(_ arcs: RoadArcs) {
    self.arcs = arcs
    reached = [Reach](repeating: .none, count: arcs.junctionCount)
  }

  /// Finds the least cost from `seeds` to every junction, or until `targetCount` junctions for which `isTarget`
  /// holds have their final cost.
  func run(from seeds: [RoadLink], isTarget: [Bool], targetCount: Int) {
    // Held here for the while: each use of a property of a class is checked for conflicting uses.
    var heap = RoadHeap()
    swap(&heap, &self.heap)
    defer { swap(&heap, &self.heap) }
    heap.removeAll()
    reached.withUnsafeMutableBufferPointer { $0.update(repeating: .none) }
    for seed in seeds where seed.cost < reached[Int(seed.junction)].cost {
      reached[Int(seed.junction)] = Reach(cost: seed.cost, edge: -1)
      heap.push(seed.cost, seed.junction)
    }
    arcs.offsets.withUnsafeBufferPointer { offsets in
      arcs.arcs.withUnsafeBufferPointer { arcs in
        isTarget.withUnsafeBufferPointer { isTarget in
          reached.withUnsafeMutableBufferPointer { reached in
            var remaining = targetCount
            while remaining > 0, let entry = heap.pop() {
              let junction = Int(entry.junction)
              if reached[junction].cost < entry.cost { continue }
              if isTarget[junction] { remaining -= 1 }
              for a in Int(offsets[junction])..<Int(offsets[junction + 1]) {
                let arc = arcs[a]
                let cost = entry.cost + arc.cost
                guard cost < reached[Int(arc.target)].cost else { continue }
                reached[Int(arc.target)] = Reach(cost: cost, edge: arc.edge)
                heap.push(cost, arc.target)
              }
            }
          }
        }
      }
    }
  }
}
