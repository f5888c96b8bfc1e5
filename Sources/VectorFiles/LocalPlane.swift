import CGDAL
import Geometry

/// The plane of a county: a transverse Mercator projection (PROJ) centred on it, in metres.
///
/// Within 60 km of the centre lengths are true to 5e-5. Only whole batches are transformed: PROJ is set up anew
/// for each call, so that the value itself holds nothing that is unsafe to share between threads.
public struct LocalPlane: Sendable, Hashable {
  /// Where east and north are zero.
  public let centre: Coordinate

  /// Around a place; true to length near it.
  public init(centre: Coordinate) {
    self.centre = centre
  }

  /// Metres east and north of the centre.
  public func project(_ coordinates: [Coordinate]) -> [PlanePoint] {
    var x = coordinates.map(\.longitude)
    var y = coordinates.map(\.latitude)
    return project(&x, &y)
  }

  /// Metres east and north of the centre of points that need not lie on the lattice.
  package func project(_ points: [RealPoint]) -> [PlanePoint] {
    var x = points.map(\.longitude)
    var y = points.map(\.latitude)
    return project(&x, &y)
  }

  /// The projection has no place for points a quarter of the globe away. A polygon that a damaged vertex stretches so
  /// far must still have an area that is a number: there degrees are taken for a flat map's.
  private func project(_ x: inout [Double], _ y: inout [Double]) -> [PlanePoint] {
    let metresPerDegree = 111_319.49
    let degrees = (x, y)
    transform(&x, &y, fromPlane: false)
    return zip(x, y).enumerated().map { i, point in
      if point.0.isFinite && point.1.isFinite { return PlanePoint(x: point.0, y: point.1) }
      return PlanePoint(
        x: (degrees.0[i] - centre.longitude) * metresPerDegree,
        y: (degrees.1[i] - centre.latitude) * metresPerDegree)
    }
  }

  /// The lattice points nearest to points of the plane.
  public func unproject(_ points: [PlanePoint]) -> [Coordinate] {
    var x = points.map(\.x)
    var y = points.map(\.y)
    transform(&x, &y, fromPlane: true)
    return zip(x, y).map { Coordinate(longitude: $0, latitude: $1) ?? centre }
  }

  private func transform(_ x: inout [Double], _ y: inout [Double], fromPlane: Bool) {
    let plane = "+proj=tmerc +lat_0=\(centre.latitude) +lon_0=\(centre.longitude) +k=1 +ellps=WGS84 +units=m"
    let geographic = "+proj=longlat +datum=WGS84 +no_defs"
    let transform = CoordinateTransform(
      fromDefinition: fromPlane ? plane : geographic, toDefinition: fromPlane ? geographic : plane)
    // Both definitions are written here and hold for every centre on the earth.
    guard let transform else { preconditionFailure("PROJ refused a transverse Mercator projection") }
    // PROJ's word on a point that it has no place for is for nobody to read.
    _ = GDAL.quietly { transform.apply(&x, &y) }
  }
}
