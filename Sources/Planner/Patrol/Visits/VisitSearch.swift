import Scenario
import Solvers

/// Routes the visits of one day type: the engine over visits whose windows keep them apart, again and again.
///
/// The engine knows nothing of spacing. So each visit to a point gets a window of its own, narrowed such that all keep
/// their spacing whatever the engine does; from its answer the windows are drawn anew around the times it chose, the
/// time to spare split otherwise, and the engine goes on from there. A visit that found no place gets another turn
/// between the others of its point.
struct VisitSearch: Sendable {
  let problem: VisitProblem
  let seed: UInt64
  private let times: [VisitTimes]
  /// Visits to each point that the engine is asked for.
  private let counts: [Int]

  /// The share of the budget for the first round.
  private static let firstShare = 0.4
  /// How many points on average get new times in a round although all their visits are made.
  private static let redrawn = 2.0
  /// Moments that crews who meet are offered besides the one of before.
  private static let moments = 5

  /// How far a search is: visits left out by tier, and cost.
  typealias Watch = @Sendable (_ missing: [Int], _ cost: Int) -> Bool

  init(_ problem: VisitProblem, limits: VisitLimits, seed: UInt64) {
    self.problem = problem
    self.seed = seed
    times = limits.times
    counts = limits.counts
  }

  /// The best schedule found.
  func run(_ budget: SearchBudget, watch: Watch? = nil) -> VisitSchedule {
    var generator = SeededGenerator(seed: seed)
    var chosen = times.indices.map { point in
      times[point].times(counts[point], at: (0..<counts[point]).map { Self.share($0, of: counts[point]) })
        ?? []
    }
    var best: (schedule: VisitSchedule, answer: RoutingAnswer, missing: Int)?
    guard !problem.runs.isEmpty else { return VisitSchedule(runs: []) }
    let isSpaced = problem.points.indices.contains {
      times[$0].isSpaced && counts[$0] * problem.points[$0].crews > 1
    }
    // Drawing windows anew costs little where there are few visits.
    let rounds = isSpaced ? max(6, min(40, 4000 / counts.reduce(1, +))) : 1
    let isStopped = Flag()
    for round in 0..<rounds where !isStopped.isSet {
      let share = rounds == 1 ? 1 : round == 0 ? Self.firstShare : (1 - Self.firstShare) / Double(rounds - 1)
      let routing = VisitRouting(problem, wanted: wanted(around: chosen, round, &generator))
      let part = SearchBudget(
        rounds: max(1, Int(min(Double(budget.rounds) * share, 1e15))),
        seconds: budget.seconds.map { $0 * share })
      var look: RoutingWatch?
      if let watch {
        look = { missing, cost, _ in
          let goesOn = watch(routing.missing(missing), cost)
          if !goesOn { isStopped.set() }
          return goesOn
        }
      }
      let answer = RoutingEngine.solve(
        routing.routing, seed: generator.next(), budget: part,
        start: best.map { routing.answer($0.schedule) },
        watch: look)
      let missing = answer.unserved.reduce(0) { $0 + routing.routing.clients[$1].weight }
      if best.map({ (missing, answer.cost) <= ($0.missing, $0.answer.cost) }) ?? true {
        best = (routing.schedule(answer), answer, missing)
      }
      if let best { chosen = again(best.schedule, &generator) }
    }
    return (best?.schedule ?? VisitSchedule(runs: problem.runs.map { _ in [] })).balanced(problem)
  }

  /// Other routes for the same visits, which travel at most a share more.
  ///
  /// Ways seem dearer by up to that share, each by its own; what is no dearer than the schedule then, truly is not by
  /// more than the share.
  func varied(_ schedule: VisitSchedule, by share: Double, seed: UInt64, _ budget: SearchBudget)
    -> VisitSchedule
  {
    guard !problem.runs.isEmpty else { return schedule }
    var generator = SeededGenerator(seed: seed)
    let routing = VisitRouting(
      problem, wanted: wanted(around: schedule.begins(problem), 1, &generator),
      noise: VisitRouting.Noise(share: share, seed: generator.next()))
    let answer = RoutingEngine.solve(
      routing.routing, seed: generator.next(), budget: budget, start: routing.answer(schedule))
    return routing.schedule(answer).balanced(problem)
  }

  private static func share(_ visit: Int, of count: Int) -> Double { (Double(visit) + 0.5) / Double(count) }

  private func wanted(
    around chosen: [[Int]], _ round: Int, _ generator: inout SeededGenerator
  ) -> [VisitRouting.Wanted] {
    var wanted: [VisitRouting.Wanted] = []
    for (point, begins) in chosen.enumerated() {
      let splits = begins.map { _ in round == 0 ? 0.5 : generator.unit() }
      let crews = problem.points[point].crews
      for (windows, begin) in zip(times[point].windows(around: begins, splits: splits), begins) {
        wanted.append(
          VisitRouting.Wanted(
            point: point, windows: crews > 1 ? moments(windows, begin, &generator) : windows, crews: crews,
            duration: problem.points[point].dwell))
      }
    }
    for (index, run) in problem.runs.enumerated() {
      for rest in run.breaks {
        wanted.append(
          VisitRouting.Wanted(
            point: -1, windows: TimeSpans([rest.window]), run: index, duration: rest.duration, place: run.rest
          ))
      }
    }
    return wanted
  }

  /// Times for all visits: those that are made keep theirs, where the others fit in between.
  private func again(_ schedule: VisitSchedule, _ generator: inout SeededGenerator) -> [[Int]] {
    let redrawn = Self.redrawn / Double(max(1, counts.count))
    return schedule.begins(problem).enumerated().map { point, begins in
      let isRedrawn = generator.unit() < redrawn && times[point].isSpaced
      if begins.count == counts[point], !isRedrawn { return begins }
      for _ in 0..<(isRedrawn ? 0 : 8) {
        // Which of the visits is the one that is missing: any.
        var fixed: [Int?] = begins
        while fixed.count < counts[point] { fixed.insert(nil, at: generator.below(fixed.count + 1)) }
        guard let sets = times[point].sets(counts[point], fixed: fixed) else { continue }
        let wishes = sets.map { set in
          let span = set.spans[generator.below(set.spans.count)]
          return span.lowerBound + generator.below(span.count)
        }
        return times[point].times(sets, near: wishes)
      }
      return times[point].times(counts[point], at: drawn(point, &generator)) ?? []
    }
  }

  /// Moments at which crews may meet: the one of before, and others near it and anywhere in the window.
  private func moments(
    _ windows: TimeSpans, _ begin: Int, _ generator: inout SeededGenerator
  ) -> TimeSpans {
    guard !windows.isEmpty else { return windows }
    var moments = [windows.nearest(to: begin) ?? begin]
    for number in 0..<Self.moments {
      let span = windows.spans[generator.below(windows.spans.count)]
      let time = span.lowerBound + generator.below(span.count)
      moments.append(number % 2 == 0 ? time : windows.nearest(to: begin + (time - begin) / 16) ?? time)
    }
    return TimeSpans(moments.map { $0...$0 })
  }

  private func drawn(_ point: Int, _ generator: inout SeededGenerator) -> [Double] {
    (0..<counts[point]).map { _ in generator.unit() }.sorted()
  }
}
