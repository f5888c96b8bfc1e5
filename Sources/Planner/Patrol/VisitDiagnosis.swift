/// Finds out why visits are not made.
struct VisitDiagnosis: Sendable {
  let plan: VisitPlan
  let checkpoints: [Checkpoint]

  private var problem: VisitProblem { plan.problem }
  private var limits: VisitLimits { VisitLimits(problem: plan.problem) }

  /// Why each visit to `point` beyond those made is missing, in order, one sentence each.
  func reasons(_ point: Int) -> [String] {
    let p = problem.points[point]
    let made = p.visits.filter { plan.runOf[$0] >= 0 }.count
    guard made < p.visits.count else { return [] }
    if let reason = neverPossible(point) {
      return [String](repeating: reason, count: p.visits.count - made)
    }
    let possible = limits.possible(point)
    var begins = p.visits.map { plan.begin[$0] }.filter { $0 != VisitPlan.absent }
    return (made..<p.visits.count).map { visit in
      guard visit < possible else {
        return
          "Its visits must begin \(span(p.minGap)) apart, and only \(possible) of \(p.visits.count) fit into "
          + "\(windows(point)) while crews can be there."
      }
      return full(point, &begins)
    }
  }

  /// Why no visit to `point` can be made at all; `nil` when one can.
  private func neverPossible(_ point: Int) -> String? {
    let p = problem.points[point]
    guard !problem.runs.isEmpty else { return "No crew has a shift." }
    let onShift = problem.runs.indices.filter {
      !VisitLimits.clip(p.windows, problem.runs[$0].start, problem.runs[$0].end).isEmpty
    }
    guard !onShift.isEmpty else { return "No crew is on shift in \(windows(point))." }
    let reached = onShift.filter { way(point, $0).out + way(point, $0).back < Int(VisitProblem.never) }
    guard !reached.isEmpty else {
      return
        "No crew on shift in \(windows(point)) can reach it: there is no way there and back from its base."
    }
    let shortest = reached.map { way(point, $0).out + way(point, $0).back }.min() ?? 0
    var longestStay = -1
    for run in reached {
      let r = problem.runs[run]
      let last = r.end - way(point, run).back
      for opening in VisitLimits.clip(p.windows, r.start + way(point, run).out, last) {
        longestStay = max(longestStay, last - opening.lowerBound)
      }
    }
    guard longestStay >= 0 else {
      return
        "The way there and back takes at least \(span(shortest)), and no shift leaves room for it around "
        + "\(windows(point))."
    }
    guard longestStay >= p.dwell else {
      return "Its dwell of \(span(p.dwell)) does not fit: at most \(span(longestStay)) are left there from "
        + "\(windows(point)) to the way back before a shift ends."
    }
    return nil
  }

  /// Why a visit that would fit alone is not made beside the others; notes in `begins` when a further crew would.
  private func full(_ point: Int, _ begins: inout [Int]) -> String {
    let p = problem.points[point]
    var best: (busy: Int, run: Int, begin: Int)?
    for run in problem.runs.indices {
      guard let begin = firstFree(point, run, begins) else { continue }
      let busy = way(point, run).out + p.dwell + way(point, run).back
      if best == nil || busy < best?.busy ?? 0 { best = (busy, run, begin) }
    }
    guard let best else {
      let times = begins.sorted().map(clock).joined(separator: ", ")
      return "The visits that are made at \(times) leave no time \(span(p.minGap)) away from them in "
        + "\(windows(point)), and no better times for them were found."
    }
    begins.append(best.begin)
    let run = problem.runs[best.run]
    return
      "The shifts that can reach it are full with other visits: one more crew at base \(run.baseID) on shift "
      + "\(run.shiftID), busy with it for \(span(best.busy)), would make it."
  }

  /// The first time at which a crew with nothing else to do on that run could begin, apart from `begins`.
  private func firstFree(_ point: Int, _ run: Int, _ begins: [Int]) -> Int? {
    let gap = problem.points[point].minGap
    for opening in limits.openings(point, run) {
      var time = opening.lowerBound
      for begin in begins.sorted() where abs(time - begin) < gap { time = begin + gap }
      if time <= opening.upperBound { return time }
    }
    return nil
  }

  private func way(_ point: Int, _ run: Int) -> (out: Int, back: Int) {
    let reach = problem.reach(point, run)
    let r = problem.runs[run]
    return (reach.earliest - r.start, r.end - problem.points[point].dwell - reach.latest)
  }

  private func windows(_ point: Int) -> String {
    let windows = checkpoints[problem.points[point].checkpoint].windows
    guard !windows.isEmpty else { return "the day" }
    return (windows.count == 1 ? "its window " : "its windows ")
      + windows.map { "\($0.start.text)-\($0.end.text)" }.joined(separator: ", ")
  }

  private func clock(_ seconds: Int) -> String { TimeOfDay(seconds: seconds).text }

  private func span(_ seconds: Int) -> String {
    guard seconds >= 60 else { return "\(seconds) s" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
  }
}
