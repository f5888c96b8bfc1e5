import ArgumentParser
import Foundation

@main
struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Run the planner's solvers on published instances, and time its proof.",
    subcommands: [
      Audit.self, Calls.self, Cover.self, District.self, Drive.self, Fuzz.self, Locate.self, Median.self,
      Patrol.self, Plant.self, Proof.self, RosterCommand.self, Route.self, Table.self,
      Tracks.self,
    ])
}

/// What every solver is told.
struct SearchOptions: ParsableArguments {
  @Argument(help: "The instance.")
  var instance: String

  @Option(help: "Seconds to search.")
  var seconds = 10.0

  @Option(help: "Cores to use at most; only median, district and roster have work for more than one.")
  var threads = 2

  @Option(help: "Another seed searches elsewhere.")
  var seed: UInt64 = 1

  @Option(help: "The file to write the solution to.")
  var out: String?
}

/// The one line of JSON that a solver prints.
struct Answer: Encodable {
  var cost: Double
  var lowerBound: Double?
  var seconds: Double
  var iterations: Int

  func print() throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys]
    Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}

/// Seconds since a moment.
func seconds(since start: ContinuousClock.Instant) -> Double {
  let took = start.duration(to: .now).components
  return Double(took.seconds) + Double(took.attoseconds) * 1e-18
}
