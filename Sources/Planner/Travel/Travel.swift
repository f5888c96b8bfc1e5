import Grid

/// How long it takes, and how far it is, from place to place: over roads, or straight lines where there are none.
public protocol Travel: Sendable {
  /// Times and distances from every origin to every destination.
  func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable

  /// The way from one place to another, both included; a straight line where there is no road.
  func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate]
}
