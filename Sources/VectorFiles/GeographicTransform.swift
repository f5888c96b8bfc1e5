/// A way between a coordinate system and WGS 84 longitude and latitude.
///
/// One value serves one thread at a time: PROJ's transformations may not be shared.
package struct GeographicTransform: ~Copyable {
  package enum Direction { case toWGS84, fromWGS84 }

  // Not private: other modules destroy values of this type, and release builds of them could not link its parts.
  enum Kind: ~Copyable {
    case identity
    case chinese(ChineseDatum)
    case projected(CoordinateTransform)
  }

  private static let wgs84 = "+proj=longlat +datum=WGS84 +no_defs"

  private let kind: Kind
  private let direction: Direction
  /// Where the system is made for, in degrees, where that is known and does not reach over the 180th meridian.
  private let area: (west: Double, south: Double, east: Double, north: Double)?

  /// Of WGS 84 itself: nothing to transform.
  init() { self.init(kind: .identity, direction: .toWGS84) }

  /// `nil` when the definition is neither a name that `SystemName` knows nor one of PROJ (a PROJ string, WKT).
  package init?(_ definition: String, direction: Direction = .toWGS84) {
    let definition = SystemName.definition(definition)
    if let datum = ChineseDatum(rawValue: definition) {
      self.init(kind: .chinese(datum), direction: direction)
    } else {
      guard let system = SpatialReference(definition: definition) else { return nil }
      self.init(system, direction: direction)
    }
  }

  /// `nil` when PROJ knows no way. A system that bears the name of a shifted datum is taken for it.
  init?(_ system: borrowing SpatialReference, direction: Direction = .toWGS84) {
    if let datum = ChineseDatum.allCases.first(where: { $0.title == system.name }) {
      self.init(kind: .chinese(datum), direction: direction)
      return
    }
    guard !system.isWGS84 else {
      self.init(kind: .identity, direction: direction)
      return
    }
    guard let wgs84 = SpatialReference(definition: Self.wgs84) else { return nil }
    let transform =
      switch direction {
      case .toWGS84: CoordinateTransform(from: system, to: wgs84)
      case .fromWGS84: CoordinateTransform(from: wgs84, to: system)
      }
    guard let transform else { return nil }
    self.init(kind: .projected(transform), direction: direction, area: system.areaOfUse)
  }

  /// Whether a definition, as `init` takes them, is of WGS 84 longitude and latitude itself.
  package static func isIdentity(_ definition: String) -> Bool {
    GDAL.quietly {
      guard let system = SpatialReference(definition: SystemName.definition(definition)) else { return false }
      return system.isWGS84
    }.result
  }

  private init(
    kind: consuming Kind, direction: Direction,
    area: (west: Double, south: Double, east: Double, north: Double)? = nil
  ) {
    self.kind = kind
    self.direction = direction
    self.area = area
  }

  /// The datum of longitudes and latitudes; WGS 84 for other systems, which are without a shift.
  package var datum: Datum {
    switch kind {
    case .identity: .wgs84
    case .projected: .wgs84
    case .chinese(let datum): Datum(rawValue: datum.rawValue) ?? .wgs84
    }
  }

  /// Whether a point given in the other system lies where that is not made for, but would lie there with its coordinates
  /// exchanged.
  package func looksSwapped(x: Double, y: Double) -> Bool {
    switch kind {
    case .identity: break
    case .chinese: break
    case .projected(let transform):
      guard let area else { break }
      var (east, north) = ([x, y], [y, x])
      transform.apply(&east, &north)
      func isInside(_ i: Int) -> Bool {
        let margin = 3.0
        return east[i] > area.west - margin && east[i] < area.east + margin && north[i] > area.south - margin
          && north[i] < area.north + margin
      }
      return !isInside(0) && isInside(1)
    }
    return Self.looksSwapped(longitude: x, latitude: y)
  }

  /// Whether degrees lie beyond the earth, but would lie on it exchanged.
  package static func looksSwapped(longitude: Double, latitude: Double) -> Bool {
    latitude.magnitude > 90 && latitude.magnitude <= 180 && longitude.magnitude <= 90
  }

  /// Transforms in place, longitude or easting in `x`. A point that cannot be transformed becomes infinite.
  package func apply(_ x: inout [Double], _ y: inout [Double]) {
    switch kind {
    case .identity: break
    case .chinese(let datum):
      for i in x.indices {
        let place =
          switch direction {
          case .toWGS84: datum.toWGS84(longitude: x[i], latitude: y[i])
          case .fromWGS84: datum.fromWGS84(longitude: x[i], latitude: y[i])
          }
        (x[i], y[i]) = (place.longitude, place.latitude)
      }
    case .projected(let transform): transform.apply(&x, &y)
    }
  }
}
