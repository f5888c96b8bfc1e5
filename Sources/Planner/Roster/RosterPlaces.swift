import Scenario
import Words

/// The places that the posts of a problem ask for, and how a roster fills them.
public struct RosterPlaces: Sendable {
  /// The places of one role at a post on one date.
  package struct Place: Sendable {
    /// Days after the start of the horizon.
    package var date: Int
    package var postID: String
    package var siteID: String
    var needed: Int
    var filled: Int
  }

  private var places: [Place] = []
  /// Duties that a hand wrote and that fill no place: of nobody on the staff, or more than a post asks for.
  public private(set) var surplus: [Roster.Duty] = []
  /// Places that stay empty, by date, shift, post and role; what the roster says of one is kept.
  public private(set) var empty: [Roster.Unfilled] = []

  /// Places in all.
  public var needed: Int { places.reduce(0) { $0 + $1.needed } }
  /// Places that somebody fills.
  public var filled: Int { places.reduce(0) { $0 + $1.filled } }

  private struct Key: Hashable {
    var date: CivilDate
    var postID: String
    var role: Role
  }

  /// Of a roster as it stands, whatever it says of empty places itself.
  public init(of roster: Roster, in problem: Problem) {
    let roles = Dictionary(
      problem.staff.map { ($0.id, $0.role) }, uniquingKeysWith: { first, _ in first })
    var duties = Dictionary(grouping: roster.duties) {
      Key(date: $0.date, postID: $0.postID, role: $0.role)
    }
    let told = Dictionary(
      roster.unfilled.map { (Key(date: $0.date, postID: $0.postID, role: $0.role), $0.reason) },
      uniquingKeysWith: { first, _ in first })
    for date in problem.horizon.dates {
      for post in problem.posts where post.isOpen(on: date, problem.policy.roster) {
        for role in Role.allCases {
          guard let need = post.needs[role], need > 0 else { continue }
          let key = Key(date: date, postID: post.id, role: role)
          let all = duties.removeValue(forKey: key) ?? []
          let held = all.filter { $0.shiftID == post.shiftID && roles[$0.staffID] == role }
          surplus += all.filter { $0.shiftID != post.shiftID || roles[$0.staffID] != role }
          surplus += held.dropFirst(need)
          places.append(
            Place(
              date: date - problem.horizon.start, postID: post.id, siteID: post.siteID, needed: need,
              filled: min(need, held.count)))
          guard held.count < need else { continue }
          empty.append(
            Roster.Unfilled(
              date: date, shiftID: post.shiftID, postID: post.id, role: role, missing: need - held.count,
              reason: told[key] ?? Message("nobody_put", "Nobody is put there.")))
        }
      }
    }
    surplus += duties.values.joined()
    surplus.sort(by: Roster.isBefore)
    empty.sort(by: Roster.isBefore)
  }

  /// Some of the places alone.
  package func places(where isWanted: (Place) -> Bool) -> (needed: Int, filled: Int) {
    places.reduce(into: (0, 0)) { sum, place in
      guard isWanted(place) else { return }
      sum.0 += place.needed
      sum.1 += place.filled
    }
  }
}

extension Roster {
  static func isBefore(_ a: Duty, _ b: Duty) -> Bool {
    (a.date, a.shiftID, a.postID, a.role.rawValue, a.staffID)
      < (b.date, b.shiftID, b.postID, b.role.rawValue, b.staffID)
  }

  static func isBefore(_ a: Unfilled, _ b: Unfilled) -> Bool {
    (a.date, a.shiftID, a.postID, a.role.rawValue) < (b.date, b.shiftID, b.postID, b.role.rawValue)
  }

  /// The roster with its empty places as its duties leave them.
  package func reconciled(with problem: Problem) -> Roster {
    var roster = self
    roster.unfilled = RosterPlaces(of: self, in: problem).empty
    return roster
  }
}
