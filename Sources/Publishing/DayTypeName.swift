import Chinese
import Scenario
import Words

/// What files in both languages call a type of day: in Chinese where it is one of those that every county has, and as the
/// scenario does.
struct DayTypeName {
  /// `nil` where it has no other name than the scenario's.
  let chinese: String?
  let own: String

  init(_ dayType: String) {
    let words = Chinese.wording.text(Message(dayType: dayType))
    chinese = words == dayType ? nil : words
    own = dayType
  }

  /// "工作日 weekday".
  var both: String { chinese.map { "\($0) \(own)" } ?? own }
}
