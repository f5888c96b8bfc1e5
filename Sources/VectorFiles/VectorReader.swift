import CGDAL
import Words

extension VectorLayer {
  /// Reads the columns and geometries of one layer of any source GDAL knows, transformed to WGS 84.
  ///
  /// Curves are made straight, heights dropped. Nothing is repaired. Text stays what it is: no code is taken for a
  /// number or a date; dates and times of columns that are declared so become ISO 8601.
  ///
  /// - Parameters:
  ///   - source: where the layer is, and in which system.
  ///   - columns: the columns to read, in this order; every one must be there.
  ///   - optional: columns that are read where they are there.
  ///   - kind: what every feature must have.
  ///   - keepsAll: whether all columns are kept besides (`kept`), and the coordinate system (`system`).
  public init(
    reading source: VectorSource, columns: [String], optional: [String] = [], as kind: GeometryKind,
    keepsAll: Bool = false
  ) throws(FormatError) {
    if let plain = Self.plain(
      source, columns: columns, optional: optional, as: kind, keepsAll: keepsAll)
    {
      self = plain
    } else {
      self = try Self.byGDAL(source, columns: columns, optional: optional, as: kind, keepsAll: keepsAll)
    }
  }

  /// As `init(reading:)` does, whatever the file.
  static func byGDAL(
    _ source: VectorSource, columns: [String], optional: [String], as kind: GeometryKind, keepsAll: Bool
  ) throws(FormatError) -> VectorLayer {
    try GDAL.reading(source.path) { () throws(FormatError) in
      let reader = try LayerReader(source)
      return try reader.read(columns: columns, optional: optional, as: kind, keepsAll: keepsAll)
    }
  }

  /// The columns of one layer.
  public static func columns(of source: VectorSource) throws(FormatError) -> [String] {
    if let plain = PlainLayer(source) { return plain.fieldNames }
    return try GDAL.reading(source.path) { () throws(FormatError) in try LayerReader(source).fieldNames }
  }

  /// - Parameters:
  ///   - fields: a value for each feature, as `kept`.
  ///   - shapes: of what was gathered.
  ///   - file: as the user wrote it, for the notes.
  init(
    name: String, fields: [VectorField], kept: [KeptColumn], _ shapes: VectorGeometry,
    _ gathered: GeometryCollector, file: String
  ) {
    self.init(name: name, fields: fields, geometry: shapes)
    self.kept = kept
    notes = gathered.notes(file: file, layer: name)
    // A feature of several lines becomes several features, each with its values.
    if case .lines = shapes {
      let rows = gathered.featureOfLine
      self.fields = fields.map { $0.selecting(rows) }
      self.kept = kept.map { $0.selecting(rows) }
    }
  }
}

extension LayerReader {
  fileprivate func read(
    columns: [String], optional: [String], as kind: GeometryKind, keepsAll: Bool
  ) throws(FormatError) -> VectorLayer {
    let known = fieldNames
    let present = optional.filter { known.contains($0) && !columns.contains($0) }
    var gathered = try fields(columns + present).map(ColumnCollector.init)
    let all = keepsAll ? try fields(known.filter { $0 != shapeColumn }) : []
    var kept = keepers(of: all)
    try checkPlaces(kind)
    var geometry = GeometryCollector(kind: kind)
    CPLErrorReset()
    OGR_L_ResetReading(layer)
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      let number = geometry.count + 1
      for i in gathered.indices where !gathered[i].append(feature) {
        throw .notUnicode(file: source.path, layer: name, feature: number, field: gathered[i].reader.name)
      }
      for i in all.indices where !kept[i].append(feature, by: all[i]) {
        throw .notUnicode(file: source.path, layer: name, feature: number, field: all[i].name)
      }
      if let problem = try collect(feature, row: number, into: &geometry) {
        throw error(problem, feature: number, kind: kind)
      }
    }
    if CPLGetLastErrorType().rawValue >= CE_Failure.rawValue {
      throw .unreadable(
        file: source.path, layer: name, detail: Message(verbatim: String(cString: CPLGetLastErrorMsg())))
    }
    guard geometry.count > 0 else { throw .noFeatures(file: source.path, layer: name) }
    if kind == .polygon && geometry.emptyCount == geometry.count {
      throw .noGeometries(file: source.path, layer: name, known: known)
    }
    let shapes = try located(&geometry, kind: kind)
    var result = VectorLayer(
      name: name, fields: gathered.map(\.field), kept: kept, shapes, geometry, file: source.path)
    if keepsAll { result.system = try outputSystem() }
    return result
  }

  private func located(
    _ geometry: inout GeometryCollector, kind: GeometryKind
  ) throws(FormatError) -> VectorGeometry {
    switch geometry.located(by: kind == .none ? GeographicTransform() : try transformToWGS84()) {
    case .success(let shapes): return shapes
    case .failure(let problem): throw error(problem.problem, feature: problem.feature, kind: kind)
    }
  }
}

/// Gathers one column.
private struct ColumnCollector {
  let reader: FieldReader
  private var values: VectorField.Values

  init(_ reader: FieldReader) {
    self.reader = reader
    values = reader.noValues
  }

  var field: VectorField { VectorField(reader.name, values) }

  /// False when text is in an encoding that is not known.
  mutating func append(_ feature: OGRFeatureH) -> Bool {
    let value = reader.value(in: feature)
    switch values {
    case .integer(var list):
      values = .integer([])
      if case .integer(let number) = value { list.append(number) } else { list.append(nil) }
      values = .integer(list)
    case .real(var list):
      values = .real([])
      if case .real(let number) = value { list.append(number) } else { list.append(nil) }
      values = .real(list)
    case .text(var list):
      values = .text([])
      if case .text(let text) = value { list.append(text) } else { list.append(nil) }
      values = .text(list)
    }
    return value != .garbled
  }
}
