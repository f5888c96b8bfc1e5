import Foundation

/// The words of Latin letters in a Chinese text that are there by mistake.
enum Latin {
  /// As options take them.
  static let kindsOfDefects: Set<String> = [
    "missing-code", "repeated-code", "missing-parent", "unknown-parent", "no-children",
    "code-of-another-parent",
    "invalid-polygon", "gap", "hole", "overlap", "outside-parent", "sliver", "unmatched-vertex",
    "detached-parts", "size-out-of-range",
  ]

  /// Names of formats, programs, systems and units, words that files and options are written with.
  private static let standing: Set<String> = [
    "planner-cli", "lang", "zh", "en", "CSV", "JSON", "XML", "JUnit", "YAML", "GeoJSON", "GeoPackage", "KML",
    "FlatGeobuf", "Shapefile", "GPX", "SVG", "HTML", "PDF", "GIS", "QGIS", "A4", "Excel", "UTF-8", "WGS",
    "EPSG", "RFC", "GBK",
    "LC", "ALL", "MESSAGES", "LANG", "Ctrl-C", "HH", "MM", "shell", "bash", "zsh", "fish", "m", "m2", "e",
    "e-7",
    "gcj02", "bd09", "officer-12", "grid", "microgrid", "moved", "scorecard", "rules", "variety", "all",
    "units",
    // Columns.
    "time", "id", "lon", "lat", "unit", "hour", "calls", "code", "name", "parent", "households", "township",
    "crew", "shape", "T", "C", "X", "Y", "S", "K900", "P00012", "C01", "B1-C1",
    // Values of options.
    "day", "three-days", "week", "a3", "a4", "gpkg", "geojson", "fgb", "kml", "csv", "shp", "tour", "shenqiu",
    "huaiyang", "chuanhui", "xihua", "yongcheng", "luyi", "help", "longest-border", "largest", "smallest",
    "priority", "clip", "grow", "level", "routes",
  ]

  /// - Returns: all but options, files, columns of several words, lines of commands and what stands as it is.
  static func words(in text: String) -> Set<String> {
    let prose = text.components(separatedBy: "\n")
      .filter {
        !$0.hasPrefix("  planner-cli ") && !$0.hasPrefix("    --") && !$0.hasPrefix("示例：planner-cli ")
      }
      .joined(separator: "\n")
      .replacing(/--[a-z-]+/, with: " ").replacing(/-[hq]\b/, with: " ")
      .replacing(/[A-Za-z0-9_\/*-]*\.[A-Za-z0-9.]+/, with: " ")
      .replacing(/[A-Za-z0-9]+(_[A-Za-z0-9]+)+/, with: " ")
    let found = prose.matches(of: /[A-Za-z][A-Za-z0-9-]*/).map { String($0.output) }
    return Set(found).subtracting(standing).subtracting(kindsOfDefects)
  }
}
