/// Spacing round the clock: a plan is driven day after day, so that the last visit of a day is followed by the first of
/// the next.
///
/// The visits of each day are kept within a stretch that begins at the same time of every day and is shorter than a day
/// by the least spacing; the first within its first part, and the last so late that the first of the next day is no
/// further off than the greatest spacing. So days fit together whichever follow each other.
extension VisitTimes {
  private static let day = 86_400
  /// Visits of which the best stretch is looked for with each as the one that binds; and the most parts in which the
  /// time to spare between a day and the next is divided.
  private static let mostBinding = 24
  private static let parts = 8
  /// Steps in which stretches are tried where the greatest spacing counts.
  private static let step = 1800

  /// Times for as many visits as can be spaced at least `minGap` apart round the clock, `count` at most, and how many
  /// that are; among the ways to do so one that leaves them most freedom.
  ///
  /// A greatest spacing is kept where it costs no visit: round the clock where that can be, else within the day.
  package static func roundTheClock(
    open: TimeSpans, minGap: Int, maxGap: Int?, count: Int
  ) -> (times: VisitTimes, count: Int) {
    let loose =
      minGap == 0
      ? best([VisitTimes(open: open, minGap: 0, maxGap: nil)], count)
      : best(
        starts(open, minGap: minGap, count).map {
          VisitTimes(open: open, minGap: minGap, maxGap: nil, Bounds(stretch: $0...$0 + day - minGap))
        }, count)
    guard let maxGap else { return loose }
    let starts = Set(starts(open, minGap: minGap, count) + grid(open)).sorted()
    let spare = loose.count * maxGap - day
    // One visit a day is followed by itself.
    if spare >= 0, loose.count > 1 {
      let whole = best(
        starts.flatMap { start in
          (0...parts).map { part in
            let firstBy = start + spare * part / parts
            return VisitTimes(
              open: open, minGap: minGap, maxGap: maxGap,
              Bounds(
                stretch: start...start + day - minGap, firstBy: firstBy, lastFrom: firstBy + day - maxGap))
          }
        }, loose.count)
      if whole.count == loose.count { return whole }
    }
    let byDay = best(
      starts.map {
        VisitTimes(open: open, minGap: minGap, maxGap: maxGap, Bounds(stretch: $0...$0 + day - minGap))
      }, loose.count)
    return byDay.count == loose.count ? byDay : loose
  }

  /// The most visits that can be spaced at least `minGap` apart round the clock, counted up to `limit`.
  ///
  /// Moved to earlier times all together, the visits of a day keep their distances until one of them stands at the
  /// beginning of a stretch in which they may begin; from there, each of the others may as well come as early as it can.
  package static func mostRoundTheClock(open: TimeSpans, minGap: Int, upTo limit: Int) -> Int {
    let times = VisitTimes(open: open, minGap: minGap, maxGap: nil)
    guard minGap > 0, !open.isEmpty else { return times.most(upTo: limit) }
    let clock = TimeSpans((-3...3).flatMap { open.shifted($0 * day...$0 * day).spans }).clipped(-day, 2 * day)
    let starts = clock.spans.map(\.lowerBound).filter { (0..<day).contains($0) }
    guard !starts.isEmpty else { return min(limit, day / minGap) }
    return starts.map { start in
      VisitTimes(open: clock.clipped(start, start + day - minGap), minGap: minGap, maxGap: nil).most(
        upTo: limit)
    }.max() ?? 0
  }

  /// When a day's stretch may begin so that as many visits fit as anywhere: with one of them at the beginning of a
  /// span, and others as close to it as they may be, on the same day or over midnight.
  private static func starts(_ open: TimeSpans, minGap: Int, _ count: Int) -> [Int] {
    guard let first = open.first, let last = open.last else { return [] }
    guard minGap > 0, last - first > day - minGap else { return [first] }
    var starts = Set<Int>()
    for span in open.spans {
      for visit in 0...min(count, mostBinding) {
        starts.insert(span.lowerBound - visit * minGap)
        starts.insert(span.lowerBound + visit * minGap - day)
      }
    }
    return starts.filter { (first...last).contains($0) }.sorted()
  }

  private static func grid(_ open: TimeSpans) -> [Int] {
    guard let first = open.first, let last = open.last else { return [] }
    return Array(stride(from: first, through: last, by: step))
  }

  /// The times among some that leave most visits, and then the one with the least freedom most of it.
  private static func best(_ choices: [VisitTimes], _ count: Int) -> (times: VisitTimes, count: Int) {
    var best: (times: VisitTimes, count: Int, least: Int, all: Int)?
    for times in choices {
      let most = times.most(upTo: count)
      guard most >= best?.count ?? 0, let sets = times.sets(most) else { continue }
      let freedom = sets.map { $0.spans.reduce(0) { $0 + $1.count } }
      let (least, all) = (freedom.min() ?? 0, freedom.reduce(0, +))
      if let best, (best.count, best.least, best.all) >= (most, least, all) { continue }
      best = (times, most, least, all)
    }
    return best.map { ($0.times, $0.count) }
      ?? (VisitTimes(open: TimeSpans([]), minGap: 0, maxGap: nil), 0)
  }
}
