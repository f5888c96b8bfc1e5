import Grid
import Scenario

/// How often the land is seen by somebody on patrol: crews on their routes and auxiliaries on their rounds, on every date of
/// the horizon.
package struct SeenAudit: Sendable {
  /// What a standard comes to.
  package struct Verdict: Sendable {
    package var standard: SeenStandard
    /// By unit of the level: the greatest number of days from one sight to the next, the day before the horizon and the one
    /// after it counting as sights; `nil` where nobody comes.
    package var greatest: [Int?]
    /// By unit of the level, dates on which it is seen.
    package var dates: [Int]
    /// Households of those units that are seen in time, and of all.
    package var households: (within: Int, all: Int)
    /// So many rounds more are wanted at least for all units to be seen in time, were every round to pass all units of its
    /// village. Of the level of the villages it is exact.
    package var furtherRounds: Int

    package var within: Int { greatest.count { ($0 ?? .max) <= standard.days } }
    package var never: Int { greatest.count { $0 == nil } }
  }

  /// In the order of the standards.
  package var verdicts: [Verdict]
  /// Bits in which the time of day at which a unit is seen differs from date to date: Shannon's entropy of the half hours,
  /// the mean over the households of units that are seen.
  package var entropy: Double
  /// By unit of the lowest level, how often rounds stop there in the first week of the horizon.
  package var week: [Int]

  /// - Parameter rounds: of the plan, on their dates.
  package init(_ plan: Plan, _ rounds: [DatedRound]) {
    var sights = Sights(plan)
    sights.add(rounds, plan)
    sights.addRoutes(plan)
    week = sights.week
    entropy = sights.entropy(households: plan.hierarchy.lowest.households)
    verdicts = plan.problem.seen.compactMap { standard in
      guard let level = plan.hierarchy.index(of: standard.level) else { return nil }
      let seen = sights.dates(of: plan.hierarchy, level: level)
      let greatest = seen.map(Self.greatest)
      let households = plan.hierarchy.levels[level].households
      let within = zip(greatest, households).reduce(0) { $0 + (($1.0 ?? .max) <= standard.days ? $1.1 : 0) }
      return Verdict(
        standard: standard, greatest: greatest, dates: seen.map { $0.count(where: \.self) },
        households: (within, households.reduce(0, +)),
        furtherRounds: Self.furtherRounds(for: standard, seen, level, plan))
    }
  }

  /// Days from each sight to the next.
  private static func intervals(_ isSeen: [Bool]) -> [Int] {
    let sights = [-1] + isSeen.indices.filter { isSeen[$0] } + [isSeen.count]
    return zip(sights, sights.dropFirst()).map { $1 - $0 }
  }

  private static func greatest(_ isSeen: [Bool]) -> Int? {
    isSeen.contains(true) ? intervals(isSeen).max() : nil
  }

  private static func furtherRounds(
    for standard: SeenStandard, _ seen: [[Bool]], _ level: Int, _ plan: Plan
  ) -> Int {
    let villages = plan.hierarchy.ancestors(of: level, at: plan.assignLevel)
    var needs = [Int](repeating: 0, count: plan.assignedUnits.count)
    for (unit, village) in villages.enumerated() where village >= 0 {
      // Sights that divide every interval into ones that are short enough.
      let need = intervals(seen[unit]).reduce(0) { $0 + ($1 - 1) / standard.days }
      needs[village] = max(needs[village], need)
    }
    return needs.reduce(0, +)
  }
}

extension Plan {
  /// Days within which each unit of the lowest level is to be seen; where that is not asked, the length of the horizon.
  var lowestStandard: Int {
    problem.seen.last { $0.level == hierarchy.lowest.name }?.days ?? problem.horizon.days
  }
}
