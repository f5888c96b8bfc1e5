import CGDAL
import Foundation
import Words

/// The vector formats that are written.
public enum VectorFormat: String, Sendable, CaseIterable {
  /// GeoJSON, RFC 7946.
  case geoJSON = "geojson"
  /// GeoPackage.
  case geoPackage = "gpkg"
  /// FlatGeobuf.
  case flatGeobuf = "fgb"
  /// KML.
  case kml
  /// Comma-separated values.
  case csv
  /// ESRI Shapefile.
  case shapefile = "shp"

  /// The format that a file's ending names.
  public init(path: String) throws(FormatError) {
    let ending = path.parts(at: ".").last.map { $0.lowercased() } ?? ""
    if ending == "json" {
      self = .geoJSON
    } else if let format = VectorFormat(rawValue: ending), format != .shapefile {
      self = format
    } else {
      // A Shapefile is several files: it is written only where a format is asked for by name.
      throw .unknownFormat(
        file: path, known: Self.allCases.filter { $0 != .shapefile }.map { "." + $0.rawValue })
    }
  }

  /// Whether one file holds several layers.
  public var holdsManyLayers: Bool { self == .geoPackage || self == .kml }

  /// The endings of the files that make up a layer; one where the format is a single file.
  public var endings: [String] {
    self == .shapefile ? ["shp", "shx", "dbf", "prj", "cpg"] : [rawValue]
  }

  /// Whether it can state another coordinate system than WGS 84.
  var holdsOtherSystems: Bool { self != .kml }

  /// Whether layers without geometry have a place in it.
  public var holdsTables: Bool { self != .kml && self != .flatGeobuf && self != .shapefile }

  var driver: String {
    switch self {
    case .geoJSON: "GeoJSON"
    case .geoPackage: "GPKG"
    case .flatGeobuf: "FlatGeobuf"
    // The driver called KML reads no columns and writes no fills.
    case .kml: "LIBKML"
    case .csv: "CSV"
    case .shapefile: "ESRI Shapefile"
    }
  }

  /// GDAL takes the field that gives GeoJSON its ids out of the properties, so a copy is given up to it.
  static let idField = "@id"

  /// The names of columns as the format can hold them, none like another.
  ///
  /// - Parameter isMarked: becomes true where that takes a mark.
  func columnNames(_ names: [String], marking isMarked: inout Bool) -> [String] {
    switch self {
    // Whatever they look like, GDAL writes them as names.
    case .geoJSON: return names
    case .shapefile: return names.map { LayerWriter.shortened[$0] ?? $0 }
    case .csv, .kml, .flatGeobuf: return names.map { harmless($0, marking: &isMarked) }
    // SQLite does not tell names apart by case.
    case .geoPackage: break
    }
    var taken = Set<String>()
    return names.map { name in
      var unique = name
      var number = 1
      while !taken.insert(unique.lowercased()).inserted {
        number += 1
        unique = "\(name)_\(number)"
      }
      return unique
    }
  }

  /// Whether two columns cannot stand beside each other.
  func isOneName(_ a: String, _ b: String) -> Bool {
    self == .geoPackage ? a.lowercased() == b.lowercased() : a == b
  }

  /// With which options a layer is made.
  ///
  /// - Parameter kept: columns of another file that it gets, whose numbers keep every digit.
  func layerOptions(_ system: OutputSystem, beside kept: [String], forExcel: Bool) -> [String: String] {
    var options = layerOptions(system)
    if self == .csv, forExcel { options["WRITE_BOM"] = "YES" }
    if kept.isEmpty { return options }
    if self == .geoJSON { options["SIGNIFICANT_FIGURES"] = "17" }
    if self == .geoPackage {
      func free(_ name: String) -> String { kept.contains { isOneName($0, name) } ? free(name + "_") : name }
      options["FID"] = free("fid")
      options["GEOMETRY_NAME"] = free("geom")
    }
    return options
  }

  /// With which options a layer of the planner's own is made.
  func layerOptions(_ system: OutputSystem) -> [String: String] {
    switch self {
    case .geoJSON where system != .wgs84:
      // RFC 7946 knows WGS 84 only: this is GeoJSON as it was in 2008, and says where its coordinates are from. The
      // decimals bring every place back to where it was.
      [
        "WRITE_NAME": "YES", "DESCRIPTION": "coordinates are \(system.title), not WGS 84",
        "ID_TYPE": "String",
        "ID_FIELD": Self.idField, "COORDINATE_PRECISION": system.isGeographic ? "10" : "4",
      ]
    case .geoJSON:
      // With up to nine decimals GDAL takes 120.9999998 or its like for a rounding error and writes 121. Those after
      // the seventh are 0, and are left out.
      [
        "RFC7946": "YES", "WRITE_NAME": "NO", "SIGNIFICANT_FIGURES": "12", "ID_TYPE": "String",
        "ID_FIELD": Self.idField, "COORDINATE_PRECISION": "10",
      ]
    case .geoPackage: ["FID": "fid"]
    case .csv: ["STRING_QUOTING": "IF_NEEDED"]
    case .shapefile: ["ENCODING": "UTF-8", "DBF_DATE_LAST_UPDATE": "2000-01-01"]
    case .flatGeobuf, .kml: [:]
    }
  }
}

extension VectorFormat {
  /// Writes layers to a new file.
  ///
  /// GeoJSON follows RFC 7946; its features' ids are the values of the field `id`, else `code`, else their number.
  /// CSV holds points as columns `lon` and `lat`, and leaves other geometries out. A Shapefile shortens the names of
  /// columns. GeoPackage and KML hold the layers' styles. The file at `path` is replaced once the new one is complete.
  ///
  /// - Parameters:
  ///   - layers: what is written, in this order.
  ///   - path: the file; of a Shapefile the one that ends in `.shp`, beside which its others come to stand.
  ///   - system: other than WGS 84, its label stands behind the names of layers and of columns with coordinates,
  ///     and GeoJSON follows the specification of 2008.
  ///   - forExcel: whether a CSV begins with a mark by which Excel knows it as UTF-8; without, it takes Chinese for
  ///     the encoding of its system.
  /// - Returns: what was lost because the format cannot hold it, in sentences.
  /// - Precondition: one layer, unless the format holds many.
  @discardableResult
  package func write(
    _ layers: [VectorLayer], to path: String, in system: OutputSystem = .wgs84, forExcel: Bool = false
  ) throws(FormatError) -> [Message] {
    let draft = try DraftFile(for: path)
    let losses = try write(layers, into: draft.path, named: path, in: system, forExcel: forExcel)
    try draft.commit(parts: parts)
    return losses
  }

  /// The same into a draft.
  ///
  /// - Parameters:
  ///   - path: where to write.
  ///   - name: what to call the file in errors.
  package func write(
    _ layers: [VectorLayer], into path: String, named name: String, in system: OutputSystem,
    forExcel: Bool = false
  ) throws(FormatError) -> [Message] {
    precondition(layers.count == 1 || holdsManyLayers, "\(rawValue) holds one layer")
    guard system == .wgs84 || holdsOtherSystems else { throw .onlyWGS84(file: name) }
    var layers = layers
    let styles = layers.compactMap { layer in layer.style.map { (system.layerName(layer.name), $0) } }
    if self == .geoPackage, !styles.isEmpty { layers.append(LayerStyle.table(of: styles)) }
    var writers = layers.map { LayerWriter(format: self, layer: $0, system: system, forExcel: forExcel) }
    guard writers.allSatisfy(\.isOnEarth) else {
      throw .beyondSystem(file: name, definition: system.definition)
    }
    if let failure = writeWhole(&writers, to: path) { throw .cannotWrite(file: name, detail: failure) }
    return writers.flatMap(\.losses)
  }

  /// The files of a layer at a path.
  private func parts(of path: String) -> [String] {
    guard endings.count > 1 else { return [path] }
    let stem = path.lowercased().hasSuffix(".\(rawValue)") ? String(path.dropLast(rawValue.count + 1)) : path
    return endings.map { "\(stem).\($0)" }
  }

  /// What went wrong; `nil` when nothing did.
  ///
  /// Most drivers do not look whether the disk took their last bytes. So they write to memory, and the file is
  /// written from there.
  private func writeWhole(_ layers: inout [LayerWriter], to path: String) -> Message? {
    let folder = MemoryFolder()
    let memory = "\(folder.path)/\(URL(fileURLWithPath: path).lastPathComponent)"
    if let failure = writeWithDriver(&layers, to: memory) { return failure }
    for (memory, path) in zip(parts(of: memory), parts(of: path)) {
      var length: vsi_l_offset = 0
      guard let bytes = VSIGetMemFileBuffer(memory, &length, 0) else {
        return Message("the \(driver) driver wrote nothing")
      }
      var data = Data(bytesNoCopy: bytes, count: Int(length), deallocator: .none)
      if layers.contains(where: \.isMarked) { data = Data(unmarked(data)) }
      if let failure = Drafts.write(data, to: path) { return failure }
    }
    return nil
  }

  private func writeWithDriver(_ layers: inout [LayerWriter], to path: String) -> Message? {
    let (done, failure) = GDAL.quietly { () -> Bool in
      guard let driver = GDALGetDriverByName(driver),
        let handle = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
      else { return false }
      let dataset = Dataset(handle: handle)
      return layers.indices.allSatisfy { layers[$0].write(into: dataset) }
    }
    return failure.map(Message.init(verbatim:)) ?? (done ? nil : Message("the \(driver) driver refused it"))
  }
}
