import ArgumentParser
import Foundation
import Geometry
import Grid
import Scenario
import Solvers

struct Locate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the location of points in the lowest level of a scenario, in memory.",
    discussion: "Example: solve locate shenqiu --points 1000000")

  @Argument(help: "A scenario folder.")
  var scenario: String

  @Option(help: "How many points, evenly in the box around the units.")
  var points = 1_000_000

  @Option(help: "How many times; the median is printed.")
  var `repeat` = 9

  @Option(help: "A file for the points and their units: x, y, unit, as Int32, -1 for none.")
  var out: String?

  private struct Timing: Encodable {
    var units: Int
    var points: Int
    var buildSeconds: Double
    var seconds: Double
  }

  func run() throws {
    let shapes = try Hierarchy(reading: Scenario(path: scenario).levels).lowest.shapes
    var chance = SeededGenerator(seed: 1)
    let box = shapes.box
    let places = (0..<points).map { _ in
      Coordinate(
        x: box.minX + Int32(chance.below(Int(box.maxX - box.minX))),
        y: box.minY + Int32(chance.below(Int(box.maxY - box.minY))))
    }
    var builds: [Double] = []
    var times: [Double] = []
    var units: [Int32] = []
    for _ in 0..<max(1, `repeat`) {
      var start = ContinuousClock.now
      let index = UnitIndex(shapes)
      builds.append(seconds(since: start))
      start = .now
      units = index.units(at: places)
      times.append(seconds(since: start))
    }
    if let out {
      let rows = zip(places, units).flatMap { [$0.x, $0.y, $1] }
      try rows.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: out))
    }
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys]
    let timing = Timing(
      units: shapes.count, points: points, buildSeconds: builds.sorted()[builds.count / 2],
      seconds: times.sorted()[times.count / 2])
    print(String(decoding: try encoder.encode(timing), as: UTF8.self))
  }
}
