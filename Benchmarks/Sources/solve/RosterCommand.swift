import ArgumentParser
import Foundation
import Planner
import Solvers

struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "Roster people by the published rules: shift types, requests and cover.",
    discussion: """
      Reads an instance of schedulingbenchmarks.org in JSON and writes a line per person: a shift code or - for each \
      day. Ends before the time is up where the roster is proven to be the best. The search runs on one core, \
      whatever --threads allows.

      Example: solve roster NurseRostering-05.json --seconds 60 --out 05.sol
      """)

  @OptionGroup var search: SearchOptions

  func run() throws {
    let start = ContinuousClock.now
    let instance = try RosterInstance(path: search.instance)
    let model = try instance.model()
    let budget = SearchBudget(
      rounds: .max, seconds: max(0, search.seconds - seconds(since: start)), threads: 1)
    let found: RosterLines
    do throws(RosterError) {
      found = try model.solve(seed: search.seed, budget: budget)
    } catch {
      switch error {
      case .noLine(let person): throw ValidationError("no line keeps the rules of \(person)")
      case .noLineFound(let person):
        throw ValidationError("no line was found that keeps the rules of \(person)")
      }
    }
    if let out = search.out {
      let lines = stride(from: 0, to: found.lines.count, by: model.days).map { first in
        found.lines[first..<(first + model.days)].map { $0 == 0 ? "-" : model.kinds[Int($0) - 1].id }
          .joined(separator: " ")
      }
      try (lines.joined(separator: "\n") + "\n").write(toFile: out, atomically: true, encoding: .utf8)
    }
    try Answer(
      cost: Double(found.cost), lowerBound: Double(found.lowerBound), seconds: seconds(since: start),
      iterations: found.rounds
    ).print()
  }
}
