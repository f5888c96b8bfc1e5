import CGDAL
import Foundation

/// The vector formats that are written.
public enum VectorFormat: String, Sendable, CaseIterable {
  case geoJSON = "geojson"
  case geoPackage = "gpkg"
  case flatGeobuf = "fgb"
  case kml
  case csv

  /// The format that a file's ending names.
  public init(path: String) throws(FormatError) {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if ending == "json" {
      self = .geoJSON
    } else if let format = VectorFormat(rawValue: ending) {
      self = format
    } else {
      throw .unknownFormat(file: path, known: Self.allCases.map { "." + $0.rawValue })
    }
  }

  /// Whether one file holds several layers.
  public var holdsManyLayers: Bool { self == .geoPackage || self == .kml }

  /// Whether layers without geometry have a place in it.
  public var holdsTables: Bool { self != .kml && self != .flatGeobuf }

  var driver: String {
    switch self {
    case .geoJSON: "GeoJSON"
    case .geoPackage: "GPKG"
    case .flatGeobuf: "FlatGeobuf"
    case .kml: "KML"
    case .csv: "CSV"
    }
  }

  /// GDAL takes the field that gives GeoJSON its ids out of the properties, so a copy is given up to it.
  static let idField = "@id"

  /// With which options a layer is made.
  var layerOptions: [String: String] {
    switch self {
    case .geoJSON:
      // With up to nine decimals GDAL takes 120.9999998 or its like for a rounding error and writes 121. Those after
      // the seventh are 0, and are left out.
      [
        "RFC7946": "YES", "WRITE_NAME": "NO", "SIGNIFICANT_FIGURES": "12", "ID_TYPE": "String",
        "ID_FIELD": Self.idField, "COORDINATE_PRECISION": "10",
      ]
    case .geoPackage: ["FID": "fid"]
    case .csv: ["STRING_QUOTING": "IF_NEEDED"]
    case .flatGeobuf, .kml: [:]
    }
  }
}

extension VectorFormat {
  /// Writes layers to a new file, in WGS 84.
  ///
  /// GeoJSON follows RFC 7946; its features' ids are the values of the field `id`, else `code`, else their number.
  /// CSV holds points as columns `lon` and `lat`, and leaves other geometries out. The file at `path` is replaced
  /// once the new one is complete.
  ///
  /// - Precondition: one layer, unless the format holds many.
  public func write(_ layers: [VectorLayer], to path: String) throws(FormatError) {
    precondition(layers.count == 1 || holdsManyLayers, "\(rawValue) holds one layer")
    // Written beside its final name, with the same ending: drivers look at it.
    let url = URL(fileURLWithPath: path)
    let draft = url.deletingLastPathComponent().appendingPathComponent(
      ".\(ProcessInfo.processInfo.processIdentifier)-\(url.lastPathComponent)"
    ).path
    Drafts.begin(draft)
    let failure = writeDraft(layers, to: draft)
    let detail = Drafts.end(draft) {
      if failure == nil, rename(draft, path) == 0 { return nil as String? }
      let detail = failure ?? String(cString: strerror(errno))
      unlink(draft)
      return detail
    }
    if let detail { throw .cannotWrite(file: path, detail: detail) }
  }

  /// What went wrong; `nil` when nothing did.
  ///
  /// Most drivers do not look whether the disk took their last bytes. So they write to memory, and the file is
  /// written from there.
  private func writeDraft(_ layers: [VectorLayer], to path: String) -> String? {
    let folder = "/vsimem/\(UUID().uuidString)"
    VSIMkdir(folder, 0o700)
    defer { VSIRmdirRecursive(folder) }
    let memory = "\(folder)/\(URL(fileURLWithPath: path).lastPathComponent)"
    if let failure = writeWithDriver(layers, to: memory) { return failure }
    var length: vsi_l_offset = 0
    guard let bytes = VSIGetMemFileBuffer(memory, &length, 0) else {
      return "the \(driver) driver wrote nothing"
    }
    return Drafts.write(Data(bytesNoCopy: bytes, count: Int(length), deallocator: .none), to: path)
  }

  private func writeWithDriver(_ layers: [VectorLayer], to path: String) -> String? {
    let (done, failure) = GDAL.quietly { () -> Bool in
      guard let driver = GDALGetDriverByName(driver),
        let handle = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
      else { return false }
      let dataset = Dataset(handle: handle)
      return layers.allSatisfy { LayerWriter(format: self, dataset: dataset, layer: $0).write() }
    }
    return failure ?? (done ? nil : "the \(driver) driver refused it")
  }
}

/// Writes one layer into an open dataset.
private struct LayerWriter {
  let format: VectorFormat
  let layer: VectorLayer
  private let handle: OGRLayerH?

  init(format: VectorFormat, dataset: borrowing Dataset, layer: VectorLayer) {
    self.format = format
    self.layer = layer
    var type = wkbNone
    switch layer.geometry {
    case .polygons(let shapes): type = shapes.polygonCount == shapes.count ? wkbPolygon : wkbMultiPolygon
    case .points: type = wkbPoint
    case .lines: type = wkbLineString
    case .none: break
    }
    // A layer that mixes polygons and multipolygons is declared so only where files must declare one type.
    if format == .geoJSON && type == wkbMultiPolygon { type = wkbUnknown }
    if format == .csv { type = wkbNone }
    let list = GDALOptions(format.layerOptions)
    guard let reference = SpatialReference(definition: "EPSG:4326") else {
      handle = nil
      return
    }
    handle = GDALDatasetCreateLayer(dataset.handle, layer.name, reference.handle, type, list.list)
  }

  func write() -> Bool {
    let fields = fields
    guard let handle, let definition = create(fields, handle) else { return false }
    let usesTransaction = format == .geoPackage
    if usesTransaction { _ = OGR_L_StartTransaction(handle) }
    for row in 0..<layer.count {
      guard let feature = OGR_F_Create(definition) else { return false }
      defer { OGR_F_Destroy(feature) }
      set(fields, feature, row)
      if format != .csv, let geometry = geometry(row) {
        guard OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE else { return false }
      }
      guard OGR_L_CreateFeature(handle, feature) == OGRERR_NONE else { return false }
    }
    if usesTransaction { return OGR_L_CommitTransaction(handle) == OGRERR_NONE }
    return OGR_L_SyncToDisk(handle) == OGRERR_NONE
  }

  /// The layer's fields, and what the format needs beside them: ids, or the coordinates of points.
  private var fields: [VectorField] {
    switch (format, layer.geometry) {
    case (.geoJSON, _):
      let ids = (layer["id"] ?? layer["code"])?.texts ?? (0..<layer.count).map { String($0 + 1) }
      return [VectorField(VectorFormat.idField, .text(ids))] + layer.fields
    case (.csv, .points(let points)):
      return layer.fields + [
        VectorField("lon", .real(points.map(\.longitude))), VectorField("lat", .real(points.map(\.latitude))),
      ]
    default: return layer.fields
    }
  }

  private func create(_ fields: [VectorField], _ handle: OGRLayerH) -> OGRFeatureDefnH? {
    for field in fields {
      let type =
        switch field.values {
        case .text: OFTString
        case .integer: OFTInteger64
        case .real: OFTReal
        }
      guard let definition = OGR_Fld_Create(field.name, type) else { return nil }
      defer { OGR_Fld_Destroy(definition) }
      guard OGR_L_CreateField(handle, definition, 0) == OGRERR_NONE else { return nil }
    }
    return OGR_L_GetLayerDefn(handle)
  }

  private func set(_ fields: [VectorField], _ feature: OGRFeatureH, _ row: Int) {
    for (index, field) in fields.enumerated() {
      let index = Int32(index)
      switch field.values {
      case .text(let values):
        if let value = values[row] {
          OGR_F_SetFieldString(feature, index, value)
        } else {
          OGR_F_SetFieldNull(feature, index)
        }
      case .integer(let values):
        if let value = values[row] {
          OGR_F_SetFieldInteger64(feature, index, GIntBig(value))
        } else {
          OGR_F_SetFieldNull(feature, index)
        }
      case .real(let values):
        if let value = values[row], value.isFinite {
          OGR_F_SetFieldDouble(feature, index, value)
        } else {
          OGR_F_SetFieldNull(feature, index)
        }
      }
    }
  }

  private func geometry(_ row: Int) -> OGRGeometryH? {
    switch layer.geometry {
    case .none: return nil
    case .points(let points):
      guard let point = OGR_G_CreateGeometry(wkbPoint) else { return nil }
      OGR_G_SetPoint_2D(point, 0, points[row].longitude, points[row].latitude)
      return point
    case .lines(let lines): return run(lines[row], wkbLineString)
    case .polygons(let shapes):
      let parts = shapes.polygons(of: row)
      let declaredMulti = shapes.polygonCount != shapes.count && format != .geoJSON
      if parts.count == 1, !declaredMulti { return polygon(parts.lowerBound, of: shapes) }
      guard let collection = OGR_G_CreateGeometry(wkbMultiPolygon) else { return nil }
      for part in parts { _ = OGR_G_AddGeometryDirectly(collection, polygon(part, of: shapes)) }
      return collection
    }
  }

  private func polygon(_ polygon: Int, of shapes: PolygonSet) -> OGRGeometryH? {
    guard let result = OGR_G_CreateGeometry(wkbPolygon) else { return nil }
    for ring in shapes.rings(of: polygon) {
      let vertices = shapes.coordinates[shapes.range(ofRing: ring)]
      _ = OGR_G_AddGeometryDirectly(result, run(vertices, wkbLinearRing))
    }
    return result
  }

  private func run(_ vertices: ArraySlice<Coordinate>, _ type: OGRwkbGeometryType) -> OGRGeometryH? {
    guard let result = OGR_G_CreateGeometry(type) else { return nil }
    let x = vertices.map(\.longitude)
    let y = vertices.map(\.latitude)
    let stride = Int32(MemoryLayout<Double>.stride)
    OGR_G_SetPoints(result, Int32(x.count), x, stride, y, stride, nil, 0)
    return result
  }
}
