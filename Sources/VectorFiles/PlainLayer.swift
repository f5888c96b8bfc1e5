import CGDAL
import CGeoJSON

/// A GeoJSON file without anything unusual, parsed in one go (`geojson.h`), where GDAL would parse it twice.
///
/// It never says what is wrong: a file with anything that is, or that may be read in more than one way, is none, and GDAL
/// reads it and says so. `PlainLayerTests` hold the two against each other.
struct PlainLayer: ~Copyable {
  /// The most bytes that are held in memory; GDAL reads on a piece at a time.
  private static let limit = 1 << 27

  private let layer: UnsafePointer<geojson_layer>
  let name: String
  let fieldNames: [String]

  /// `nil` unless the source is such a file with features.
  init?(_ source: VectorSource) {
    let ending = [".geojson", ".json"].contains { source.path.lowercased().hasSuffix($0) }
    guard ending, source.encoding == nil, !source.namesPointColumns,
      case .file(let path)? = try? SourcePlace(source), !path.hasPrefix("/vsi"),
      let layer = geojson_read(path, Self.limit)
    else { return nil }
    // As GDAL calls a layer that does not say its name.
    let name = Self.text(layer.pointee.name) ?? String(cString: CPLGetBasename(path))
    guard layer.pointee.feature_count > 0, source.layer == nil || source.layer == name,
      name != LayerStyle.tableName
    else {
      geojson_free(layer)
      return nil
    }
    self.layer = layer
    self.name = name
    fieldNames = (0..<layer.pointee.column_count).map { index in
      TextMarks.unmarked(Self.text(layer.pointee.columns[index].name) ?? "")
    }
  }

  deinit { geojson_free(layer) }

  /// The number of features.
  var count: Int { layer.pointee.feature_count }

  private static func text(_ text: geojson_text) -> String? {
    guard let bytes = text.bytes else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: bytes, count: text.size), as: UTF8.self)
  }

  // MARK: Columns

  /// The place of a column among all.
  func index(of column: String) -> Int? { fieldNames.firstIndex(of: column) }

  /// The values of a column.
  func field(_ index: Int) -> VectorField {
    let values: VectorField.Values =
      switch layer.pointee.columns[index].values {
      case GEOJSON_TEXTS, GEOJSON_NOTHING: .text(texts(index))
      case GEOJSON_REALS: .real(numbers(0.0) { geojson_reals(layer, index, $0, $1) })
      default: .integer(numbers(Int64(0)) { geojson_integers(layer, index, $0, $1) }.map { $0.map(Int.init) })
      }
    return VectorField(fieldNames[index], values)
  }

  /// A column as GDAL would have it, to be written again.
  func kept(_ index: Int) -> KeptColumn {
    let field = field(index)
    return switch layer.pointee.columns[index].values {
    case GEOJSON_FLAGS: KeptColumn(field, OFTInteger, OFSTBoolean, width: 1)
    case GEOJSON_INTEGERS: KeptColumn(field, OFTInteger)
    case GEOJSON_WIDE_INTEGERS: KeptColumn(field, OFTInteger64)
    case GEOJSON_REALS: KeptColumn(field, OFTReal)
    default: KeptColumn(field, OFTString, isMember: layer.pointee.has_ids && index == 0)
    }
  }

  private func texts(_ index: Int) -> [String?] {
    withUnsafeTemporaryAllocation(of: geojson_text.self, capacity: count) { buffer in
      geojson_texts(layer, index, buffer.baseAddress)
      return buffer.map { Self.text($0).map(TextMarks.unmarked) }
    }
  }

  private func numbers<Number>(
    _ none: Number, _ fill: (UnsafeMutablePointer<Number>?, UnsafeMutablePointer<Bool>?) -> Void
  ) -> [Number?] {
    var numbers = [Number](repeating: none, count: count)
    var isThere = [Bool](repeating: false, count: count)
    fill(&numbers, &isThere)
    return zip(numbers, isThere).map { $1 ? $0 : nil }
  }

  // MARK: Geometries

  /// What kind of geometry the first feature has.
  var kind: GeometryKind {
    switch layer.pointee.geometries[0].shape {
    case GEOJSON_POINT, GEOJSON_POINTS: .point
    case GEOJSON_LINE, GEOJSON_LINES: .line
    case GEOJSON_POLYGON, GEOJSON_POLYGONS: .polygon
    default: .none
    }
  }

  /// The geometries of some features; `nil` where one of them is not of the kind, or has none that is wanted.
  func geometries(of features: some Sequence<Int>, as kind: GeometryKind) -> GeometryCollector? {
    var result = GeometryCollector(kind: kind)
    for feature in features where !append(feature, to: &result, as: kind) { return nil }
    return result
  }

  private func append(_ feature: Int, to geometry: inout GeometryCollector, as kind: GeometryKind) -> Bool {
    let end = layer.pointee.geometries[feature]
    switch (kind, end.shape) {
    case (.none, _), (.polygon, GEOJSON_NO_SHAPE): return geometry.append(nil) == nil
    case (.point, GEOJSON_POINT), (.line, GEOJSON_LINE), (.line, GEOJSON_LINES): break
    case (.polygon, GEOJSON_POLYGON), (.polygon, GEOJSON_POLYGONS): break
    default: return false
    }
    let start = feature == 0 ? geojson_geometry() : layer.pointee.geometries[feature - 1]
    let (runs, polygons) = (start.run_end..<end.run_end, start.polygon_end..<end.polygon_end)
    let vertices = vertexEnd(ofRuns: runs.lowerBound)..<vertexEnd(ofRuns: runs.upperBound)
    geometry.append(
      x: UnsafeBufferPointer(start: layer.pointee.x + vertices.lowerBound, count: vertices.count),
      y: UnsafeBufferPointer(start: layer.pointee.y + vertices.lowerBound, count: vertices.count),
      runEnds: runs.map { layer.pointee.run_ends[$0] - vertices.lowerBound },
      polygonEnds: polygons.map { layer.pointee.polygon_ends[$0] - runs.lowerBound })
    return true
  }

  /// How many vertices the first runs have.
  private func vertexEnd(ofRuns count: Int) -> Int { count == 0 ? 0 : layer.pointee.run_ends[count - 1] }
}
