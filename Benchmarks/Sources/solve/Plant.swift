import ArgumentParser
import Foundation
import Fuzzing
import Grid
import Scenario

struct Plant: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Plant defects in a clean county one at a time, and see that the check finds each at its place.",
    discussion: """
      In turn a cell is deleted, a vertex shifted, a unit duplicated. Exit code 1 when one is missed, told of \
      elsewhere, or when anything is found in the clean county.

      Example: solve plant shenqiu --cases 10000
      """)

  @Argument(help: "A scenario folder.")
  var scenario: String

  @Option(help: "How many defects to plant.")
  var cases = 10_000

  @Option(help: "Another seed plants elsewhere.")
  var seed: UInt64 = 1

  private struct Tally: Encodable {
    var clean: Int
    var planted: [String: Int] = [:]
    var missed = 0
    var seconds = 0.0
  }

  func run() throws {
    let start = ContinuousClock.now
    let plants = PlantedDefects(in: try Hierarchy(reading: Scenario(path: scenario).levels), seed: seed)
    var tally = Tally(clean: try plants.defectsOfClean().count)
    for number in 0..<cases {
      let (plant, findings) = try plants.run(number)
      tally.planted[plant.rawValue, default: 0] += 1
      if !findings.isEmpty { tally.missed += 1 }
      for finding in findings { print("\(number): \(finding)") }
    }
    tally.seconds = seconds(since: start)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(tally), as: UTF8.self))
    if tally.clean + tally.missed > 0 { throw ExitCode(1) }
  }
}
