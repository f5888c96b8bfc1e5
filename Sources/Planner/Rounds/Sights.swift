import Foundation
import Grid
import Scenario

/// When each unit of the lowest level, or each place of required visits, is seen.
struct Sights {
  private static let bin = 1800
  private static let bins = 86_400 / bin
  private let days: Int
  /// For each date which of the scenario's types of days it is of.
  private let types: [Int]
  /// For each unit, or place, and date.
  private var isSeen: [[Bool]]
  /// For each of them the half hours in which it is seen, from the first midnight on.
  private var times: [Set<Int>]
  /// How often rounds stop in each unit in the first seven days.
  private(set) var week: [Int]

  /// - Parameter places: how many, where they are no units.
  init(_ plan: Plan, places: Int? = nil) {
    let count = places ?? plan.hierarchy.lowest.count
    days = plan.problem.horizon.days
    types = plan.problem.horizon.dayTypeOfDate.map(plan.problem.scenarioDayType)
    isSeen = Array(repeating: Array(repeating: false, count: days), count: count)
    times = Array(repeating: [], count: count)
    week = Array(repeating: 0, count: count)
  }

  private mutating func see(_ unit: Int, on date: Int, at second: Int) {
    let day = date + second / 86_400
    guard isSeen[unit].indices.contains(day) else { return }
    isSeen[unit][day] = true
    times[unit].insert(day * Self.bins + second % 86_400 / Self.bin)
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

  /// Required visits, by the numbers of their places among the problem's.
  mutating func addVisits(_ plan: Plan) {
    let placeOfID = Dictionary(
      plan.problem.checkpoints.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let dates = Self.datesOfDayType(plan)
    for route in plan.routes {
      for stop in route.visits {
        guard let place = placeOfID[stop.id] else { continue }
        for date in dates[route.dayType] ?? [] { see(place, on: date, at: stop.start) }
      }
    }
  }

  private static func datesOfDayType(_ plan: Plan) -> [String: [Int]] {
    Dictionary(
      plan.problem.dayTypes.map { ($0, plan.dates(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func addRoutes(_ plan: Plan) {
    let dates = Self.datesOfDayType(plan)
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

  /// What somebody who knows all dates of the plan cannot tell of the next one of the same type: for each half hour whether a unit
  /// is seen in it, in bits (Shannon 1948), all half hours together; the mean by weight over what is seen.
  func entropy(weights: [Int]) -> Double {
    var (sum, weight) = (0.0, 0)
    let datesOfType = Dictionary(grouping: types, by: \.self).mapValues(\.count)
    for (times, own) in zip(times, weights) where !times.isEmpty {
      var seen: [Int: Int] = [:]
      for time in times { seen[types[time / Self.bins] * Self.bins + time % Self.bins, default: 0] += 1 }
      // In an order of its own, so that the sum is the same on every run.
      let bits = seen.sorted { $0.key < $1.key }.reduce(0.0) { sum, entry in
        let dates = Double(datesOfType[entry.key / Self.bins] ?? 1)
        return sum + dates / Double(days) * Self.doubt(Double(entry.value) / dates)
      }
      sum += bits * Double(own)
      weight += own
    }
    return weight > 0 ? sum / Double(weight) : 0
  }

  /// The entropy of what comes to pass with a chance, in bits.
  private static func doubt(_ chance: Double) -> Double {
    chance > 0 && chance < 1 ? -chance * log2(chance) - (1 - chance) * log2(1 - chance) : 0
  }
}
