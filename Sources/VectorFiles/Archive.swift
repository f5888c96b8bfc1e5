import Foundation
import Words

/// Archives that hold a layer's files.
enum Archive {
  /// GDAL's name of a file, or of what it holds where it is a zip archive itself.
  ///
  /// - Parameters:
  ///   - path: absolute, or within an archive.
  ///   - file: as the user wrote it.
  static func unzipped(_ path: String, file: String) throws(FormatError) -> String {
    path.lowercased().hasSuffix(".zip") && !path.hasPrefix("/vsi") ? try member(of: path, file: file) : path
  }

  /// Endings of files that are opened; others lie beside them.
  private static let endings: Set<String> = [
    "shp", "geojson", "json", "topojson", "geojsonl", "geojsons", "ndjson", "gpkg", "sqlite", "db", "fgb",
    "gml",
    "kml", "kmz", "tab", "mif", "csv", "tsv", "xlsx", "osm", "pbf", "gpx",
  ]

  /// GDAL's name of what a zip archive holds: one file or geodatabase, or a folder of Shapefiles, each a layer.
  ///
  /// - Parameters:
  ///   - path: of the archive, absolute.
  ///   - file: as the user wrote it.
  private static func member(of path: String, file: String) throws(FormatError) -> String {
    let archive = "/vsizip/" + path
    let names = VirtualFile.names(in: archive)
      .map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
      .filter { !$0.parts(at: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" } }
    func folder(_ name: String) -> String { (name as NSString).deletingLastPathComponent }
    func ending(_ name: String) -> String { (name as NSString).pathExtension.lowercased() }
    let databases = names.filter { ending($0) == "gdb" }
    let files = names.filter { name in
      endings.contains(ending(name)) && !databases.contains { name.hasPrefix($0 + "/") }
    }
    let found = (databases + files).sorted()
    guard let first = found.first else { throw .notVector(file: file, detail: Message("it holds no layer")) }
    if found.count == 1 { return "\(archive)/\(first)" }
    guard found.allSatisfy({ ending($0) == "shp" && folder($0) == folder(first) }) else {
      throw .severalFiles(file: file, names: found)
    }
    return folder(first).isEmpty ? archive : "\(archive)/\(folder(first))"
  }
}
