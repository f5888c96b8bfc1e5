import Scenario

/// What fairness compares: nights, duties on weekends and on holidays, and minutes on duty.
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

  /// The squares of how far it is from a share, which is in minutes: with equal weights a night, or a duty on a weekend
  /// or holiday, weighs as much as a duty of `unit` minutes.
  func cost(besides share: RosterLoad, unit: Int, _ weights: RosterWeights) -> Int {
    let (nights, weekends) = (unit * nights - share.nights, unit * weekends - share.weekends)
    let (holidays, minutes) = (unit * holidays - share.holidays, minutes - share.minutes)
    return weights.night * nights * nights + weights.weekend * weekends * weekends
      + weights.holiday * holidays * holidays + weights.hours * minutes * minutes
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
