import Geometry
import Solvers
import TestSupport
import Testing
import VectorFiles

@testable import Grid

private func c(_ x: Int32, _ y: Int32) -> Coordinate { Coordinate(x: x, y: y) }

@Suite struct MeasuresTests {
  private let square = [c(0, 0), c(10, 0), c(10, 10), c(0, 10)]

  /// The geodesic area was worked out with GeographicLib on WGS 84 (pyproj's Geod).
  @Test func areasAreGeodesicToo() throws {
    let plane = LocalPlane(centre: Coordinate(x: 1_150_500_000, y: 333_000_000))
    var set = PolygonSet()
    set.appendUnit([
      [
        [
          c(1_150_000_000, 334_000_000), c(1_150_100_000, 334_000_000), c(1_150_100_000, 334_100_000),
          c(1_150_000_000, 334_100_000),
        ]
      ]
    ])
    #expect((set.areas(in: plane)[0] / 1_031_743.95 - 1).magnitude < 1e-4)
    var chance = SeededGenerator(seed: 71)
    for _ in 0..<50 {
      let nest = try Nest(chance: &chance)
      let metres = Oracle.squareMetres(atLatitude: nest.children.box.centre.latitude)
      let areas = nest.children.areas(in: LocalPlane(centre: nest.children.box.centre))
      for unit in 0..<nest.children.count {
        let doubled = nest.children.rings(ofUnit: unit).reduce(Int128(0)) {
          $0 + Oracle.trapezoids(nest.children.coordinates[nest.children.range(ofRing: $1)])
        }
        #expect((areas[unit] / (Double(doubled) / 2 * metres) - 1).magnitude < 1e-4)
      }
    }
  }

  @Test func unitsWithoutLandMeasureNothing() throws {
    var set = PolygonSet()
    set.appendUnit([])
    set.appendUnit([[square]])
    #expect(try set.anchors()[0] == c(0, 0))
    let areas = set.areas(in: LocalPlane(centre: c(0, 0)))
    #expect(areas[0] == 0 && areas[1] > 0)
  }

  @Test func anchorsLieInsideTheirUnits() throws {
    var chance = SeededGenerator(seed: 14)
    var units = 0
    for _ in 0..<60 {
      let nest = try Nest(chance: &chance)
      for (unit, anchor) in try nest.children.anchors().enumerated() {
        #expect(Oracle.holds(unit, of: nest.children, anchor) == true)
        units += 1
      }
    }
    #expect(units > 300)
    // The centroid of a ring about a hole lies in the hole.
    var ring = PolygonSet()
    ring.appendUnit([[square, [c(1, 1), c(9, 1), c(9, 9), c(1, 9)].map { c($0.x, $0.y) }]])
    let thick = ring.coordinates.map { c($0.x * 100, $0.y * 100) }
    var scaled = PolygonSet()
    scaled.appendUnit([[Array(thick[0..<5]), Array(thick[5..<10])]])
    #expect(Oracle.holds(0, of: scaled, try scaled.anchors()[0]) == true)
  }
}
