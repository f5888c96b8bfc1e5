import Words

/// How often every unit of a level is to be seen by somebody on patrol.
public struct SeenStandard: Sendable, Hashable {
  /// The level's name.
  public var level: String
  /// Days from one sight to the next at most; 1 is every day.
  public var days: Int
  /// Only units in land of this tier of the assignment level (`UnitAttributes.tier`); `nil` is all.
  public var tier: String?
  /// Whether crews have to come; else it may be a round as well.
  public var isOfCrews: Bool

  /// At least every so many days.
  public init(level: String, days: Int, tier: String? = nil, isOfCrews: Bool = false) {
    self.level = level
    self.days = days
    self.tier = tier
    self.isOfCrews = isOfCrews
  }
}

extension SeenStandard {
  /// Which units it is for, and who has to come, behind the number of units: nothing where all are meant, and anybody.
  package var told: Message {
    let tier = self.tier.map { Message("seen_of_tier", " of tier \($0)") } ?? Message(verbatim: "")
    return isOfCrews ? Message("seen_by_crews", "\(tier) by crews") : tier
  }
}

extension ScenarioReader {
  /// What `seen` and `seen_by_crews` ask for, the highest level first.
  ///
  /// - Parameter levels: the names of the levels that may be asked for: the villages' and those below.
  func readSeen(_ levels: [String]) throws(ScenarioError) -> [SeenStandard] {
    var standards: [SeenStandard] = []
    for (key, isOfCrews) in [("seen", false), ("seen_by_crews", true)] {
      for entry in try root[key]?.entries() ?? [] {
        guard levels.contains(entry.key) else {
          throw entry.wrong(Message("of a level that is one of \(Message(list: levels))"))
        }
        let tiers: [(String?, ScenarioNode)] =
          try entry.isMapping ? entry.entries().map { ($0.key, $0) } : [(nil, entry)]
        for (tier, node) in tiers {
          standards.append(
            SeenStandard(
              level: entry.key, days: try node.integer(atLeast: 1, atMost: Measure.days), tier: tier,
              isOfCrews: isOfCrews))
        }
      }
    }
    return levels.flatMap { level in standards.filter { $0.level == level } }
  }
}

extension Problem {
  /// Refuses standards of tiers that no unit is of.
  func checkTiers(of scenario: Scenario) throws(ScenarioError) {
    let known = Set(attributes?.tier.compactMap(\.self) ?? [])
    for tier in seen.compactMap(\.tier) where !known.contains(tier) {
      throw .unknownTier(file: scenario.file, tier: tier, known: known.sorted())
    }
  }
}
