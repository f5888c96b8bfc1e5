import Scenario

/// What later rosters changed of a plan's first one, or of the plan that it was made from, so that calendars which hold the
/// old duties can be told.
///
/// Each revision lists the duties that were given up and those that were taken on; it is kept as `roster_changes.csv`.
package struct RosterRevisions: Sendable, Equatable {
  package struct Change: Sendable, Equatable {
    /// From 1; the first roster is 0.
    package var revision: Int
    package var isTaken: Bool
    package var duty: Roster.Duty
    /// The hours of a duty that was given up, where the plan's shifts have others, or none of that name.
    package var hours: DailyWindow?

    package init(revision: Int, isTaken: Bool, duty: Roster.Duty, hours: DailyWindow? = nil) {
      self.revision = revision
      self.isTaken = isTaken
      self.duty = duty
      self.hours = hours
    }
  }

  package private(set) var changes: [Change] = []

  package init() {}

  package init(changes: [Change]) { self.changes = changes }

  /// The number of the newest revision.
  var latest: Int { changes.map(\.revision).max() ?? 0 }

  /// Notes the next revision; nothing where the duties are the same.
  mutating func note(from old: Roster, to new: Roster) {
    let (before, after) = (Set(old.duties), Set(new.duties))
    let next = latest + 1
    changes += old.duties.filter { !after.contains($0) }
      .map { Change(revision: next, isTaken: false, duty: $0) }
    changes += new.duties.filter { !before.contains($0) }
      .map { Change(revision: next, isTaken: true, duty: $0) }
  }

  /// The revisions of a plan that was made from an earlier one: as a further revision of that, a duty that has other hours
  /// given up and taken on again. Of days before the new plan begins nothing is told, and nothing is new of days that
  /// the earlier one did not have.
  init(of plan: Plan, after earlier: Plan) {
    let hours = Self.hours(plan.problem)
    let hoursBefore = Self.hours(earlier.problem)
    let start = plan.problem.horizon.start
    let end = earlier.problem.horizon.start + earlier.problem.horizon.days
    let (before, after) = (Set(earlier.roster.duties), Set(plan.roster.duties))
    let next = earlier.revisions.latest + 1
    func isSame(_ duty: Roster.Duty) -> Bool {
      let (old, new) = (hoursBefore[duty.shiftID], hours[duty.shiftID])
      return old?.start == new?.start && old?.duration == new?.duration
    }
    changes = earlier.revisions.changes.filter { $0.duty.date >= start }
    changes += earlier.roster.duties.filter { $0.date >= start && !(after.contains($0) && isSame($0)) }
      .map { duty in
        Change(
          revision: next, isTaken: false, duty: duty, hours: isSame(duty) ? nil : hoursBefore[duty.shiftID])
      }
    changes += plan.roster.duties.filter { $0.date < end && !(before.contains($0) && isSame($0)) }
      .map { Change(revision: next, isTaken: true, duty: $0) }
  }

  private static func hours(_ problem: Problem) -> [String: DailyWindow] {
    Dictionary(problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { first, _ in first })
  }

  /// The revision that last touched each duty; a duty that none touched is not among them.
  package var lastTouched: [Roster.Duty: Int] {
    Dictionary(changes.map { ($0.duty, $0.revision) }, uniquingKeysWith: max)
  }

  /// Duties that were given up and that a roster does not hold, with the hours they had, in the order in which that
  /// happened.
  package func dropped(by roster: Roster) -> [(duty: Roster.Duty, hours: DailyWindow?)] {
    var seen = Set(roster.duties)
    let hours = Dictionary(
      changes.compactMap { change in change.hours.map { (change.duty, $0) } },
      uniquingKeysWith: { _, last in last })
    return changes.map(\.duty).filter { seen.insert($0).inserted }.map { ($0, hours[$0]) }
  }
}
