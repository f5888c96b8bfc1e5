import CGDAL
import Foundation

extension VectorLayer {
  /// Reads the columns and geometries of one layer of any source GDAL knows, transformed to WGS 84.
  ///
  /// Curves are made straight, heights dropped. Nothing is repaired.
  ///
  /// - Parameters:
  ///   - source: where the layer is, and in which system.
  ///   - columns: the columns to read, in this order; every one must be there.
  ///   - optional: columns that are read where they are there.
  ///   - kind: what every feature must have.
  public init(
    reading source: VectorSource, columns: [String], optional: [String] = [], as kind: GeometryKind
  ) throws(FormatError) {
    let (result, failure) = GDAL.quietly { () -> Result<VectorLayer, FormatError> in
      Result { () throws(FormatError) in
        let reader = try LayerReader(source)
        return try reader.read(columns: columns, optional: optional, as: kind)
      }
    }
    switch result {
    case .success(let layer): self = layer
    case .failure(.notVector(let file, _)):
      throw .notVector(file: file, detail: failure ?? "no driver reads it")
    case .failure(let error): throw error
    }
  }

  /// The columns of one layer.
  public static func columns(of source: VectorSource) throws(FormatError) -> [String] {
    let (result, _) = GDAL.quietly { () -> Result<[String], FormatError> in
      Result { () throws(FormatError) in try LayerReader(source).fieldNames }
    }
    return try result.get()
  }
}

/// One open layer.
package struct LayerReader: ~Copyable {
  let source: VectorSource
  private let dataset: Dataset
  let layer: OGRLayerH
  package let name: String

  init(_ source: VectorSource) throws(FormatError) {
    self.source = source
    let isConnection = source.path.range(of: "^[A-Za-z]{2,}:", options: .regularExpression) != nil
    guard isConnection || FileManager.default.fileExists(atPath: source.path) else {
      throw .noSuchFile(source.path)
    }
    let options = GDALOptions(Self.openOptions(for: source))
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY)
    guard let handle = GDALOpenEx(OSMFiles.pathForReading(source.path), flags, nil, options.readOnly, nil)
    else {
      throw .notVector(file: source.path, detail: "no driver reads it")
    }
    let dataset = Dataset(handle: handle)
    let names = (0..<GDALDatasetGetLayerCount(handle)).compactMap { index in
      GDALDatasetGetLayer(handle, index).map { String(cString: OGR_L_GetName($0)) }
    }
    .filter { $0 != LayerStyle.tableName }
    if let wanted = source.layer {
      guard let layer = GDALDatasetGetLayerByName(handle, wanted) else {
        throw .noLayer(file: source.path, layer: wanted, known: names)
      }
      self.layer = layer
    } else {
      guard names.count <= 1 else { throw .severalLayers(file: source.path, layers: names) }
      guard let layer = GDALDatasetGetLayer(handle, 0) else {
        throw .notVector(file: source.path, detail: "it holds no layer")
      }
      self.layer = layer
    }
    name = String(cString: OGR_L_GetName(layer))
    self.dataset = dataset
  }

  private static func openOptions(for source: VectorSource) -> [String: String] {
    var options: [String: String] = [:]
    if source.pointColumns.count == 2 {
      options["X_POSSIBLE_NAMES"] = source.pointColumns[0]
      options["Y_POSSIBLE_NAMES"] = source.pointColumns[1]
      options["KEEP_GEOM_COLUMNS"] = "YES"
    } else if source.pointColumns.count == 1 {
      options["GEOM_POSSIBLE_NAMES"] = source.pointColumns[0]
    }
    if OSMFiles.isOSM(source.path) { options["CONFIG_FILE"] = OSMFiles.configuration }
    if source.isCSV { options["EMPTY_STRING_AS_NULL"] = "YES" }
    if source.path.lowercased().hasSuffix(".shp") {
      if let encoding = source.encoding {
        options["ENCODING"] = encoding
      } else if !statesEncoding(shapefile: source.path) {
        // GDAL would take it for Latin-1; unchanged bytes show whether they are UTF-8.
        options["ENCODING"] = "UTF-8"
      }
    }
    return options
  }

  /// Whether a `.cpg` file or the table's language byte says how text is encoded.
  private static func statesEncoding(shapefile path: String) -> Bool {
    let stem = String(path.dropLast(4))
    for ending in [".cpg", ".CPG"] {
      let text = FileManager.default.contents(atPath: stem + ending).map {
        String(decoding: $0, as: UTF8.self)
      }
      if text?.contains(where: { !$0.isWhitespace }) == true { return true }
    }
    for ending in [".dbf", ".DBF"] {
      guard let file = FileHandle(forReadingAtPath: stem + ending) else { continue }
      defer { try? file.close() }
      guard let header = try? file.read(upToCount: 30), header.count == 30 else { return false }
      // 0 states nothing and 0x57 is what most writers put whatever the text is.
      return header[29] != 0 && header[29] != 0x57
    }
    return true
  }

  var definition: OGRFeatureDefnH { OGR_L_GetLayerDefn(layer) }

  package var fieldNames: [String] {
    (0..<OGR_FD_GetFieldCount(definition)).map {
      String(cString: OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, $0)))
    }
  }

  func read(columns: [String], optional: [String], as kind: GeometryKind) throws(FormatError) -> VectorLayer {
    let known = fieldNames
    for column in columns where !known.contains(column) {
      throw .noField(file: source.path, layer: name, field: column, known: known)
    }
    var readers: [ColumnReader] = []
    for column in columns + optional.filter({ known.contains($0) && !columns.contains($0) }) {
      readers.append(ColumnReader(column, of: definition))
    }
    var geometry = GeometryCollector(kind: kind)
    CPLErrorReset()
    OGR_L_ResetReading(layer)
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      let number = geometry.count + 1
      for i in readers.indices where !readers[i].append(feature) {
        throw .notUnicode(file: source.path, layer: name, feature: number, field: readers[i].name)
      }
      if let problem = geometry.append(OGR_F_GetGeometryRef(feature)) {
        throw error(problem, feature: number, kind: kind)
      }
    }
    if CPLGetLastErrorType().rawValue >= CE_Failure.rawValue {
      throw .unreadable(file: source.path, layer: name, detail: String(cString: CPLGetLastErrorMsg()))
    }
    guard geometry.count > 0 else { throw .noFeatures(file: source.path, layer: name) }
    let shapes = try located(&geometry, kind: kind)
    // A feature of several lines becomes several features, each with its values.
    let fields =
      kind == .line ? readers.map { $0.field.selecting(geometry.featureOfLine) } : readers.map(\.field)
    return VectorLayer(name: name, fields: fields, geometry: shapes)
  }

  private func located(
    _ geometry: inout GeometryCollector, kind: GeometryKind
  ) throws(FormatError) -> VectorGeometry {
    if kind != .none { try transform(&geometry) }
    switch geometry.finish() {
    case .success(let shapes): return shapes
    case .failure(let problem): throw error(problem.problem, feature: problem.feature, kind: kind)
    }
  }

  /// To WGS 84 longitude and latitude.
  private func transform(_ geometry: inout GeometryCollector) throws(FormatError) {
    try transformToWGS84().apply(&geometry.x, &geometry.y)
  }

  /// The way from the layer's coordinate system, as named by the source or stated by the file, to WGS 84.
  func transformToWGS84() throws(FormatError) -> GeographicTransform {
    if let definition = source.coordinateSystem ?? (source.isCSV ? "EPSG:4326" : nil) {
      guard let transform = GeographicTransform(definition) else {
        throw .unknownCoordinateSystem(file: source.path, definition: definition)
      }
      return transform
    }
    guard let stated = OGR_L_GetSpatialRef(layer), let system = SpatialReference(copying: stated) else {
      throw .noCoordinateSystem(file: source.path, layer: name)
    }
    guard let transform = GeographicTransform(system) else {
      // A damaged file may state one that says nothing.
      guard let title = OSRGetName(stated) else {
        throw .noCoordinateSystem(file: source.path, layer: name)
      }
      throw .unknownCoordinateSystem(file: source.path, definition: String(cString: title))
    }
    return transform
  }

  func error(_ problem: GeometryCollector.Problem, feature: Int, kind: GeometryKind) -> FormatError {
    switch problem {
    case .missing: .noGeometry(file: source.path, layer: name, feature: feature)
    case .wrongType(let found):
      .wrongGeometry(file: source.path, layer: name, feature: feature, found: found, wanted: kind)
    case .outsideEarth: .outsideEarth(file: source.path, layer: name, feature: feature)
    }
  }
}

/// Gathers one column.
private struct ColumnReader {
  let name: String
  private let index: Int32
  private let type: OGRFieldType
  private var values: VectorField.Values

  init(_ name: String, of definition: OGRFeatureDefnH) {
    self.name = name
    index = OGR_FD_GetFieldIndex(definition, name)
    type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, index))
    switch type {
    case OFTInteger, OFTInteger64: values = .integer([])
    case OFTReal: values = .real([])
    default: values = .text([])
    }
  }

  var field: VectorField { VectorField(name, values) }

  /// False when text is not UTF-8.
  mutating func append(_ feature: OGRFeatureH) -> Bool {
    let isSet = OGR_F_IsFieldSetAndNotNull(feature, index) != 0
    switch values {
    case .integer(var list):
      values = .integer([])
      list.append(isSet ? Int(OGR_F_GetFieldAsInteger64(feature, index)) : nil)
      values = .integer(list)
    case .real(var list):
      values = .real([])
      list.append(isSet ? OGR_F_GetFieldAsDouble(feature, index) : nil)
      values = .real(list)
    case .text(var list):
      values = .text([])
      if isSet, let bytes = OGR_F_GetFieldAsString(feature, index) {
        guard let text = String(validatingCString: bytes) else { return false }
        list.append(text)
      } else {
        list.append(nil)
      }
      values = .text(list)
    }
    return true
  }
}
