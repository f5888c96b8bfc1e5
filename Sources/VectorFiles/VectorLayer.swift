import Geometry
import Words

/// A table of features with one geometry each, as read from or written to a vector file.
public struct VectorLayer: Sendable {
  /// What the layer is called in its file.
  public var name: String
  /// Its columns, each with a value for each feature.
  public var fields: [VectorField]
  /// The shape of each feature.
  public var geometry: VectorGeometry
  /// How it is drawn, in the formats that say so.
  package var style: LayerStyle?
  /// Every column of the file that it was read from, where that was asked for: they are written before the fields, and
  /// one of a field's name in its place.
  package var kept: [KeptColumn] = []
  /// The coordinate system of that file; `nil` where it has no code.
  package internal(set) var system: OutputSystem?
  /// What was left out when it was read, in sentences.
  public internal(set) var notes: [Message] = []

  /// Columns and shapes of as many features.
  public init(name: String, fields: [VectorField], geometry: VectorGeometry) {
    self.name = name
    self.fields = fields
    self.geometry = geometry
  }

  /// The number of features.
  public var count: Int {
    switch geometry {
    case .polygons(let shapes): shapes.count
    case .points(let points): points.count
    case .lines(let lines): lines.count
    case .none: fields.first?.count ?? 0
    }
  }

  /// Whether its features have a geometry.
  public var isMap: Bool { if case .none = geometry { false } else { true } }

  /// The features of the given rows, in that order.
  public func selecting(_ rows: [Int]) -> VectorLayer {
    var result = self
    result.fields = fields.map { $0.selecting(rows) }
    result.kept = kept.map { $0.selecting(rows) }
    switch geometry {
    case .none: break
    case .points(let points): result.geometry = .points(rows.map { points[$0] })
    case .lines(let lines):
      var kept = LineSet()
      for row in rows { kept.append(lines[row]) }
      result.geometry = .lines(kept)
    case .polygons(let shapes):
      var kept = PolygonSet()
      for row in rows { kept.appendUnit(row, of: shapes) }
      result.geometry = .polygons(kept)
    }
    return result
  }

  /// The column of that name.
  public subscript(field: String) -> VectorField? { fields.first { $0.name == field } }
}

/// One column of a layer.
public struct VectorField: Sendable {
  /// The values of a column; `nil` where a feature has none.
  public enum Values: Sendable {
    /// Texts.
    case text([String?])
    /// Whole numbers.
    case integer([Int?])
    /// Numbers.
    case real([Double?])
  }

  /// What the column is called in its file.
  public var name: String
  /// One for each feature.
  public var values: Values

  /// A column of a name, with a value or `nil` for each feature.
  public init(_ name: String, _ values: Values) {
    self.name = name
    self.values = values
  }

  /// The number of features that it has a value or `nil` for.
  public var count: Int {
    switch values {
    case .text(let values): values.count
    case .integer(let values): values.count
    case .real(let values): values.count
    }
  }

  /// The column with the values of the given rows, in that order.
  package func selecting(_ rows: [Int]) -> VectorField {
    switch values {
    case .text(let values): VectorField(name, .text(rows.map { values[$0] }))
    case .integer(let values): VectorField(name, .integer(rows.map { values[$0] }))
    case .real(let values): VectorField(name, .real(rows.map { values[$0] }))
    }
  }

  /// The values as text; numbers that are whole have no decimals.
  public var texts: [String?] {
    switch values {
    case .text(let values): values
    case .integer(let values): values.map { $0.map(String.init) }
    case .real(let values): values.map { $0.map(Self.text) }
    }
  }

  /// A number as text, without decimals where it is whole.
  static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? String(number) }
}

/// The geometries of a layer's features, in order.
public enum VectorGeometry: Sendable {
  /// A unit for each feature.
  case polygons(PolygonSet)
  /// A place for each feature.
  case points([Coordinate])
  /// A line for each feature.
  case lines(LineSet)
  /// A table without geometry.
  case none
}

/// Lines in one flat buffer: line l is `coordinates[offsets[l] ..< offsets[l + 1]]`.
public struct LineSet: Sendable, Equatable {
  /// The vertices of all lines.
  public private(set) var coordinates: [Coordinate] = []
  /// Where each line begins among the vertices, and where the last one ends.
  public private(set) var offsets = [0]

  /// No lines.
  public init() {}

  /// How many lines there are.
  public var count: Int { offsets.count - 1 }

  /// Adds a line.
  public mutating func append(_ line: some Sequence<Coordinate>) {
    coordinates.append(contentsOf: line)
    offsets.append(coordinates.count)
  }

  /// The vertices of a line.
  public subscript(line: Int) -> ArraySlice<Coordinate> { coordinates[offsets[line]..<offsets[line + 1]] }
}

/// Which kind of geometry a layer must have.
public enum GeometryKind: String, Sendable {
  /// Polygons, each feature of one or more.
  case polygon
  /// Points.
  case point
  /// Lines.
  case line
  /// None: a table.
  case none
}

/// Where a layer is: any source that GDAL reads, and which of its layers.
public struct VectorSource: Sendable, Hashable {
  /// A file or folder, also packed with gzip or zip, `/vsizip/archive.zip/file`; or a PostGIS connection such as
  /// `PG:dbname=…`, where `mayConnect` allows it.
  public var path: String
  /// `nil` takes the only layer.
  public var layer: String?
  /// Overrides the coordinate system that the file states: any definition PROJ knows, e.g.
  /// "EPSG:4547", or "gcj02" or "bd09" (`ChineseDatum`).
  public var coordinateSystem: String?
  /// The encoding of text in a Shapefile or table that does not state it, or states a wrong one, e.g. "GBK".
  public var encoding: String?
  /// For tables: the columns with longitude (easting) and latitude (northing), or one with well-known text. An empty
  /// name, or none at all, is found by usual names (`PointColumns`).
  public var pointColumns: [String]
  /// Whether the path may be a connection to a database: the only call that leaves the machine.
  public var mayConnect = false
  /// Where the file is found, if not by its path: in a folder that is held open (`HeldFolder`).
  var place: String?

  /// Whether it is a table in text, by its ending.
  public var isTable: Bool {
    [".csv", ".csv.gz", ".tsv", ".txt"].contains { path.lowercased().hasSuffix($0) }
  }

  /// A file, with its layer, coordinate system and encoding where they are said.
  public init(
    path: String, layer: String? = nil, coordinateSystem: String? = nil, encoding: String? = nil,
    pointColumns: [String] = []
  ) {
    self.path = path
    self.layer = layer
    self.coordinateSystem = coordinateSystem
    self.encoding = encoding
    self.pointColumns = pointColumns
  }
}
