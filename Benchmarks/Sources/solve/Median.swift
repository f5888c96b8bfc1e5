import ArgumentParser
import Foundation
import Planner
import Solvers

struct Median: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Site p medians: OR-Library pmed or pmedcap, or the county format.",
    discussion: """
      Writes the open medians, counted from 1, then a line 'customer median' for each customer where the instance \
      has capacities. Ends before the time is up where the solution is proven to be the best.

      Example: solve median pmed1.txt --seconds 3 --out pmed1.sol
      """)

  @OptionGroup var search: SearchOptions

  @Flag(help: "Leave the capacities of the instance out.")
  var noCapacity = false

  func run() throws {
    let start = ContinuousClock.now
    var instance = try MedianInstance(path: search.instance)
    if noCapacity { instance.capacities = nil }
    let budget = SearchBudget(
      rounds: .max, seconds: max(0, search.seconds - seconds(since: start)), threads: search.threads)
    let found = PMedian.solve(
      costs: instance.costs, weights: instance.weights, capacities: instance.capacities, p: instance.p,
      seed: search.seed, budget: budget)
    guard found.solution.unserved.isEmpty else {
      throw ValidationError("no assignment within the capacities was found")
    }
    try write(found.solution, of: instance)
    try Answer(
      cost: found.solution.cost, lowerBound: found.lowerBound, seconds: seconds(since: start),
      iterations: found.rounds
    ).print()
  }

  private func write(_ solution: MedianSolution, of instance: MedianInstance) throws {
    guard let out = search.out else { return }
    var lines = [solution.open.map { String($0 + 1) }.joined(separator: " ")]
    lines += solution.siteOf.enumerated().map { "\($0 + 1) \($1 + 1)" }
    try (lines.joined(separator: "\n") + "\n").write(toFile: out, atomically: true, encoding: .utf8)
  }
}
