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
public struct RealPolygon: Sendable {
  public var rings: [[RealPoint]]

  public init(rings: [[RealPoint]]) {
    self.rings = rings
  }
}
