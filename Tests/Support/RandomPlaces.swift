import Foundation
import Geometry
import Solvers

/// Places strewn over the land of the random road maps, and a little beyond.
package func randomPlaces(_ count: Int, _ generator: inout SeededGenerator) -> [Coordinate] {
  (0..<count).map { _ in
    Coordinate(
      x: 1_149_950_000 + Int32(generator.below(420_000)), y: 333_950_000 + Int32(generator.below(400_000)))
  }
}

/// Metres as the checks measure them: the haversine.
package func haversine(_ a: Coordinate, _ b: Coordinate) -> Double {
  let rad = Double.pi / 180
  let h =
    pow(sin((b.latitude - a.latitude) * rad / 2), 2)
    + cos(a.latitude * rad) * cos(b.latitude * rad) * pow(sin((b.longitude - a.longitude) * rad / 2), 2)
  return 2 * 6_371_008.8 * asin(h.squareRoot())
}
