/// An undirected edge between two lattice points.
///
/// Public, since only what is public is inlined in other targets.
public struct LatticeSegment: Hashable, Comparable {
  /// The end that comes first in the order of coordinates.
  public let low: Coordinate
  /// The other end.
  public let high: Coordinate

  /// Between two points, whichever comes first.
  @inlinable public init(_ a: Coordinate, _ b: Coordinate) {
    (low, high) = a < b ? (a, b) : (b, a)
  }

  @inlinable public static func < (a: Self, b: Self) -> Bool { (a.low, a.high) < (b.low, b.high) }
}
