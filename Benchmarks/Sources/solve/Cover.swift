import ArgumentParser
import Foundation
import Solvers

struct Cover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cover customers from few sites, proven: any instance of 'median'.",
    discussion: """
      The cost is the weight beyond the limit (mclp), the number of sites (lscp), the weight that is not within the \
      limit of two sites while all are within that of one (backup), or the worst cost without its weight \
      (pcenter). Capacities are left out. The seconds limit each proof. Writes the open sites, counted from 1.

      Example: solve cover county.txt --model mclp --within 3.5 --p 64 --out county.sol
      """)

  enum Model: String, ExpressibleByArgument, CaseIterable { case mclp, lscp, backup, pcenter }

  @OptionGroup var search: SearchOptions

  @Option(help: "What is to be least.")
  var model: Model

  @Option(help: "The greatest cost that counts as covered, for one unit of weight.")
  var within: Float?

  @Option(help: "How many sites open; that of the instance if not given.")
  var p: Int?

  @Option(help: "Rounds of the local search before the proof.")
  var rounds = 1000

  func validate() throws {
    guard within != nil || model == .pcenter else { throw ValidationError("--within is missing") }
  }

  func run() throws {
    let instance = try MedianInstance(path: search.instance)
    let start = ContinuousClock.now
    let p = p ?? instance.p
    let budget = CoverBudget(
      rounds: rounds, limits: MixedIntegerLimits(seconds: search.seconds), seed: search.seed)
    let problem = CoverProblem(costs: instance.costs, weights: instance.weights.map { Int($0) })
    let limit = within ?? 0
    let found =
      switch model {
      case .mclp: try problem.leastBeyond(limit, p: p, budget: budget)
      case .lscp: try problem.fewestSites(within: limit, budget: budget)
      case .backup: try problem.leastWithoutBackup(limit, p: p, budget: budget)
      case .pcenter: try problem.leastWorst(p: p, budget: budget)
      }
    if let out = search.out {
      let line = found.open.map { String($0 + 1) }.joined(separator: " ") + "\n"
      try line.write(toFile: out, atomically: true, encoding: .utf8)
    }
    try Answer(
      cost: found.objective, lowerBound: found.lowerBound, seconds: seconds(since: start),
      iterations: rounds
    ).print()
  }
}
