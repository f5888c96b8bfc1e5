import Foundation
import Geometry

/// Straight lines over the earth as a sphere, from direction vectors that are worked out once per place.
///
/// Public, since only what is public is inlined in other targets.
public enum GreatCircle {
  /// The mean radius of the earth in metres (IUGG).
  @inlinable static var radius: Double { 6_371_008.8 }

  /// From the middle of the earth to a place.
  public static func direction(_ place: Coordinate) -> SIMD3<Double> {
    let longitude = place.longitude * .pi / 180
    let latitude = place.latitude * .pi / 180
    return SIMD3(cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
  }

  /// Metres between two places, given by their directions.
  @inlinable @inline(__always)
  public static func metres(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
    let d = a - b
    let chord = (d * d).sum().squareRoot()
    // For chords below 600 km the series of 2 asin(chord / 2) is true to a millimetre.
    guard chord < 0.1 else { return 2 * radius * asin(min(1, chord / 2)) }
    let square = chord * chord
    return radius * chord * (1 + square / 24 + 3 * square * square / 640)
  }

  /// Metres from vertex to vertex.
  package static func metres(along line: some Sequence<Coordinate>) -> Double {
    let directions = line.map(direction)
    return zip(directions, directions.dropFirst()).reduce(0) { $0 + metres($1.0, $1.1) }
  }
}
