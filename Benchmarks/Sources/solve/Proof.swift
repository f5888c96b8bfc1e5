import ArgumentParser
import Foundation
import Grid
import Scenario

struct Proof: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the proof that every level of a scenario partitions the level above, reading aside.",
    discussion: "Example: solve proof shenqiu --repeat 9")

  @Argument(help: "A scenario folder.")
  var scenario: String

  @Option(help: "How many times; the median is printed.")
  var `repeat` = 9

  private struct Timing: Encodable {
    var units: Int
    var vertices: Int
    var proved: Bool
    var seconds: Double
  }

  func run() throws {
    let hierarchy = try Hierarchy(reading: Scenario(path: scenario).levels)
    var times: [Double] = []
    var proved = false
    for _ in 0..<max(1, `repeat`) {
      let start = ContinuousClock.now
      proved = try hierarchy.prove().holds
      times.append(seconds(since: start))
    }
    let timing = Timing(
      units: hierarchy.levels.reduce(0) { $0 + $1.count },
      vertices: hierarchy.levels.reduce(0) { $0 + $1.shapes.coordinates.count }, proved: proved,
      seconds: times.sorted()[times.count / 2])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(timing), as: UTF8.self))
  }
}
