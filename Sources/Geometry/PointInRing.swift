/// Where a point lies relative to a closed ring, decided exactly on the lattice.
///
/// Public, since only what is public is inlined in other targets.
public enum PointInRing {
  /// Where a point lies.
  public enum Place {
    /// Within the ring.
    case inside
    /// Outside the ring.
    case outside
    /// On an edge or a vertex.
    case border
  }

  /// Crossing number with exact orientation; `ring` is closed.
  @inlinable public static func locate(_ point: Coordinate, in ring: ArraySlice<Coordinate>) -> Place {
    ring.withUnsafeBufferPointer { ring in
      locate(point, in: ring)
    }
  }

  @inlinable @inline(__always)
  static func locate(_ point: Coordinate, in ring: UnsafeBufferPointer<Coordinate>) -> Place {
    var inside = false
    let px = Int64(point.x)
    let py = Int64(point.y)
    for i in 0..<(ring.count - 1) {
      let a = ring[i]
      let b = ring[i + 1]
      let ay = Int64(a.y)
      let by = Int64(b.y)
      if (ay > py) == (by > py) {
        if ay == py && by == py && min(a.x, b.x) <= point.x && point.x <= max(a.x, b.x) { return .border }
        if a == point { return .border }
        continue
      }
      if a == point || b == point { return .border }
      let ax = Int64(a.x)
      let bx = Int64(b.x)
      // Products of differences of 32-bit numbers need 66 bits.
      let side = Int128(bx - ax) * Int128(py - ay) - Int128(px - ax) * Int128(by - ay)
      if side == 0 { return .border }
      if (side > 0) == (by > ay) { inside.toggle() }
    }
    return inside ? .inside : .outside
  }
}
