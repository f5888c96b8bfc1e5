import Foundation

/// Reads how long a crossing takes (wiki.openstreetmap.org: Key:duration).
enum FerryDuration {
  private static let longest = 7 * 86_400.0

  /// Seconds; `nil` for a text that states none.
  ///
  /// H:MM and H:MM:SS, minutes alone, periods of ISO 8601 such as PT1H30M, and the same with words such as "5 min".
  static func seconds(_ text: String) -> Double? {
    let text = text.trimmingCharacters(in: .whitespaces).lowercased()
    guard let seconds = clock(text) ?? period(text), seconds > 0, seconds <= longest else { return nil }
    return seconds
  }

  private static func clock(_ text: String) -> Double? {
    let parts = text.parts(at: ":", keepingEmpty: true)
    if parts.count == 1 { return number(text[...]).map { $0 * 60 } }
    let values = parts.compactMap { part in part.allSatisfy { $0.isASCII && $0.isNumber } ? Double(part) : nil
    }
    guard values.count == parts.count, (2...3).contains(values.count),
      values.dropFirst().allSatisfy({ $0 < 60 })
    else { return nil }
    return values[0] * 3600 + values[1] * 60 + (values.count > 2 ? values[2] : 0)
  }

  /// Numbers with units, the greatest first.
  private static func period(_ text: String) -> Double? {
    var rest = text[...]
    var isTime = true
    if rest.first == "p" {
      rest.removeFirst()
      isTime = false
    }
    var seconds = 0.0
    var found = false
    while !rest.isEmpty {
      if rest.first == "t", !isTime {
        isTime = true
        rest.removeFirst()
        continue
      }
      rest = rest.drop { $0 == " " }
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
      rest = rest.dropFirst(digits.count).drop { $0 == " " }
      let unit = rest.prefix { $0.isLetter && !(!isTime && $0 == "t") }
      rest = rest.dropFirst(unit.count)
      guard let value = number(digits), let factor = factor(unit, isTime: isTime) else { return nil }
      seconds += value * factor
      found = true
    }
    return found ? seconds : nil
  }

  private static func number(_ text: Substring) -> Double? {
    guard !text.isEmpty, text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }) else {
      return nil
    }
    return Double(text.replacing(",", with: "."))
  }

  private static func factor(_ unit: Substring, isTime: Bool) -> Double? {
    switch unit {
    case "d", "day", "days", "天": 86_400
    case "w" where !isTime: 604_800
    case "h", "hr", "hrs", "hour", "hours", "小时": isTime ? 3600 : nil
    case "m", "min", "mins", "minute", "minutes", "分", "分钟": isTime ? 60 : nil
    case "s", "sec", "secs", "second", "seconds", "秒": isTime ? 1 : nil
    default: nil
    }
  }
}
