import Scenario

/// Who works when, and which duties nobody could be found for.
public struct Roster: Sendable, Equatable {
  /// One person on one post on one date.
  public struct Duty: Sendable, Hashable {
    public var date: CivilDate
    public var shiftID: String
    public var postID: String
    public var role: Role
    public var staffID: String

    public init(date: CivilDate, shiftID: String, postID: String, role: Role, staffID: String) {
      self.date = date
      self.shiftID = shiftID
      self.postID = postID
      self.role = role
      self.staffID = staffID
    }
  }

  /// Places of one role on one post and date that stay empty.
  public struct Unfilled: Sendable, Hashable {
    public var date: CivilDate
    public var shiftID: String
    public var postID: String
    public var role: Role
    public var missing: Int
    /// Why, in one sentence.
    public var reason: String

    public init(
      date: CivilDate, shiftID: String, postID: String, role: Role, missing: Int, reason: String
    ) {
      self.date = date
      self.shiftID = shiftID
      self.postID = postID
      self.role = role
      self.missing = missing
      self.reason = reason
    }
  }

  /// By date, shift, post, role, person.
  public var duties: [Duty]
  public var unfilled: [Unfilled]
  public var unpinned: [Unpinned] = []

  /// A pinned duty that could not be given.
  public struct Unpinned: Sendable, Hashable {
    public var pinned: PinnedDuty
    /// Why, in one sentence.
    public var reason: String

    package init(pinned: PinnedDuty, reason: String) {
      self.pinned = pinned
      self.reason = reason
    }
  }

  public init(duties: [Duty], unfilled: [Unfilled]) {
    self.duties = duties
    self.unfilled = unfilled
  }
}
