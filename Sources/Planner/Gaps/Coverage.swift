/// How well each unit of the lowest level is covered.
public struct Coverage: Sendable, Equatable {
  /// Seconds from the nearest room or base; `nil` is unreachable.
  public var response: [Int?]
  /// Seconds from the nearest of the other ones.
  public var secondResponse: [Int?]
  /// Planned visits on the first day type, and the greatest seconds between two of them around the clock (`nil`
  /// when there is none).
  public var visits: [Int]
  public var maxRevisit: [Int?]

  public init(response: [Int?], secondResponse: [Int?], visits: [Int], maxRevisit: [Int?]) {
    self.response = response
    self.secondResponse = secondResponse
    self.visits = visits
    self.maxRevisit = maxRevisit
  }
}

/// Why land is not reached in time.
public enum GapCause: String, Sendable, CaseIterable {
  case noSource = "no source"
  case notReady = "not ready"
  case noRoad = "no road"
  /// The way round takes the time: over the straight line it would not.
  case barrier
  case far
  /// One source reaches it, no second one.
  case singleCover = "single cover"
}

/// Connected land that breaks a coverage standard.
public struct CoverageGap: Sendable, Equatable {
  public enum Kind: String, Sendable { case response, revisit, staffing }

  public var id: String
  public var kind: Kind
  /// The limit that is broken, seconds.
  public var threshold: Int
  /// Lowest-level units, ascending.
  public var units: [Int]
  public var households: Int
  /// `nil` is unreachable.
  public var worst: Int?
  public var cause: String
  public var fix: String
  /// Households that the fix would bring within the limit.
  public var closed = 0
  /// What the words of `cause` say.
  public var causes: [GapCause] = []

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
