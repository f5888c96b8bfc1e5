import Foundation

/// Locates the points of a CSV and writes them as CSV, a few blocks at a time.
struct CSVLocator {
  private static let blockSize = 1 << 20
  private static let longestRecord = 1 << 24

  private let locator: PointLocator
  private let source: VectorSource
  private let system: OutputSystem?

  /// - Parameter system: of columns with coordinates to add; none are added without it.
  init(_ locator: PointLocator, _ source: VectorSource, system: OutputSystem?) {
    self.locator = locator
    self.source = source
    self.system = system
  }

  /// Reads every record and writes nothing.
  func check() throws(FormatError) {
    let input = try open()
    defer { close(input) }
    _ = try stream(input, nil)
  }

  func locate(to output: PointLocator.Output) throws(FormatError) -> PointLocator.Tally {
    let input = try open()
    defer { close(input) }
    switch output {
    case .standardOutput: return try stream(input, ByteWriter(STDOUT_FILENO, name: "standard output"))
    case .file(let path):
      let draft = DraftFile(for: path)
      let file = Foundation.open(draft.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw .cannotWrite(file: path, detail: String(cString: strerror(errno))) }
      let tally: PointLocator.Tally
      do {
        defer { close(file) }
        tally = try stream(input, ByteWriter(file, name: path))
      }
      try draft.commit()
      return tally
    }
  }

  private func open() throws(FormatError) -> Int32 {
    let input = Foundation.open(source.path, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else {
      if errno == ENOENT { throw .noSuchFile(source.path) }
      throw .notVector(file: source.path, detail: String(cString: strerror(errno)))
    }
    return input
  }

  private func stream(_ input: Int32, _ output: ByteWriter?) throws(FormatError) -> PointLocator.Tally {
    var reader = ByteReader(input, size: Self.blockSize * CSVBlock.atOnce)
    try read(&reader)
    let head = try CSVHead(
      reader.bytes, isLast: reader.isAtEnd, source: source, locator: locator, system: system)
    try output?.write(head.line)
    reader.consume(head.length)
    var rows = head.rows
    var tally = PointLocator.Tally()
    var suspicion = DatumSuspicion(stated: head.datum)
    let workers = (0..<CSVBlock.atOnce).map { _ in CSVBlock(locator, head) }
    while true {
      try read(&reader)
      if reader.bytes.isEmpty { break }
      let ranges = reader.split(into: CSVBlock.atOnce, blockSize: Self.blockSize, head.scanner)
      guard let last = ranges.last else {
        guard !reader.isAtEnd, reader.bytes.count < Self.longestRecord else {
          throw .openQuote(file: source.path, row: rows + 1)
        }
        reader.grow()
        continue
      }
      let bytes = reader.bytes
      nonisolated(unsafe) let unsafeBytes = bytes
      nonisolated(unsafe) let parts = workers
      DispatchQueue.concurrentPerform(iterations: ranges.count) { i in
        parts[i].locate(UnsafeRawBufferPointer(rebasing: unsafeBytes[ranges[i]]))
      }
      for worker in workers[..<ranges.count] {
        if let failure = worker.failure { throw failure.error(file: source.path, rowsBefore: rows) }
        try output?.write(worker.output)
        rows += worker.rows
        tally.points += worker.points
        tally.missing += worker.missing
        tally.outside += worker.outside
        suspicion.add(worker.coordinates)
      }
      reader.consume(last.upperBound)
    }
    tally.suspectedDatum = suspicion.datum(locator.index)
    return tally
  }

  private func read(_ reader: inout ByteReader) throws(FormatError) {
    guard reader.fill() else {
      throw .unreadable(file: source.path, layer: "csv", detail: String(cString: strerror(errno)))
    }
  }
}

/// Bytes of a file from where they are wanted.
private struct ByteReader: ~Copyable {
  private let file: Int32
  private var buffer: UnsafeMutableRawBufferPointer
  private var range = 0..<0
  private(set) var isAtEnd = false

  init(_ file: Int32, size: Int) {
    self.file = file
    buffer = .allocate(byteCount: size, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// What was read and not consumed; valid until the next fill.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[range]) }

  mutating func consume(_ count: Int) { range = range.lowerBound + count..<range.upperBound }

  mutating func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
    buffer.deallocate()
    buffer = larger
  }

  /// Reads until the buffer is full or the file ends; false when reading fails.
  mutating func fill() -> Bool {
    guard let base = buffer.baseAddress else { return true }
    memmove(base, base + range.lowerBound, range.count)
    range = 0..<range.count
    while range.count < buffer.count && !isAtEnd {
      let count = read(file, base + range.count, buffer.count - range.count)
      if count < 0 && errno != EINTR { return false }
      isAtEnd = count == 0
      range = 0..<range.count + max(0, count)
    }
    return true
  }

  /// Up to `count` parts of whole records from the start; none when not even one record is whole.
  func split(into count: Int, blockSize: Int, _ scanner: CSVScanner) -> [Range<Int>] {
    let bytes = bytes
    var parts: [Range<Int>] = []
    var start = 0
    while parts.count < count, start < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
      var length = scanner.wholeRecords(rest, limit: min(rest.count, blockSize))
      if length == 0, let record = scanner.record(rest, at: 0, isLast: isAtEnd, { _, _ in }) {
        length = record.next
      }
      if length == 0 { break }
      parts.append(start..<start + length)
      start += length
    }
    return parts
  }
}

/// Writes bytes to an open file.
private struct ByteWriter {
  private let file: Int32
  private let name: String

  init(_ file: Int32, name: String) {
    self.file = file
    self.name = name
  }

  func write(_ bytes: [UInt8]) throws(FormatError) {
    let failure: Int32? = bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno != EINTR { return errno }
        rest = rest.dropFirst(max(0, count))
      }
      return nil
    }
    if let failure { throw .cannotWrite(file: name, detail: String(cString: strerror(failure))) }
  }
}
