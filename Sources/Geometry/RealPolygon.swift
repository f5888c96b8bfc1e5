/// A point in lattice units that need not lie on the lattice, as overlays and circumcentres give it.
package struct RealPoint: Hashable, Sendable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  package init(_ c: Coordinate) {
    x = Double(c.x)
    y = Double(c.y)
  }

  package var longitude: Double { x / Coordinate.unitsPerDegree }
  package var latitude: Double { y / Coordinate.unitsPerDegree }

  /// The nearest lattice point; `nil` beyond the earth.
  package var rounded: Coordinate? {
    // Rounded before they are degrees: a place that floating point puts a hair beyond the 180th meridian is on it.
    Coordinate(
      longitude: x.rounded() / Coordinate.unitsPerDegree, latitude: y.rounded() / Coordinate.unitsPerDegree)
  }
}

/// A polygon whose vertices need not lie on the lattice: closed rings, the exterior first.
package struct RealPolygon: Sendable, Equatable {
  package var rings: [[RealPoint]]

  package init(rings: [[RealPoint]]) {
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
