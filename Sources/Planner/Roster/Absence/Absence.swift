import Scenario
import Words

/// Someone who cannot come on some dates, after the roster is made: a sick call.
public struct Absence: Sendable, Hashable {
  /// Who is away.
  public var staffID: String
  /// The first date of absence.
  public var first: CivilDate
  /// The last date of absence.
  public var last: CivilDate

  /// Away from one date to another, both included.
  public init(staffID: String, first: CivilDate, last: CivilDate) {
    self.staffID = staffID
    self.first = first
    self.last = last
  }

  /// Reads "P00012@2026-12-03..2026-12-05"; one date alone is that day.
  public init?(_ text: String) {
    guard let at = text.lastIndex(of: "@"), at > text.startIndex else { return nil }
    let days = text[text.index(after: at)...]
    let parts: [Substring]
    if let dots = days.firstRange(of: "..") {
      parts = [days[..<dots.lowerBound], days[dots.upperBound...]]
    } else {
      parts = [days, days]
    }
    guard let first = CivilDate(parts[0]), let last = CivilDate(parts[1]), first <= last else { return nil }
    self.init(staffID: String(text[..<at]), first: first, last: last)
  }
}

/// A roster after absences, and what became different.
public struct RosterChange: Sendable {
  /// One place whose holder changes; `to` is `nil` where it stays empty.
  public struct Step: Sendable, Hashable {
    /// The date of the duty.
    public var date: CivilDate
    /// The shift of the duty.
    public var shiftID: String
    /// The post of the duty.
    public var postID: String
    /// As what it is filled.
    public var role: Role
    /// The id of who held it.
    public var from: String
    /// The id of who takes it; `nil` where it stays empty.
    public var to: String?
  }

  /// The roster with the changes.
  public var roster: Roster
  /// By date, shift, post, role and who held the place.
  public var steps: [Step]
  /// Whether no roster that leaves as few places empty has fewer changes.
  public var isFewest: Bool
}

/// Why absences cannot be worked into a roster.
public enum AbsenceError: Error, Equatable, Worded, CustomStringConvertible {
  /// Nobody of that id is in the plan.
  case unknownPerson(String)
  /// The date is not among those of the plan.
  case outsideHorizon(String, CivilDate)
  /// Of a person of the group, at a place that the posts do not have, or have not as often.
  case unknownDuty(Roster.Duty)

  public var message: Message {
    switch self {
    case .unknownPerson(let id): Message("nobody on the staff is called \(id)")
    case .outsideHorizon(let id, let date):
      Message("the roster has no \(date.text), on which \(id) is said to be away")
    case .unknownDuty(let duty):
      Message(
        "the roster has a duty of \(duty.staffID) at \(duty.postID) on \(duty.date.text) that no post asks for"
      )
    }
  }
}
