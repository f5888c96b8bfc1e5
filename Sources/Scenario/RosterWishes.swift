/// What someone would like to work, or not to work, on one date.
public struct RosterRequest: Sendable, Hashable {
  /// Whose wish it is.
  public var staffID: String
  /// The date that it is for.
  public var date: CivilDate
  /// `nil` stands for any shift: a wish to work, or for a day off.
  public var shiftID: String?
  /// Whether to work it, or not to.
  public var isOn: Bool
  /// The cost where it is not granted.
  public var weight: Int

  /// A wish to be on duty, or off.
  public init(staffID: String, date: CivilDate, shiftID: String?, isOn: Bool, weight: Int) {
    self.staffID = staffID
    self.date = date
    self.shiftID = shiftID
    self.isOn = isOn
    self.weight = weight
  }
}

/// A place in the roster that is given to somebody beforehand.
public struct PinnedDuty: Sendable, Hashable {
  /// Who is to have the duty.
  public var staffID: String
  /// On which date.
  public var date: CivilDate
  /// At which post.
  public var postID: String

  /// A duty that is given already.
  public init(staffID: String, date: CivilDate, postID: String) {
    self.staffID = staffID
    self.date = date
    self.postID = postID
  }
}

/// A duty that somebody did before the horizon.
public struct PastDuty: Sendable, Hashable {
  /// Who had the duty.
  public var staffID: String
  /// On which date it began.
  public var date: CivilDate
  /// In which shift.
  public var shiftID: String
  /// Seconds from the midnight with which `date` begins.
  public var start: Int
  /// Seconds after the midnight of its date.
  public var end: Int

  /// A duty before the horizon.
  public init(staffID: String, date: CivilDate, shiftID: String, start: Int, end: Int) {
    self.staffID = staffID
    self.date = date
    self.shiftID = shiftID
    self.start = start
    self.end = end
  }

  /// Whether it touches the hours from 00:00 to 05:00.
  package var isNight: Bool { start % 86_400 < 5 * 3600 || end > 86_400 }
}

/// What one unit of each soft rule's breach costs.
public struct RosterWeights: Sendable, Equatable {
  /// A request whose row names no weight.
  public var request = 10
  /// Of fairness: the square of a person's deviation from his share of the group's work, in nights.
  public var night = 10
  /// The same, in duties on weekends.
  public var weekend = 10
  /// The same, in duties on public holidays.
  public var holiday = 10
  /// The same, in hours as shares of the group's mean duty.
  public var hours = 10
  /// Two people of one crew whose day is not the same.
  public var together = 20
  /// A day that is not as the wanted cycle has it.
  public var cycle = 50

  /// What is usual.
  public init() {}
}

extension RosterPolicy {
  /// Whether a date is a weekend day for fairness: a Saturday or Sunday that is no holiday and no make-up workday.
  package func isWeekend(_ date: CivilDate) -> Bool {
    date.weekday >= 6 && !workdays.contains(date) && !holidays.contains(date)
  }
}

extension Post {
  /// Whether the post is staffed on a date.
  package func isOpen(on date: CivilDate, _ policy: RosterPolicy) -> Bool {
    guard isClosedOnHolidays else { return weekdays.contains(date.weekday) }
    if policy.holidays.contains(date) { return false }
    return weekdays.contains(date.weekday) || policy.workdays.contains(date)
  }

  /// Whether the post is closed on a date on which it would else be staffed, for the holiday.
  package func isClosedForHoliday(on date: CivilDate, _ policy: RosterPolicy) -> Bool {
    weekdays.contains(date.weekday) && !isOpen(on: date, policy)
  }
}
