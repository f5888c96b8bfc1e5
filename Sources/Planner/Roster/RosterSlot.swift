import Scenario

/// The working-time rules in whole seconds.
struct RosterRules {
  /// Least seconds between the end of a duty and the start of the same person's next one.
  var minRest: Int
  /// Most calendar dates in a row on which a person starts a duty.
  var maxRun: Int
  /// Most seconds of duty per ISO week, counted in the week in which the duty starts.
  var maxWeek: Int
  /// The same for a calendar month.
  var maxMonth: Int
  var maxNights: Int
  /// Most dates in a row with a night duty.
  var maxNightRun: Int
  /// Whether a shift may not follow another on the next date: a row per shift, in the order of the problem's.
  private var forbidden: [Bool]
  private let shifts: Int
  let forbidsAny: Bool

  init(_ policy: RosterPolicy, shifts: [Shift] = []) {
    maxMonth = policy.maxHoursPerMonth.map { Self.seconds($0, .down) } ?? .max
    maxNights = policy.maxNights ?? .max
    maxNightRun = policy.maxConsecutiveNights ?? .max
    self.shifts = shifts.count
    forbidden = shifts.flatMap { first in
      shifts.map { next in
        policy.forbiddenSuccessions.contains(.init(shiftID: first.id, nextID: next.id))
      }
    }
    forbidsAny = forbidden.contains(true)
    minRest = Self.seconds(policy.minRestHours, .up)
    maxRun = max(0, policy.maxConsecutiveDays)
    maxWeek = Self.seconds(policy.maxHoursPerWeek, .down)
  }

  /// Of shifts by index; an earlier plan may have had a shift that is no more, -1, and may then not judge it.
  func forbids(_ next: Int, after first: Int) -> Bool {
    first >= 0 && next >= 0 && forbidden[first * shifts + next]
  }

  /// A millisecond of slack keeps 37.1 h, which no binary fraction hits, from losing its last second.
  private static func seconds(_ hours: Double, _ rule: FloatingPointRoundingRule) -> Int {
    guard hours > 0 else { return 0 }
    return Int((min(hours, 1e9) * 3600 + (rule == .up ? -1e-3 : 1e-3)).rounded(rule))
  }
}

/// What one post needs of one role on one date: `need` places that start and end together.
package struct RosterSlot {
  /// Index into the problem's posts.
  package var post: Int
  package var role: Role
  /// Days since the start of the horizon.
  package var date: Int
  /// Seconds since the midnight at which the horizon starts.
  package var start: Int
  package var end: Int
  /// ISO weeks since the one in which the horizon starts.
  package var week: Int
  /// Calendar months since the one in which the horizon starts.
  package var month: Int
  /// Index into the problem's shifts.
  package var shift: Int
  package var need: Int
  /// Whether it touches the hours from 00:00 to 05:00 of any date.
  package var isNight: Bool
  /// Whether it starts on a Saturday or Sunday that is no public holiday and no make-up workday.
  package var isWeekend: Bool
  /// Whether it starts on a public holiday.
  package var isHoliday: Bool

  package var duration: Int { end - start }

  /// Whether it runs on into the date after the one on which it starts.
  package var passesMidnight: Bool { end > (date + 1) * 86_400 }
}

extension DailyWindow {
  /// Whether it touches the hours from 00:00 to 05:00.
  package var touchesNight: Bool {
    start.seconds < 5 * 3600 || start.seconds + duration > 86_400
  }
}

extension Problem {
  /// The slots of every post, by site and role; each list by date and start.
  ///
  /// A post of a shift that the problem does not hold has no hours and therefore no slots.
  package func rosterSlots() -> [RosterGroupKey: [RosterSlot]] {
    let shiftOf = Dictionary(
      shifts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rules = policy.roster
    let firstWeek = horizon.start.isoWeek
    var slots: [RosterGroupKey: [RosterSlot]] = [:]
    for (index, post) in posts.enumerated() {
      guard let shift = shiftOf[post.shiftID] else { continue }
      let window = shifts[shift].window
      for role in Role.allCases {
        guard let need = post.needs[role], need > 0 else { continue }
        for date in 0..<max(0, horizon.days) where post.isOpen(on: horizon.start + date, rules) {
          let start = date * 86_400 + window.start.seconds
          let civil = horizon.start + date
          slots[RosterGroupKey(siteID: post.siteID, role: role), default: []].append(
            RosterSlot(
              post: index, role: role, date: date, start: start, end: start + window.duration,
              week: civil.isoWeek - firstWeek, month: civil.month - horizon.start.month, shift: shift,
              need: need, isNight: window.touchesNight, isWeekend: rules.isWeekend(civil),
              isHoliday: rules.holidays.contains(civil)))
        }
      }
    }
    return slots.mapValues { list in
      list.sorted { ($0.start, $0.end, $0.post) < ($1.start, $1.end, $1.post) }
    }
  }
}

/// The people of one role at one site, who are planned together.
package struct RosterGroupKey: Hashable, Comparable {
  package var siteID: String
  package var role: Role

  package init(siteID: String, role: Role) {
    self.siteID = siteID
    self.role = role
  }

  package static func < (a: RosterGroupKey, b: RosterGroupKey) -> Bool {
    (a.siteID, a.role.rawValue) < (b.siteID, b.role.rawValue)
  }
}

extension CivilDate {
  /// Weeks from Monday to Sunday, counted from the one that holds 1970-01-01.
  var isoWeek: Int { (days - weekday + 4) / 7 }

  /// Calendar months, counted from year 0.
  var month: Int { components.year * 12 + components.month - 1 }
}
