/// A date, and a time of day where one stands, as files of all kinds write them.
///
/// The year comes first: "2026-12-01", "2026/12/1" as Excel saves it, "2026.12.1", "2026年12月1日", "20261201". A time
/// follows behind a T or blanks, as "8:30", "08:30:00.250" or in 14 digits with the date; then Z or an offset, as
/// "+08", "+0800" or "+08:00". Ten digits are seconds since 1970, 13 milliseconds, 16 microseconds.
package struct MomentText: Equatable {
  package var date: CivilDate
  /// Since midnight; `nil` where the text holds a date alone.
  package var milliseconds: Int64?
  /// Seconds east of UTC; `nil` where the text does not say.
  package var offset: Int64?

  package init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let moment = text.withUTF8({ MomentText(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = moment
  }

  package init?(_ bytes: UnsafeRawBufferPointer) {
    var scan = ByteScan(bytes)
    scan.skipBlanks()
    let start = scan.place
    guard let first = scan.number() else { return nil }
    switch scan.place - start {
    case 4: self.init(year: first, &scan)
    case 8 where scan.isAtEnd: self.init(first, time: nil)
    case 14 where scan.isAtEnd: self.init(first / 1_000_000, time: first % 1_000_000)
    case 10:
      let thousandths = scan.take(oneOf: ".,") == nil ? 0 : scan.thousandths()
      guard let thousandths, scan.isAtEnd else { return nil }
      self.init(sinceEpoch: first * 1000 + thousandths)
    case 13 where scan.isAtEnd: self.init(sinceEpoch: first)
    case 16 where scan.isAtEnd: self.init(sinceEpoch: first / 1000)
    default: return nil
    }
  }

  /// - Parameter milliseconds: since 1970-01-01 00:00 UTC.
  private init(sinceEpoch milliseconds: Int64) {
    date = CivilDate(days: Int(milliseconds / 86_400_000))
    self.milliseconds = milliseconds % 86_400_000
    offset = 0
  }

  private init?(year: Int64, _ scan: inout ByteScan) {
    let isChinese = scan.take(text: "年")
    let mark = isChinese ? nil : scan.take(oneOf: "-/.")
    func skip(_ scan: inout ByteScan, _ sign: StaticString) -> Bool {
      if isChinese { return scan.take(text: sign) }
      return mark.map { scan.take($0) } ?? false
    }
    guard isChinese || mark != nil, let month = scan.number(), skip(&scan, "月"), let day = scan.number(),
      let date = CivilDate(year: Int(year), month: Int(month), day: Int(day))
    else { return nil }
    if isChinese { _ = scan.take(text: "日") }
    self.date = date
    if scan.isAtEnd { return }
    guard scan.take(oneOf: "Tt ") != nil || isChinese else { return nil }
    scan.skipBlanks()
    guard let clock = scan.clock(), clock <= 86_400_000, let offset = scan.offset() else { return nil }
    milliseconds = clock
    self.offset = offset.seconds
  }

  /// Such as 20261201 and 083000.
  private init?(_ day: Int64, time: Int64?) {
    guard let date = CivilDate(year: Int(day / 10_000), month: Int(day / 100 % 100), day: Int(day % 100))
    else { return nil }
    self.date = date
    guard let time else { return }
    guard time / 10_000 <= 24, time / 100 % 100 < 60, time % 100 < 61 else { return nil }
    milliseconds = (time / 10_000 * 3600 + time / 100 % 100 * 60 + time % 100) * 1000
  }
}

extension ByteScan {
  /// Milliseconds since midnight of a time such as 8:30 or 08:30:00.250.
  fileprivate mutating func clock() -> Int64? {
    guard let hour = number(), hour <= 24, take(oneOf: ":") != nil, let minute = number(), minute < 60 else {
      return nil
    }
    var milliseconds = (hour * 3600 + minute * 60) * 1000
    guard take(oneOf: ":") != nil else { return milliseconds }
    guard let second = number(), second < 61 else { return nil }
    milliseconds += second * 1000
    if take(oneOf: ".,") != nil {
      guard let rest = thousandths() else { return nil }
      milliseconds += rest
    }
    return milliseconds
  }

  /// What the end of a text says of the offset; `nil` where it says what is none.
  fileprivate mutating func offset() -> (seconds: Int64?, ())? {
    skipBlanks()
    if isAtEnd { return (nil, ()) }
    if take(oneOf: "Zz") != nil { return isAtEnd ? (0, ()) : nil }
    guard let sign = take(oneOf: "+-") else { return nil }
    let start = place
    guard var hours = number() else { return nil }
    var minutes: Int64 = 0
    if place - start == 4 {
      (hours, minutes) = (hours / 100, hours % 100)
    } else if take(oneOf: ":") != nil {
      guard let number = number() else { return nil }
      minutes = number
    }
    guard isAtEnd, hours <= 18, minutes < 60 else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return (sign == UInt8(ascii: "-") ? -seconds : seconds, ())
  }
}
