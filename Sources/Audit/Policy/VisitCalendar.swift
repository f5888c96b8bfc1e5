import Planner
import Scenario

/// The visits that a plan pays to checkpoints and units on some dates of its horizon, in seconds from midnight of the
/// first of them.
package struct VisitCalendar: Sendable {
  /// Dates, as days since the start of the horizon.
  package let dates: Range<Int>
  /// For each checkpoint of the problem.
  let checkpoints: [[Int]]
  /// For each unit of the lowest level the dates on which it is visited, ascending.
  package let datesOfUnit: [[Int]]
  /// For each date: visits made, and visits asked for.
  package let made: [Int]
  package let required: [Int]

  package init(_ plan: Plan, dates: Range<Int>, unitOfStop: [[Int]]) {
    let problem = plan.problem
    let indexOfCheckpoint = Dictionary(
      problem.checkpoints.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var checkpoints = [[Int]](repeating: [], count: problem.checkpoints.count)
    var datesOfUnit = [[Int]](repeating: [], count: plan.hierarchy.lowest.count)
    var made: [Int] = []
    var required: [Int] = []
    for date in dates {
      let type = problem.dayTypes[problem.horizon.dayTypeOfDate[date]]
      let midnight = (date - dates.lowerBound) * 86_400
      var count = 0
      for (route, units) in zip(plan.routes, unitOfStop) where route.dayType == type {
        for stop in route.visits {
          count += 1
          if let index = indexOfCheckpoint[stop.id] { checkpoints[index].append(midnight + stop.start) }
        }
        for (stop, unit) in zip(route.stops, units) where unit >= 0 && stop.kind.isPresence {
          if datesOfUnit[unit].last != date { datesOfUnit[unit].append(date) }
        }
      }
      made.append(count)
      required.append(count + plan.unserved.count { $0.dayType == type })
    }
    self.dates = dates
    self.checkpoints = zip(problem.checkpoints, checkpoints).map { Checkpoint.moments($1, crews: $0.crews) }
    self.datesOfUnit = datesOfUnit
    self.made = made
    self.required = required
  }

  /// The share of units that are visited in every stretch of so many dates: that of the poorest stretch.
  package func leastSeen(within days: Int) -> Double {
    let length = min(days, dates.count)
    let starts = dates.lowerBound...(dates.upperBound - length)
    let least =
      starts.map { start in
        datesOfUnit.count { $0.contains { (start..<start + length).contains($0) } }
      }.min() ?? 0
    return datesOfUnit.isEmpty ? 0 : Double(least) / Double(datesOfUnit.count)
  }

  /// How a checkpoint is visited over the dates, the last of them followed by the first; one that is not due on every
  /// day type is judged day by day.
  package func revisits(_ index: Int, of problem: Problem) -> [Revisits] {
    let types = problem.checkpoints[index].dayTypes
    guard !types.isEmpty else { return [Revisits(checkpoints[index], period: dates.count * 86_400)] }
    return dates.compactMap { date in
      guard types.contains(problem.dayTypes[problem.horizon.dayTypeOfDate[date]]) else { return nil }
      let midnight = (date - dates.lowerBound) * 86_400
      return Revisits(
        checkpoints[index].filter { (midnight..<midnight + 86_400).contains($0) }.map { $0 - midnight })
    }
  }
}
