import VectorFiles

/// What the start of a CSV says: its delimiter, its columns, and how its points are to be read.
struct CSVHead: Sendable {
  let scanner: CSVScanner
  let longitude: Int
  let latitude: Int
  /// How coordinate errors name the two columns.
  let names: [String]
  /// The header to write; empty when the file has none.
  let line: [UInt8]
  /// How many bytes and rows it takes in the file.
  let length: Int
  let rows: Int
  /// For each unit, and last for none, the fields to add: `additions[offsets[u] ..< offsets[u + 1]]`.
  let additions: [UInt8]
  let offsets: [Int]
  /// The coordinate system of the points.
  let system: String
  let datum: Datum
  /// The coordinate system of the coordinates to add.
  let addedSystem: OutputSystem?

  init(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, source: VectorSource, locator: PointLocator,
    system added: OutputSystem?
  ) throws(FormatError) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? mark.count : 0
    scanner = CSVScanner(
      delimiter: CSVScanner.delimiter(of: bytes[start...].prefix { $0 != CSVScanner.newline }))
    var fields: [Range<Int>] = []
    guard bytes.count > start,
      let first = scanner.record(bytes, at: start, isLast: isLast, { fields.append($1) })
    else {
      if bytes.count > start { throw .openQuote(file: source.path, row: 1) }
      throw .noFeatures(file: source.path, layer: "csv")
    }
    let scanner = scanner
    let header = fields.map { scanner.text(bytes, $0) }
    let found = PointColumns.find(in: header, named: source.pointColumns)
    let names = found ?? source.pointColumns
    self.names = names
    let delimiter = [scanner.delimiter]
    if found != nil, let x = header.firstIndex(of: names[0]), let y = header.firstIndex(of: names[1]) {
      (longitude, latitude) = (x, y)
      let names = PointLocator.names(
        locator.columns.map(\.name) + (added?.columnNames ?? []), beside: header)
      let end = first.content.upperBound
      var line: [UInt8] = []
      var written = 0
      for place in fields.compactMap({ scanner.placeOfApostrophe(bytes, $0) }) {
        line += bytes[written..<place] + [UInt8(ascii: "'")]
        written = place
      }
      line += bytes[written..<end]
      for name in names { line += delimiter + scanner.field(Escaping.cell(name)) }
      line += end == first.next ? [CSVScanner.newline] : Array(bytes[end..<first.next])
      self.line = line
      (length, rows) = (first.next, 1)
    } else if names.count == 2, let x = Int(names[0]), let y = Int(names[1]), min(x, y) >= 1,
      max(x, y) <= fields.count
    {
      (longitude, latitude) = (x - 1, y - 1)
      line = Array(mark.prefix(start))
      (length, rows) = (start, 0)
    } else {
      guard let missing = names.first(where: { !$0.isEmpty && !header.contains($0) }) else {
        throw .noPointColumns(file: source.path, layer: "csv", known: header)
      }
      throw .noField(file: source.path, layer: "csv", field: missing, known: header)
    }
    system = source.coordinateSystem ?? "EPSG:4326"
    let definition = system
    guard let datum = GDAL.quietly({ GeographicTransform(definition)?.datum }).result else {
      throw .unknownCoordinateSystem(file: source.path, definition: system)
    }
    self.datum = datum
    addedSystem = added
    var additions: [UInt8] = []
    var offsets = [0]
    let columns = locator.columns.map(\.texts)
    for unit in 0..<(columns.first?.count ?? 0) {
      for column in columns { additions += delimiter + scanner.field(Escaping.cell(column[unit] ?? "")) }
      offsets.append(additions.count)
    }
    for _ in columns { additions += delimiter }
    self.additions = additions
    self.offsets = offsets + [additions.count]
  }
}
