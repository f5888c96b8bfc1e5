import Geometry
import Grid
import Roads
import Scenario
import Solvers
import VectorFiles

/// What later rosters changed of a plan's first one, so that calendars which hold the old duties can be told.
///
/// Each revision lists the duties that were given up and those that were taken on; it is kept as `roster_changes.csv`.
public struct RosterRevisions: Sendable, Equatable {
  package struct Change: Sendable, Equatable {
    /// From 1; the first roster is 0.
    var revision: Int
    var isTaken: Bool
    var duty: Roster.Duty
  }

  package private(set) var changes: [Change] = []

  public init() {}

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

  /// The revision that last touched each duty; a duty that none touched is not among them.
  var lastTouched: [Roster.Duty: Int] {
    Dictionary(changes.map { ($0.duty, $0.revision) }, uniquingKeysWith: max)
  }

  /// Duties that were given up and that a roster does not hold, in the order in which that happened.
  func dropped(by roster: Roster) -> [Roster.Duty] {
    var seen = Set(roster.duties)
    return changes.map(\.duty).filter { seen.insert($0).inserted }
  }
}
