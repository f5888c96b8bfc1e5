import Words

/// What is wrong with a vector file; each case reads as one sentence.
public enum FormatError: Error, Sendable, Equatable, Worded, CustomStringConvertible {
  /// There is no such file.
  case noSuchFile(String)
  /// There is something that the system does not let be read.
  case cannotRead(file: String, detail: Message)
  /// A path that names a device, a pipe or the like.
  case notAFile(String)
  /// A path that names a service on the network.
  case notLocal(String)
  /// A file that names an address to be fetched.
  case callsOut(file: String, address: String)
  /// More to unpack or recode than memory is taken for.
  case tooLarge(file: String, bytes: Int)
  /// It holds no layers or tables that can be read.
  case notVector(file: String, detail: Message)
  /// The file has no layer of that name.
  case noLayer(file: String, layer: String, known: [String])
  /// The file has several layers, and none is named.
  case severalLayers(file: String, layers: [String])
  /// An archive with more than one file that could be meant.
  case severalFiles(file: String, names: [String])
  /// A layer that is a view: its rows are computed as they are read, maybe without an end.
  case computedLayer(file: String, layer: String)
  /// The layer is empty.
  case noFeatures(file: String, layer: String)
  /// The layer has no column of that name.
  case noField(file: String, layer: String, field: String, known: [String])
  /// Columns whose names are in an encoding that nobody stated.
  case garbledNames(file: String, layer: String, encoding: String, isSure: Bool)
  /// There is no such encoding.
  case unknownEncoding(file: String, encoding: String)
  /// A table that is not in the encoding that was stated.
  case notEncoded(file: String, encoding: String)
  /// A table of points without columns for them that are known by name.
  case noPointColumns(file: String, layer: String, known: [String])
  /// A feature has no shape.
  case noGeometry(file: String, layer: String, feature: Int)
  /// No feature has one, and no column of the layer is taken for it.
  case noGeometries(file: String, layer: String, known: [String])
  /// A feature has a shape of another kind.
  case wrongGeometry(file: String, layer: String, feature: Int, found: Message, wanted: GeometryKind)
  /// Nothing says in which coordinate system the layer is.
  case noCoordinateSystem(file: String, layer: String)
  /// There is no such coordinate system.
  case unknownCoordinateSystem(file: String, definition: String)
  /// `swapped`: they would lie on the earth, or where their system is made for, with x and y exchanged.
  case outsideEarth(file: String, layer: String, feature: Int, swapped: Bool)
  /// A text is not in the encoding that was said.
  case notUnicode(file: String, layer: String, feature: Int, field: String)
  /// A field holds no coordinate.
  case noCoordinate(file: String, row: Int, column: String, text: String)
  /// A coordinate is beyond the earth.
  case beyondEarth(file: String, row: Int, swapped: Bool)
  /// A quote is never closed.
  case openQuote(file: String, row: Int)
  /// A layer cannot be read.
  case unreadable(file: String, layer: String, detail: Message)
  /// No format has that name or ending.
  case unknownFormat(file: String, known: [String])
  /// A format that holds nothing but WGS 84.
  case onlyWGS84(file: String)
  /// Places that the coordinate system does not reach.
  case beyondSystem(file: String, definition: String)
  /// A file cannot be written.
  case cannotWrite(file: String, detail: Message)
  /// Something that no output may replace stands there.
  case taken(file: String, reason: Message)
  /// What came to stand at an output's place while it was made may not be replaced; the output is kept elsewhere.
  case takenMeanwhile(file: String, reason: Message, kept: String)

  public var message: Message {
    switch self {
    case .noSuchFile(let file): Message("\(file): no such file")
    case .cannotRead(let file, let detail): Message("\(file): cannot be read (\(detail))")
    case .notAFile(let file): Message("\(file): is neither a file nor a folder")
    case .notLocal(let path):
      Message(
        "\(path): is not on this machine; read are files and, where a scenario names one, PostGIS connections (PG:…)"
      )
    case .callsOut(let file, let address):
      Message(
        "\(file): names \(address), which is not fetched: the planner works offline; where this is its coordinate system, "
          + "name it with 'crs' (\(Self.option(.crs)))")
    case .tooLarge(let file, let bytes):
      Message("\(file): unpacks to more than \(bytes >> 20) MB; unpack it, or save it as UTF-8, first")
    case .notVector(let file, let detail):
      Message("\(file): not a vector file that can be read (\(detail)); read are \(Self.formats)")
    case .noLayer(let file, let layer, let known):
      Message("\(file): no layer '\(layer)'; it has \(Message(list: known))")
    case .severalLayers(let file, let layers):
      Message(
        "\(file): has several layers (\(Message(list: layers))); name one with 'layer' (\(Self.option(.layer)))"
      )
    case .severalFiles(let file, let names):
      Message(
        "\(file): holds several files (\(Message(list: names))); name one as /vsizip/\(file)/\(names.first ?? "")"
      )
    case .computedLayer(let file, let layer):
      Message(
        "\(file), layer \(layer): is a view, which computes its rows as they are read; save it as a table")
    case .noFeatures(let file, let layer): Message("\(file), layer \(layer): has no features")
    case .noField(let file, let layer, let field, let known):
      Message("\(file), layer \(layer): no column '\(field)'; it has \(Message(list: known))")
    case .garbledNames(let file, let layer, let encoding, let isSure):
      Message(
        "\(file), layer \(layer): the names of its columns are garbled; their encoding is "
          + "\(isSure ? Message("likely") : Message("not UTF-8, maybe")) \(encoding): name it with 'encoding', e.g. "
          + "encoding: \(encoding) (\(Self.option(.encoding)))")
    case .unknownEncoding(let file, let encoding):
      Message("\(file): encoding '\(encoding)' is unknown; use one such as GBK, UTF-8 or Big5")
    case .notEncoded(let file, let encoding): Message("\(file): is not text in \(encoding)")
    case .noPointColumns(let file, let layer, let known):
      Message(
        "\(file), layer \(layer): has no columns that are known to hold coordinates, such as lon and lat, 经度 and 纬度; "
          + "name them with 'lon' and 'lat'; it has \(Message(list: known))")
    case .noGeometry(let file, let layer, let feature):
      Message("\(file), layer \(layer), feature \(feature): has no geometry")
    case .noGeometries(let file, let layer, let known):
      Message(
        "\(file), layer \(layer): no feature has a geometry, and none of its columns is taken for one; they are "
          + "\(Message(list: known))")
    case .wrongGeometry(let file, let layer, let feature, let found, let wanted):
      Message(
        "\(file), layer \(layer), feature \(feature): is a \(found), not a \(Message(term: wanted.rawValue))")
    case .noCoordinateSystem(let file, let layer):
      Message(
        "\(file), layer \(layer): states no coordinate system; name it with 'crs', e.g. crs: EPSG:4490 "
          + "(\(Self.option(.crs)))")
    case .unknownCoordinateSystem(let file, let definition):
      Message(
        "\(file): coordinate system '\(definition)' is unknown; use an EPSG code such as EPSG:4490, gcj02 or bd09"
      )
    case .outsideEarth(let file, let layer, let feature, let swapped):
      Message("\(file), layer \(layer), feature \(feature): \(Self.beyond(swapped))")
    case .notUnicode(let file, let layer, let feature, let field):
      Message(
        "\(file), layer \(layer), feature \(feature), column \(field): text is not UTF-8; name its encoding with "
          + "'encoding', e.g. encoding: GBK (\(Self.option(.encoding)))")
    case .noCoordinate(let file, let row, let column, let text):
      Message("\(file), row \(row): column \(column) holds '\(text)', which is not a number")
    case .beyondEarth(let file, let row, let swapped):
      Message("\(file), row \(row): \(Self.beyond(swapped))")
    case .openQuote(let file, let row): Message("\(file), row \(row): a quoted field does not end")
    case .unreadable(let file, let layer, let detail):
      Message("\(file), layer \(layer): cannot be read to its end (\(detail))")
    case .unknownFormat(let file, let known):
      Message("\(file): the ending names no format that can be written; use \(Message(list: known))")
    case .onlyWGS84(let file): Message("\(file): its format holds WGS 84 only")
    case .beyondSystem(let file, let definition):
      Message("\(file): some places have no coordinates in \(definition); is it made for this county?")
    case .cannotWrite(Self.standardOutput, let detail):
      Message("standard output: cannot be written (\(detail))")
    case .cannotWrite(let file, let detail): Message("\(file): cannot be written (\(detail))")
    case .taken(let file, let reason): Message("\(file): \(reason); it is left as it is")
    case .takenMeanwhile(let file, let reason, let kept):
      Message("\(file): \(reason); it is left as it is, and what was made is kept as \(kept)")
    }
  }

  /// What standard output is called where a file is named.
  package static let standardOutput = "standard output"

  private static func beyond(_ swapped: Bool) -> Message {
    swapped
      ? Message(
        "x and y look swapped: the longitude or easting must come first, then the latitude or northing")
      : Message("has coordinates beyond the earth; is its coordinate system right?")
  }

  private enum Key: String { case crs, layer, encoding }

  /// What a key of a scenario is called on the command line.
  private static func option(_ key: Key) -> Message { Message("on the command line --\(key.rawValue)") }

  /// The formats that are read.
  private static let formats = Message(
    "GeoJSON, TopoJSON, GeoPackage, Shapefile, File Geodatabase, MapInfo, FlatGeobuf, GML, KML, GPX, SQLite, "
      + "OpenStreetMap, and the tables CSV, XLSX and dBase, also packed with zip or gzip")
}
