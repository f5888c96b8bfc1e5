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
    let standardDays: Int
    let units: Int
    let unitsWithin: Int
    let unitsNever: Int
    let households: Int
    let householdsWithin: Int
    /// Of those that are seen at all.
    let greatestDays: Int
    /// How many rounds more in so many days are wanted at least.
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

  init?(_ plan: Plan, _ audit: SeenAudit) {
    guard !plan.problem.rounds.isEmpty || !audit.verdicts.isEmpty else { return nil }
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    rules = plan.problem.rounds.map { rule in
      let own = plan.rounds.filter { $0.ruleID == rule.id }
      let made = audit.dated.filter { $0.round.ruleID == rule.id }
      return Rule(
        id: rule.id, profile: rule.profile.rawValue, villages: Set(own.map(\.unitCode)).count,
        rounds: own.count,
        leastRounds: own.filter { $0.number == 1 }.reduce(0) { $0 + $1.least },
        unitsPassed: Set(own.flatMap { $0.stops.dropLast().map(\.unitCode) }).count, made: made.count,
        kilometres: rounded(
          made.reduce(0) { $0 + $1.round.stops.reduce(0) { $0 + $1.distance } } / 1000))
    }
    seen = audit.verdicts.map { verdict in
      Seen(
        level: verdict.standard.level, standardDays: verdict.standard.days, units: verdict.greatest.count,
        unitsWithin: verdict.within, unitsNever: verdict.never, households: verdict.households.all,
        householdsWithin: verdict.households.within,
        greatestDays: verdict.greatest.compactMap(\.self).max() ?? 0,
        furtherRounds: verdict.furtherRounds)
    }
    entropyBits = rounded(audit.entropy)
    people = audit.people.count
    let hours = audit.people.map { rounded(Double($0.seconds) / 3600) }
    leastHours = hours.min() ?? 0
    mostHours = hours.max() ?? 0
  }
}
