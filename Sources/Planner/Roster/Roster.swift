import Scenario
import Words

/// Who works when, and which duties nobody could be found for.
public struct Roster: Sendable, Equatable {
  /// One person on one post on one date.
  public struct Duty: Sendable, Hashable {
    /// On which its shift begins.
    public var date: CivilDate
    /// Its shift.
    public var shiftID: String
    /// Its post.
    public var postID: String
    /// As what it is filled.
    public var role: Role
    /// Who fills it.
    public var staffID: String

    /// A duty of one person.
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
    /// On which its shift begins.
    public var date: CivilDate
    /// Its shift.
    public var shiftID: String
    /// Its post.
    public var postID: String
    /// Of whom there are too few.
    public var role: Role
    /// How many there are too few.
    public var missing: Int
    /// Why, in one sentence.
    public var reason: Message

    /// Places that stay empty, with the reason.
    public init(
      date: CivilDate, shiftID: String, postID: String, role: Role, missing: Int, reason: Message
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
  /// Places that nobody fills.
  public var unfilled: [Unfilled]
  /// Duties that were to be given and could not be.
  public var unpinned: [Unpinned] = []

  /// A pinned duty that could not be given.
  public struct Unpinned: Sendable, Hashable {
    /// The duty that was to be given.
    public var pinned: PinnedDuty
    /// Why, in one sentence.
    public var reason: Message

    package init(pinned: PinnedDuty, reason: Message) {
      self.pinned = pinned
      self.reason = reason
    }
  }

  /// Duties, and places that stay empty.
  public init(duties: [Duty], unfilled: [Unfilled]) {
    self.duties = duties
    self.unfilled = unfilled
  }
}
