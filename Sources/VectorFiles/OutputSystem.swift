import CGDAL
import Foundation
import Geometry

/// A coordinate system that files are written in: WGS 84, one of the shifted datums of Chinese web maps, or any of EPSG.
package struct OutputSystem: Sendable, Hashable {
  /// "gcj02", "bd09" or "EPSG:n".
  package let definition: String
  /// Whether its coordinates are degrees.
  let isGeographic: Bool

  package static let wgs84 = OutputSystem(definition: "EPSG:4326", isGeographic: true)

  private init(definition: String, isGeographic: Bool) {
    self.definition = definition
    self.isGeographic = isGeographic
  }

  /// `nil` unless the text is a name (`SystemName`) of GCJ-02, BD-09, or a geographic or projected system of EPSG.
  package init?(_ text: String) {
    let definition = SystemName.definition(text)
    if let datum = ChineseDatum(rawValue: definition) {
      self.init(definition: datum.rawValue, isGeographic: true)
      return
    }
    guard definition.wholeMatch(of: /EPSG:[0-9]{1,6}/) != nil else { return nil }
    let (isGeographic, _) = GDAL.quietly { () -> Bool? in
      guard let system = SpatialReference(definition: definition),
        GeographicTransform(system, direction: .fromWGS84) != nil
      else { return nil }
      if OSRIsGeographic(system.handle) != 0 { return true }
      return OSRIsProjected(system.handle) != 0 ? false : nil
    }
    guard let isGeographic else { return nil }
    self.init(definition: definition, isGeographic: isGeographic)
  }

  /// `nil` where it is none of those: it has no code of EPSG.
  init?(_ system: borrowing SpatialReference) {
    if let datum = ChineseDatum.allCases.first(where: { $0.title == system.name }) {
      self.init(definition: datum.rawValue, isGeographic: true)
    } else if system.isWGS84 {
      self = .wgs84
    } else {
      guard let code = system.code else { return nil }
      self.init(code)
    }
  }

  /// What names of files, layers and columns say of it: "gcj02", "epsg4547".
  package var label: String { definition.lowercased().replacing(":", with: "") }

  /// The name in print.
  package var title: String {
    if self == .wgs84 { return Datum.wgs84.title }
    return ChineseDatum(rawValue: definition)?.title ?? definition
  }

  /// A file's path with the label before its ending, where the system is not WGS 84 and the path does not say so yet.
  package func path(_ path: String) -> String {
    let name = path.parts(at: "/").last.map(String.init) ?? path
    guard self != .wgs84 else { return path }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    if name[..<dot].hasSuffix("." + label) || name.hasSuffix("." + label) { return path }
    return path.dropLast(name.count) + name[..<dot] + ".\(label)" + name[dot...]
  }

  /// A layer's name with the label behind it, where the system is not WGS 84.
  func layerName(_ name: String) -> String { self == .wgs84 ? name : "\(name).\(label)" }

  /// The names of columns with coordinates in it.
  package var columnNames: [String] {
    (isGeographic ? ["lon", "lat"] : ["x", "y"]).map { "\($0)_\(label)" }
  }

  /// Decimals that keep coordinates to less than a millimetre.
  package var decimals: Int { isGeographic ? 9 : 4 }

  /// How a file is to state it. The shifted datums have no code: they are told by their name.
  func reference() -> SpatialReference? {
    guard let datum = ChineseDatum(rawValue: definition) else {
      return SpatialReference(definition: definition)
    }
    return SpatialReference(
      definition: """
        GEOGCS["\(datum.title)",DATUM["\(datum.title)",SPHEROID["Krassowsky 1940",6378245,298.3]],\
        PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]
        """)
  }

  /// The places in this system, in degrees or metres, easting first. One that it cannot hold is infinite.
  func coordinates(of places: [Coordinate]) -> (x: [Double], y: [Double]) {
    var x = places.map(\.longitude)
    var y = places.map(\.latitude)
    if self != .wgs84 {
      _ = GDAL.quietly { GeographicTransform(definition, direction: .fromWGS84)?.apply(&x, &y) }
    }
    return (x, y)
  }
}
