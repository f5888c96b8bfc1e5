import Scenario
import Solvers

/// Who makes the visits that are left.
extension RestOfDay {
  /// All visits to be made: those kept at their times by their crews, the others spaced from them.
  ///
  /// - Parameter loose: which of those kept may go elsewhere.
  func wanted(loosening loose: Set<Int>) -> [VisitRouting.Wanted] {
    var wanted = breaks
    var free = freed
    for (index, task) in kept.enumerated() {
      guard !loose.contains(index), let begin = task.begin else {
        free.append(task)
        continue
      }
      wanted.append(
        VisitRouting.Wanted(
          point: task.point, windows: TimeSpans([begin...begin]), run: task.run,
          duration: visits.points[task.point].dwell, isFirm: true))
    }
    for (point, tasks) in Dictionary(grouping: free, by: \.point).sorted(by: { $0.key < $1.key }) {
      let stays = kept.indices.filter { kept[$0].point == point && !loose.contains($0) }.map { kept[$0] }
      let settled = done[point] + stays.compactMap(\.begin)
      let p = visits.points[point]
      guard p.crews == 1 else {
        wanted += meetings(point, settled, tasks)
        continue
      }
      for windows in windows(point, settled, tasks.map(\.begin)) where !windows.isEmpty {
        wanted.append(VisitRouting.Wanted(point: point, windows: windows, duration: p.dwell))
      }
    }
    return wanted
  }

  /// Visits that crews make together: where one of them comes as it was to, another crew joins it then; else both come when
  /// others can.
  private func meetings(
    _ point: Int, _ settled: [Int], _ tasks: [Task]
  ) -> [VisitRouting.Wanted] {
    let p = visits.points[point]
    var wanted: [VisitRouting.Wanted] = []
    var moved: [Int] = []
    for (begin, free) in Dictionary(grouping: tasks, by: \.begin).sorted(by: { ($0.key ?? 0) < ($1.key ?? 0) }
    ) {
      guard let begin else { continue }
      if free.count == p.crews {
        moved.append(begin)
      } else if begin >= now {
        wanted.append(
          VisitRouting.Wanted(
            point: point, windows: TimeSpans([begin...begin]),
            without: coming[point].first { $0.begin == begin }?.crew, duration: p.dwell))
      }
    }
    for (windows, begin) in zip(windows(point, Checkpoint.moments(settled, crews: p.crews), moved), moved)
    where !windows.isEmpty {
      let near = windows.nearest(to: begin) ?? begin
      let moments = windows.spans.flatMap {
        [$0.lowerBound, ($0.lowerBound + $0.upperBound) / 2, $0.upperBound]
      }
      wanted.append(
        VisitRouting.Wanted(
          point: point, windows: TimeSpans((moments + [near]).map { $0...$0 }), crews: p.crews,
          duration: p.dwell))
    }
    return wanted
  }

  /// Windows for visits to a point beside others whose times are settled; empty ones where they do not fit.
  private func windows(_ point: Int, _ settled: [Int], _ free: [Int?]) -> [TimeSpans] {
    let p = visits.points[point]
    let all =
      settled.map { (time: $0, isFree: false) } + free.map { (time: max(now, $0 ?? now), isFree: true) }
    let order = all.sorted { $0.time < $1.time }
    for isLoose in [false, true] {
      let times = spacing[point].over(p.windows, isLoose: isLoose)
      guard let sets = times.sets(order.count, fixed: order.map { $0.isFree ? nil : $0.time }) else {
        continue
      }
      let open = zip(sets, order).map { $1.isFree ? $0.clipped(now, .max / 4) : $0 }
      guard !open.contains(where: \.isEmpty) else { continue }
      let begins = times.times(open, near: order.map(\.time))
      guard zip(begins, begins.dropFirst()).allSatisfy({ times.spacing.contains($1 - $0) }),
        zip(begins, open).allSatisfy({ $1.nearest(to: $0) == $0 })
      else { continue }
      // The time to spare between one that is settled and one that is not is all the latter's.
      let splits = zip(order, order.dropFirst()).map { a, b in a.isFree ? (b.isFree ? 0.5 : 1) : 0 }
      let windows = times.windows(around: begins, splits: splits)
      return zip(windows, order).filter { $0.1.isFree }.map { $0.0.clipped(now, .max / 4) }
    }
    return []
  }

  /// Routes what is wanted, from a schedule or else from what is kept.
  func solve(
    _ wanted: [VisitRouting.Wanted], steps: Int, seed: UInt64, from start: VisitSchedule? = nil
  ) -> (schedule: VisitSchedule, missing: Int) {
    let routing = VisitRouting(visits, wanted: wanted)
    let answer = RoutingEngine.solve(
      routing.routing, seed: seed, budget: SearchBudget(rounds: steps),
      start: routing.answer(start ?? keptSchedule))
    // Visits whose windows are empty are missing, too.
    let out = freed.count + kept.count + breaks.count - wanted.reduce(0) { $0 + $1.crews }
    return (
      routing.schedule(answer),
      answer.unserved.reduce(out) { $0 + routing.routing.clients[$1].weight }
    )
  }

  var keptSchedule: VisitSchedule {
    var schedule = VisitSchedule(runs: visits.runs.map { _ in [] })
    for rest in breaks {
      let begin = rest.windows.first ?? 0
      schedule.runs[rest.run ?? 0].append(
        .init(point: -1, place: rest.place, begin: begin, depart: begin + rest.duration))
    }
    for task in kept {
      guard let run = task.run, let begin = task.begin else { continue }
      schedule.runs[run].append(
        .init(
          point: task.point, place: task.place, begin: begin, depart: begin + visits.points[task.point].dwell)
      )
    }
    for run in schedule.runs.indices { schedule.runs[run].sort { $0.begin < $1.begin } }
    return schedule
  }

  /// The kept visits that are nearest to those left out, lower tiers first.
  func nearest(
    _ count: Int, toUnserved schedule: VisitSchedule, _ wanted: [VisitRouting.Wanted]
  ) -> [Int] {
    var lacking = [Int](repeating: 0, count: visits.points.count)
    for task in freed + kept { lacking[task.point] += 1 }
    for stop in schedule.runs.joined() where stop.point >= 0 { lacking[stop.point] -= 1 }
    let left = lacking.indices.filter { lacking[$0] > 0 }
    guard !left.isEmpty else { return [] }
    let near = kept.indices.map { index -> (tier: Int, way: Int, index: Int) in
      let here = visits.points[kept[index].point]
      let way = left.map { visits.travel(0, here.places[0], visits.points[$0].places[0]) }.min() ?? 0
      return (-here.tier, way, index)
    }
    return near.sorted { $0 < $1 }.prefix(count).map(\.index)
  }
}
