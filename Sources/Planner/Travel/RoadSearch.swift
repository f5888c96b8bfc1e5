/// The shortest-path searches of one thread over one set of arcs, in memory that is used again and again.
///
/// Dijkstra's algorithm with a four-ary heap of 64-bit keys (time above, junction below); an entry that was
/// overtaken is left in the heap and skipped when it comes up. For such keys this heap took a third of the time of
/// the double-ended one in swift-collections.
final class RoadSearch {
  private static let junctionBits: UInt64 = 28
  private static let junctionMask: UInt64 = (1 << junctionBits) - 1

  /// What is known of a junction.
  struct Reach {
    var time: RoadTime
    /// Metres of the way.
    var metres: Double
    /// The edge over which it was reached; -1 where the search began.
    var edge: Int32

    static let none = Reach(time: .never, metres: 0, edge: -1)
  }

  private let arcs: RoadArcs
  private(set) var reached: [Reach]
  private var heap: [UInt64] = []

  init(_ arcs: RoadArcs) {
    self.arcs = arcs
    reached = [Reach](repeating: .none, count: arcs.junctionCount)
  }

  /// Finds the least time from `seeds` to every junction, or until `targetCount` junctions for which `isTarget`
  /// holds have their final time.
  func run(from seeds: [RoadLink], isTarget: [Bool], targetCount: Int) {
    // Held here for the while: each use of a property of a class is checked for conflicting uses.
    var heap: [UInt64] = []
    swap(&heap, &self.heap)
    defer { swap(&heap, &self.heap) }
    heap.removeAll(keepingCapacity: true)
    reached.withUnsafeMutableBufferPointer { $0.update(repeating: .none) }
    for seed in seeds where seed.time < reached[Int(seed.junction)].time {
      reached[Int(seed.junction)] = Reach(time: seed.time, metres: seed.metres, edge: -1)
      Self.push(Self.key(seed.time, seed.junction), &heap)
    }
    arcs.offsets.withUnsafeBufferPointer { offsets in
      arcs.arcs.withUnsafeBufferPointer { arcs in
        isTarget.withUnsafeBufferPointer { isTarget in
          reached.withUnsafeMutableBufferPointer { reached in
            var remaining = targetCount
            while remaining > 0, let key = Self.pop(&heap) {
              let junction = Self.junction(ofKey: key)
              let time = Self.time(ofKey: key)
              let here = reached[junction]
              if here.time < time { continue }
              if isTarget[junction] { remaining -= 1 }
              for a in Int(offsets[junction])..<Int(offsets[junction + 1]) {
                let arc = arcs[a]
                let arrival = time + arc.time
                guard arrival < reached[Int(arc.target)].time else { continue }
                reached[Int(arc.target)] = Reach(
                  time: arrival, metres: here.metres + Double(arc.metres), edge: arc.edge)
                Self.push(Self.key(arrival, arc.target), &heap)
              }
            }
          }
        }
      }
    }
  }

  // MARK: Heap

  @inline(__always)
  static func key(_ time: RoadTime, _ junction: Int32) -> UInt64 {
    time.milliseconds << junctionBits | UInt64(junction)
  }

  static func junction(ofKey key: UInt64) -> Int { Int(key & junctionMask) }
  static func time(ofKey key: UInt64) -> RoadTime { RoadTime(milliseconds: key >> junctionBits) }

  @inline(__always)
  static func push(_ key: UInt64, _ heap: inout [UInt64]) {
    var place = heap.count
    heap.append(key)
    heap.withUnsafeMutableBufferPointer { heap in
      while place > 0 {
        let parent = (place - 1) / 4
        guard key < heap[parent] else { break }
        heap[place] = heap[parent]
        place = parent
      }
      heap[place] = key
    }
  }

  @inline(__always)
  static func pop(_ heap: inout [UInt64]) -> UInt64? {
    guard let key = heap.popLast() else { return nil }
    guard let top = heap.first else { return key }
    heap.withUnsafeMutableBufferPointer { heap in
      let count = heap.count
      var place = 0
      while true {
        let first = 4 * place + 1
        guard first < count else { break }
        var least = first
        var leastKey = heap[first]
        let end = min(first + 4, count)
        var child = first + 1
        while child < end {
          let childKey = heap[child]
          if childKey < leastKey {
            least = child
            leastKey = childKey
          }
          child += 1
        }
        guard leastKey < key else { break }
        heap[place] = leastKey
        place = least
      }
      heap[place] = key
    }
    return top
  }
}
