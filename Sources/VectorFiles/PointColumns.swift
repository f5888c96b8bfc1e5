/// Columns of tables that hold coordinates, by their names.
package enum PointColumns {
  /// Usual names, the surest first, as `plain` has them.
  package static let longitudes = [
    "lon", "lng", "long", "longitude", "gpslon", "gpslng", "gpslongitude", "经度", "x",
  ]
  package static let latitudes = ["lat", "latitude", "gpslat", "gpslatitude", "纬度", "y"]
  /// Of columns with geometries as well-known text.
  package static let shapes = ["wkt", "geometry", "geom", "thegeom", "shape", "linestring"]

  /// A name without case and what joins its words.
  package static func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter { !"_- .".unicodeScalars.contains($0) }))
  }

  /// The columns with longitude and latitude: those that are named, others by their usual names.
  ///
  /// - Parameter named: two names, or fewer; an empty one names nothing.
  /// - Returns: `nil` where one is not there.
  package static func find(in header: [String], named: [String]) -> [String]? {
    let found = [longitudes, latitudes].enumerated().compactMap { index, usual -> String? in
      let name = named.count == 2 ? named[index] : ""
      return name.isEmpty ? column(in: header, of: usual) : header.first { $0 == name }
    }
    return found.count == 2 ? found : nil
  }

  /// The first of usual names that a header holds.
  package static func column(in header: [String], of usual: [String]) -> String? {
    let plain = header.map(Self.plain)
    return usual.lazy.compactMap { plain.firstIndex(of: $0) }.first.map { header[$0] }
  }
}
