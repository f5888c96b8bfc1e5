import Foundation
import Grid
import Scenario

/// When each unit of the lowest level is seen.
struct Sights {
  private static let bin = 1800
  private let days: Int
  /// For each unit and date.
  private var isSeen: [[Bool]]
  /// For each unit, how often in each half hour of the day.
  private var times: [[Int: Int]]
  /// How often rounds stop in each unit in the first seven days.
  private(set) var week: [Int]

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

  mutating func add(_ rounds: [DatedRound], _ plan: Plan) {
    let lowest = plan.hierarchy.lowest
    let unitOfCode = Dictionary(
      zip(lowest.codes, lowest.codes.indices), uniquingKeysWith: { first, _ in first })
    for dated in rounds {
      let day = dated.date - plan.problem.horizon.start
      for stop in dated.round.stops.dropLast() {
        guard let unit = unitOfCode[stop.unitCode] else { continue }
        see(unit, on: day, at: dated.start + stop.arrive)
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
