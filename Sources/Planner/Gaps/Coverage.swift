/// How well each unit of the lowest level is covered.
public struct Coverage: Sendable, Equatable {
  /// Seconds from the nearest room or base; `nil` is unreachable.
  public var response: [Int?]
  /// Seconds from the nearest of the other ones.
  public var secondResponse: [Int?]
  /// Planned visits on the first day type.
  public var visits: [Int]
  /// The greatest seconds between two of those visits around the clock; `nil` where there is none.
  public var maxRevisit: [Int?]

  /// By unit of the lowest level.
  public init(response: [Int?], secondResponse: [Int?], visits: [Int], maxRevisit: [Int?]) {
    self.response = response
    self.secondResponse = secondResponse
    self.visits = visits
    self.maxRevisit = maxRevisit
  }
}

/// Why land is not reached in time.
public enum GapCause: String, Sendable, CaseIterable {
  /// No room and no crew is there.
  case noSource = "no source"
  /// Setting off takes longer than the limit.
  case notReady = "not ready"
  /// No road leads there.
  case noRoad = "no road"
  /// The way round takes the time: over the straight line it would not.
  case barrier
  /// The nearest source is too far away.
  case far
  /// One source reaches it, no second one.
  case singleCover = "single cover"
}

/// Connected land that breaks a coverage standard.
public struct CoverageGap: Sendable, Equatable {
  /// What is lacking.
  public enum Kind: String, Sendable {
    /// Help comes late.
    case response
    /// Too long goes by between visits.
    case revisit
    /// An officer, auxiliaries or a way are lacking there.
    case staffing
  }

  /// Of the gap.
  public var id: String
  /// What is lacking.
  public var kind: Kind
  /// The limit that is broken, seconds.
  public var threshold: Int
  /// Lowest-level units, ascending.
  public var units: [Int]
  /// In all its units.
  public var households: Int
  /// `nil` is unreachable.
  public var worst: Int?
  /// Why, in words.
  public var cause: String
  /// What would help, in words.
  public var fix: String
  /// Households that the fix would bring within the limit.
  public var closed = 0
  /// What the words of `cause` say.
  public var causes: [GapCause] = []

  /// Connected land that lacks something.
  public init(
    id: String, kind: Kind, threshold: Int, units: [Int], households: Int, worst: Int?, cause: String,
    fix: String
  ) {
    self.id = id
    self.kind = kind
    self.threshold = threshold
    self.units = units
    self.households = households
    self.worst = worst
    self.cause = cause
    self.fix = fix
  }
}
