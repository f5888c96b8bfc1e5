import CGDAL

/// Reads the points and lines of a layer some features at a time.
struct FeaturePoints: ~Copyable {
  private static let batchSize = 1 << 12

  let transform: GeographicTransform
  private let layer: LayerReader
  /// The places of the wanted columns.
  private let fields: [Int32]
  private var nextNumber = 1

  /// Opens a source, and says as one error what GDAL has against it.
  static func open(_ source: VectorSource, columns: [String]) throws(FormatError) -> FeaturePoints {
    var opened: FeaturePoints?
    var problem: FormatError?
    let (_, failure) = GDAL.quietly {
      do throws(FormatError) {
        opened = try FeaturePoints(source, columns: columns)
      } catch { problem = error }
    }
    if let points = opened.take() { return points }
    if case .notVector(let file, let detail) = problem {
      throw .notVector(file: file, detail: failure ?? detail)
    }
    throw problem ?? .notVector(file: source.path, detail: failure ?? "no driver reads it")
  }

  private init(_ source: VectorSource, columns: [String]) throws(FormatError) {
    let layer = try LayerReader(source)
    let known = layer.fieldNames
    for column in columns where !known.contains(column) {
      throw .noField(file: source.path, layer: layer.name, field: column, known: known)
    }
    let transform = try layer.transformToWGS84()
    fields = columns.map { OGR_FD_GetFieldIndex(layer.definition, $0) }
    self.layer = layer
    self.transform = transform
    OGR_L_ResetReading(self.layer.layer)
  }

  mutating func next(_ rows: inout PointRows) throws(FormatError) -> Bool {
    rows.clear(firstNumber: nextNumber)
    var problem: FormatError?
    let (_, failure) = GDAL.quietly {
      do throws(FormatError) {
        while rows.recordCount < Self.batchSize, let feature = OGR_L_GetNextFeature(layer.layer) {
          defer { OGR_F_Destroy(feature) }
          try add(feature, &rows)
        }
      } catch { problem = error }
    }
    if let problem { throw problem }
    if let failure { throw .unreadable(file: layer.source.path, layer: layer.name, detail: failure) }
    nextNumber += rows.recordCount
    rows.place(by: transform)
    return rows.recordCount > 0
  }

  private func add(_ feature: OGRFeatureH, _ rows: inout PointRows) throws(FormatError) {
    let geometry = OGR_F_GetGeometryRef(feature)
    var isPlaced = false
    if let geometry, OGR_G_IsEmpty(geometry) == 0 {
      switch OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
      case wkbPoint: rows.add(x: OGR_G_GetX(geometry, 0), y: OGR_G_GetY(geometry, 0))
      case wkbLineString:
        for vertex in 0..<OGR_G_GetPointCount(geometry) {
          rows.add(x: OGR_G_GetX(geometry, vertex), y: OGR_G_GetY(geometry, vertex), vertex: Int(vertex))
        }
      case let other:
        throw .wrongGeometry(
          file: layer.source.path, layer: layer.name, feature: nextNumber + rows.recordCount,
          found: String(cString: OGRGeometryTypeToName(other)), wanted: .point)
      }
      isPlaced = true
    }
    for field in fields { rows.addText(text(feature, field).utf8) }
    rows.endRecord(isPlaced: isPlaced)
  }

  /// The items of a list are joined by commas.
  private func text(_ feature: OGRFeatureH, _ field: Int32) -> String {
    guard OGR_F_IsFieldSetAndNotNull(feature, field) != 0 else { return "" }
    var count: Int32 = 0
    switch OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field)) {
    case OFTStringList:
      guard let list = OGR_F_GetFieldAsStringList(feature, field) else { return "" }
      return (0..<Int(CSLCount(list))).map { list[$0].map { String(cString: $0) } ?? "" }
        .joined(separator: ",")
    case OFTInteger64List:
      guard let list = OGR_F_GetFieldAsInteger64List(feature, field, &count) else { return "" }
      return (0..<Int(count)).map { String(list[$0]) }.joined(separator: ",")
    case OFTIntegerList:
      guard let list = OGR_F_GetFieldAsIntegerList(feature, field, &count) else { return "" }
      return (0..<Int(count)).map { String(list[$0]) }.joined(separator: ",")
    case OFTRealList:
      guard let list = OGR_F_GetFieldAsDoubleList(feature, field, &count) else { return "" }
      return (0..<Int(count)).map { String(list[$0]) }.joined(separator: ",")
    default: return OGR_F_GetFieldAsString(feature, field).map { String(cString: $0) } ?? ""
    }
  }
}
