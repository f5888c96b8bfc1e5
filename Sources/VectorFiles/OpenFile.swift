import CGDAL
import Foundation
import Words

/// An open file or database, and how its text is to be read.
struct OpenFile: ~Copyable {
  private let source: VectorSource
  private let prepared: PreparedFile?
  private let dataset: Dataset
  let raw: RawText

  private static let fileDrivers = [
    "GeoJSON", "GeoJSONSeq", "TopoJSON", "GPKG", "SQLite", "FlatGeobuf", "ESRI Shapefile", "OpenFileGDB",
    "MapInfo File", "GML", "LIBKML", "GPX", "OSM", "CSV", "XLSX",
  ]

  init(_ source: VectorSource) throws(FormatError) {
    switch try SourcePlace(source) {
    case .database(let name):
      GDAL.setUpDatabases
      self = OpenFile(source, nil, try Self.open(name, drivers: ["PostgreSQL"], [:], nil, source), RawText())
    case .file(let path): self = try OpenFile(source, PreparedFile(path, of: source))
    }
  }

  private init(_ source: VectorSource, _ prepared: PreparedFile) throws(FormatError) {
    let options = Self.options(for: source, prepared)
    func open(_ more: [String: String]) throws(FormatError) -> Dataset {
      try Self.open(
        prepared.openName, drivers: Self.fileDrivers, options.merging(more) { $1 }, prepared.memory, source)
    }
    let dataset = try open([:])
    // Tables were recoded as a whole.
    let encoding = prepared.isTable ? nil : try source.textEncoding
    guard ShapefileText.isShapefile(dataset) else {
      let layer = GDALDatasetGetLayer(dataset.handle, 0)
      let isConverted = layer.map { OGR_L_TestCapability($0, "StringsAsUTF8") != 0 } ?? true
      self = OpenFile(
        source, prepared, dataset,
        RawText(
          encoding: encoding, isUnconverted: encoding != nil && !isConverted, isCells: prepared.isTable)
      )
      return
    }
    let text = ShapefileText(dataset)
    if encoding == nil, text.isConverted {
      self = OpenFile(source, prepared, dataset, RawText())
    } else {
      self = OpenFile(
        source, prepared, try open(["ENCODING": ""]),
        RawText(encoding: encoding ?? text.encoding, isUnconverted: true))
    }
  }

  private init(
    _ source: VectorSource, _ prepared: PreparedFile?, _ dataset: consuming Dataset, _ raw: RawText
  ) {
    self.source = source
    self.prepared = prepared
    self.dataset = dataset
    self.raw = raw
  }

  private static func open(
    _ name: String, drivers: [String], _ options: [String: String], _ memory: MemoryFolder?,
    _ source: VectorSource
  ) throws(FormatError) -> Dataset {
    let allowed = GDALOptions(words: drivers)
    let list = GDALOptions(options)
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY)
    guard let handle = GDALOpenEx(name, flags, allowed.readOnly, list.readOnly, nil) else {
      throw .notVector(file: source.path, detail: Message("no driver reads it"))
    }
    let files = GDALGetFileList(handle)
    defer { CSLDestroy(files) }
    for index in 0..<CSLCount(files) {
      if let file = files?[Int(index)] { InputFiles.note(String(cString: file)) }
    }
    return Dataset(handle: handle, memory: memory)
  }

  private static func options(for source: VectorSource, _ prepared: PreparedFile) -> [String: String] {
    if OSMFiles.isOSM(prepared.path) { return ["CONFIG_FILE": OSMFiles.configuration] }
    if prepared.isTable {
      let shapes = source.pointColumns.count == 1 ? source.pointColumns : PointColumns.shapes + ["the_geom"]
      return [
        "EMPTY_STRING_AS_NULL": "YES", "HEADERS": "YES", "KEEP_GEOM_COLUMNS": "YES",
        "GEOM_POSSIBLE_NAMES": shapes.joined(separator: ","),
      ]
    }
    // Reading leaves nothing beside the file, and fetches nothing.
    return prepared.path.lowercased().hasSuffix(".gml") ? ["WRITE_GFS": "NO", "DOWNLOAD_SCHEMA": "NO"] : [:]
  }

  // MARK: Layers

  /// Whether it is a table by its ending.
  var isTable: Bool { prepared?.isTable ?? false }
  var integersInReals: Set<String> { prepared?.integersInReals ?? [] }

  /// The layer of a name, or the only one.
  func layer(named wanted: String?) throws(FormatError) -> OGRLayerH {
    let layers = (0..<GDALDatasetGetLayerCount(dataset.handle)).compactMap { index -> (String, OGRLayerH)? in
      GDALDatasetGetLayer(dataset.handle, index).map { (String(cString: OGR_L_GetName($0)), $0) }
    }
    .filter { $0.0 != LayerStyle.tableName }
    let names = layers.map(\.0)
    var found = layers.first
    if let wanted {
      found =
        layers.first { $0.0 == wanted }
        ?? GDALDatasetGetLayerByName(dataset.handle, wanted).map { (String(cString: OGR_L_GetName($0)), $0) }
      guard found != nil else { throw .noLayer(file: source.path, layer: wanted, known: names) }
    } else if names.count > 1 {
      throw .severalLayers(file: source.path, layers: names)
    }
    guard let (name, layer) = found else {
      throw .notVector(file: source.path, detail: Message("it holds no layer"))
    }
    // Even to ask a view for its columns would run it.
    if prepared?.computedLayers.contains(name) == true {
      throw .computedLayer(file: source.path, layer: name)
    }
    return layer
  }

  // MARK: JSON

  private func isRead(by drivers: [String]) -> Bool {
    guard let driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset.handle)) else { return false }
    return drivers.contains(String(cString: driver))
  }

  /// Whether the column "id" holds what features have beside their properties.
  var hasIDBesideProperties: Bool {
    prepared.map { isRead(by: ["GeoJSON"]) && FeatureHead.hasIDBesideProperties($0.path) } ?? false
  }

  /// Whether GDAL made dates and times of a JSON file's texts.
  func guessesDates(in layer: OGRLayerH) -> Bool {
    guard isRead(by: ["TopoJSON", "GeoJSONSeq"]),
      let definition = OGR_L_GetLayerDefn(layer)
    else { return false }
    return (0..<OGR_FD_GetFieldCount(definition)).contains {
      [OFTDate, OFTTime, OFTDateTime].contains(OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, $0)))
    }
  }

  /// The same file, its texts kept as they are.
  func withoutDates() throws(FormatError) -> OpenFile {
    guard var marked = prepared else { return try OpenFile(source) }
    try marked.markTexts()
    return try OpenFile(source, marked)
  }

  // MARK: Encodings

  /// The encoding in which one of the columns has a name; `nil` where none is known to.
  func encoding(in layer: OGRLayerH, revealing column: String) -> String? {
    guard let prepared, ShapefileText.isShapefile(dataset),
      let bare = try? Self.open(
        prepared.openName, drivers: Self.fileDrivers, ["ENCODING": ""], prepared.memory, source),
      let layer = GDALDatasetGetLayerByName(bare.handle, OGR_L_GetName(layer)),
      let definition = OGR_L_GetLayerDefn(layer)
    else { return nil }
    let names = (0..<OGR_FD_GetFieldCount(definition)).compactMap {
      OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, $0))
    }
    return ["GBK", "UTF-8", "Big5"].first { encoding in
      let raw = RawText(encoding: TextEncoding(encoding), isUnconverted: true)
      return names.contains { raw.text($0) == column }
    }
  }
}

extension VectorSource {
  /// Whether columns with coordinates are named.
  var namesPointColumns: Bool { pointColumns.contains { !$0.isEmpty } }

  /// The encoding that is named.
  var textEncoding: TextEncoding? {
    get throws(FormatError) {
      guard let encoding else { return nil }
      guard let known = TextEncoding(encoding) else { throw .unknownEncoding(file: path, encoding: encoding) }
      return known
    }
  }
}
