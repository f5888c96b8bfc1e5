import ArgumentParser
import Foundation
import Fuzzing
import Planner
import Scenario
import Solvers

struct Drive: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the fixes of crews who drive a plan's rounds, as CSV.",
    discussion: """
      One fix in a hundred is put up to 40 rows away, one in a thousand lies a kilometre off, and one in a hundred comes \
      twice, as receivers do. Example: solve drive plan --days 30 --out month.csv
      """)

  @Argument(help: "A plan folder.")
  var plan: String

  @Option(help: "How many days; after the plan's last it begins anew.")
  var days = 30

  @Option(help: "Seconds between two fixes of a crew.")
  var interval = 15

  @Option(help: "End after so many fixes.")
  var limit = Int.max

  @Option(help: "The file to write.")
  var out: String

  func run() throws {
    let planned = try Plan(plan)
    let scenario = try Scenario(path: planned.scenario)
    let travel = try PlannedTravel(of: scenario, in: planned.hierarchy).travel
    var tracks = DrivenTracks(planned.problem, driving: planned.routes, travel: travel)
    tracks.interval = interval
    guard FileManager.default.createFile(atPath: out, contents: Data("crew,time,lon,lat\n".utf8)),
      let file = FileHandle(forWritingAtPath: out)
    else { throw ValidationError("\(out): cannot be written") }
    try file.seekToEnd()
    var chance = SeededGenerator(seed: 2)
    var rows: [String] = []
    var count = 0
    try tracks.forEachFix(days: 0..<days) { crew, fix in
      guard count < limit else { return }
      count += 1
      var place = fix.coordinate
      if chance.below(1000) == 0 { place.y += 90_000 }
      let row = "\(crew),\(fix.time / 1000),\(place.longitude),\(place.latitude)\n"
      rows.append(row)
      if chance.below(100) == 0 { rows.append(row) }
      if chance.below(100) == 0 { rows.swapAt(rows.count - 1, max(0, rows.count - 1 - chance.below(40))) }
      guard rows.count >= 1 << 14 else { return }
      try file.write(contentsOf: Data(rows.joined().utf8))
      rows.removeAll()
    }
    try file.write(contentsOf: Data(rows.joined().utf8))
    try file.close()
    print("{\"fixes\":\(count)}")
  }
}
