import Geometry

/// The signed edges of one parent and its children, summed: a small table that stays in the processor's cache and
/// serves one parent after another.
///
/// An edge is kept once, from its lesser to its greater vertex. A child adds 1 where it runs along the edge forwards
/// and takes 1 away where it runs backwards; the parent does the reverse. All sums are zero exactly when the
/// children's edges add up to the parent's.
struct EdgeBalance {
  private struct Slot {
    /// The two vertices; equal in an empty slot.
    var low: UInt64
    var high: UInt64
    var sum: Int32
    /// How often children run along the edge, either way.
    var forward: Int16
    var backward: Int16

    static let empty = Slot(low: 0, high: 0, sum: 0, forward: 0, backward: 0)
    @inline(__always) var isEmpty: Bool { low == high }
  }

  private var slots: [Slot] = []
  private var shift: UInt64 = 0
  private var mask = 0
  /// How many sums are not zero.
  private(set) var open = 0

  init() {}

  /// The sums of one family.
  init(children: PolygonSet, _ members: ArraySlice<Int>, parent: Int, of parents: PolygonSet) {
    sum(children, members, parent, of: parents)
  }

  /// Forgets what it held, and sums the edges of one family.
  mutating func sum(_ children: PolygonSet, _ members: ArraySlice<Int>, _ parent: Int, of parents: PolygonSet)
  {
    reset(
      edges: members.reduce(parents.range(ofUnit: parent).count) { $0 + children.range(ofUnit: $1).count })
    for child in members { add(child, of: children, isParent: false) }
    add(parent, of: parents, isParent: true)
  }

  /// Forgets everything, and makes room for so many edges.
  private mutating func reset(edges: Int) {
    let bits = Int.bitWidth - (max(16, 2 * edges) - 1).leadingZeroBitCount
    let size = 1 << bits
    if slots.count < size { slots = [Slot](repeating: .empty, count: size) }
    slots.withUnsafeMutableBufferPointer { slots in
      for i in 0..<size { slots[i] = .empty }
    }
    shift = UInt64(64 - bits)
    mask = size - 1
    open = 0
  }

  /// Adds the rings of a child, or takes away those of the parent.
  private mutating func add(_ unit: Int, of shapes: PolygonSet, isParent: Bool) {
    let shift = shift
    let mask = mask
    var change = 0
    shapes.coordinates.withUnsafeBufferPointer { vertices in
      slots.withUnsafeMutableBufferPointer { slots in
        for ring in shapes.rings(ofUnit: unit) {
          let range = shapes.range(ofRing: ring)
          var a = vertices[range.lowerBound]
          for i in (range.lowerBound + 1)..<range.upperBound {
            let b = vertices[i]
            let forward = a < b
            let (low, high) = forward ? (Self.key(a), Self.key(b)) : (Self.key(b), Self.key(a))
            a = b
            var place = Self.hash(low, high, shift)
            while slots[place].low != low || slots[place].high != high {
              if slots[place].isEmpty {
                slots[place].low = low
                slots[place].high = high
                break
              }
              place = (place + 1) & mask
            }
            let before = slots[place].sum
            let after = before + (forward != isParent ? 1 : -1)
            slots[place].sum = after
            if before == 0 { change += 1 } else if after == 0 { change -= 1 }
            if isParent { continue }
            if forward { slots[place].forward &+= 1 } else { slots[place].backward &+= 1 }
          }
        }
      }
    }
    open += change
  }

  /// Whether an edge is one along which the children do not add up: its sum is not zero, or two of them run along
  /// it the same way.
  func isOpen(_ a: Coordinate, _ b: Coordinate) -> Bool {
    let (low, high) = a < b ? (Self.key(a), Self.key(b)) : (Self.key(b), Self.key(a))
    var place = Self.hash(low, high, shift)
    while !slots[place].isEmpty {
      let slot = slots[place]
      if slot.low == low && slot.high == high {
        return slot.sum != 0 || slot.forward > 1 || slot.backward > 1
      }
      place = (place + 1) & mask
    }
    return false
  }

  @inline(__always)
  private static func key(_ c: Coordinate) -> UInt64 {
    UInt64(UInt32(bitPattern: c.x)) << 32 | UInt64(UInt32(bitPattern: c.y))
  }

  @inline(__always)
  private static func hash(_ low: UInt64, _ high: UInt64, _ shift: UInt64) -> Int {
    let mixed = (low &* 0x9E37_79B9_7F4A_7C15) ^ (high &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: ((mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9) >> shift)
  }
}
