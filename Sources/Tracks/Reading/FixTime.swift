import Scenario

/// Moments as files of fixes write them.
enum FixTime {
  /// Milliseconds since 1970-01-01 00:00 UTC; `nil` for what is no moment.
  ///
  /// Read are dates with a time (ISO 8601, also with a space for the T, slashes or points for the dashes, and without
  /// leading zeros), 14 digits in a row, and seconds, milliseconds or microseconds since 1970, told apart by their size.
  ///
  /// - Parameter clock: holds for a date without an offset.
  static func milliseconds(_ text: UnsafeRawBufferPointer, clock: Clock) -> Int64? {
    var scan = Scan(text)
    scan.skipBlanks()
    let start = scan.place
    guard let first = scan.number() else { return nil }
    let digits = scan.place - start
    if digits == 4, let mark = scan.take(oneOf: "-/.") { return date(year: first, &scan, mark, clock) }
    if digits == 14 { return scan.isAtEnd ? compact(first, clock) : nil }
    // Up to 11 digits are seconds until the year 5138.
    let scale: Int64
    switch digits {
    case ...11: scale = 1
    case ...13: scale = 1000
    case 16: scale = 1_000_000
    default: return nil
    }
    let thousandths = scan.take(oneOf: ".,") == nil ? 0 : scan.thousandths()
    guard let thousandths, scan.isAtEnd else { return nil }
    return scale == 1 ? first * 1000 + thousandths : first * 1000 / scale
  }

  private static func date(year: Int64, _ scan: inout Scan, _ mark: UInt8, _ clock: Clock) -> Int64? {
    guard let month = scan.number(), scan.take(mark), let day = scan.number(),
      let date = CivilDate(year: Int(year), month: Int(month), day: Int(day))
    else { return nil }
    guard scan.take(oneOf: "Tt ") != nil else { return nil }
    scan.skipBlanks()
    guard let hour = scan.number(), hour <= 24, scan.take(oneOf: ":") != nil, let minute = scan.number(),
      minute < 60
    else { return nil }
    var milliseconds: Int64 = 0
    if scan.take(oneOf: ":") != nil {
      guard let second = scan.number(), second < 61 else { return nil }
      milliseconds = second * 1000
      if scan.take(oneOf: ".,") != nil {
        guard let rest = scan.thousandths() else { return nil }
        milliseconds += rest
      }
    }
    guard let offset = offset(&scan, clock) else { return nil }
    return Int64(date.days) * 86_400_000 + (hour * 3600 + minute * 60 - offset) * 1000 + milliseconds
  }

  /// Seconds east of UTC, as the end of a text says or else the clock.
  private static func offset(_ scan: inout Scan, _ clock: Clock) -> Int64? {
    scan.skipBlanks()
    if scan.isAtEnd { return Int64(clock.offset) }
    if scan.take(oneOf: "Zz") != nil { return scan.isAtEnd ? 0 : nil }
    guard let sign = scan.take(oneOf: "+-") else { return nil }
    let start = scan.place
    guard var hours = scan.number() else { return nil }
    var minutes: Int64 = 0
    if scan.place - start == 4 {
      (hours, minutes) = (hours / 100, hours % 100)
    } else if scan.take(oneOf: ":") != nil {
      guard let number = scan.number() else { return nil }
      minutes = number
    }
    guard scan.isAtEnd, hours <= 18, minutes < 60 else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// Such as 20261201083000.
  private static func compact(_ number: Int64, _ clock: Clock) -> Int64? {
    let (day, time) = (number / 1_000_000, number % 1_000_000)
    guard let date = CivilDate(year: Int(day / 10_000), month: Int(day / 100 % 100), day: Int(day % 100)),
      time / 10_000 <= 24, time / 100 % 100 < 60, time % 100 < 61
    else { return nil }
    let seconds = time / 10_000 * 3600 + time / 100 % 100 * 60 + time % 100
    return (Int64(date.days) * 86_400 + seconds - Int64(clock.offset)) * 1000
  }
}

/// Bytes that are read from left to right.
private struct Scan {
  private let bytes: UnsafeRawBufferPointer
  private(set) var place = 0
  private let end: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    self.end = end
  }

  var isAtEnd: Bool { place == end }

  mutating func skipBlanks() {
    while place < end, bytes[place] == 0x20 { place += 1 }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard place < end, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  mutating func take(oneOf set: StaticString) -> UInt8? {
    guard place < end else { return nil }
    let byte = bytes[place]
    guard set.withUTF8Buffer({ $0.contains(byte) }) else { return nil }
    place += 1
    return byte
  }

  /// One to eighteen digits.
  mutating func number() -> Int64? {
    let start = place
    var value: Int64 = 0
    while place < end, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10, place - start < 18 {
      value = value * 10 + Int64(digit)
      place += 1
    }
    return place > start ? value : nil
  }

  /// Digits behind a point, cut to three.
  mutating func thousandths() -> Int64? {
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
