import Foundation
import Geometry

/// A connected polygon that is being divided: rings that are not closed, the exterior first and counter-clockwise.
struct DividedLand {
  var rings: [[Coordinate]]

  /// Twice the area in square lattice units.
  var doubledArea: Int128 { rings.reduce(0) { $0 + PolygonSet.doubledArea(of: ($1 + $1.prefix(1))[...]) } }

  /// Whether every ring is simple and runs the right way round.
  var isSimple: Bool {
    var test = SimpleRingTest()
    for (i, ring) in rings.enumerated() {
      let closed = ring + ring.prefix(1)
      guard closed.withUnsafeBufferPointer({ test.isSimple($0) }) else { return false }
      if (PolygonSet.doubledArea(of: closed[...]) > 0) != (i == 0) { return false }
    }
    return true
  }

  /// Whether a point is inside or on the outline.
  func holds(_ p: Coordinate) -> Bool { place(of: p) != .outside }

  /// Where a point lies, exactly.
  func place(of p: Coordinate) -> PointInRing.Place {
    var inside = false
    for ring in rings {
      guard var a = ring.last else { continue }
      for b in ring {
        if (a.y > p.y) != (b.y > p.y) {
          let side =
            (Int64(b.x) - Int64(a.x)) * (Int64(p.y) - Int64(a.y))
            - (Int64(p.x) - Int64(a.x)) * (Int64(b.y) - Int64(a.y))
          if side == 0 { return .border }
          if (side > 0) == (b.y > a.y) { inside.toggle() }
        } else if b.y == p.y, b.x == p.x || (a.y == p.y && (a.x < p.x) == (p.x < b.x)) {
          return .border
        }
        a = b
      }
    }
    return inside ? .inside : .outside
  }

  /// How far from round the piece is: its perimeter squared by its area, 4 pi for a circle.
  func roundness(_ scale: LocalScale) -> Double {
    var perimeter = 0.0
    for ring in rings {
      guard var a = ring.last else { continue }
      for b in ring {
        perimeter += scale.distance(a, b)
        a = b
      }
    }
    let area = Double(doubledArea) / 2 * scale.x * scale.y
    return area > 0 ? perimeter * perimeter / area : .infinity
  }
}

/// Metres in one lattice unit near a place, east and north.
struct LocalScale {
  let x: Double
  let y: Double

  /// The scale of the ellipsoid of WGS 84 at a place.
  init(at place: Coordinate) {
    let (radius, flattening) = (6_378_137.0, 1 / 298.257223563)
    let squaredEccentricity = flattening * (2 - flattening)
    let latitude = place.latitude * .pi / 180
    let root = (1 - squaredEccentricity * sin(latitude) * sin(latitude)).squareRoot()
    let unit = 1e-7 * .pi / 180
    x = radius / root * cos(latitude) * unit
    y = radius * (1 - squaredEccentricity) / (root * root * root) * unit
  }

  /// How many lattice units so many metres reach, in whichever direction that is more; as many as the lattice has room
  /// for where they reach beyond.
  func units(in metres: Double) -> Int64 { Int64(min((metres / min(x, y)).rounded(.up), Double(1 << 30))) }

  func distance(_ a: Coordinate, _ b: Coordinate) -> Double {
    let dx = (Double(a.x) - Double(b.x)) * x
    let dy = (Double(a.y) - Double(b.y)) * y
    return (dx * dx + dy * dy).squareRoot()
  }
}
