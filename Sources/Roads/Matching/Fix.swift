import Geometry

/// Where a crew was at a moment.
package struct Fix: Sendable, Hashable {
  /// Milliseconds since 1970-01-01 00:00 UTC.
  package var time: Int64
  package var coordinate: Coordinate

  package init(time: Int64, coordinate: Coordinate) {
    self.time = time
    self.coordinate = coordinate
  }
}
