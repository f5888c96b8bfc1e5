import Geometry

/// How long it takes, and how far it is, from place to place: over roads, or straight lines where there are none.
public protocol Travel: Sendable {
  /// Times and distances from every origin to every destination.
  func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable

  /// The way from one place to another, both included; a straight line where there is no road.
  func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate]

  /// The two sources from which each destination is reached first.
  func nearest(from sources: [Coordinate], to destinations: [Coordinate]) -> NearestSources

  /// The same for somebody else; `nil` is who usually travels.
  func by(_ profile: Profile?) -> any Travel

  /// Makes ready for many tables.
  func prepare()

  /// How soon the first of each group of places reaches each destination: seconds, destination by destination and in
  /// each group by group; infinite where none does.
  func leastSeconds(from groups: [[Coordinate]], to destinations: [Coordinate]) -> [Float]
}

extension Travel {
  public func by(_ profile: Profile?) -> any Travel { self }

  public func prepare() {}

  public func nearest(from sources: [Coordinate], to destinations: [Coordinate]) -> NearestSources {
    let table = table(from: sources, to: destinations)
    var result = NearestSources(count: destinations.count)
    for source in sources.indices {
      for destination in destinations.indices {
        result.offer(source, seconds: table.seconds(source, destination), to: destination)
      }
    }
    return result
  }
}
