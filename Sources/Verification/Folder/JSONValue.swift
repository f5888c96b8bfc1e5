/// A value of a JSON document (RFC 8259), with its numbers as they are written.
///
/// It is read here and not by a library that rounds: what is checked in whole numbers is not to be changed by reading it.
indirect enum JSONValue {
  case null
  case bool(Bool)
  case number(DecimalNumber)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// `nil` where bytes are no document.
  init?(_ bytes: [UInt8]) {
    let value: JSONValue? = bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer)
      guard let value = parser.value(depth: 0) else { return nil }
      parser.skipSpace()
      return parser.place == buffer.count ? value : nil
    }
    guard let value else { return nil }
    self = value
  }
}

/// A number as it is written: `digits` times ten to the power of `exponent`.
struct DecimalNumber: Equatable {
  var digits: Int
  var exponent: Int

  /// What is beyond this is no number of a plan.
  static let most = 100_000_000_000_000_000

  /// The number times a power of ten, where that is a whole one.
  func whole(places: Int = 0) -> Int? {
    var (value, left) = (digits, exponent + places)
    if value == 0 { return 0 }
    while left > 0 {
      guard abs(value) <= Self.most / 10 else { return nil }
      (value, left) = (value * 10, left - 1)
    }
    while left < 0 {
      guard value % 10 == 0 else { return nil }
      (value, left) = (value / 10, left + 1)
    }
    return abs(value) <= Self.most ? value : nil
  }

  /// The whole number that is nearest to it times a power of ten.
  func rounded(places: Int) -> Int? {
    var (value, left) = (digits, exponent + places)
    var last = 0
    while left < 0, value != 0 { (last, value, left) = (value % 10, value / 10, left + 1) }
    while left > 0 {
      guard abs(value) <= Self.most / 10 else { return nil }
      (value, left) = (value * 10, left - 1)
    }
    guard abs(value) < Self.most else { return nil }
    return abs(last) >= 5 ? value + last.signum() : value
  }

  /// For people: whole, or with two decimals.
  var text: String { Self.text(double) }

  static func text(_ value: Double) -> String {
    let hundredths = (value * 100).rounded()
    guard abs(hundredths) < 1e15 else { return "\(value)" }
    let (whole, rest) = Int(abs(hundredths)).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Nearly the number, for what is compared within a tolerance.
  var double: Double {
    var (value, left) = (Double(digits), exponent)
    while left > 0, value.isFinite { (value, left) = (value * 10, left - 1) }
    while left < 0, value != 0 { (value, left) = (value / 10, left + 1) }
    return value
  }
}

private struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var place = 0

  /// No file of a plan is nested deeper.
  private static let deepest = 64

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    place += 1
    return true
  }

  mutating func value(depth: Int) -> JSONValue? {
    skipSpace()
    guard depth < Self.deepest, let byte = next else { return nil }
    switch byte {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return list(depth)
    case UInt8(ascii: "\""): return text().map(JSONValue.text)
    case UInt8(ascii: "t"): return word("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return word("false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return word("null") ? .null : nil
    default: return number().map(JSONValue.number)
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    for index in 0..<count where bytes[place + index] != word.utf8Start[index] { return false }
    place += count
    return true
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    place += 1
    var members: [String: JSONValue] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      // A name that stands there twice would be read by one as this, by another as that.
      guard let name = text(), take(UInt8(ascii: ":")), let value = value(depth: depth + 1),
        members.updateValue(value, forKey: name) == nil
      else { return nil }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .object(members) : nil
  }

  private mutating func list(_ depth: Int) -> JSONValue? {
    place += 1
    var values: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .list(values) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .list(values) : nil
  }

  private mutating func number() -> DecimalNumber? {
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var (digits, exponent, count) = (0, 0, 0)
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    func add(_ byte: UInt8) -> Bool {
      guard digits < Int.max / 20 else { return false }
      digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
      count += 1
      return true
    }
    while let byte = next, isDigit(byte) {
      guard add(byte) else { return nil }
      place += 1
    }
    guard count > 0 else { return nil }
    if next == UInt8(ascii: ".") {
      place += 1
      let before = count
      while let byte = next, isDigit(byte) {
        guard add(byte) else { return nil }
        (exponent, place) = (exponent - 1, place + 1)
      }
      guard count > before else { return nil }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      place += 1
      let sign = next == UInt8(ascii: "-") ? -1 : 1
      if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { place += 1 }
      var power = 0
      let first = place
      while let byte = next, isDigit(byte), power < 1000 {
        power = power * 10 + Int(byte - UInt8(ascii: "0"))
        place += 1
      }
      guard place > first, power < 400 else { return nil }
      exponent += sign * power
    }
    return DecimalNumber(digits: isNegative ? -digits : digits, exponent: exponent)
  }

  private mutating func text() -> String? {
    guard next == UInt8(ascii: "\"") else { return nil }
    place += 1
    let first = place
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { place += 1 }
    guard let byte = next else { return nil }
    if byte == UInt8(ascii: "\"") {
      place += 1
      return String(validating: bytes[first..<(place - 1)], as: UTF8.self)
    }
    return escaped(from: first)
  }

  /// The same where something in it is escaped.
  private mutating func escaped(from first: Int) -> String? {
    var found = Array(bytes[first..<place])
    let plain: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
    ]
    while let byte = next {
      place += 1
      if byte == UInt8(ascii: "\"") { return String(validating: found, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        found.append(byte)
        continue
      }
      guard let sign = next else { return nil }
      place += 1
      if let meant = plain[sign] {
        found.append(meant)
      } else if sign == UInt8(ascii: "u"), let scalar = scalar() {
        found += Array(String(scalar).utf8)
      } else {
        return nil
      }
    }
    return nil
  }

  private mutating func scalar() -> Unicode.Scalar? {
    guard let high = unit() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    guard word("\\u"), let low = unit(), (0xDC00..<0xE000).contains(low) else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func unit() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    defer { place += 4 }
    return String(validating: bytes[place..<(place + 4)], as: UTF8.self).flatMap { UInt32($0, radix: 16) }
  }
}
