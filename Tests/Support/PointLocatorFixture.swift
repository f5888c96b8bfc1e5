import Geometry
import Grid
import VectorFiles

/// A locator of one unit, the square from 115 E 33 N on.
package enum PointLocatorFixture {
  package static var square: PointLocator {
    var shapes = PolygonSet()
    let (x, y): (Int32, Int32) = (1_150_000_000, 330_000_000)
    let ring = [(0, 0), (100_000, 0), (100_000, 100_000), (0, 100_000)].map {
      Coordinate(x: x + $0.0, y: y + $0.1)
    }
    shapes.appendUnit([[ring]])
    return PointLocator(shapes, columns: [VectorField("unit", .text(["u"]))])
  }
}
