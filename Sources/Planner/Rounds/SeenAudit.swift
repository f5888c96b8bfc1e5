import Foundation
import Grid
import Scenario
import Words

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
  /// Who is on which round when, by rule, village and date.
  package var dated: [DatedRound]
  /// By unit of the lowest level, how often rounds stop there in the first week of the horizon.
  package var week: [Int]
  /// How many rounds auxiliaries make, and for how many seconds, those who make any.
  package var people: [(rounds: Int, seconds: Int)]

  /// What rounds cannot do, in sentences.
  package var remarks: [Message]

  package init(_ plan: Plan) {
    remarks = plan.problem.rounds.flatMap { plan.remarks(of: $0) }
    let calendar = RoundCalendar(of: plan)
    dated = calendar.duties.map {
      DatedRound(
        date: $0.date, round: plan.rounds[$0.round], start: $0.start, auxiliaryID: $0.auxiliaryID,
        teamID: $0.teamID)
    }
    people = Dictionary(grouping: dated, by: \.auxiliaryID).sorted { $0.key < $1.key }.map {
      ($0.value.count, $0.value.reduce(0) { $0 + $1.round.duration })
    }
    var sights = Sights(plan)
    sights.add(calendar, plan)
    sights.addRoutes(plan)
    week = sights.week
    entropy = sights.entropy(households: plan.hierarchy.lowest.households)
    verdicts = plan.problem.patrol.seen.compactMap { standard in
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

/// When each unit of the lowest level is seen.
private struct Sights {
  private static let bin = 1800
  private let days: Int
  /// For each unit and date.
  private var isSeen: [[Bool]]
  /// For each unit, how often in each half hour of the day.
  private var times: [[Int: Int]]

  init(_ plan: Plan) {
    days = plan.problem.horizon.days
    isSeen = Array(repeating: Array(repeating: false, count: days), count: plan.hierarchy.lowest.count)
    times = Array(repeating: [:], count: plan.hierarchy.lowest.count)
    week = Array(repeating: 0, count: plan.hierarchy.lowest.count)
  }

  private mutating func see(_ unit: Int, on date: Int, at second: Int) {
    let day = date + second / 86_400
    guard isSeen[unit].indices.contains(day) else { return }
    isSeen[unit][day] = true
    times[unit][second % 86_400 / Self.bin, default: 0] += 1
  }

  /// Of the first days, how often each unit is seen so far.
  private(set) var week: [Int]

  mutating func add(_ calendar: RoundCalendar, _ plan: Plan) {
    let lowest = plan.hierarchy.lowest
    let unitOfCode = Dictionary(
      zip(lowest.codes, lowest.codes.indices), uniquingKeysWith: { first, _ in first })
    for duty in calendar.duties {
      for stop in plan.rounds[duty.round].stops.dropLast() {
        guard let unit = unitOfCode[stop.unitCode] else { continue }
        let day = duty.date - plan.problem.horizon.start
        see(unit, on: day, at: duty.start + stop.arrive)
        if day < 7 { week[unit] += 1 }
      }
    }
  }

  mutating func addRoutes(_ plan: Plan) {
    let dates = Dictionary(
      plan.problem.dayTypes.map { ($0, plan.dates(of: $0)) }, uniquingKeysWith: { first, _ in first })
    for (route, units) in zip(plan.routes, plan.unitOfStop) {
      for (stop, unit) in zip(route.stops, units) where unit >= 0 && stop.kind.isPresence {
        for date in dates[route.dayType] ?? [] { see(unit, on: date, at: stop.start) }
      }
    }
  }

  /// For each unit of a level on which dates it is seen, in any of its parts.
  func dates(of hierarchy: Hierarchy, level: Int) -> [[Bool]] {
    var seen = Array(repeating: Array(repeating: false, count: days), count: hierarchy.levels[level].count)
    for (unit, above) in hierarchy.ancestors(of: hierarchy.levels.count - 1, at: level).enumerated()
    where above >= 0 {
      for day in 0..<days where isSeen[unit][day] { seen[above][day] = true }
    }
    return seen
  }

  func entropy(households: [Int]) -> Double {
    var (sum, weight) = (0.0, 0)
    for (counts, households) in zip(times, households) where !counts.isEmpty {
      let all = Double(counts.values.reduce(0, +))
      // In an order of its own, so that the sum is the same on every run.
      let bits = counts.sorted { $0.key < $1.key }.reduce(0.0) { sum, bin in
        let share = Double(bin.value) / all
        return sum - share * log2(share)
      }
      sum += bits * Double(households)
      weight += households
    }
    return weight > 0 ? sum / Double(weight) : 0
  }
}

extension Plan {
  /// Days within which each unit of the lowest level is to be seen; where that is not asked, the length of the horizon.
  var lowestStandard: Int {
    problem.patrol.seen.last { $0.level == hierarchy.lowest.name }?.days ?? problem.horizon.days
  }

  /// Land that no round of a rule holds, and teams that have nobody to walk with.
  fileprivate func remarks(of rule: RoundRule) -> [Message] {
    var remarks: [Message] = []
    let own = rounds.filter { $0.ruleID == rule.id }
    let passed = Set(own.flatMap { $0.stops.dropLast().map(\.unitCode) })
    let teams = rule.teams.map { Set($0.map(\.unitCode)) }
    let villages = Set(
      assignedUnits.codes.indices.filter {
        !assignment.auxiliariesOfUnit[$0].isEmpty && teams?.contains(assignedUnits.codes[$0]) ?? true
      })
    let above = hierarchy.ancestors(of: hierarchy.levels.count - 1, at: assignLevel)
    let beyond = hierarchy.lowest.codes.indices.filter {
      villages.contains(above[$0]) && !passed.contains(hierarchy.lowest.codes[$0])
    }
    if let first = beyond.first {
      remarks.append(
        Message(
          "units_beyond_rounds",
          "\(rule.id): no round of \(rule.longest) s reaches \(beyond.count) units and is back, such as "
            + "\(hierarchy.lowest.codes[first])"))
    }
    let alone = (rule.teams ?? []).filter { team in
      !(assignedUnits.codes.firstIndex(of: team.unitCode).map { villages.contains($0) } ?? false)
    }
    if let first = alone.first {
      remarks.append(
        Message(
          "teams_alone",
          "\(rule.id): \(alone.count) teams walk nowhere, as their villages have no auxiliary, such as \(first.id)"
        ))
    }
    return remarks
  }

  /// Rounds in the villages.
  public var rounds: [Round] { findings.rounds }
}
