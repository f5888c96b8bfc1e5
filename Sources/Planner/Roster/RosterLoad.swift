import Scenario

/// What fairness compares: nights, duties on weekends and on holidays, and time on duty.
struct RosterLoad: Equatable {
  var nights = 0
  var weekends = 0
  var holidays = 0
  var minutes = 0

  init() {}

  init(_ slot: RosterSlot) {
    nights = slot.isNight ? 1 : 0
    weekends = slot.isWeekend ? 1 : 0
    holidays = slot.isHoliday ? 1 : 0
    minutes = slot.duration / 60
  }

  /// Summed over a team of fixed totals, it is least where everyone carries the same: with equal weights a night, or
  /// a duty on a weekend or holiday, weighs as much as a duty of `unit` minutes.
  func cost(unit: Int, _ weights: RosterWeights) -> Int {
    let counts =
      weights.night * nights * nights + weights.weekend * weekends * weekends
      + weights.holiday * holidays * holidays
    return unit * unit * counts + weights.hours * minutes * minutes
  }

  /// Rounded to whole numbers.
  mutating func divide(by count: Int) {
    for part in [\RosterLoad.nights, \.weekends, \.holidays, \.minutes] {
      self[keyPath: part] = (self[keyPath: part] + count / 2) / count
    }
  }

  static func += (a: inout RosterLoad, b: RosterLoad) {
    a.nights += b.nights
    a.weekends += b.weekends
    a.holidays += b.holidays
    a.minutes += b.minutes
  }

  static func -= (a: inout RosterLoad, b: RosterLoad) {
    a.nights -= b.nights
    a.weekends -= b.weekends
    a.holidays -= b.holidays
    a.minutes -= b.minutes
  }

  static func + (a: RosterLoad, b: RosterLoad) -> RosterLoad {
    var sum = a
    sum += b
    return sum
  }

  static func - (a: RosterLoad, b: RosterLoad) -> RosterLoad {
    var difference = a
    difference -= b
    return difference
  }
}
