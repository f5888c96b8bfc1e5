import Testing

@testable import Scenario
@testable import Solvers

/// Times of spaced visits, against every choice of times on tiny days.
@Suite struct PatrolSpacingTests {
  private static func random(_ seed: UInt64) -> (times: VisitTimes, horizon: Int) {
    var g = SeededGenerator(seed: seed)
    let spans = (0..<(1 + g.below(3))).map { _ in
      let start = g.below(14)
      return start...(start + g.below(6))
    }
    let gap = g.below(5)
    let maxGap = g.below(2) == 0 ? nil : gap + g.below(6)
    return (VisitTimes(open: TimeSpans(spans), minGap: gap, maxGap: maxGap), 20)
  }

  /// All ways to time `count` visits.
  private static func all(_ times: VisitTimes, _ count: Int, fixed: [Int?]) -> [[Int]] {
    var result: [[Int]] = [[]]
    for visit in 0..<count {
      result = result.flatMap { before in
        (0..<30).compactMap { time -> [Int]? in
          guard times.open.nearest(to: time) == time, fixed[visit] ?? time == time else { return nil }
          if let last = before.last, !times.spacing.contains(time - last) { return nil }
          return before + [time]
        }
      }
    }
    return result
  }

  @Test func setsAreWhatAllChoicesLeave() {
    var (impossible, possible) = (0, 0)
    for seed in 0..<400 {
      let (times, horizon) = Self.random(UInt64(seed))
      var g = SeededGenerator(seed: UInt64(9000 + seed))
      let count = 1 + g.below(4)
      let fixed = (0..<count).map { _ in g.below(4) == 0 ? g.below(horizon) : nil }
      let all = Self.all(times, count, fixed: fixed)
      guard let sets = times.sets(count, fixed: fixed) else {
        #expect(all.isEmpty)
        impossible += 1
        continue
      }
      possible += 1
      for (visit, set) in sets.enumerated() {
        #expect(Set(set.spans.flatMap { Array($0) }) == Set(all.map { $0[visit] }), "seed \(seed)")
      }
      #expect(all.contains(times.times(sets, near: (0..<count).map { _ in g.below(horizon) })))
    }
    #expect(impossible > 50 && possible > 50)
  }

  @Test func asManyFitAsAnyChoiceHas() {
    for seed in 0..<200 {
      let (times, _) = Self.random(UInt64(seed))
      let most = (0...4).last { Self.all(times, $0, fixed: [nil, nil, nil, nil]).isEmpty == false } ?? 0
      #expect(times.most(upTo: 4) == most, "seed \(seed)")
    }
  }

  @Test func anyTimesInTheWindowsKeepTheSpacing() {
    var checked = 0
    for seed in 0..<400 {
      let (times, _) = Self.random(UInt64(seed))
      var g = SeededGenerator(seed: UInt64(5000 + seed))
      let count = 2 + g.below(3)
      guard times.isSpaced, let begins = times.times(count, at: (0..<count).map { _ in g.unit() }) else {
        continue
      }
      let windows = times.windows(around: begins, splits: begins.map { _ in g.unit() })
      for (window, begin) in zip(windows, begins) { #expect(window.nearest(to: begin) == begin) }
      for (a, b) in zip(windows, windows.dropFirst()) {
        for first in a.spans.flatMap({ Array($0) }) {
          for second in b.spans.flatMap({ Array($0) }) { #expect(times.spacing.contains(second - first)) }
        }
      }
      checked += 1
    }
    #expect(checked > 100)
  }
}
