import ArgumentParser
import Foundation
import Roads
import Scenario
import Solvers
import VectorFiles

struct Table: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time tables of travel times between random junctions of a road network.",
    discussion: """
      Prints one line of JSON with the seconds of each step, reading aside. With --out, writes the network and the \
      first table beside each other, for peers/road_tables.py to compare.

      Example: solve table porto.osm.pbf --origins 500 --threads 1 --out porto
      """)

  @Argument(help: "An OpenStreetMap file or a line layer.")
  var roads: String

  @Option(help: "How many junctions on either side of the table.")
  var origins = 500

  @Option(help: "Places for a table of places: as many destinations as a county has micro-grids.")
  var places = 10_374

  @Option(help: "Another seed takes other junctions.")
  var seed: UInt64 = 1

  @Option(help: "Searches at the same time.")
  var threads = 1

  @Option(help: "Folder for arcs.csv (tail,head,milliseconds), junctions.csv (x,y) and table.csv.")
  var out: String?

  private struct Timing: Encodable {
    var junctions: Int
    var arcs: Int
    var pieces: Int
    var turnRestrictions: Int
    var largestPieceShare: Double
    var readSeconds: Double
    var networkSeconds: Double
    var prepareSeconds: Double
    var hierarchyArcs: Int
    var firstTableSeconds: Double
    var secondTableSeconds: Double
    var placesTableSeconds: Double
    var placesTableAgainSeconds: Double
  }

  func run() throws {
    let start = ContinuousClock.now
    let source = Scenario.Source(vector: VectorSource(path: roads), columns: [:])
    let lines = try RoadLines(reading: source)
    let read = seconds(since: start)
    guard let first = lines.coordinates.first else { throw ValidationError("there are no roads") }
    let beforeNetwork = ContinuousClock.now
    let network = RoadNetwork(lines, plane: LocalPlane(centre: first))
    let built = seconds(since: beforeNetwork)
    var generator = SeededGenerator(seed: seed)
    let from = (0..<origins).map { _ in generator.below(network.junctionCount) }
    let to = (0..<origins).map { _ in generator.below(network.junctionCount) }

    let beforePreparing = ContinuousClock.now
    let prepared = PreparedRoads(network)
    let preparing = seconds(since: beforePreparing)
    let beforeFirst = ContinuousClock.now
    let table = prepared.milliseconds(from: from, to: to, threads: threads)
    let firstTable = seconds(since: beforeFirst)
    let beforeSecond = ContinuousClock.now
    _ = prepared.milliseconds(from: to, to: from, threads: threads)
    let secondTable = seconds(since: beforeSecond)
    if let out { try export(network, from, to, table, to: out) }

    let travel = RoadTravel(network, threads: threads)
    let sites = from.map { network.coordinate(ofJunction: $0) }
    let ends = (0..<places).map { _ in network.coordinate(ofJunction: generator.below(network.junctionCount))
    }
    let beforePlaces = ContinuousClock.now
    _ = travel.table(from: sites, to: ends)
    let placesTable = seconds(since: beforePlaces)
    let beforeAgain = ContinuousClock.now
    _ = travel.table(from: sites, to: ends)
    let placesAgain = seconds(since: beforeAgain)

    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let timing = Timing(
      junctions: network.junctionCount, arcs: network.arcList.count, pieces: network.pieceCount,
      turnRestrictions: network.keptTurns,
      largestPieceShare: network.largestPieceShare, readSeconds: read, networkSeconds: built,
      prepareSeconds: preparing, hierarchyArcs: prepared.arcCount, firstTableSeconds: firstTable,
      secondTableSeconds: secondTable, placesTableSeconds: placesTable, placesTableAgainSeconds: placesAgain)
    print(String(decoding: try encoder.encode(timing), as: UTF8.self))
  }

  private func export(
    _ network: RoadNetwork, _ from: [Int], _ to: [Int], _ table: [UInt64?], to folder: String
  ) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func write(_ name: String, _ lines: [String]) throws {
      let text = lines.joined(separator: "\n") + "\n"
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try write(
      "arcs.csv",
      ["tail,head,milliseconds"] + network.arcList.map { "\($0.from),\($0.to),\($0.milliseconds)" })
    try write(
      "junctions.csv",
      ["longitude,latitude"]
        + (0..<network.junctionCount).map {
          let c = network.coordinate(ofJunction: $0)
          return "\(c.longitude),\(c.latitude)"
        })
    var rows: [String] = [",\(to.map(String.init).joined(separator: ","))"]
    for (r, origin) in from.enumerated() {
      let cells = table[(r * to.count)..<((r + 1) * to.count)].map { $0.map(String.init) ?? "" }
      rows.append("\(origin),\(cells.joined(separator: ","))")
    }
    try write("table.csv", rows)
  }
}
