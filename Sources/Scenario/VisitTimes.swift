/// When the visits to one place may begin, one after the other, with the spacing between them kept.
package struct VisitTimes: Sendable {
  /// When any of them may begin.
  package let open: TimeSpans
  /// Least and greatest seconds from one beginning to the next.
  package let spacing: ClosedRange<Int>
  /// The time of the day within which all of them begin, the first at the latest, and the last at the earliest.
  package let bounds: Bounds

  package struct Bounds: Sendable {
    package var stretch = -unlimited...unlimited
    package var firstBy = unlimited
    package var lastFrom = -unlimited

    package init() {}

    init(stretch: ClosedRange<Int>, firstBy: Int = unlimited, lastFrom: Int = -unlimited) {
      self.stretch = stretch
      self.firstBy = firstBy
      self.lastFrom = lastFrom
    }
  }

  /// No two times of a plan are further apart.
  package static let unlimited = 10 * 86_400

  package init(open: TimeSpans, minGap: Int, maxGap: Int?, _ bounds: Bounds = Bounds()) {
    self.open = open.clipped(bounds.stretch.lowerBound, bounds.stretch.upperBound)
    spacing = minGap...max(minGap, maxGap ?? Self.unlimited)
    self.bounds = bounds
  }

  /// The same spacing where visits may begin at other times; without a greatest one where that is not wanted.
  package func over(_ open: TimeSpans, isLoose: Bool) -> VisitTimes {
    VisitTimes(
      open: open, minGap: spacing.lowerBound, maxGap: isLoose ? nil : spacing.upperBound,
      isLoose ? Bounds(stretch: bounds.stretch) : bounds)
  }

  /// Whether the time of one visit says anything of the others'.
  package var isSpaced: Bool { spacing != 0...Self.unlimited }

  private var backwards: ClosedRange<Int> { -spacing.upperBound...(-spacing.lowerBound) }

  /// The most visits that fit, counted up to `limit`, were there no bound on the first and the last.
  package func most(upTo limit: Int) -> Int {
    var count = 0
    var next = open
    while count < limit, !next.isEmpty {
      count += 1
      next = next.shifted(spacing).intersection(open)
    }
    return count
  }

  /// For each of `count` visits every time at which it can begin so that all others can, too; `nil` when they do not
  /// fit.
  ///
  /// - Parameter fixed: visits whose time is settled already.
  package func sets(_ count: Int, fixed: [Int?]? = nil) -> [TimeSpans]? {
    var sets: [TimeSpans] = []
    for visit in 0..<count {
      var set =
        visit == 0
        ? open.clipped(-Self.unlimited, bounds.firstBy) : sets[visit - 1].shifted(spacing).intersection(open)
      if visit == count - 1 { set = set.clipped(bounds.lastFrom, Self.unlimited) }
      if let time = fixed?[visit] { set = set.clipped(time, time) }
      guard !set.isEmpty else { return nil }
      sets.append(set)
    }
    for visit in stride(from: count - 2, to: -1, by: -1) {
      sets[visit] = sets[visit].intersection(sets[visit + 1].shifted(backwards))
    }
    return sets
  }

  /// A time for each visit that keeps the spacing: the nearest to those wished for, one after the other.
  package func times(_ sets: [TimeSpans], near wishes: [Int]) -> [Int] {
    var times: [Int] = []
    for (visit, set) in sets.enumerated() {
      var set = set
      if let last = times.last { set = set.clipped(last + spacing.lowerBound, last + spacing.upperBound) }
      times.append(set.nearest(to: wishes[visit]) ?? wishes[visit])
    }
    return times
  }

  /// Times for `count` visits at given shares of what each could have.
  package func times(_ count: Int, at shares: [Double]) -> [Int]? {
    guard let sets = sets(count) else { return nil }
    let wishes = zip(sets, shares).map { set, share in
      let (from, to) = (set.first ?? 0, set.last ?? 0)
      return from + Int(share * Double(to - from))
    }
    return times(sets, near: wishes)
  }

  /// For each visit a window around its time such that all visits keep the spacing wherever in their windows they
  /// begin.
  ///
  /// - Parameter splits: for each pair of visits, the share of the time to spare between them that the first gets.
  package func windows(around times: [Int], splits: [Double]) -> [TimeSpans] {
    guard isSpaced else { return times.map { _ in open } }
    guard let first = times.first, let last = times.last else { return [] }
    var low = [Int](repeating: open.first ?? 0, count: times.count)
    var high = [Int](repeating: open.last ?? 0, count: times.count)
    // Where some visits are left out, the first and the last that are made may stand beyond the bounds.
    high[0] = max(first, min(high[0], bounds.firstBy))
    low[times.count - 1] = min(last, max(low[times.count - 1], bounds.lastFrom))
    for visit in times.indices.dropFirst() {
      let gap = times[visit] - times[visit - 1]
      let spare = gap - spacing.lowerBound
      high[visit - 1] = min(high[visit - 1], times[visit - 1] + Int(splits[visit - 1] * Double(spare)))
      low[visit] = max(low[visit], high[visit - 1] + spacing.lowerBound)
      guard spacing.upperBound < Self.unlimited else { continue }
      let room = spacing.upperBound - gap
      low[visit - 1] = max(low[visit - 1], times[visit - 1] - room / 2)
      high[visit] = min(high[visit], times[visit] + (room - room / 2))
    }
    return times.indices.map { open.clipped(low[$0], high[$0]) }
  }
}
