import Words

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
  /// Why, each with a code.
  public var causes: [Message]
  /// What would help: all that is told is wanted of staff, any of it of response and visits.
  public var fixes: [Message]
  /// Households that the fix would bring within the limit.
  public var closed = 0

  /// Connected land that lacks something.
  public init(
    id: String, kind: Kind, threshold: Int, units: [Int], households: Int, worst: Int?, causes: [Message],
    fixes: [Message]
  ) {
    self.id = id
    self.kind = kind
    self.threshold = threshold
    self.units = units
    self.households = households
    self.worst = worst
    self.causes = causes
    self.fixes = fixes
  }
}

extension CoverageGap {
  /// Why, in one sentence.
  public var cause: Message { causes.joined(separator: kind == .staffing ? "; " : ", ") }
  /// What would help, in one sentence.
  public var fix: Message { fixes.joined(separator: "; ") }
}
