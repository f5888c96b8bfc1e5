/// A point in lattice units that need not lie on the lattice, as overlays and circumcentres give it.
public struct RealPoint: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  public init(_ c: Coordinate) {
    x = Double(c.x)
    y = Double(c.y)
  }

  public var longitude: Double { x / Coordinate.unitsPerDegree }
  public var latitude: Double { y / Coordinate.unitsPerDegree }

  /// The nearest lattice point; `nil` beyond the earth.
  public var rounded: Coordinate? { Coordinate(longitude: longitude, latitude: latitude) }
}

/// A polygon whose vertices need not lie on the lattice: closed rings, the exterior first.
public struct RealPolygon: Sendable, Equatable {
  public var rings: [[RealPoint]]

  public init(rings: [[RealPoint]]) {
    self.rings = rings
  }

  /// Its area, holes taken off, and the length of all its rings, in its own units.
  package var size: (area: Double, perimeter: Double) {
    var (area, perimeter) = (0.0, 0.0)
    for (place, ring) in rings.enumerated() {
      guard let origin = ring.first else { continue }
      var doubled = 0.0
      for (a, b) in zip(ring, ring.dropFirst()) {
        doubled += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        perimeter += ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
      }
      area += place == 0 ? abs(doubled) / 2 : -abs(doubled) / 2
    }
    return (area, perimeter)
  }
}
