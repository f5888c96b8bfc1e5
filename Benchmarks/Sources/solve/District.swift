import ArgumentParser
import Foundation
import Solvers

struct District: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Divide a graph into connected districts of about equal weight with the fewest cut edges.",
    discussion: """
      Reads 'n m k least most', n populations and m edges 'i j' counted from 0, and writes the number of its district \
      for each node. Ends before the time is up where the division is proven to be the best.

      Example: solve district WV_county.txt --seconds 60 --out WV.sol
      """)

  @OptionGroup var search: SearchOptions

  @Option(help: "Rounds to search at most; with the same seed and no other limit they give the same answer.")
  var rounds: Int?

  func run() throws {
    let start = ContinuousClock.now
    let instance: DistrictInstance
    do {
      instance = try DistrictInstance(path: search.instance)
    } catch {
      FileHandle.standardError.write(Data("Error: \(search.instance): \(error)\n".utf8))
      throw ExitCode(65)
    }
    let left = max(0, search.seconds - seconds(since: start))
    let found = instance.problem.solve(
      seed: search.seed,
      budget: SearchBudget(
        rounds: rounds ?? .max, seconds: rounds == nil ? left : nil, threads: search.threads))
    guard let districts = found.districts, let cost = found.cost else {
      throw ValidationError(
        found.isInfeasible ? "there is no such division" : "no division within the range was found")
    }
    if let out = search.out {
      try (districts.map(String.init).joined(separator: "\n") + "\n").write(
        toFile: out, atomically: true, encoding: .utf8)
    }
    try Answer(
      cost: Double(cost), lowerBound: Double(found.lowerBound), seconds: seconds(since: start),
      iterations: found.rounds
    ).print()
  }
}
