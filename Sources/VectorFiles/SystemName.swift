import Foundation

/// Coordinate systems by the names that people give them.
enum SystemName {
  /// "gcj02", "bd09", "EPSG:n", or the text itself, for PROJ to make sense of.
  ///
  /// "GCJ-02", "BD09LL", "WGS 84", "CGCS2000", "epsg 4547" and "4547" are names like these.
  static func definition(_ text: String) -> String {
    let plain = text.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "gcj02", "gcj02ll": return ChineseDatum.gcj02.rawValue
    case "bd09", "bd09ll": return ChineseDatum.bd09.rawValue
    // The order of its axes is all in which OGC's CRS84 differs, and longitudes come first here.
    case "wgs84", "wgs1984", "crs84", "ogccrs84": return "EPSG:4326"
    case "cgcs2000": return "EPSG:4490"
    default:
      guard let code = plain.wholeMatch(of: /(?:epsg)?([0-9]{4,6})/)?.1, !text.contains("[") else {
        return text
      }
      return "EPSG:\(code)"
    }
  }

  /// Whether a definition could be a file or an address instead of a definition: those are not followed.
  static func isElsewhere(_ definition: String) -> Bool {
    definition.contains("://") || FileManager.default.fileExists(atPath: definition)
  }
}
