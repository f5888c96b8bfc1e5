import CGDAL
import Words

/// Reads the points and lines of a layer some features at a time.
struct FeaturePoints: ~Copyable {
  private static let batchSize = 1 << 12

  let transform: GeographicTransform
  private let layer: LayerReader
  /// The wanted columns.
  private let fields: [FieldReader]
  private var nextNumber = 1

  /// Opens a source, and says as one error what GDAL has against it.
  static func open(_ source: VectorSource, columns: [String]) throws(FormatError) -> FeaturePoints {
    var opened: FeaturePoints?
    try GDAL.reading(source.path) { () throws(FormatError) in
      opened = try FeaturePoints(source, columns: columns)
    }
    if let points = opened.take() { return points }
    throw .notVector(file: source.path, detail: Message("no driver reads it"))
  }

  private init(_ source: VectorSource, columns: [String]) throws(FormatError) {
    let layer = try LayerReader(source)
    let fields = try layer.fields(columns)
    try layer.checkPlaces(.point)
    let transform = try layer.transformToWGS84()
    self.fields = fields
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
    if let failure {
      throw .unreadable(file: layer.source.path, layer: layer.name, detail: Message(verbatim: failure))
    }
    nextNumber += rows.recordCount
    rows.place(by: transform)
    return rows.recordCount > 0
  }

  private func add(_ feature: OGRFeatureH, _ rows: inout PointRows) throws(FormatError) {
    let number = nextNumber + rows.recordCount
    var isPlaced = false
    if !layer.pointColumns.isEmpty {
      if let point = try? layer.point(of: feature, row: number) {
        rows.add(x: point.x, y: point.y)
        isPlaced = true
      }
    } else if let geometry = OGR_F_GetGeometryRef(feature), OGR_G_IsEmpty(geometry) == 0 {
      switch OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
      case wkbPoint: rows.add(x: OGR_G_GetX(geometry, 0), y: OGR_G_GetY(geometry, 0))
      case wkbLineString:
        for vertex in 0..<OGR_G_GetPointCount(geometry) {
          rows.add(x: OGR_G_GetX(geometry, vertex), y: OGR_G_GetY(geometry, vertex), vertex: Int(vertex))
        }
      case let other:
        throw .wrongGeometry(
          file: layer.source.path, layer: layer.name, feature: number,
          found: Message(term: String(cString: OGRGeometryTypeToName(other))), wanted: .point)
      }
      isPlaced = true
    }
    for field in fields {
      guard let text = field.text(in: feature) else {
        throw .notUnicode(file: layer.source.path, layer: layer.name, feature: number, field: field.name)
      }
      rows.addText(text.utf8)
    }
    rows.endRecord(isPlaced: isPlaced)
  }
}
