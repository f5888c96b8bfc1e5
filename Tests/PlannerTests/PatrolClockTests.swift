import Geometry
import Grid
import Roads
import Solvers
import TestSupport
import Testing

@testable import Planner
@testable import Scenario

/// Spacing round the clock, against every choice of hours, and on the plans of several day types.
@Suite struct PatrolClockTests {
  private static let hour = 3600

  /// Spans in whole hours, over a day and a night after it.
  private static func random(_ g: inout SeededGenerator, until last: Int) -> TimeSpans {
    TimeSpans(
      (0..<(1 + g.below(4))).map { _ in
        let start = g.below(last)
        return start * hour...min(last, start + g.below(9)) * hour
      })
  }

  private static func hours(_ open: TimeSpans) -> [Int] {
    (-24...60).filter { open.nearest(to: $0 * hour) == $0 * hour }
  }

  /// Every set of at most so many hours of a day that keep their spacing when each day is like it.
  private static func choices(_ hours: [Int], _ gap: Int, _ maxGap: Int? = nil, upTo most: Int) -> [[Int]] {
    var found: [[Int]] = [[]]
    func extend(_ chosen: [Int]) {
      guard chosen.count < most else { return }
      for next in hours where next > chosen.last ?? -100 {
        let apart = chosen.allSatisfy { old in
          [next - old, old + 24 - next, next - old - 24].allSatisfy { $0 >= gap || $0 < 0 && -$0 >= gap }
        }
        guard apart else { continue }
        found.append(chosen + [next])
        extend(chosen + [next])
      }
    }
    extend([])
    guard let maxGap else { return found }
    return found.filter { times in
      zip(times, times.dropFirst() + [(times.first ?? 0) + 24]).allSatisfy { $1 - $0 <= maxGap }
    }
  }

  @Test func asManyFitRoundTheClockAsAnyChoiceHas() {
    var g = SeededGenerator(seed: 4)
    var fewer = 0
    for round in 0..<300 {
      let open = Self.random(&g, until: round % 2 == 0 ? 24 : 34)
      let gap = 1 + g.below(9)
      let limit = 1 + g.below(6)
      let found = VisitTimes.mostRoundTheClock(open: open, minGap: gap * Self.hour, upTo: limit)
      let most =
        Self.choices(Set(Self.hours(open).map { ($0 + 24) % 24 }).sorted(), gap, upTo: limit).map(\.count)
        .max()
        ?? 0
      #expect(found == min(limit, most), "round \(round): \(open.spans), \(gap) h")
      if found < VisitTimes(open: open, minGap: gap * Self.hour, maxGap: nil).most(upTo: limit) { fewer += 1 }
      // Where no hour of the clock lies twice in the spans, as many are planned.
      let planned = VisitTimes.roundTheClock(open: open, minGap: gap * Self.hour, maxGap: nil, count: limit)
      #expect(round % 2 == 0 ? planned.count == found : planned.count <= found, "round \(round)")
    }
    #expect(fewer > 10)
  }

  /// Any times in the windows of one day, and any in those of another whose windows were drawn otherwise.
  @Test func anyTwoDaysFitTogether() {
    var g = SeededGenerator(seed: 9)
    var pairs = 0
    for _ in 0..<200 {
      let open = Self.random(&g, until: 34)
      let gap = (1 + g.below(8)) * Self.hour
      let (times, count) = VisitTimes.roundTheClock(
        open: open, minGap: gap, maxGap: nil, count: 1 + g.below(6))
      func day() -> [Int] {
        guard let begins = times.times(count, at: (0..<count).map { _ in g.unit() }) else { return [] }
        return times.windows(around: begins, splits: begins.map { _ in g.unit() }).map { window in
          let span = window.spans[g.below(window.spans.count)]
          return span.lowerBound + g.below(span.count)
        }
      }
      for _ in 0..<5 {
        let (today, tomorrow) = (day(), day())
        #expect(today.count == count)
        for (a, b) in zip(today, today.dropFirst()) { #expect(b - a >= gap) }
        for a in today { for b in tomorrow { #expect(b + 86_400 - a >= gap) } }
        pairs += today.count * tomorrow.count
      }
    }
    #expect(pairs > 2000)
  }

  @Test func theGreatestSpacingHoldsRoundTheClockWhereItCan() {
    var g = SeededGenerator(seed: 15)
    var (held, impossible) = (0, 0)
    for round in 0..<300 {
      let open = TimeSpans(Self.random(&g, until: 24).spans + [0...g.below(9) * Self.hour])
      let gap = g.below(5)
      let maxGap = max(gap, 2 + g.below(14))
      let count = 2 + g.below(4)
      let can = Self.choices(Self.hours(open).filter { $0 < 24 || gap == 0 }, gap, maxGap, upTo: count)
        .contains {
          $0.count == count
        }
      let (times, planned) = VisitTimes.roundTheClock(
        open: open, minGap: gap * Self.hour, maxGap: maxGap * Self.hour, count: count)
      let isHeld = times.bounds.firstBy < VisitTimes.unlimited
      if !can || planned < count {
        impossible += 1
        if planned == count { #expect(!isHeld || maxGap * count >= 24, "round \(round)") }
        continue
      }
      #expect(isHeld, "round \(round): \(open.spans) \(gap)-\(maxGap) h, \(count)")
      held += 1
      for _ in 0..<5 {
        let days = (0..<2).map { _ -> [Int] in
          guard let begins = times.times(count, at: (0..<count).map { _ in g.unit() }) else { return [] }
          return times.windows(around: begins, splits: begins.map { _ in g.unit() }).map { window in
            window.spans[0].lowerBound + g.below(window.spans[0].count)
          }
        }
        let both = days[0] + days[1].map { $0 + 86_400 }
        #expect(both.count == 2 * count)
        for (a, b) in zip(both, both.dropFirst()) {
          #expect((gap * Self.hour...maxGap * Self.hour).contains(b - a), "round \(round)")
        }
      }
    }
    #expect(held > 40 && impossible > 40)
  }

  // MARK: Plans

  private static func county(_ seed: UInt64) -> (Problem, PatrolTestTravel) {
    var g = SeededGenerator(seed: seed)
    var (problem, travel) = PatrolRouteTests.random(seed, crews: 4, points: 6)
    problem.shifts = [("a", 0), ("b", 8), ("c", 16)].map { id, start in
      let from = [0, 6, 22][Int(seed % 3)] + start
      return Shift(
        id: id,
        window: DailyWindow(
          start: TimeOfDay(seconds: from % 24 * 3600), end: TimeOfDay(seconds: (from + 8) % 24 * 3600)))
    }
    for index in problem.crews.indices {
      problem.crews[index].shiftIDs = ["a", "b", "c"]
      problem.crews[index].maxSpeed = 60
    }
    problem.dayTypes = ["weekday", "weekend", "market"]
    problem.horizon.dayTypeOfDate = [0, 1, 0, 2, 1, 2, 0]
    problem.horizon.days = 7
    for index in problem.checkpoints.indices {
      problem.checkpoints[index].visitsPerDay = 1 + g.below(5)
      problem.checkpoints[index].minGap = 3600 * (2 + g.below(3))
      problem.checkpoints[index].windows =
        g.below(3) == 0 ? [patrolWindow("21:00", "03:00"), patrolWindow("09:00", "11:00")] : []
      problem.checkpoints[index].dayTypes = []
      problem.checkpoints[index].dwell = 300
    }
    travel.cutOff = []
    return (problem, travel)
  }

  @Test(arguments: 0..<6)
  func spacingHoldsFromAnyDayToAnyOther(seed: Int) {
    let (problem, travel) = Self.county(UInt64(seed))
    let results = RoutePlanner(problem: problem, travel: travel).plan(
      dayTypes: problem.dayTypes, seed: 3, budget: SearchBudget(rounds: 3000))
    var begins: [[String: [Int]]] = []
    for (dayType, result) in zip(problem.dayTypes, results) {
      let rules = PatrolRules(problem: problem, dayType: dayType)
      #expect(rules.breaches(result.routes, result.unserved) == [])
      begins.append(
        Dictionary(grouping: result.routes.flatMap(\.visits), by: \.id).mapValues { $0.map(\.start).sorted() }
      )
    }
    var compared = 0
    for (today, tomorrow) in zip(problem.horizon.dayTypeOfDate, problem.horizon.dayTypeOfDate.dropFirst()) {
      for point in problem.checkpoints {
        for a in begins[today][point.id] ?? [] {
          for b in begins[tomorrow][point.id] ?? [] {
            #expect(abs(b + 86_400 - a) >= point.minGap, "\(point.id)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 80)
  }

  /// Six visits four hours apart fill the day; a seventh finds no place, and the reason says so.
  @Test func whatTheClockHasNoRoomForIsToldOf() {
    var (problem, travel) = Self.county(1)
    problem.checkpoints = Array(problem.checkpoints.prefix(1))
    problem.checkpoints[0].windows = []
    problem.checkpoints[0].minGap = 4 * 3600
    problem.checkpoints[0].visitsPerDay = 7
    travel.metresPerSecond = 1000
    let plan = RoutePlanner(problem: problem, travel: travel).plan(dayType: "weekday", seed: 1, steps: 2000)
    #expect(plan.unserved.map(\.visit) == [7])
    #expect(plan.unserved.allSatisfy { $0.reason.english.contains("240 min apart, and only 6 of 7 fit") })
    #expect(plan.unservedLowerBound.reduce(0, +) == 1)
  }

  @Test func theGreatestSpacingIsToldOfWhereItDoesNotHold() {
    var (problem, travel) = Self.county(2)
    problem.checkpoints = Array(problem.checkpoints.prefix(3))
    for index in problem.checkpoints.indices {
      problem.checkpoints[index].windows = []
      problem.checkpoints[index].minGap = 0
      problem.checkpoints[index].visitsPerDay = 3
      problem.checkpoints[index].maxGap = [7, 9, 9][index] * 3600
    }
    // Nobody is near the third at night.
    problem.checkpoints[2].windows = [patrolWindow("08:00", "20:00")]
    travel.metresPerSecond = 1000
    let plan = RoutePlanner(problem: problem, travel: travel).plan(dayType: "weekday", seed: 1, steps: 2000)
    #expect(plan.unserved.isEmpty)
    let ids = problem.checkpoints.map(\.id)
    #expect(plan.wideSpacings.map(\.checkpointID) == [ids[0], ids[2]])
    #expect(plan.wideSpacings.map(\.areTooFew) == [true, false])
    let times = plan.routes.flatMap(\.visits).filter { $0.id == ids[1] }.map(\.start).sorted()
    for (a, b) in zip(times, times.dropFirst() + [times[0] + 86_400]) { #expect(b - a <= 9 * 3600) }
  }
}
