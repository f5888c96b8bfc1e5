import CGDAL

extension GeometryKind {
  /// The kind of geometry that a layer holds, by its first feature; `none` for a table.
  public init(of source: VectorSource) throws(FormatError) {
    if let plain = PlainLayer(source) {
      self = plain.kind
    } else {
      self = try GDAL.reading(source.path) { () throws(FormatError) in try LayerReader(source).kind }
    }
  }
}

extension LayerReader {
  fileprivate var kind: GeometryKind {
    OGR_L_ResetReading(layer)
    guard let feature = OGR_L_GetNextFeature(layer) else { return .none }
    defer { OGR_F_Destroy(feature) }
    guard let geometry = OGR_F_GetGeometryRef(feature) else { return .none }
    return switch OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
    case wkbPoint, wkbMultiPoint: .point
    case wkbLineString, wkbMultiLineString: .line
    case wkbPolygon, wkbMultiPolygon, wkbCurvePolygon, wkbMultiSurface: .polygon
    default: .none
    }
  }
}
