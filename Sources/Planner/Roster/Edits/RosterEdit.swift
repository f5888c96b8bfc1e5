import Scenario
import Words

/// What a hand wrote of one person's date at one site: all of it.
package struct RosterEdit: Sendable, Hashable {
  /// A post in its shift.
  package struct Place: Sendable, Hashable {
    package var shiftID: String
    package var postID: String

    package init(shiftID: String, postID: String) {
      self.shiftID = shiftID
      self.postID = postID
    }
  }

  package var siteID: String
  package var staffID: String
  package var date: CivilDate
  /// In the order in which they were written.
  package var places: [Place]
  /// Whether the person is said to be on leave, which takes that person's duties of the date at every site.
  package var isLeave: Bool

  package init(siteID: String, staffID: String, date: CivilDate, places: [Place], isLeave: Bool = false) {
    self.siteID = siteID
    self.staffID = staffID
    self.date = date
    self.places = places
    self.isLeave = isLeave
  }
}

/// A roster with what could be taken of a hand's edits, and what could not.
package struct EditedRoster: Sendable {
  /// A duty that was written and is not given.
  package struct Refused: Sendable, Equatable {
    package var duty: Roster.Duty
    package var cause: Cause
    /// What could be done in its place, the least costly first; at most three.
    package var suggestions: [Suggestion] = []
  }

  /// Why a duty is not given.
  package enum Cause: Sendable, Equatable {
    case unknownPerson
    /// The person does not belong to the site.
    case notOfSite(String)
    /// No post asks for the role on that date.
    case notAsked
    /// Those who have every place.
    case full([String])
    /// A rule that it would break, as a clause about the person.
    case rule(name: String, clause: Message)
  }

  /// What would do in the place of a duty that cannot be given.
  package enum Suggestion: Sendable, Equatable {
    /// Someone else can take it.
    case other(String)
    /// The person can have the same post on another date, where a place is empty.
    case otherDate(CivilDate)
    /// The person can take it who gives up another duty.
    case givingUp(Roster.Duty)
  }

  package var roster: Roster
  /// Where leave was written or struck out, with that.
  package var problem: Problem
  /// Duties that were given up and taken on, by date.
  package var given: [Roster.Duty] = []
  package var taken: [Roster.Duty] = []
  package var refused: [Refused] = []
  /// What refused duties were to replace and could not be given back, since someone else has the place now.
  package var lost: [Roster.Duty] = []
}

extension RosterPerson.Blocker {
  /// What the rule is called.
  var name: String {
    switch self {
    case .onLeave: "leave"
    case .onDuty: "one duty at a time"
    case .resting: "rest"
    case .succession: "forbidden succession"
    case .nightsFull: "nights"
    case .nightRunFull: "nights in a row"
    case .monthFull: "hours of a month"
    case .weekFull: "hours of a week"
    case .runFull: "days in a row"
    }
  }
}
