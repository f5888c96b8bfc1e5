import ArgumentParser
import Foundation
import PlanCodec
import Planner
import Scenario
import Solvers

struct Patrol: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a plan's required visits of one day type as a routing instance, and bound its travel.",
    discussion: """
      The instance is JSON, which solve route and peers/route_pyvrp.py read: every visit has one window, drawn around the \
      time at which the plan makes it.

      Examples:
        solve patrol plan --out weekday.json
        solve patrol plan --day-type weekend --bound 60
      """)

  @Argument(help: "A plan folder.")
  var plan: String

  @Option(help: "The day type; without it the first.")
  var dayType: String?

  @Option(help: "The seed of the plan's routes.")
  var seed: UInt64 = 1

  @Option(help: "Seconds to search for routes; without them as many steps as the planner takes.")
  var seconds: Double?

  @Option(help: "Seconds to look for a lower bound of the travel.")
  var bound: Double?

  @Option(help: "Cores to use at most.")
  var threads = 2

  @Option(help: "The file to write the instance to.")
  var out: String?

  func run() throws {
    let planned = try Plan(plan)
    let scenario = try Scenario(path: planned.scenario)
    let travel = try PlannedTravel(of: scenario, in: planned.hierarchy).travel
    let planner = RoutePlanner(problem: planned.problem, travel: travel)
    let start = ContinuousClock.now
    let instance = planner.instance(
      dayType: dayType ?? planned.problem.dayTypes[0], seed: seed,
      budget: seconds.map { SearchBudget(rounds: .max, seconds: $0, threads: threads) })
    if let out { try JSONEncoder().encode(WrittenRouting(instance.routing)).write(to: URL(filePath: out)) }
    let lower = bound.map { seconds in
      instance.bound(SearchBudget(rounds: .max, seconds: seconds, threads: threads))
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try Answer(
      cost: Double(instance.travel), lowerBound: lower.map(Double.init), seconds: seconds, iterations: 0
    ).print()
  }
}
