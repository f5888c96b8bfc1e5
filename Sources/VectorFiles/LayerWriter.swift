import CGDAL
import Geometry
import Words

/// Writes one layer into an open dataset.
struct LayerWriter {
  private let format: VectorFormat
  private let layer: VectorLayer
  private let system: OutputSystem
  private let forExcel: Bool
  /// Columns that are written as such: what is the features' own id in GeoJSON is none of them there.
  private let kept: [KeptColumn]
  /// The coordinates of every vertex of the layer, in the system of the file.
  private let x: [Double]
  private let y: [Double]
  /// Whether texts were written with marks that must not stay in the file (`TextMarks`).
  private(set) var isMarked = false

  init(format: VectorFormat, layer: VectorLayer, system: OutputSystem, forExcel: Bool) {
    self.format = format
    self.layer = layer
    self.system = system
    self.forExcel = forExcel
    kept = format == .geoJSON ? layer.kept.filter { !$0.isMember } : layer.kept
    let places =
      switch layer.geometry {
      case .polygons(let shapes): shapes.coordinates
      case .points(let points): points
      case .lines(let lines): lines.coordinates
      case .none: [Coordinate]()
      }
    (x, y) = system.coordinates(of: places)
  }

  /// Whether every vertex has coordinates in the system.
  var isOnEarth: Bool { x.allSatisfy(\.isFinite) && y.allSatisfy(\.isFinite) }

  private func create(in dataset: borrowing Dataset) -> OGRLayerH? {
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
    let list = GDALOptions(format.layerOptions(system, beside: layer.kept.map(\.name), forExcel: forExcel))
    guard let reference = system.reference() else { return nil }
    let name = layer.isMap ? system.layerName(layer.name) : layer.name
    return GDALDatasetCreateLayer(dataset.handle, name, reference.handle, type, list.list)
  }

  /// What the format cannot hold, a sentence for each column.
  var losses: [Message] {
    guard format == .shapefile else { return [] }
    return layer.fields.compactMap { field in
      guard case .text(let values) = field.values else { return nil }
      let count = values.count { $0.map { ShapefileText.cut($0) != $0 } ?? false }
      return count == 0
        ? nil
        : Message(
          "\(layer.name), column \(field.name): \(count) texts are cut, as a Shapefile holds \(ShapefileText.longest) bytes"
        )
    }
  }

  /// False when GDAL refuses.
  mutating func write(into dataset: borrowing Dataset) -> Bool {
    let fields = fields
    let names = format.columnNames(kept.map(\.name) + fields.map(\.name), marking: &isMarked)
    guard let handle = create(in: dataset),
      zip(kept, names).allSatisfy({ $0.create(in: handle, as: $1, format) }),
      let definition = create(fields, as: names.dropFirst(kept.count), handle)
    else { return false }
    let usesTransaction = format == .geoPackage
    if usesTransaction { _ = OGR_L_StartTransaction(handle) }
    for row in 0..<layer.count {
      guard let feature = OGR_F_Create(definition) else { return false }
      defer { OGR_F_Destroy(feature) }
      for (index, column) in kept.enumerated() {
        column.set(feature, Int32(index), row: row, format, marking: &isMarked)
      }
      set(fields, feature, row)
      if format != .csv, let geometry = geometry(row) {
        guard OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE else { return false }
      }
      if format == .kml, let style = layer.style?.ofFeature(row, in: layer) {
        OGR_F_SetStyleString(feature, style)
      }
      guard OGR_L_CreateFeature(handle, feature) == OGRERR_NONE else { return false }
    }
    if usesTransaction { return OGR_L_CommitTransaction(handle) == OGRERR_NONE }
    // KML is written as a whole when the dataset is closed; here it would be once more for each layer.
    return format == .kml || OGR_L_SyncToDisk(handle) == OGRERR_NONE
  }

  /// The layer's fields, and what the format needs beside them: ids, or the coordinates of points. Kept columns are no part
  /// of them, nor fields of their names.
  private var fields: [VectorField] {
    let names = kept.map(\.name)
    let own = layer.fields.filter { field in !names.contains { format.isOneName($0, field.name) } }
    switch (format, layer.geometry) {
    case (.geoJSON, _):
      func texts(_ name: String) -> [String?]? {
        layer.kept.first { $0.name == name }?.texts ?? layer[name]?.texts
      }
      let ids = texts("id") ?? texts("code") ?? (0..<layer.count).map { String($0 + 1) }
      return [VectorField(VectorFormat.idField, .text(ids))] + own
    case (.csv, .points):
      let names = system == .wgs84 ? ["lon", "lat"] : system.columnNames
      return own + zip(names, [x, y]).map { VectorField($0, .real($1)) }
    default: return own
    }
  }

  private func create(
    _ fields: [VectorField], as names: ArraySlice<String>, _ handle: OGRLayerH
  ) -> OGRFeatureDefnH? {
    for (field, name) in zip(fields, names) {
      let type =
        switch field.values {
        case .text: OFTString
        case .integer: OFTInteger64
        case .real: OFTReal
        }
      guard let definition = OGR_Fld_Create(name, type) else { return nil }
      defer { OGR_Fld_Destroy(definition) }
      guard OGR_L_CreateField(handle, definition, 0) == OGRERR_NONE else { return nil }
    }
    return OGR_L_GetLayerDefn(handle)
  }

  /// Names of at most ten letters, which is all that a Shapefile has room for.
  static let shortened = [
    "auxiliary_ids": "aux_ids", "cause_codes": "causes", "cause_params": "cause_par",
    "closed_households": "closed_hh",
    "officer_ids": "officers_",
    "second_response_s": "second_s", "patrol_area_id": "area_id", "max_revisit_s": "revisit_s",
    "mean_travel_s": "mean_s", "max_travel_s": "max_s", "threshold_s": "limit_s", "workload_s": "work_s",
  ]

  private mutating func set(_ fields: [VectorField], _ feature: OGRFeatureH, _ row: Int) {
    for (index, field) in fields.enumerated() {
      let index = Int32(kept.count + index)
      switch field.values {
      case .text(let values):
        if let value = values[row] {
          OGR_F_SetFieldString(
            feature, index,
            format == .shapefile ? ShapefileText.cut(value) : format.harmless(value, marking: &isMarked))
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
    case .points:
      guard let point = OGR_G_CreateGeometry(wkbPoint) else { return nil }
      OGR_G_SetPoint_2D(point, 0, x[row], y[row])
      return point
    case .lines(let lines): return run(lines.offsets[row]..<lines.offsets[row + 1], wkbLineString)
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
      _ = OGR_G_AddGeometryDirectly(result, run(shapes.range(ofRing: ring), wkbLinearRing))
    }
    return result
  }

  private func run(_ vertices: Range<Int>, _ type: OGRwkbGeometryType) -> OGRGeometryH? {
    guard let result = OGR_G_CreateGeometry(type) else { return nil }
    let stride = Int32(MemoryLayout<Double>.stride)
    x[vertices].withUnsafeBufferPointer { x in
      y[vertices].withUnsafeBufferPointer { y in
        OGR_G_SetPoints(result, Int32(x.count), x.baseAddress, stride, y.baseAddress, stride, nil, 0)
      }
    }
    return result
  }
}
