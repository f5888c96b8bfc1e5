import Words

/// No routes leave fewer visits out: nobody can begin more of them in the windows, apart as they must be, with the ways that
/// the certificate of the travel states.
enum VisitsClaim {
  static func check(_ plan: PlanFiles, _ dayType: String, _ routes: RoutesClaim) throws -> Message? {
    guard let stated = try StatedBound("visits", of: dayType, in: plan) else { return nil }
    var bound = 0
    if stated.lowerBound.whole() != 0 {
      guard let proof = try StatedBound("travel", of: dayType, in: plan)?.certificate else { return nil }
      bound = try StatedWays(plan, proof, dayType, routes).leastMissing()
    }
    try stated.agree(with: bound)
    return Message("no routes leave less than \(bound) visits out, and these leave \(stated.objective.text)")
  }

  /// The most visits that can begin at some times, at least a gap apart, on a day that is followed by one like it.
  static func most(in open: DayWindows, apart gap: Int, upTo limit: Int) -> Int {
    let day = CivilDay.seconds
    guard gap > 0 else { return open.spans.isEmpty ? 0 : limit }
    let clock = DayWindows(
      (-3...3).flatMap { offset in
        open.spans.map { ($0.lowerBound + offset * day)...($0.upperBound + offset * day) }
      }
    ).clipped(-day, 2 * day).joined
    let starts = clock.spans.map(\.lowerBound).filter { (0..<day).contains($0) }
    // Moved to earlier times all together, one of them stands at the beginning of a span.
    guard !starts.isEmpty else { return clock.spans.isEmpty ? 0 : min(limit, day / gap) }
    return starts.reduce(0) { most, start in
      let times = clock.clipped(start, start + day - gap)
      var (count, next) = (0, times.first)
      while count < limit, let time = next {
        count += 1
        next = times.clipped(time + gap, 2 * day).first
      }
      return max(most, count)
    }
  }
}
