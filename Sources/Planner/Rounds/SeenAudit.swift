import Grid
import Scenario

/// How often the land is seen by somebody on patrol: crews on their routes and auxiliaries on their rounds, on every date of
/// the horizon.
package struct SeenAudit: Sendable {
  /// What a standard comes to.
  package struct Verdict: Sendable {
    package var standard: SeenStandard
    /// The units of the level that it is for.
    package var units: [Int]
    /// Beside them the greatest number of days from one sight to the next, the last one before the horizon among them, or
    /// else the day before it, and the day after it counting as sights; `nil` where nobody comes.
    package var greatest: [Int?]
    /// Beside them the dates on which each is seen.
    package var dates: [Int]
    /// Beside them the last date on which each is seen, before the horizon where it is not in it.
    package var lastDates: [CivilDate?]
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
  /// Bits by which it is open on a day in which half hours a unit is seen, to somebody who knows all dates of the plan; the mean
  /// by households over the units that are seen.
  package var entropy: Double
  /// The same of crews alone.
  package var crewEntropy: Double
  /// By how many bits it is open in which half hours of a day crews begin the required visits of a place; the mean over places.
  package var visitEntropy: Double
  /// By unit of the lowest level, how often rounds stop there in the first week of the horizon.
  package var week: [Int]

  /// - Parameter rounds: of the plan, on their dates.
  package init(_ plan: Plan, _ rounds: [DatedRound]) {
    var ofCrews = Sights(plan)
    ofCrews.addRoutes(plan)
    var sights = ofCrews
    sights.add(rounds, plan)
    let all = sights
    week = sights.week
    entropy = sights.entropy(weights: plan.hierarchy.lowest.households)
    crewEntropy = ofCrews.entropy(weights: plan.hierarchy.lowest.households)
    var visits = Sights(plan, places: plan.problem.checkpoints.count)
    visits.addVisits(plan)
    visitEntropy = visits.entropy(weights: plan.problem.checkpoints.map { _ in 1 })
    verdicts = plan.problem.seen.compactMap { standard in
      guard let level = plan.hierarchy.index(of: standard.level) else { return nil }
      let units = plan.problem.units(of: standard, in: plan.hierarchy)
      let dates = (standard.isOfCrews ? ofCrews : all).dates(of: plan.hierarchy, level: level)
      let seen = units.map { dates[$0] }
      let before = plan.problem.daysOfLastSights(
        of: plan.hierarchy.levels[level], byCrews: standard.isOfCrews)
      let earlier = units.map { before[$0] }
      let greatest = zip(seen, earlier).map(Self.greatest)
      let households = units.map { plan.hierarchy.levels[level].households[$0] }
      let within = zip(greatest, households).reduce(0) { $0 + (($1.0 ?? .max) <= standard.days ? $1.1 : 0) }
      return Verdict(
        standard: standard, units: units, greatest: greatest, dates: seen.map { $0.count(where: \.self) },
        lastDates: zip(seen, earlier).map { seen, before in
          (seen.lastIndex(of: true) ?? before).map { plan.problem.horizon.start + $0 }
        },
        households: (within, households.reduce(0, +)),
        furtherRounds: Self.furtherRounds(
          for: standard, units, zip(seen, earlier).map(Self.intervals), level, plan))
    }
  }

  /// Days from each sight to the next.
  ///
  /// - Parameter before: of the last sight before the horizon, in days from its start; `nil` takes the day before.
  private static func intervals(_ isSeen: [Bool], _ before: Int?) -> [Int] {
    let sights = [before ?? -1] + isSeen.indices.filter { isSeen[$0] } + [isSeen.count]
    return zip(sights, sights.dropFirst()).map { $1 - $0 }
  }

  private static func greatest(_ isSeen: [Bool], _ before: Int?) -> Int? {
    isSeen.contains(true) ? intervals(isSeen, before).max() : nil
  }

  private static func furtherRounds(
    for standard: SeenStandard, _ units: [Int], _ intervals: [[Int]], _ level: Int, _ plan: Plan
  ) -> Int {
    let villages = plan.hierarchy.ancestors(of: level, at: plan.assignLevel)
    var needs = [Int](repeating: 0, count: plan.assignedUnits.count)
    for (unit, intervals) in zip(units, intervals) where villages[unit] >= 0 {
      let village = villages[unit]
      // Sights that divide every interval into ones that are short enough.
      let need = intervals.reduce(0) { $0 + ($1 - 1) / standard.days }
      needs[village] = max(needs[village], need)
    }
    return needs.reduce(0, +)
  }
}

extension Plan {
  /// Days within which each unit of the lowest level in a village is to be seen; where that is not asked, the length of the horizon.
  func lowestStandard(inVillage village: Int) -> Int {
    let tier = problem.attributes?.tier[village]
    return problem.seen.filter {
      $0.level == hierarchy.lowest.name && !$0.isOfCrews && ($0.tier == nil || $0.tier == tier)
    }.map(\.days).min() ?? problem.horizon.days
  }
}

extension Problem {
  /// For each unit of a level the day of its last sight before the horizon, counted from its start; `nil` where nothing is known.
  func daysOfLastSights(of level: Level, byCrews isOfCrews: Bool) -> [Int?] {
    var days: [String: Int] = [:]
    // Whom a crew saw, somebody saw.
    for sight in lastSeen where sight.level == level.name && (sight.isOfCrews || !isOfCrews) {
      days[sight.unitCode] = max(days[sight.unitCode] ?? .min, sight.date - horizon.start)
    }
    return level.codes.map { days[$0] }
  }

  /// The units of its level that a standard is for.
  func units(of standard: SeenStandard, in hierarchy: Hierarchy) -> [Int] {
    guard let level = hierarchy.index(of: standard.level) else { return [] }
    let all = Array(hierarchy.levels[level].codes.indices)
    guard let tier = standard.tier else { return all }
    let villages = hierarchy.ancestors(of: level, at: hierarchy.index(of: assignLevel) ?? 0)
    return all.filter { villages[$0] >= 0 && attributes?.tier[villages[$0]] == tier }
  }
}
