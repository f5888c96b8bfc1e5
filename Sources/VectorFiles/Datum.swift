import Geometry

/// The datums in which longitudes and latitudes of places in China are found.
public enum Datum: String, Sendable, CaseIterable {
  /// That of satellites, and of this program.
  case wgs84
  /// The shifted one of Chinese maps, 火星坐标.
  case gcj02
  /// Baidu's, shifted once more.
  case bd09

  /// The shift from WGS 84; `nil` for WGS 84 itself.
  var shift: ChineseDatum? { ChineseDatum(rawValue: rawValue) }

  /// The name in print.
  public var title: String { shift?.title ?? "WGS 84" }

  /// How a source in it is named.
  public var definition: String { shift?.rawValue ?? "EPSG:4326" }

  /// The place in WGS 84 of a point that was read as if it were in `stated`.
  public func corrected(_ place: Coordinate, statedAs stated: Datum) -> Coordinate {
    var (x, y) = (place.longitude, place.latitude)
    if let shift = stated.shift { (x, y) = shift.fromWGS84(longitude: x, latitude: y) }
    if let shift { (x, y) = shift.toWGS84(longitude: x, latitude: y) }
    return Coordinate(longitude: x, latitude: y) ?? place
  }
}
