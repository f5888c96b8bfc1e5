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
      day. Ends before the time is up where the roster is proven to be the best. Lines are priced on as many cores as \
      --threads allows; the rest of the search runs on one.

      Example: solve roster NurseRostering-05.json --seconds 60 --out 05.sol
      """)

  @OptionGroup var search: SearchOptions

  @Option(help: "Rounds to search at most; with the same seed and no other limit they give the same answer.")
  var rounds: Int?

  @Flag(
    help: """
      Count the seconds that the program has had a core, not those on the wall: fair on a busy machine. Give it \
      --threads 1: of more threads the first alone counts.
      """)
  var cpuTime = false

  func run() throws {
    let timer: SearchTimer = cpuTime ? .thread : .wall
    let start = timer.seconds
    let instance = try RosterInstance(path: search.instance)
    let model = try instance.model()
    let budget = SearchBudget(
      rounds: rounds ?? .max, seconds: rounds == nil ? max(0, search.seconds - (timer.seconds - start)) : nil,
      threads: search.threads)
    let found: RosterLines
    do throws(RosterError) {
      found = try model.solve(seed: search.seed, budget: budget, timer: timer)
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
      cost: Double(found.cost), lowerBound: Double(found.lowerBound), seconds: timer.seconds - start,
      iterations: found.rounds
    ).print()
  }
}
