/// What is wrong with a vector file; each case reads as one sentence.
public enum FormatError: Error, Sendable, Equatable, CustomStringConvertible {
  case noSuchFile(String)
  case notVector(file: String, detail: String)
  case noLayer(file: String, layer: String, known: [String])
  case severalLayers(file: String, layers: [String])
  case noFeatures(file: String, layer: String)
  case noField(file: String, layer: String, field: String, known: [String])
  case noGeometry(file: String, layer: String, feature: Int)
  case wrongGeometry(file: String, layer: String, feature: Int, found: String, wanted: GeometryKind)
  case noCoordinateSystem(file: String, layer: String)
  case unknownCoordinateSystem(file: String, definition: String)
  case outsideEarth(file: String, layer: String, feature: Int)
  case notUnicode(file: String, layer: String, feature: Int, field: String)
  case noCoordinate(file: String, row: Int, column: String, text: String)
  case beyondEarth(file: String, row: Int)
  case openQuote(file: String, row: Int)
  case unreadable(file: String, layer: String, detail: String)
  case unknownFormat(file: String, known: [String])
  /// A format that holds nothing but WGS 84.
  case onlyWGS84(file: String)
  /// Places that the coordinate system does not reach.
  case beyondSystem(file: String, definition: String)
  case cannotWrite(file: String, detail: String)

  public var description: String {
    switch self {
    case .noSuchFile(let file): "\(file): no such file"
    case .notVector(let file, let detail): "\(file): not a vector file that can be read (\(detail))"
    case .noLayer(let file, let layer, let known):
      "\(file): no layer '\(layer)'; it has \(known.joined(separator: ", "))"
    case .severalLayers(let file, let layers):
      "\(file): has several layers (\(layers.joined(separator: ", "))); name one with 'layer'"
    case .noFeatures(let file, let layer): "\(file), layer \(layer): has no features"
    case .noField(let file, let layer, let field, let known):
      "\(file), layer \(layer): no column '\(field)'; it has \(known.joined(separator: ", "))"
    case .noGeometry(let file, let layer, let feature):
      "\(file), layer \(layer), feature \(feature): has no geometry"
    case .wrongGeometry(let file, let layer, let feature, let found, let wanted):
      "\(file), layer \(layer), feature \(feature): is a \(found), not a \(wanted.rawValue)"
    case .noCoordinateSystem(let file, let layer):
      "\(file), layer \(layer): states no coordinate system; name it with 'crs', e.g. crs: EPSG:4490"
    case .unknownCoordinateSystem(let file, let definition):
      "\(file): coordinate system '\(definition)' is unknown; use an EPSG code such as EPSG:4490, gcj02 or bd09"
    case .outsideEarth(let file, let layer, let feature):
      "\(file), layer \(layer), feature \(feature): has coordinates beyond the earth; is its coordinate system right?"
    case .notUnicode(let file, let layer, let feature, let field):
      "\(file), layer \(layer), feature \(feature), column \(field): text is not UTF-8; name its encoding with "
        + "'encoding', e.g. encoding: GBK"
    case .noCoordinate(let file, let row, let column, let text):
      "\(file), row \(row): column \(column) holds '\(text)', which is not a number"
    case .beyondEarth(let file, let row):
      "\(file), row \(row): has coordinates beyond the earth; is its coordinate system right?"
    case .openQuote(let file, let row): "\(file), row \(row): a quoted field does not end"
    case .unreadable(let file, let layer, let detail):
      "\(file), layer \(layer): cannot be read to its end (\(detail))"
    case .unknownFormat(let file, let known):
      "\(file): the ending names no format that can be written; use \(known.joined(separator: ", "))"
    case .onlyWGS84(let file): "\(file): its format holds WGS 84 only"
    case .beyondSystem(let file, let definition):
      "\(file): some places have no coordinates in \(definition); is it made for this county?"
    case .cannotWrite(let file, let detail): "\(file): cannot be written (\(detail))"
    }
  }
}
