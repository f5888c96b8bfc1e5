import Grid

/// What is known of the units of the assignment level besides their land and households.
public struct UnitAttributes: Sendable, Equatable {
  /// Whether each unit is in a town, where full-time auxiliaries serve rather than in villages.
  public var isTown: [Bool]
  /// How much work a household makes, beside 1 for an ordinary one.
  public var risk: [Double]
  /// The tier of each unit, in the county's own words; `nil` where it is of none.
  public var tier: [String?]

  /// Of each unit whether it is in town, its risk, and its tier, which may be left out.
  public init(isTown: [Bool], risk: [Double], tier: [String?]? = nil) {
    precondition(isTown.count == risk.count)
    self.isTown = isTown
    self.risk = risk
    self.tier = tier ?? [String?](repeating: nil, count: risk.count)
    precondition(self.tier.count == risk.count)
  }

  /// What holds where nothing is given: every household is ordinary, and a unit is in a town when its name says
  /// that it is a neighbourhood (社区, 居委会, 居民委员会).
  public init(namesOf units: Level) {
    isTown = units.names.map { name in ["社区", "居委会", "居民委员会"].contains { name.hasSuffix($0) } }
    risk = [Double](repeating: 1, count: units.count)
    tier = [String?](repeating: nil, count: units.count)
  }
}
