import Foundation
import Planner
import Roads
import Scenario
import Solvers
import Words

/// How a plan's crews would answer calls: those of a file as they came in, or many days drawn from a demand.
package struct CallStudy: Sendable {
  package let crews: [String]
  package let limits: [Int]
  /// Seconds of duty of each crew.
  package let duty: [Double]
  /// A run for the file's calls, or one for each replication.
  package let runs: [CallRun]
  package let figures: [CallFigures]
  /// Whether the runs are drawn from a demand.
  package let isDrawn: Bool
  /// Seconds at the scene where a file does not say; the mean of calls that are drawn.
  package let onScene: Int
  /// The calls of a file, beside the answers of the only run; none where they are drawn.
  package let calls: [Call]

  /// Runs the calls of a file on the dates of a plan.
  ///
  /// - Throws: `CallError` where a call lies before or after the plan, or none on the dates and in the county.
  package init(
    _ plan: Plan, dates: Range<Int>, calls file: CallFile, limits: [Int], travel: any Travel
  ) throws(CallError) {
    let horizon = plan.problem.horizon
    for call in file.calls {
      let date = Int((call.time / 86_400).rounded(.down))
      guard (0..<horizon.days).contains(date) else {
        throw .beyondPlan(
          id: call.id, date: (horizon.start + date).text, first: horizon.start.text,
          last: (horizon.start + (horizon.days - 1)).text, isBefore: date < 0)
      }
    }
    let start = Double(dates.lowerBound) * 86_400
    let calls = file.calls.filter {
      $0.unit >= 0 && $0.time >= start && $0.time < Double(dates.upperBound) * 86_400
    }.map { call in
      var call = call
      call.time -= start
      return call
    }
    guard !calls.isEmpty else { throw .noCalls }
    let (simulation, duty) = Self.simulation(plan, dates, travel)
    let run = simulation.run(calls)
    self.init(
      crews: simulation.crews.map(\.id), limits: limits, duty: duty, runs: [run],
      figures: [CallFigures(run, of: calls, limits: limits, duty: duty)], isDrawn: false,
      onScene: file.onScene, calls: calls)
  }

  /// Draws calls for the dates of a plan again and again.
  package init(
    _ plan: Plan, dates: Range<Int>, demand: CallDemand, replications: Int, onScene: Int,
    seed: UInt64,
    limits: [Int], travel: any Travel
  ) throws(CallError) {
    guard demand.perHour.contains(where: { $0 > 0 }) else { throw .noCalls }
    let expected = demand.perHour.reduce(0, +) * Double(dates.count * replications)
    guard expected <= Self.most else { throw .tooMany(expected: expected, most: Self.most) }
    let (simulation, duty) = Self.simulation(plan, dates, travel)
    let anchors = plan.hierarchy.lowest.anchors
    let results = concurrentMap(Array(0..<replications)) { replication in
      var generator = SeededGenerator(seed: seed &+ UInt64(replication) &* 0x9E37_79B9)
      let calls = demand.draw(
        days: dates.count, anchors: anchors, onScene: Double(onScene), &generator)
      let run = simulation.run(calls)
      return (run, CallFigures(run, of: calls, limits: limits, duty: duty))
    }
    self.init(
      crews: simulation.crews.map(\.id), limits: limits, duty: duty, runs: results.map(\.0),
      figures: results.map(\.1), isDrawn: true, onScene: onScene, calls: [])
  }

  private init(
    crews: [String], limits: [Int], duty: [Double], runs: [CallRun], figures: [CallFigures], isDrawn: Bool,
    onScene: Int, calls: [Call]
  ) {
    self.crews = crews
    self.limits = limits
    self.duty = duty
    self.runs = runs
    self.figures = figures
    self.isDrawn = isDrawn
    self.onScene = onScene
    self.calls = calls
  }

  /// The most calls that are drawn in all.
  private static let most = 5e6

  private static func simulation(
    _ plan: Plan, _ dates: Range<Int>, _ travel: any Travel
  ) -> (simulation: CallSimulation, duty: [Double]) {
    // Each call asks for a few ways: with that many of them preparing the roads pays at once.
    travel.prepare()
    let timelines = plan.timelines()
    let problem = plan.problem
    let crews = problem.crews.map { crew in
      CallCrew(
        id: crew.id, profile: crew.profile,
        // A night of the day before is still on the road in the first small hours.
        duties: (dates.lowerBound - 1..<dates.upperBound).flatMap { date in
          zip(plan.routes, timelines).filter { route, timeline in
            route.crewID == crew.id && !timeline.duty.isEmpty
              && route.dayType == problem.dayTypes[problem.horizon.dayType(of: date)]
              && (dates.contains(date) || timeline.duty.upperBound > 86_400)
          }.map { route, timeline in
            CallCrew.Duty(route, timeline, midnight: Double(date - dates.lowerBound) * 86_400)
          }
        }.sorted { $0.start < $1.start })
    }
    return (
      CallSimulation(crews: crews, readiness: problem.policy.readiness, travel: travel),
      crews.map { $0.duties.reduce(0) { $0 + $1.end - max(0, $1.start) } }
    )
  }

  /// A figure over all replications; of one run its interval is infinite.
  package func estimate(_ figure: (CallFigures) -> Double) -> Estimate { Estimate(figures.map(figure)) }

  package func judge(_ rule: AuditPolicy.Rule) -> AuditFinding {
    switch rule.name {
    case .callResponse:
      let index = limits.firstIndex(of: rule.within) ?? 0
      return AuditFinding(rule, estimate { $0.shares[index] }.mean)
    case .callWait: return AuditFinding(rule, estimate(\.meanWait).mean)
    default:
      let loads = crews.indices.map { crew in (load: estimate { $0.utilisation[crew] }.mean, id: crews[crew])
      }
      .sorted { ($1.load, $0.id) < ($0.load, $1.id) }
      return AuditFinding(rule, loads.first?.load, places: loads.filter { $0.load > rule.limit }.map(\.id))
    }
  }
}

/// Why calls cannot be run on a plan.
package enum CallError: Error, Sendable, Worded, CustomStringConvertible {
  case beyondPlan(id: String, date: String, first: String, last: String, isBefore: Bool)
  case noCalls
  case tooMany(expected: Double, most: Double)

  package var message: Message {
    switch self {
    case .beyondPlan(let id, let date, let first, let last, let isBefore):
      isBefore
        ? Message(
          "call \(id) of \(date) lies before the plan's days, \(first) to \(last): leave such calls out, or draw calls "
            + "by the hours and places of all of them with --replications")
        : Message(
          "call \(id) of \(date) lies after the plan's days, \(first) to \(last): leave such calls out, or draw calls "
            + "by the hours and places of all of them with --replications")
    case .tooMany(let expected, let most):
      Message(
        "some \(String(format: "%.3g", expected)) calls would be drawn in all, more than "
          + "\(Int(most)): name fewer calls a day, or fewer --replications")
    case .noCalls: Message("no call lies in the county and on the dates that count")
    }
  }
}
