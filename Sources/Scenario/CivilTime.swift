import VectorFiles

/// A date of the Gregorian calendar, as days since 1970-01-01.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public var days: Int

  /// So many days after 1970-01-01.
  public init(days: Int) {
    self.days = days
  }

  /// `nil` unless the date exists.
  ///
  /// Day count after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    guard components == (year, month, day) else { return nil }
  }

  /// Reads "2026-12-01", and what other programs write, such as "2026/12/1" (`MomentText`).
  public init?(_ text: some StringProtocol) {
    guard let moment = MomentText(text), moment.milliseconds == nil else { return nil }
    self = moment.date
  }

  /// By the Gregorian calendar.
  public var components: (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// ISO weekday: Monday 1 to Sunday 7.
  public var weekday: Int { ((days + 3) % 7 + 7) % 7 + 1 }

  /// "2026-12-01".
  public var text: String {
    let (year, month, day) = components
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// So many days later.
  public static func + (date: CivilDate, days: Int) -> CivilDate { CivilDate(days: date.days + days) }
  /// Days from the second to the first.
  public static func - (a: CivilDate, b: CivilDate) -> Int { a.days - b.days }
  public static func < (a: CivilDate, b: CivilDate) -> Bool { a.days < b.days }
}

/// A time of day in seconds since midnight; the scenario writes it "HH:MM".
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Since midnight, up to 86,400.
  public var seconds: Int

  /// So many seconds since midnight.
  public init(seconds: Int) {
    self.seconds = seconds
  }

  /// Reads "08:30"; "24:00" is the end of the day.
  public init?(_ text: some StringProtocol) {
    let parts = text.parts(at: ":", keepingEmpty: true)
    guard parts.count == 2, parts[0].count == 2, parts[1].count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0...24).contains(hour), (0..<60).contains(minute),
      hour < 24 || minute == 0
    else { return nil }
    seconds = hour * 3600 + minute * 60
  }

  /// "08:30"; 24:00 is written 00:00.
  public var text: String { "\(padded(seconds / 3600 % 24, 2)):\(padded(seconds / 60 % 60, 2))" }

  public static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.seconds < b.seconds }
}

/// A stretch of every day; one that ends at or before its start ends on the next day.
public struct DailyWindow: Hashable, Sendable {
  /// Before 24:00.
  public let start: TimeOfDay
  /// Its end; before its start where it passes midnight.
  public let end: TimeOfDay

  /// A start at 24:00 is the midnight with which the day begins: every day has one, and one only.
  public init(start: TimeOfDay, end: TimeOfDay) {
    self.start = TimeOfDay(seconds: start.seconds % 86_400)
    // After another start, 24:00 and 00:00 are the same end.
    self.end = self.start.seconds == 0 ? end : TimeOfDay(seconds: end.seconds % 86_400)
  }

  /// "08:00-16:00".
  public var text: String { "\(start.text)-\(endText)" }

  /// The end, which is 24:00 where the window would else look like one of a moment.
  package var endText: String { end.seconds == 86_400 && start.seconds == 0 ? "24:00" : end.text }

  /// Length in seconds, 1 to 86,400.
  public var duration: Int {
    let length = end.seconds - start.seconds
    return length > 0 ? length : length + 86_400
  }

  /// When something that may begin in the window can do so, in seconds after midnight; a window of one moment is that
  /// moment.
  package var beginnings: ClosedRange<Int> { start.seconds...(start.seconds + (start == end ? 0 : duration)) }
}

/// The bureau's clock: a fixed offset from UTC (China has no daylight saving).
public struct Clock: Hashable, Sendable {
  /// Seconds east of UTC.
  public var offset: Int

  /// So many seconds east of UTC.
  public init(offset: Int) {
    self.offset = offset
  }

  /// Reads "+08:00".
  public init?(_ text: String) {
    guard let sign = text.first, sign == "+" || sign == "-", let time = TimeOfDay(text.dropFirst()) else {
      return nil
    }
    offset = sign == "-" ? -time.seconds : time.seconds
  }

  /// ISO 8601 with offset for `seconds` after midnight of `date`; seconds may run into other days.
  public func text(_ date: CivilDate, seconds: Int) -> String {
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - day * 86_400
    return
      "\((date + day).text)T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))\(offsetText)"
  }

  /// "+08:00".
  public var offsetText: String {
    (offset < 0 ? "-" : "+") + TimeOfDay(seconds: offset.magnitude < 86_400 ? Int(offset.magnitude) : 0).text
  }
}
