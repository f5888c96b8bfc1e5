import Foundation

/// The shifted datums of Chinese web maps. Neither is a coordinate system that PROJ knows.
///
/// GCJ-02 ("Mars coordinates": Amap, Tencent, Google in China) moves WGS 84 by 50 to 700 m; BD-09 (Baidu) moves GCJ-02
/// further. The formulas are those published as eviltransform (github.com/googollee/eviltransform) and
/// coordtransform (github.com/wandergis/coordtransform); CGCS2000 (EPSG:4490) agrees with WGS 84 to centimetres
/// and needs neither.
package enum ChineseDatum: String, Sendable, CaseIterable {
  case gcj02
  case bd09

  /// The name in print.
  package var title: String {
    switch self {
    case .gcj02: "GCJ-02"
    case .bd09: "BD-09"
    }
  }

  /// The datum from WGS 84, in degrees. Outside the rectangle of China (72.004-137.8347 E, 0.8293-55.8271 N) GCJ-02
  /// is WGS 84 itself.
  package func fromWGS84(longitude: Double, latitude: Double) -> (longitude: Double, latitude: Double) {
    let shifted = Self.shifted(longitude, latitude)
    return switch self {
    case .gcj02: shifted
    case .bd09: Self.baidu(shifted.longitude, shifted.latitude)
    }
  }

  /// WGS 84 from the datum, in degrees: the inverse of `fromWGS84` to 1e-11 degree (1 micrometre).
  ///
  /// Where the place itself lies outside the rectangle of China it is left as it is.
  package func toWGS84(longitude: Double, latitude: Double) -> (longitude: Double, latitude: Double) {
    guard longitude.isFinite, latitude.isFinite else { return (longitude, latitude) }
    switch self {
    case .gcj02: return Self.inverse(of: Self.shifted, longitude, latitude)
    case .bd09:
      let shifted = Self.inverse(of: Self.baidu, longitude, latitude)
      return Self.inverse(of: Self.shifted, shifted.longitude, shifted.latitude)
    }
  }

  /// The shift changes by less than 1 % of the way, so that each step of the fixed-point iteration gains two digits.
  private static func inverse(
    of shift: (Double, Double) -> (longitude: Double, latitude: Double), _ longitude: Double,
    _ latitude: Double
  ) -> (longitude: Double, latitude: Double) {
    guard isInChina(longitude, latitude) else { return (longitude, latitude) }
    var (x, y) = (longitude, latitude)
    for _ in 0..<12 {
      let image = shift(x, y)
      let (dx, dy) = (image.longitude - longitude, image.latitude - latitude)
      (x, y) = (x - dx, y - dy)
      if max(dx.magnitude, dy.magnitude) < 1e-11 { break }
    }
    return (x, y)
  }

  private static func isInChina(_ longitude: Double, _ latitude: Double) -> Bool {
    72.004 <= longitude && longitude <= 137.8347 && 0.8293 <= latitude && latitude <= 55.8271
  }

  /// GCJ-02 from WGS 84.
  private static func shifted(_ longitude: Double, _ latitude: Double) -> (
    longitude: Double, latitude: Double
  ) {
    guard isInChina(longitude, latitude) else { return (longitude, latitude) }
    // The ellipsoid of Krassovsky 1940.
    let axis = 6_378_245.0
    let eccentricity = 0.00669342162296594323
    let (x, y) = (longitude - 105, latitude - 35)
    let root = x.magnitude.squareRoot()
    let common = (20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)) * 2 / 3
    let north =
      -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
      + (20 * sin(y * .pi) + 40 * sin(y / 3 * .pi)) * 2 / 3
      + (160 * sin(y / 12 * .pi) + 320 * sin(y * .pi / 30)) * 2 / 3
    let east =
      300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
      + (20 * sin(x * .pi) + 40 * sin(x / 3 * .pi)) * 2 / 3
      + (150 * sin(x / 12 * .pi) + 300 * sin(x / 30 * .pi)) * 2 / 3
    let radians = latitude / 180 * .pi
    let magic = 1 - eccentricity * sin(radians) * sin(radians)
    let root2 = magic.squareRoot()
    let meridian = axis * (1 - eccentricity) / (magic * root2) * .pi
    let parallel = axis / root2 * cos(radians) * .pi
    return (longitude + east * 180 / parallel, latitude + north * 180 / meridian)
  }

  /// BD-09 from GCJ-02.
  private static func baidu(_ longitude: Double, _ latitude: Double) -> (longitude: Double, latitude: Double)
  {
    guard isInChina(longitude, latitude) else { return (longitude, latitude) }
    let step = Double.pi * 3000 / 180
    let radius =
      (longitude * longitude + latitude * latitude).squareRoot() + 0.00002 * sin(latitude * step)
    let angle = atan2(latitude, longitude) + 0.000003 * cos(longitude * step)
    return (radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006)
  }
}
