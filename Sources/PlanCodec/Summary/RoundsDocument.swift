import Planner

/// Of `summary.json`: the rounds in the villages, and how often the land is seen by somebody on patrol.
struct RoundsDocument: Codable {
  struct Rule: Codable {
    let id: String
    let profile: String
    let villages: Int
    let rounds: Int
    /// No fewer can pass the same units.
    let leastRounds: Int
    let unitsPassed: Int
    /// On all dates.
    let made: Int
    let kilometres: Double
  }

  struct Seen: Codable {
    let level: String
    /// Absent where all units of the level are meant.
    let tier: String?
    let by: String
    let standardDays: Int
    let units: Int
    let unitsWithin: Int
    let unitsNever: Int
    let households: Int
    let householdsWithin: Int
    /// Of those that are seen at all.
    let greatestDays: Int
    /// How many rounds more are wanted at least, over the horizon.
    let furtherRounds: Int
  }

  let rules: [Rule]
  let seen: [Seen]
  /// In which the time of day differs at which a unit is seen.
  let entropyBits: Double
  /// Of the auxiliaries who make rounds, over the horizon.
  let people: Int
  let leastHours: Double
  let mostHours: Double

  init?(_ figures: RoundFigures, _ audit: SeenAudit) {
    guard !figures.kinds.isEmpty || !audit.verdicts.isEmpty else { return nil }
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    rules = figures.kinds.map { kind in
      Rule(
        id: kind.rule.id, profile: kind.rule.profile.rawValue, villages: kind.villages, rounds: kind.rounds,
        leastRounds: kind.least, unitsPassed: kind.passed, made: kind.made,
        kilometres: rounded(kind.metres / 1000))
    }
    seen = audit.verdicts.map { verdict in
      Seen(
        level: verdict.standard.level, tier: verdict.standard.tier,
        by: verdict.standard.isOfCrews ? "crews" : "anybody", standardDays: verdict.standard.days,
        units: verdict.greatest.count,
        unitsWithin: verdict.within, unitsNever: verdict.never, households: verdict.households.all,
        householdsWithin: verdict.households.within,
        greatestDays: verdict.greatest.compactMap(\.self).max() ?? 0,
        furtherRounds: verdict.furtherRounds)
    }
    entropyBits = rounded(audit.entropy)
    people = figures.secondsOfPeople.count
    leastHours = rounded(Double(figures.secondsOfPeople.first ?? 0) / 3600)
    mostHours = rounded(Double(figures.secondsOfPeople.last ?? 0) / 3600)
  }
}
