import Foundation
import Grid

/// The engine that routes: construction, local search, then ruin and recreate under cooling.
///
/// After Christiaens and Vanden Berghe, "Slack induction by string removals for vehicle routing problems" (2020):
/// each step tears strings of stops near one checkpoint out of their runs and puts the visits back one by one.
/// A fixed number of steps, never a clock, ends it, so that the seed alone decides the plan.
struct VisitSearch: Sendable {
  let problem: VisitProblem
  /// Ruin and recreate steps.
  var steps: Int
  var seed: UInt64
  /// For each point all points by nearness, itself first, cut to the nearest few.
  private let nearest: [[Int]]

  private static let longestString = 10
  private static let meanRemoved = 10

  init(_ problem: VisitProblem, steps: Int, seed: UInt64) {
    self.problem = problem
    self.steps = steps
    self.seed = seed
    nearest = problem.points.indices.map { a in
      let distances = problem.points.indices.map { b in
        let (p, q) = (problem.points[a].place, problem.points[b].place)
        return problem.runs.isEmpty ? 0 : problem.travel(0, p, q) + problem.travel(0, q, p)
      }
      let order = problem.points.indices.sorted {
        (distances[$0], $0 == a ? 0 : 1, $0) < (distances[$1], $1 == a ? 0 : 1, $1)
      }
      return Array(order.prefix(60))
    }
  }

  /// The best plan found.
  func run() -> VisitPlan {
    var plan = VisitPlan(problem)
    guard !problem.points.isEmpty, !problem.runs.isEmpty else { return plan }
    let neighbours = nearest.map { Array($0.prefix(12)) }
    plan.construct()
    plan.descend(neighbours: neighbours)
    var best = plan
    var generator = SeededGenerator(seed: seed)
    let made = max(1, problem.visitCount - plan.missing.reduce(0, +))
    let hot = max(2, Double(plan.travel) / Double(made))
    let cold = 0.5
    for step in 0..<steps {
      let temperature = hot * pow(cold / hot, Double(step) / Double(steps))
      var trial = plan
      let waiting = ruin(&trial, &generator)
      recreate(&trial, waiting, &generator)
      if accepts(trial, over: plan, temperature, &generator) {
        plan = trial
        if plan.isBetter(than: best) { best = plan }
      }
    }
    best.descend(neighbours: neighbours)
    return best
  }

  private func accepts(
    _ trial: VisitPlan, over plan: VisitPlan, _ temperature: Double, _ generator: inout SeededGenerator
  ) -> Bool {
    let draw = generator.unit()
    if trial.missing != plan.missing { return trial.missing.lexicographicallyPrecedes(plan.missing) }
    return Double(trial.travel) < Double(plan.travel) - temperature * log(max(draw, 1e-12))
  }

  /// Tears strings of visits out of runs around one checkpoint; returns them, and after them some visits near it
  /// that were not made before.
  private func ruin(_ plan: inout VisitPlan, _ generator: inout SeededGenerator) -> [Int] {
    var centre = generator.below(problem.points.count)
    if generator.below(2) == 0, let lacking = lackingPoint(plan, &generator) { centre = lacking }
    let target = 1 + generator.below(2 * Self.meanRemoved)
    let longest = 1 + generator.below(Self.longestString)
    var torn: [Int] = []
    var removed: [Int] = []
    var absent: [Int] = []
    for point in nearest[centre] {
      for visit in problem.points[point].visits {
        let run = plan.runOf[visit]
        if run < 0, absent.count < Self.meanRemoved { absent.append(visit) }
        guard run >= 0, !torn.contains(run), removed.count < target else { continue }
        torn.append(run)
        let sequence = plan.sequence(run)
        let length = min(sequence.count, 1 + generator.below(longest))
        let position = plan.positionOf[visit] - 1
        let low = max(0, position - length + 1)
        let high = min(position, sequence.count - length)
        let start = low + generator.below(high - low + 1)
        removed += sequence[start..<(start + length)]
      }
    }
    plan.remove(removed)
    return removed + absent
  }

  /// A random checkpoint whose visits are not all made.
  private func lackingPoint(_ plan: VisitPlan, _ generator: inout SeededGenerator) -> Int? {
    guard plan.missing.contains(where: { $0 > 0 }) else { return nil }
    let start = generator.below(problem.visitCount)
    for offset in 0..<problem.visitCount {
      let visit = (start + offset) % problem.visitCount
      if plan.runOf[visit] < 0 { return problem.pointOfVisit[visit] }
    }
    return nil
  }

  /// Puts visits in, tier by tier, in one of several orders.
  private func recreate(_ plan: inout VisitPlan, _ waiting: [Int], _ generator: inout SeededGenerator) {
    let order = generator.below(4)
    let keyed = waiting.map { visit -> (tier: Int, key: Double, visit: Int) in
      let point = problem.points[problem.pointOfVisit[visit]]
      let key: Double
      switch order {
      case 0: key = Double(point.windows.reduce(0) { $0 + $1.count })
      case 1: key = -Double(problem.travel(0, problem.runs[0].base, point.place))
      default: key = generator.unit()
      }
      return (point.tier, key, visit)
    }
    let blinks = generator.below(8) == 0 ? 0.3 : 0.01
    var failed: [Int] = []
    for next in keyed.sorted(by: { ($0.tier, $0.key, $0.visit) < ($1.tier, $1.key, $1.visit) })
    where plan.runOf[next.visit] < 0 && !failed.contains(problem.pointOfVisit[next.visit]) {
      guard let place = plan.bestInsertion(of: next.visit, blinks: blinks, generator: &generator),
        plan.insert(next.visit, at: place)
      else {
        failed.append(problem.pointOfVisit[next.visit])
        continue
      }
    }
  }
}
