import ArgumentParser
import Foundation
import Planner
import Solvers

struct Route: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Route vehicles: VRPLIB (VRPTW, MDVRPTW, PCVRPTW), Solomon's text, or Cordeau's periodic text.",
    discussion: """
      Writes a route file as the instance's checker reads it. The search runs on one core.

      With --bound the cost is also bounded from below, by column generation, on two cores.

      Examples:
        solve route PR11A.vrp --seconds 10 --out PR11A.sol
        solve route R101.txt --customers 25 --bound 60
      """)

  @OptionGroup var search: SearchOptions

  @Option(help: "Steps to search at most; with the same seed and no other limit they give the same answer.")
  var steps: Int?

  @Flag(
    help: "Count the seconds that the program has had a core, not those on the wall: fair on a busy machine.")
  var cpuTime = false

  @Option(help: "Seconds to look for a lower bound of the cost.")
  var bound: Double?

  @Option(help: "Only the first so many customers.")
  var customers: Int?

  func run() throws {
    let timer: SearchTimer = cpuTime ? .thread : .wall
    let start = timer.seconds
    var instance: RouteInstance
    do {
      instance = try RouteInstance(path: search.instance)
    } catch {
      FileHandle.standardError.write(Data("Error: \(search.instance): \(error)\n".utf8))
      throw ExitCode(65)
    }
    if let customers { instance.problem.clients = Array(instance.problem.clients.prefix(max(0, customers))) }
    let left = max(0, search.seconds - (timer.seconds - start))
    let answer = RoutingEngine.solve(
      instance.problem, seed: search.seed,
      budget: SearchBudget(rounds: steps ?? .max, seconds: steps == nil ? left : nil), timer: timer)
    if !answer.unserved.isEmpty {
      FileHandle.standardError.write(Data("\(answer.unserved.count) clients are not served\n".utf8))
    }
    if let out = search.out {
      try instance.text(answer).write(toFile: out, atomically: true, encoding: .utf8)
    }
    let lower = bound.map { seconds in
      RoutingBound(
        instance.problem, budget: SearchBudget(rounds: .max, seconds: seconds, threads: search.threads),
        hints: RoutingBound.Hints(answer: answer)
      ).cost
    }
    try Answer(
      cost: Double(answer.cost) / instance.scale, lowerBound: lower.map { Double($0) / instance.scale },
      seconds: timer.seconds - start, iterations: answer.iterations
    ).print()
  }
}
