/// Reads the points of a CSV with a column for each coordinate, a block at a time.
struct CSVPoints: ~Copyable {
  private static let blockSize = 1 << 18
  private static let longestRecord = 1 << 24

  let transform: GeographicTransform
  private let source: VectorSource
  private var reader: ByteReader
  private let scanner: CSVScanner
  /// The places of longitude, latitude and the wanted columns.
  private let fields: [Int]
  private var nextNumber: Int
  private var ranges: [Range<Int>]

  /// `pointColumns` of the source name the two columns.
  init(_ source: VectorSource, columns: [String]) throws(FormatError) {
    var reader = try ByteReader(source, size: Self.blockSize)
    let head = try Self.head(&reader, source)
    let names = source.pointColumns + columns
    var fields = names.compactMap { name in head.names.firstIndex(of: name) }
    let hasHeader = fields.count == names.count
    if !hasHeader {
      fields = names.compactMap { Int($0) }.filter { (1...head.names.count).contains($0) }.map { $0 - 1 }
      guard fields.count == names.count else {
        let missing = names.first { !head.names.contains($0) } ?? ""
        throw .noField(file: source.path, layer: "csv", field: missing, known: head.names)
      }
    }
    reader.consume(hasHeader ? head.length : head.start)
    let system = source.coordinateSystem ?? "EPSG:4326"
    guard let transform = GeographicTransform(system) else {
      throw .unknownCoordinateSystem(file: source.path, definition: system)
    }
    self.source = source
    self.reader = reader
    self.transform = transform
    scanner = head.scanner
    self.fields = fields
    nextNumber = hasHeader ? 2 : 1
    ranges = [Range<Int>](repeating: 0..<0, count: fields.count)
  }

  static func header(of source: VectorSource) throws(FormatError) -> [String] {
    var reader = try ByteReader(source, size: blockSize)
    return try head(&reader, source).names
  }

  private static func head(
    _ reader: inout ByteReader, _ source: VectorSource
  ) throws(FormatError) -> (names: [String], scanner: CSVScanner, start: Int, length: Int) {
    try reader.fill()
    let bytes = reader.bytes
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard bytes.count > start else { throw .noFeatures(file: source.path, layer: "csv") }
    let scanner = CSVScanner(
      delimiter: CSVScanner.delimiter(of: bytes[start...].prefix { $0 != CSVScanner.newline }))
    var names: [String] = []
    let first = scanner.record(bytes, at: start, isLast: reader.isAtEnd) {
      names.append(scanner.text(bytes, $1))
    }
    guard let first else { throw .openQuote(file: source.path, row: 1) }
    return (names, scanner, start, first.next)
  }

  mutating func next(_ rows: inout PointRows) throws(FormatError) -> Bool {
    rows.clear(firstNumber: nextNumber)
    try reader.fill()
    while !reader.bytes.isEmpty {
      let length = scan(&rows)
      if length > 0 {
        reader.consume(length)
        nextNumber += rows.recordCount
        rows.place(by: transform)
        return true
      }
      guard !reader.isAtEnd, reader.bytes.count < Self.longestRecord else {
        throw .openQuote(file: source.path, row: nextNumber)
      }
      reader.grow()
      try reader.fill()
    }
    return false
  }

  /// Reads the whole records of the buffer; returns where they end.
  private mutating func scan(_ rows: inout PointRows) -> Int {
    let bytes = reader.bytes
    var next = 0
    while next < bytes.count {
      for place in ranges.indices { ranges[place] = next..<next }
      let record = scanner.record(bytes, at: next, isLast: reader.isAtEnd) { number, range in
        for place in fields.indices where fields[place] == number { ranges[place] = range }
      }
      guard let record else { break }
      next = record.next
      if !record.content.isEmpty { add(bytes, &rows) } else { addNothing(&rows) }
    }
    return next
  }

  private func add(_ bytes: UnsafeRawBufferPointer, _ rows: inout PointRows) {
    var isPlaced = false
    if case .value(let x) = CSVNumber(bytes, ranges[0]), case .value(let y) = CSVNumber(bytes, ranges[1]) {
      rows.add(x: x, y: y)
      isPlaced = true
    }
    for range in ranges[2...] {
      if let first = range.first, [CSVScanner.quote, Escaping.apostrophe].contains(bytes[first]) {
        rows.addText(scanner.text(bytes, range).utf8)
      } else {
        rows.addText(bytes[range])
      }
    }
    rows.endRecord(isPlaced: isPlaced)
  }

  /// An empty line is a row that says nothing.
  private func addNothing(_ rows: inout PointRows) {
    for _ in ranges[2...] { rows.addText([]) }
    rows.endRecord()
  }
}
