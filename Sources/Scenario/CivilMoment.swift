/// A date and a time of day as a file writes it, with its offset where it has one.
public struct CivilMoment: Sendable, Equatable {
  public var date: CivilDate
  /// Since midnight; fractions are dropped.
  public var seconds: Int
  /// Seconds east of UTC; `nil` where the text does not say.
  public var offset: Int?

  public init(date: CivilDate, seconds: Int, offset: Int? = nil) {
    self.date = date
    self.seconds = seconds
    self.offset = offset
  }

  /// Reads "2026-12-01T08:30:00+08:00"; the T may be a space and dates may have slashes; seconds, their fraction and
  /// the offset may be left out, and Z stands for no offset from UTC.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let date = CivilDate(String(decoding: bytes[..<10], as: UTF8.self).dashed) else {
      return nil
    }
    self.init(date: date, seconds: 0)
    if bytes.count == 10 { return }
    guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return nil }
    var clock = String(decoding: bytes[11...], as: UTF8.self)
    if clock.hasSuffix("Z") {
      offset = 0
      clock.removeLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let zone = Clock(String(clock[sign...])) else { return nil }
      offset = zone.offset
      clock = String(clock[..<sign])
    }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let time = TimeOfDay("\(parts[0]):\(parts[1])") else { return nil }
    seconds = time.seconds
    if parts.count == 3 {
      guard let rest = Double(parts[2]), (0..<61).contains(rest) else { return nil }
      seconds += Int(rest)
    }
  }

  /// Seconds from midnight of `start`, by a clock; a moment without an offset is by that clock already.
  public func seconds(after start: CivilDate, by clock: Clock) -> Int {
    (date - start) * 86_400 + seconds + (offset.map { clock.offset - $0 } ?? 0)
  }
}

extension String {
  /// With dashes for slashes.
  fileprivate var dashed: String { String(map { $0 == "/" ? "-" : $0 }) }
}
