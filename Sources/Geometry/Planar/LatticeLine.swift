/// Exact answers on points of the lattice and the lines between them.
///
/// Public, since only what is public is inlined in other targets.
public enum LatticeLine {
  /// Twice the signed area of the triangle a b c: positive where c lies left of the way from a to b.
  @inlinable @inline(__always)
  public static func cross(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Int128 {
    let bx = Int64(b.x) - Int64(a.x)
    let by = Int64(b.y) - Int64(a.y)
    let cx = Int64(c.x) - Int64(a.x)
    let cy = Int64(c.y) - Int64(a.y)
    return Int128(bx) * Int128(cy) - Int128(by) * Int128(cx)
  }

  /// The sign of `cross`.
  @inlinable @inline(__always)
  public static func side(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Int {
    sign(
      Int64(b.x) - Int64(a.x), Int64(b.y) - Int64(a.y), Int64(c.x) - Int64(a.x), Int64(c.y) - Int64(a.y))
  }

  /// The sign of bx * cy - by * cx.
  @inlinable @inline(__always)
  public static func sign(_ bx: Int64, _ by: Int64, _ cx: Int64, _ cy: Int64) -> Int {
    let (left, overflowLeft) = bx.multipliedReportingOverflow(by: cy)
    let (right, overflowRight) = by.multipliedReportingOverflow(by: cx)
    if overflowLeft || overflowRight {
      return Int((Int128(bx) * Int128(cy) - Int128(by) * Int128(cx)).signum())
    }
    return left > right ? 1 : left < right ? -1 : 0
  }

  /// Whether two segments have a point in common that is not an end of both.
  static func meet(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
    /// Whether a point lies on a segment between its ends.
    func lies(_ p: Coordinate, between a: Coordinate, _ b: Coordinate) -> Bool {
      p != a && p != b && side(a, b, p) == 0 && p.x >= min(a.x, b.x) && p.x <= max(a.x, b.x)
        && p.y >= min(a.y, b.y) && p.y <= max(a.y, b.y)
    }
    if lies(c, between: a, b) || lies(d, between: a, b) || lies(a, between: c, d) || lies(b, between: c, d) {
      return true
    }
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
  }

  /// The lattice point nearest to where two segments cross between their ends; `nil` where they do not.
  static func crossing(
    _ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate
  ) -> Coordinate? {
    if side(a, b, c) * side(a, b, d) >= 0 || side(c, d, a) * side(c, d, b) >= 0 { return nil }
    let (dx, dy) = (Int128(b.x) - Int128(a.x), Int128(b.y) - Int128(a.y))
    let (ex, ey) = (Int128(d.x) - Int128(c.x), Int128(d.y) - Int128(c.y))
    var whole = dx * ey - dy * ex
    var part = (Int128(c.x) - Int128(a.x)) * ey - (Int128(c.y) - Int128(a.y)) * ex
    if whole < 0 { (whole, part) = (-whole, -part) }
    return Coordinate(
      x: Int32(Int128(a.x) + rounded(dx * part, by: whole)),
      y: Int32(Int128(a.y) + rounded(dy * part, by: whole)))
  }

  /// The whole number nearest to a quotient, the upper one of two, so that it lies in its half-open square.
  private static func rounded(_ number: Int128, by divisor: Int128) -> Int128 {
    let doubled = 2 * number + divisor
    let (quotient, rest) = doubled.quotientAndRemainder(dividingBy: 2 * divisor)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// Whether a segment meets the square of a lattice point: half a unit each way, its upper and right side left out.
  static func meets(_ a: Coordinate, _ b: Coordinate, squareOf p: Coordinate) -> Bool {
    // Doubled and seen from the point, the square reaches from -1 to 1.
    var (ax, ay) = (2 * (Int64(a.x) - Int64(p.x)), 2 * (Int64(a.y) - Int64(p.y)))
    var (bx, by) = (2 * (Int64(b.x) - Int64(p.x)), 2 * (Int64(b.y) - Int64(p.y)))
    if ax > bx { (ax, ay, bx, by) = (bx, by, ax, ay) }
    if ax >= 1 || bx < -1 || min(ay, by) >= 1 || max(ay, by) < -1 { return false }
    if ax == bx || ay == by { return true }
    let (dx, dy) = (bx - ax, by - ay)
    let upperLeft = sign(dx, dy, -1 - ax, 1 - ay)
    if upperLeft == 0 { return dy < 0 }
    let upperRight = sign(dx, dy, 1 - ax, 1 - ay)
    if upperRight == 0 { return dy > 0 }
    if upperLeft != upperRight { return true }
    let lowerLeft = sign(dx, dy, -1 - ax, -1 - ay)
    if lowerLeft == 0 || lowerLeft != upperLeft { return true }
    let lowerRight = sign(dx, dy, 1 - ax, -1 - ay)
    if lowerRight == 0 { return dy < 0 }
    return lowerRight != lowerLeft || lowerRight != upperRight
  }
}
