import Geometry

/// Where a crew was at a moment.
public struct Fix: Sendable, Hashable {
  /// Milliseconds since 1970-01-01 00:00 UTC.
  public var time: Int64
  public var coordinate: Coordinate

  public init(time: Int64, coordinate: Coordinate) {
    self.time = time
    self.coordinate = coordinate
  }
}
