import Foundation

/// Reads records of comma-separated values (RFC 4180) from bytes.
///
/// A quote opens a quoted field only at a field's start; records end with LF or CRLF outside quotes.
///
/// Public, since only what is public is inlined in other targets.
public struct CSVScanner: Sendable {
  @inlinable static var quote: UInt8 { UInt8(ascii: "\"") }
  /// What ends a record.
  @inlinable public static var newline: UInt8 { UInt8(ascii: "\n") }
  @inlinable static var carriageReturn: UInt8 { UInt8(ascii: "\r") }

  /// The byte between two fields.
  public let delimiter: UInt8

  /// Of records whose fields such a byte parts.
  public init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// One record: its bytes without the line's end, and where the next begins.
  public struct Record: Sendable {
    /// Its bytes, without the end of its line.
    public var content: Range<Int>
    /// Where the next one begins.
    public var next: Int

    @inlinable init(content: Range<Int>, next: Int) {
      self.content = content
      self.next = next
    }
  }

  /// The record that starts at `start`, calling `body` with the number and place of each field; `nil` when the
  /// bytes end before it does and more may follow.
  @inlinable @inline(__always)
  public func record(
    _ bytes: UnsafeRawBufferPointer, at start: Int, isLast: Bool, _ body: (Int, Range<Int>) -> Void
  ) -> Record? {
    var place = start
    var field = 0
    while true {
      let first = place
      if place < bytes.count, bytes[place] == Self.quote {
        place += 1
        while place < bytes.count {
          if bytes[place] == Self.quote {
            guard place + 1 < bytes.count, bytes[place + 1] == Self.quote else { break }
            place += 1
          }
          place += 1
        }
        guard place < bytes.count else { return nil }
        place += 1
      }
      while place < bytes.count, bytes[place] != delimiter, bytes[place] != Self.newline { place += 1 }
      if place < bytes.count, bytes[place] == delimiter {
        body(field, first..<place)
        field += 1
        place += 1
        continue
      }
      guard place < bytes.count || isLast else { return nil }
      let hasReturn = place < bytes.count && place > first && bytes[place - 1] == Self.carriageReturn
      let end = hasReturn ? place - 1 : place
      body(field, first..<end)
      return Record(content: start..<end, next: min(bytes.count, place + 1))
    }
  }

  /// Where the last whole record ends, at `limit` or before; 0 when not even the first does.
  func wholeRecords(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    if memchr(base, Int32(Self.quote), limit) == nil {
      return (bytes[..<limit].lastIndex(of: Self.newline) ?? -1) + 1
    }
    var end = 0
    while end < limit, let record = record(bytes, at: end, isLast: false, { _, _ in }), record.next <= limit {
      end = record.next
    }
    return end
  }

  /// What a field says: without its quotes, and without an apostrophe that keeps it from being a formula.
  package func text(_ bytes: UnsafeRawBufferPointer, _ field: Range<Int>) -> String {
    guard let first = field.first, bytes[first] == Self.quote else {
      return Escaping.text(ofCell: String(decoding: bytes[field], as: UTF8.self))
    }
    var text: [UInt8] = []
    var place = first + 1
    while place < field.upperBound {
      if bytes[place] == Self.quote {
        place += 1
        // What stands behind the closing quote is none of a table's, and is taken as it is.
        guard place < field.upperBound, bytes[place] == Self.quote else { break }
      }
      text.append(bytes[place])
      place += 1
    }
    if place < field.upperBound { text += bytes[place..<field.upperBound] }
    return Escaping.text(ofCell: String(decoding: text, as: UTF8.self))
  }

  /// Where an apostrophe must stand so that a spreadsheet takes a field for text; `nil` where it does so anyway, one that
  /// has its apostrophe among them.
  @inline(__always)
  package func placeOfApostrophe(_ bytes: UnsafeRawBufferPointer, _ field: Range<Int>) -> Int? {
    guard let first = field.first else { return nil }
    let start = bytes[first] == Self.quote ? first + 1 : first
    guard start < field.upperBound, Self.mayBeginFormula[Int(bytes[start])] else { return nil }
    return beginsFormula(bytes[start..<field.upperBound]) ? start : nil
  }

  /// - Parameter content: of a field, from behind its opening quote where it has one.
  private func beginsFormula(_ content: Slice<UnsafeRawBufferPointer>) -> Bool {
    // To a number belong neither a closing quote nor blanks.
    let end = content.lastIndex { !CSVNumber.isBlank($0) } ?? content.startIndex
    return !Escaping.isNumber(content[...end]) && Escaping.isFormula(content)
  }

  /// For each byte whether what it begins may be a formula; others are not looked at twice.
  private static let mayBeginFormula = (0..<256).map { byte in
    byte == 0xEF || "=+-@\t\r\n".utf8.contains(UInt8(byte))
  }

  /// A value as a field.
  package func field(_ text: String) -> [UInt8] {
    let needsQuotes = text.utf8.contains {
      $0 == delimiter || $0 == Self.quote || $0 == Self.newline || $0 == Self.carriageReturn
    }
    guard needsQuotes else { return Array(text.utf8) }
    return [Self.quote] + text.utf8.flatMap { $0 == Self.quote ? [$0, $0] : [$0] } + [Self.quote]
  }

  /// The delimiter that stands most often in the first line; a comma unless another does.
  package static func delimiter(of line: some Sequence<UInt8>) -> UInt8 {
    var counts = [UInt8: Int]()
    var inQuotes = false
    for byte in line {
      if byte == quote { inQuotes.toggle() }
      if !inQuotes { counts[byte, default: 0] += 1 }
    }
    var best = UInt8(ascii: ",")
    for other in [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    where counts[other, default: 0] > counts[best, default: 0] { best = other }
    return best
  }
}

/// A number as CSV files write it.
package enum CSVNumber: Equatable {
  case value(Double)
  case missing
  case wrong

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { CSVNumber(UnsafeRawBufferPointer($0), 0..<$0.count) }
  }

  /// Whether a byte may stand about a number.
  @inline(__always)
  fileprivate static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == CSVScanner.quote
  }

  /// Reads a field, spaces and quotes about the number aside.
  @inline(__always)
  package init(_ bytes: UnsafeRawBufferPointer, _ field: Range<Int>) {
    var (start, end) = (field.lowerBound, field.upperBound)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    guard start < end else {
      self = .missing
      return
    }
    var place = start
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var digits: UInt64 = 0
    var decimals = -1
    let first = place
    while place < end {
      let digit = bytes[place] &- UInt8(ascii: "0")
      if digit < 10 {
        digits = digits &* 10 &+ UInt64(digit)
        if decimals >= 0 { decimals += 1 }
      } else if bytes[place] == UInt8(ascii: "."), decimals < 0 {
        decimals = 0
      } else {
        break
      }
      place += 1
    }
    // Below 2^53 both the digits and the power of ten are exact, and the quotient is rounded once.
    if place == end, end - first <= 16, max(decimals, 0) < end - first, end - first > (decimals >= 0 ? 1 : 0),
      digits < 1 << 53
    {
      let value = Double(digits) / Self.powers[max(decimals, 0)]
      self = .value(isNegative ? -value : value)
      return
    }
    self = Self.general(bytes, start..<end)
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  ]

  private static func general(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> CSVNumber {
    // Digits, signs, a point and an exponent only: neither "nan" nor hexadecimal.
    let allowed = bytes[range].allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    guard allowed, let value = Double(String(decoding: bytes[range], as: UTF8.self)), value.isFinite else {
      return .wrong
    }
    return .value(value)
  }
}
