import Scenario

/// What no plan can do: upper limits on visits.
struct VisitLimits: Sendable {
  let problem: VisitProblem
  /// By point, when some crew can begin a visit, spaced as any plan must space them on one day.
  let open: [VisitTimes]
  /// By point, when visits are to begin so that they keep their spacing round the clock, and how many do.
  let times: [VisitTimes]
  let counts: [Int]

  init(_ problem: VisitProblem) {
    self.problem = problem
    open = problem.points.enumerated().map { index, point in
      VisitTimes(open: problem.openings(index), minGap: point.minGap, maxGap: nil)
    }
    let wanted = zip(problem.points, open).map { point, times in
      VisitTimes.roundTheClock(
        open: times.open, minGap: point.minGap, maxGap: point.maxGap, count: point.visits)
    }
    times = wanted.map(\.times)
    counts = wanted.map(\.count)
  }

  /// The most visits to a point that windows, shifts, ways and spacing allow, were there nothing else to do.
  func possible(_ point: Int) -> Int {
    let p = problem.points[point]
    return VisitTimes.mostRoundTheClock(open: open[point].open, minGap: p.minGap, upTo: p.visits)
  }

  /// For each stop of a schedule when it may begin so that all visits keep their spacing, wherever in their windows the
  /// others begin. Where visits are further apart than their greatest spacing they stay as they are.
  func windows(of schedule: VisitSchedule) -> [[TimeSpans]] {
    var windows = zip(problem.runs, schedule.runs).map { run, stops in
      stops.map { stop in
        let rest = run.breaks.first { stop.point < 0 && $0.window.contains(stop.begin) }
        return TimeSpans([rest?.window ?? stop.begin...stop.begin])
      }
    }
    var visits = [[(begin: Int, run: Int, stop: Int)]](repeating: [], count: problem.points.count)
    for (run, stops) in schedule.runs.enumerated() {
      for (index, stop) in stops.enumerated() where stop.point >= 0 {
        visits[stop.point].append((stop.begin, run, index))
      }
    }
    // Those who meet do so at the time that they agreed on.
    for (point, unsorted) in visits.enumerated() where problem.points[point].crews == 1 {
      let own = unsorted.sorted { $0 < $1 }
      let begins = own.map(\.begin)
      let widest = zip(begins, begins.dropFirst()).map { $1 - $0 }.max() ?? 0
      guard widest <= problem.points[point].maxGap ?? .max else { continue }
      let spans = times[point].windows(around: begins, splits: begins.map { _ in 0.5 })
      for (visit, span) in zip(own, spans) { windows[visit.run][visit.stop] = span }
    }
    return windows
  }

  /// Visits of crews that no plan makes, by tier.
  func unavoidable() -> [Int] {
    var result = [0, 0, 0]
    for (index, point) in problem.points.enumerated() {
      result[point.tier] += (point.visits - possible(index)) * point.crews
    }
    return result
  }
}
