/// An undirected edge between two lattice points.
package struct LatticeSegment: Hashable, Comparable {
  package let low: Coordinate
  package let high: Coordinate

  @inlinable package init(_ a: Coordinate, _ b: Coordinate) {
    (low, high) = a < b ? (a, b) : (b, a)
  }

  @inlinable package static func < (a: Self, b: Self) -> Bool { (a.low, a.high) < (b.low, b.high) }
}
