import ArgumentParser
import Foundation
import Planner

struct Median: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Site p medians: OR-Library pmed or pmedcap, or the county format.",
    discussion: """
      Writes the open medians, counted from 1, then a line 'customer median' for each customer where the instance \
      has capacities. Searches from one seed after another until the time is up.

      Example: solve median pmed1.txt --seconds 3 --out pmed1.sol
      """)

  @OptionGroup var search: SearchOptions

  @Flag(help: "Leave the capacities of the instance out.")
  var noCapacity = false

  func run() throws {
    let start = ContinuousClock.now
    var instance = try MedianInstance(path: search.instance)
    if noCapacity { instance.capacities = nil }
    var best: MedianSolution?
    var searches = 0
    // A round more must fit: the last one's length is what the next will take.
    var longest = 0.0
    while searches == 0 || seconds(since: start) + longest < search.seconds * 0.7 {
      let begun = seconds(since: start)
      let found = solution(of: instance, seed: search.seed &+ UInt64(searches))
      if found.unserved.isEmpty, found.cost < best?.cost ?? .infinity { best = found }
      searches += 1
      longest = max(longest, seconds(since: start) - begun)
    }
    guard let best else { throw ValidationError("no assignment within the capacities was found") }
    let bound = lowerBound(of: instance, upperBound: best.cost)
    try write(best, of: instance)
    try Answer(cost: best.cost, lowerBound: bound, seconds: seconds(since: start), iterations: searches)
      .print()
  }

  private func solution(of instance: MedianInstance, seed: UInt64) -> MedianSolution {
    if let capacities = instance.capacities {
      return CapacitatedPMedian.solve(
        costs: instance.costs, weights: instance.weights, capacities: capacities, p: instance.p, seed: seed)
    }
    return PMedian.solve(costs: instance.costs, weights: instance.weights, p: instance.p, seed: seed)
  }

  private func lowerBound(of instance: MedianInstance, upperBound: Double) -> Double {
    if let capacities = instance.capacities {
      return CapacitatedPMedian.lowerBound(
        costs: instance.costs, weights: instance.weights, capacities: capacities, p: instance.p,
        upperBound: upperBound)
    }
    return PMedian.lowerBound(
      costs: instance.costs, weights: instance.weights, p: instance.p, upperBound: upperBound)
  }

  private func write(_ solution: MedianSolution, of instance: MedianInstance) throws {
    guard let out = search.out else { return }
    var lines = [solution.open.map { String($0 + 1) }.joined(separator: " ")]
    lines += solution.siteOf.enumerated().map { "\($0 + 1) \($1 + 1)" }
    try (lines.joined(separator: "\n") + "\n").write(toFile: out, atomically: true, encoding: .utf8)
  }
}
