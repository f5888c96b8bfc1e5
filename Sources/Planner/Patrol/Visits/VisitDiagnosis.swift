import Scenario
import Words

/// Finds out why visits are not made.
struct VisitDiagnosis: Sendable {
  let limits: VisitLimits
  /// When the visits that are made begin, by point.
  let begins: [[Int]]
  let problem: Problem

  private var visits: VisitProblem { limits.problem }

  /// Why each visit of crews to `point` beyond those made is missing, in order, one sentence each.
  func reasons(_ point: Int) -> [Message] {
    let p = visits.points[point]
    let made = begins[point].count
    guard made < p.visits else { return [] }
    if let reason = neverPossible(point) {
      return [Message](repeating: reason, count: (p.visits - made) * p.crews)
    }
    let possible = limits.possible(point)
    var begins = begins[point]
    return (made..<p.visits).flatMap { visit in
      let reason =
        visit < possible
        ? full(point, &begins)
        : Message(
          "visits_too_far_apart",
          "Its visits must begin \(span(p.minGap)) apart, and only \(possible) of \(p.visits) fit into "
            + "\(windows(point)) while crews can be there.")
      return [Message](repeating: reason, count: p.crews)
    }
  }

  /// Why no visit to `point` can be made at all; `nil` when one can.
  private func neverPossible(_ point: Int) -> Message? {
    let p = visits.points[point]
    guard !visits.runs.isEmpty else { return Message("no_crew", "No crew has a shift.") }
    let onShift = visits.runs.indices.filter {
      !p.windows.clipped(visits.runs[$0].start, visits.runs[$0].end).isEmpty
    }
    guard !onShift.isEmpty else {
      return Message("no_crew_on_shift", "No crew is on shift in \(windows(point)).")
    }
    let skilled = onShift.filter { p.skills & ~visits.runs[$0].skills == 0 }
    guard !skilled.isEmpty else {
      let skills = problem.checkpoints[p.checkpoint].skills.map { Message(verbatim: $0) }
      return Message(
        "no_crew_skilled",
        "No crew on shift in \(windows(point)) is \(skills.joined(separator: " and ")), as it asks for.")
    }
    let ways = skilled.compactMap { run in
      visits.way(point, run).map { (run: run, out: $0.out, back: $0.back) }
    }
    guard let shortest = ways.map({ $0.out + $0.back }).min() else {
      return Message(
        "no_way",
        "No crew on shift in \(windows(point)) can reach it: there is no way there and back from its base.")
    }
    let near = ways.filter { visits.suits(point, $0.run) }
    guard !near.isEmpty else {
      return Message(
        "way_too_long",
        "The way there and back is longer than any crew on shift in \(windows(point)) may drive.")
    }
    var longestStay = -1
    for way in near {
      let r = visits.runs[way.run]
      let last = r.end - way.back
      for opening in p.windows.clipped(r.start + way.out, last).spans {
        longestStay = max(longestStay, last - opening.lowerBound)
      }
    }
    guard longestStay >= 0 else {
      return Message(
        "way_takes_shift",
        "The way there and back takes at least \(span(shortest)), and no shift leaves room for it around "
          + "\(windows(point)).")
    }
    guard longestStay >= p.dwell else {
      return Message(
        "dwell_too_long",
        "Its dwell of \(span(p.dwell)) does not fit: at most \(span(longestStay)) are left there from "
          + "\(windows(point)) to the way back before a shift ends.")
    }
    guard !limits.open[point].open.isEmpty else {
      return Message(
        "no_two_crews",
        "Two crews are to be there at once, and no two can begin at the same time in \(windows(point)).")
    }
    return nil
  }

  /// Why a visit that would fit alone is not made beside the others; notes in `begins` when a further crew would.
  private func full(_ point: Int, _ begins: inout [Int]) -> Message {
    let p = visits.points[point]
    guard p.crews == 1 else {
      return Message(
        "crews_not_free_together",
        "No time was found at which two crews are free for it at once, beside the visits that are made.")
    }
    var best: (busy: Int, run: Int, begin: Int)?
    for run in visits.runs.indices {
      guard let way = visits.way(point, run), let begin = firstFree(point, run, begins) else { continue }
      let busy = way.out + p.dwell + way.back
      if best == nil || busy < best?.busy ?? 0 { best = (busy, run, begin) }
    }
    guard let best else {
      return Message("no_time_found", "No time for it was found beside the visits that are made.")
    }
    begins.append(best.begin)
    let run = visits.runs[best.run]
    return Message(
      "crews_full",
      "The shifts that can reach it are full with other visits: one more crew at base "
        + "\(problem.crews[run.crew].baseID) on shift \(run.shiftID), busy with it for \(span(best.busy)), would make it."
    )
  }

  /// The first time at which a crew with nothing else to do on that run could begin, apart from `begins`.
  private func firstFree(_ point: Int, _ run: Int, _ begins: [Int]) -> Int? {
    let gap = visits.points[point].minGap
    // Those of the days before and after, too.
    let others = [-VisitProblem.day, 0, VisitProblem.day].flatMap { day in begins.map { $0 + day } }.sorted()
    for opening in visits.openings(point, run).spans {
      var time = opening.lowerBound
      for begin in others where abs(time - begin) < gap { time = begin + gap }
      if time <= opening.upperBound { return time }
    }
    return nil
  }

  private func windows(_ point: Int) -> Message {
    let windows = problem.checkpoints[visits.points[point].checkpoint].windows
    guard !windows.isEmpty else { return Message("the day") }
    let list = windows.map { Message(verbatim: "\($0.start.text)-\($0.end.text)") }.joined(separator: ", ")
    return windows.count == 1 ? Message("its window \(list)") : Message("its windows \(list)")
  }

  private func span(_ seconds: Int) -> String {
    guard seconds >= 60 else { return "\(seconds) s" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
  }
}
