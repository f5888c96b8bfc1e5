/// What no plan can do: upper limits on visits.
struct VisitLimits: Sendable {
  let problem: VisitProblem
  /// By point, when its visits may begin while some crew can be there. A greatest spacing is kept only where it costs
  /// no visit.
  let times: [VisitTimes]

  init(_ problem: VisitProblem) {
    self.problem = problem
    times = problem.points.enumerated().map { index, point in
      let open = TimeSpans(problem.runs.indices.flatMap { problem.openings(index, $0).spans })
      let loose = VisitTimes(open: open, minGap: point.minGap, maxGap: nil)
      guard let maxGap = point.maxGap else { return loose }
      let strict = VisitTimes(open: open, minGap: point.minGap, maxGap: maxGap)
      return strict.most(upTo: point.visits) == loose.most(upTo: point.visits) ? strict : loose
    }
  }

  /// The most visits to a point that windows, shifts, ways and spacing allow, were there nothing else to do.
  func possible(_ point: Int) -> Int { times[point].most(upTo: problem.points[point].visits) }

  /// Visits that no plan makes, by tier.
  func unavoidable() -> [Int] {
    var result = [0, 0, 0]
    for (index, point) in problem.points.enumerated() {
      result[point.tier] += point.visits - possible(index)
    }
    return result
  }
}
