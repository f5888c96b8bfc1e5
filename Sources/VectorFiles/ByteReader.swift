import CGDAL
import Foundation
import Words

/// Bytes of a table from where they are wanted, as UTF-8.
package struct ByteReader: ~Copyable {
  private let path: String
  private let file: UnsafeMutablePointer<VSILFILE>
  /// Holds the table where it was recoded.
  private let memory: MemoryFolder?
  private var buffer: UnsafeMutableRawBufferPointer
  private var range = 0..<0
  package private(set) var isAtEnd = false

  /// - Parameter size: of the buffer, bytes.
  package init(_ source: VectorSource, size: Int) throws(FormatError) {
    let prepared = try GDAL.reading(source.path) { () throws(FormatError) in
      guard case .file(let path) = try SourcePlace(source) else { throw .notLocal(source.path) }
      return try PreparedFile(path, of: source)
    }
    guard let file = VSIFOpenL(prepared.path, "rb") else {
      throw .notVector(file: source.path, detail: Message(system: errno))
    }
    path = source.path
    self.file = file
    memory = prepared.memory
    buffer = .allocate(byteCount: size, alignment: 16)
  }

  deinit {
    buffer.deallocate()
    VSIFCloseL(file)
  }

  /// What was read and not consumed; valid until the next fill.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[range]) }

  package mutating func consume(_ count: Int) { range = range.lowerBound + count..<range.upperBound }

  package mutating func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
    buffer.deallocate()
    buffer = larger
  }

  /// Reads until the buffer is full or the file ends.
  package mutating func fill() throws(FormatError) {
    guard let base = buffer.baseAddress else { return }
    memmove(base, base + range.lowerBound, range.count)
    range = 0..<range.count
    while range.count < buffer.count && !isAtEnd {
      errno = 0
      let wanted = buffer.count - range.count
      let count = VSIFReadL(base + range.count, 1, wanted, file)
      if count < wanted, VSIFEofL(file) == 0 {
        throw .unreadable(file: path, layer: "csv", detail: Message(system: errno))
      }
      isAtEnd = count < wanted
      range = 0..<range.count + count
    }
  }

  /// Up to `count` parts of whole records from the start; none when not even one record is whole.
  package func split(into count: Int, blockSize: Int, _ scanner: CSVScanner) -> [Range<Int>] {
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
