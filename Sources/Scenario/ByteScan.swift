/// Bytes that are read from left to right.
package struct ByteScan {
  private let bytes: UnsafeRawBufferPointer
  package private(set) var place = 0
  private let end: Int

  package init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    self.end = end
  }

  package var isAtEnd: Bool { place == end }

  package mutating func skipBlanks() {
    while place < end, bytes[place] == 0x20 { place += 1 }
  }

  package mutating func take(_ byte: UInt8) -> Bool {
    guard place < end, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  package mutating func take(text: StaticString) -> Bool {
    guard end - place >= text.utf8CodeUnitCount,
      text.withUTF8Buffer({ bytes[place..<place + $0.count].elementsEqual($0) })
    else { return false }
    place += text.utf8CodeUnitCount
    return true
  }

  package mutating func take(oneOf set: StaticString) -> UInt8? {
    guard place < end else { return nil }
    let byte = bytes[place]
    guard set.withUTF8Buffer({ $0.contains(byte) }) else { return nil }
    place += 1
    return byte
  }

  /// One to eighteen digits.
  package mutating func number() -> Int64? {
    let start = place
    var value: Int64 = 0
    while place < end, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10, place - start < 18 {
      value = value * 10 + Int64(digit)
      place += 1
    }
    return place > start ? value : nil
  }

  /// Digits behind a point, cut to three.
  package mutating func thousandths() -> Int64? {
    let start = place
    var value: Int64 = 0
    while place < end, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
      if place - start < 3 { value = value * 10 + Int64(digit) }
      place += 1
    }
    guard place > start else { return nil }
    for _ in (place - start)..<max(place - start, 3) { value *= 10 }
    return value
  }
}
