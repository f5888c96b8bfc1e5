import Geometry

/// Every edge of a level's polygons with the units on its two sides: the one structure behind the proof,
/// dissolving and neighbours.
///
/// An edge is stored once, from its lesser to its greater vertex, in an open-addressing table. Land lies to the
/// left of a directed edge, so the unit that runs along it forwards is `left` and the one that runs backwards is
/// `right`. Two units on the same side overlap.
struct EdgeTable {
  /// No unit on that side.
  static let none: Int32 = -1
  /// More than one unit on that side.
  static let several: Int32 = -2

  struct Edge {
    var low: Coordinate
    var high: Coordinate
    var left: Int32
    var right: Int32

    /// The unit to the left of the edge run forwards, or backwards.
    @inline(__always)
    func side(forward: Bool) -> Int32 { forward ? left : right }

    static let empty = Edge(
      low: Coordinate(x: 0, y: 0), high: Coordinate(x: 0, y: 0), left: EdgeTable.none, right: EdgeTable.none)

    /// A table slot that holds no edge: no unit on either side.
    @inline(__always)
    var isEmpty: Bool { left == EdgeTable.none && right == EdgeTable.none }
  }

  private var slots: [Edge]
  private let shift: UInt64

  init(_ shapes: PolygonSet) {
    let capacity = max(16, shapes.coordinates.count)
    let bits = UInt64(64 - (capacity - 1).leadingZeroBitCount)
    shift = 64 - bits
    slots = [Edge](repeating: .empty, count: 1 << Int(bits))
    let shift = shift
    shapes.coordinates.withUnsafeBufferPointer { vertices in
      slots.withUnsafeMutableBufferPointer { slots in
        for unit in 0..<shapes.count {
          let unitID = Int32(truncatingIfNeeded: unit)
          for ring in shapes.rings(ofUnit: unit) {
            let range = shapes.range(ofRing: ring)
            for i in range.lowerBound..<(range.upperBound - 1) {
              Self.insert(vertices[i], vertices[i + 1], unitID, into: slots, shift)
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func insert(
    _ a: Coordinate, _ b: Coordinate, _ unit: Int32, into slots: UnsafeMutableBufferPointer<Edge>,
    _ shift: UInt64
  ) {
    let forward = a < b
    let (low, high) = forward ? (a, b) : (b, a)
    var i = hash(low, high, shift)
    let mask = slots.count - 1
    while !slots[i].isEmpty && (slots[i].low != low || slots[i].high != high) { i = (i + 1) & mask }
    if slots[i].isEmpty {
      slots[i].low = low
      slots[i].high = high
    }
    if forward {
      slots[i].left = slots[i].left == none ? unit : several
    } else {
      slots[i].right = slots[i].right == none ? unit : several
    }
  }

  @inline(__always)
  private static func hash(_ low: Coordinate, _ high: Coordinate, _ shift: UInt64) -> Int {
    let a = UInt64(UInt32(bitPattern: low.x)) << 32 | UInt64(UInt32(bitPattern: low.y))
    let b = UInt64(UInt32(bitPattern: high.x)) << 32 | UInt64(UInt32(bitPattern: high.y))
    let mixed = (a &* 0x9E37_79B9_7F4A_7C15) ^ (b &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: ((mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9) >> shift)
  }

  /// The edge between two vertices and whether `a` to `b` runs along it forwards; `nil` when no unit has it.
  @inline(__always)
  func edge(_ a: Coordinate, _ b: Coordinate) -> (edge: Edge, forward: Bool)? {
    let forward = a < b
    let (low, high) = forward ? (a, b) : (b, a)
    return slots.withUnsafeBufferPointer { slots in
      var i = Self.hash(low, high, shift)
      let mask = slots.count - 1
      while !slots[i].isEmpty {
        if slots[i].low == low && slots[i].high == high { return (slots[i], forward) }
        i = (i + 1) & mask
      }
      return nil
    }
  }

  /// Calls `body` with every edge, in table order: use only where the order does not show in the result.
  @inline(__always)
  func visit(_ body: (Edge) -> Void) {
    slots.withUnsafeBufferPointer { slots in
      for edge in slots where !edge.isEmpty { body(edge) }
    }
  }
}
