/// Points of the lattice, none twice: an open-addressing table, for the many that a county has.
package struct CoordinateSet {
  private var slots: [UInt64]
  private var shift: UInt64
  package private(set) var count = 0
  /// The key of an empty slot stands for a point that none can be: its latitude is beyond the pole.
  private static let empty = UInt64.max

  /// - Parameter capacity: about how many points it will hold.
  package init(capacity: Int = 0) {
    let bits = Int.bitWidth - (max(8, 2 * capacity) - 1).leadingZeroBitCount
    slots = [UInt64](repeating: Self.empty, count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  package init(_ coordinates: some Collection<Coordinate>) {
    self.init(capacity: coordinates.count)
    for coordinate in coordinates { insert(coordinate) }
  }

  package var isEmpty: Bool { count == 0 }

  /// - Returns: whether it was not there yet.
  @discardableResult
  package mutating func insert(_ coordinate: Coordinate) -> Bool {
    let key = coordinate.key
    let place = Self.place(of: key, in: slots, shift)
    if slots[place] == key { return false }
    slots[place] = key
    count += 1
    if 2 * count > slots.count { grow() }
    return true
  }

  package func contains(_ coordinate: Coordinate) -> Bool {
    let key = coordinate.key
    return slots[Self.place(of: key, in: slots, shift)] == key
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: Self.empty, count: 2 * slots.count)
    shift -= 1
    for key in slots where key != Self.empty { larger[Self.place(of: key, in: larger, shift)] = key }
    slots = larger
  }

  /// Where a key stands, or would.
  @inline(__always)
  private static func place(of key: UInt64, in slots: [UInt64], _ shift: UInt64) -> Int {
    let mixed = (key ^ (key >> 29)) &* 0xBF58_476D_1CE4_E5B9
    var place = Int(truncatingIfNeeded: mixed >> shift)
    while slots[place] != key && slots[place] != Self.empty { place = (place + 1) & (slots.count - 1) }
    return place
  }
}
