/// Dates as days since 1970-01-01, and times of a plan as seconds after a midnight.
enum CivilDay {
  static let seconds = 86_400

  /// Days of "2026-12-01" (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  static func days(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 0,
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// Monday 1 to Sunday 7.
  static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 + 1 }

  /// Weeks from Monday to Sunday.
  static func week(_ day: Int) -> Int { (day - weekday(day) + 4) / 7 }

  /// Year and month of a day, as one number.
  static func month(_ day: Int) -> Int {
    let z = day + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let ofEra = z - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let shifted = (5 * ofYear + 2) / 153
    return (year + era * 400 + (shifted >= 10 ? 1 : 0)) * 12 + (shifted < 10 ? shifted + 2 : shifted - 10)
  }

  /// Seconds of "08:30", or of "08:30:15".
  static func clock(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.count == 2 ? Int($0) : nil }
    guard numbers.count == parts.count, (2...3).contains(numbers.count), (0...24).contains(numbers[0]),
      numbers.dropFirst().allSatisfy((0..<60).contains)
    else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
  }

  /// Seconds after the midnight that begins day 0, in the time of a plan, of "2026-12-01T08:30:00+08:00".
  static func moment(_ text: String, offset: Substring) -> Int? {
    guard text.utf8.count == 19 + offset.utf8.count, text.hasSuffix(offset) else { return nil }
    let parts = text.dropLast(offset.count).split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = days(parts[0]), let clock = clock(parts[1]) else { return nil }
    return day * seconds + clock
  }
}
