import Geometry

/// An edge as one cell sees it: enough to tell on which side of it a point of the cell lies.
///
/// Whether a point is inside a polygon follows from the cell's reference point, half a unit west of its south-west
/// corner and just above the lattice line below it, and the edges that the path from there meets: first north
/// along the cell's west side, up to just above the point's own lattice line, then east to the point. Both legs
/// avoid every vertex, so that each edge is either crossed or not, exactly.
struct CellEdge {
  /// The lower end.
  var ax: Int32
  var ay: Int32
  /// The upper end.
  var bx: Int32
  var by: Int32
  /// The least lattice line at or above the place where the edge crosses the west side; `Int32.max` where it does
  /// not and the whole of it counts as east of that side.
  var crossing: Int32
  /// 1 when an edge that crosses the west side leads up to the east, else 0.
  var rising: Int32

  /// Lattice words of one edge in a cell's record.
  static let words = 6
}

extension CellEdge {
  /// The edge from `a` up to `b` as the cell whose lowest corner is (`west`, `south`) sees it; `nil` when no path to
  /// a point of the cell meets it.
  ///
  /// - Parameter wide: an integer type that holds the product of two extents of the land, doubled.
  @inline(__always)
  init?<Wide: FixedWidthInteger & SignedInteger>(
    _ a: Coordinate, _ b: Coordinate, west: Int64, south: Int64, side: Int64, wide: Wide.Type
  ) {
    self.init(ax: a.x, ay: a.y, bx: b.x, by: b.y, crossing: .max, rising: 0)
    let (ax, bx) = (Int64(a.x), Int64(b.x))
    guard max(ax, bx) >= west, min(ax, bx) < west + side else { return nil }
    guard min(ax, bx) < west else { return }
    let isRising = bx > ax && b.y > a.y
    let rise = Wide(Int64(b.y) - Int64(a.y)) * Wide(2 * west - 1 - 2 * ax)
    let y = Int64(a.y) + Int64((-(-rise).flooredQuotient(by: Wide(2 * (bx - ax)))))
    if y < south {
      guard isRising else { return nil }
    } else if y >= south + side {
      guard !isRising else { return nil }
    } else {
      crossing = Int32(y)
      rising = isRising ? 1 : 0
    }
  }
}

extension FixedWidthInteger where Self: SignedInteger {
  /// The quotient rounded down; `divisor` not zero.
  @inline(__always)
  func flooredQuotient(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
  }
}
