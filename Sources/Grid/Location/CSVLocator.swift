import Foundation
import VectorFiles
import Words

/// Locates the points of a CSV and writes them as CSV, a few blocks at a time.
struct CSVLocator {
  private static let blockSize = 1 << 20
  private static let longestRecord = 1 << 24

  private let locator: PointLocator
  private let source: VectorSource
  private let system: OutputSystem?
  private let forExcel: Bool

  /// - Parameter system: of columns with coordinates to add; none are added without it.
  init(_ locator: PointLocator, _ source: VectorSource, system: OutputSystem?, forExcel: Bool) {
    self.locator = locator
    self.source = source
    self.system = system
    self.forExcel = forExcel
  }

  func locate(to output: PointLocator.Output) throws(FormatError) -> PointLocator.Tally {
    switch output {
    case .standardOutput: return try stream(ByteWriter(STDOUT_FILENO, name: FormatError.standardOutput))
    case .file(let path):
      let draft = try DraftFile(for: path)
      let file = Foundation.open(draft.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw .cannotWrite(file: path, detail: Message(system: errno)) }
      let tally: PointLocator.Tally
      do {
        defer { close(file) }
        tally = try stream(ByteWriter(file, name: path))
      }
      try draft.commit()
      return tally
    }
  }

  private func stream(_ output: ByteWriter) throws(FormatError) -> PointLocator.Tally {
    var reader = try ByteReader(source, size: Self.blockSize * CSVBlock.atOnce)
    try reader.fill()
    let head = try CSVHead(
      reader.bytes, isLast: reader.isAtEnd, source: source, locator: locator, system: system)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if forExcel, !head.line.starts(with: mark) { try output.write(mark) }
    try output.write(head.line)
    reader.consume(head.length)
    var rows = head.rows
    var tally = PointLocator.Tally()
    var suspicion = DatumSuspicion(stated: head.datum)
    let workers = (0..<CSVBlock.atOnce).map { _ in CSVBlock(locator, head) }
    while true {
      try reader.fill()
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
      let isStart = rows == head.rows
      DispatchQueue.concurrentPerform(iterations: ranges.count) { i in
        parts[i].locate(UnsafeRawBufferPointer(rebasing: unsafeBytes[ranges[i]]), isFirst: isStart && i == 0)
      }
      for worker in workers[..<ranges.count] {
        if let failure = worker.failure { throw failure.error(file: source.path, rowsBefore: rows) }
        try output.write(worker.output)
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
    if let failure { throw .cannotWrite(file: name, detail: Message(system: failure)) }
  }
}
