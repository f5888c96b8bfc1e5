import Foundation
import Geometry
import Planner
import Publishing
import Scenario
import TestSupport
import VectorFiles

/// Small files of every format that is read: those of the tour as they are, and excerpts of real ones.
struct ReaderSeeds {
  private(set) var seeds: [ReaderSeed] = []
  /// The files of a scenario of two levels, by name.
  private(set) var scenario: [String: [UInt8]] = [:]
  /// The files of the tour's plan for a week, by name.
  private(set) var plan: [String: [UInt8]] = [:]

  /// - Parameters:
  ///   - tour: the folder of the tour.
  ///   - data: the folder of real places, where it is there.
  ///   - scratch: a folder to make files in.
  init(tour: String, data: String?, scratch: String) throws {
    try addScenario(tour)
    try addPlan(tour, scratch)
    let townships = "\(tour)/units.township.geojson"
    try add(file: townships, as: "tour geojson", .units(code: "code", parent: "parent"))
    try addFormats(of: townships, code: "code", count: 4, as: "tour", scratch)
    try add(file: "\(tour)/checkpoints.geojson", as: "tour points", .points(columns: []))
    try add(file: "\(tour)/roads.geojson", as: "tour roads", .lines)
    seeds.append(
      ReaderSeed(name: "calls.csv", bytes: Array(Self.calls.utf8), reader: .calls(columns: ["lon", "lat"])))
    if let data { try addRealPlaces(data, scratch) }
  }

  private static let calls = #"""
    call,lon,lat,"said, in full"
    1,115.0018226,33.5013137,"a school"
    2,114.9986033,33.4962734,"a market, at ""night"""
    3,,,nowhere
    4,114.9880485,33.5115396,a vertex
    5,116.5,33.5,outside
    6, 115.00182 ,33.50131,

    """#

  private mutating func addScenario(_ tour: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: tour).sorted() {
      // Without the two lowest levels, which are long to read, there are no micro-grids to work in. The policy is no part.
      if name.contains("grid") || name == "policy.yaml" { continue }
      scenario[name] = try Self.bytes(of: "\(tour)/\(name)")
    }
    let text = String(decoding: scenario["scenario.yaml"] ?? [], as: UTF8.self)
      .replacing(", microgrid: 7", with: "")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.contains("grid, source") && !$0.contains("grid_workers")
    }
    scenario["scenario.yaml"] = Array(lines.joined(separator: "\n").utf8)
    for (name, bytes) in scenario.sorted(by: { $0.key < $1.key }) where !name.hasPrefix("units.") {
      // The rules are the longest to read, and the most to get wrong.
      let copies = name == "scenario.yaml" ? 3 : 1
      for _ in 0..<copies {
        seeds.append(ReaderSeed(name: "scenario/\(name)", bytes: bytes, reader: .scenario))
      }
    }
  }

  private mutating func addPlan(_ tour: String, _ scratch: String) throws {
    var scenario = try Scenario(path: tour)
    let whole = scenario.horizon
    scenario.horizon = Horizon(
      start: whole.start, days: 7, clock: whole.clock, dayTypeOfDate: Array(whole.dayTypeOfDate.prefix(7)))
    let folder = "\(scratch)/made"
    try PlanMaker(try PlanInputs(reading: scenario)).make().plan.write(to: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let ending = (name as NSString).pathExtension
      guard ["json", "geojson", "csv"].contains(ending), name.first != "." else { continue }
      plan[name] = try Self.bytes(of: "\(folder)/\(name)")
      seeds.append(ReaderSeed(name: "plan/\(name)", bytes: plan[name] ?? [], reader: .plan))
    }
    try add(file: "\(folder)/roster.xlsx", as: "roster", .workbook)
    try add(file: "\(tour)/policy.yaml", as: "policy", .policy)
    try FileManager.default.removeItem(atPath: folder)
  }

  private mutating func addRealPlaces(_ data: String, _ scratch: String) throws {
    try add(
      file: "\(data)/shenqiu/townships.wgs84.geojson", as: "shenqiu geojson", .units(code: "id", parent: nil))
    try addFormats(of: "\(data)/denver/blocks.gpkg", code: "geoid", count: 12, as: "denver", scratch)
    try addFormats(of: "\(data)/durham/oa.geojson", code: "OA11CD", count: 8, as: "durham", scratch)
    try addFormats(
      of: "\(data)/nueva_ecija/barangays.geojson", code: "adm4_psgc", count: 8, as: "nueva ecija", scratch)
    try add(head: "\(data)/shenqiu/villages.csv", as: "villages.csv", .table)
    try add(
      head: "\(data)/chicago/calls.csv", as: "chicago calls.csv", .calls(columns: ["lon", "lat"]))
    try add(head: "\(data)/tracks/porto_taxi.csv", as: "tracks.csv", .table)
    let monaco = try Self.output(of: "/bin/gzip", ["-dc", "\(data)/roads/monaco.osm.gz"])
    var roads = OSMSketch(excerptOf: String(decoding: monaco, as: UTF8.self), ways: 12)
    roads.nodes[2].tags = [("barrier", "gate"), ("access", "private")]
    roads.addRelation(
      1,
      [
        .init(.way, roads.ways[0].id, role: "from"), .init(.node, roads.ways[0].nodes[0], role: "via"),
        .init(.way, roads.ways[1].id, role: "to"),
      ], ["type": "restriction", "restriction": "no_left_turn"])
    seeds.append(ReaderSeed(name: "roads.osm", bytes: Array(roads.xml.utf8), reader: .lines))
    seeds.append(ReaderSeed(name: "roads.osm.pbf", bytes: roads.pbf, reader: .lines))
  }

  private mutating func add(file: String, as name: String, _ reader: ReaderSeed.Reader) throws {
    let ending = file.split(separator: ".").last.map(String.init) ?? ""
    seeds.append(ReaderSeed(name: "\(name).\(ending)", bytes: try Self.bytes(of: file), reader: reader))
  }

  /// The first lines of a table.
  private mutating func add(head file: String, as name: String, _ reader: ReaderSeed.Reader) throws {
    let lines = try Self.bytes(of: file).split(separator: 10, maxSplits: 30, omittingEmptySubsequences: false)
    seeds.append(
      ReaderSeed(name: name, bytes: Array(lines.dropLast().joined(separator: [10])), reader: reader))
  }

  /// The first units of a layer, in every format that holds polygons.
  private mutating func addFormats(
    of file: String, code: String, count: Int, as name: String, _ scratch: String
  ) throws {
    let layer = try VectorLayer(reading: VectorSource(path: file), columns: [code], as: .polygon)
    guard case .polygons(let shapes) = layer.geometry else { return }
    var some = PolygonSet()
    for unit in 0..<min(count, shapes.count) { some.appendUnit(unit, of: shapes) }
    let codes = Array((layer[code]?.texts ?? []).prefix(some.count))
    let fields = [VectorField("code", .text(codes)), VectorField("parent", .text(codes.map { _ in "one" }))]
    for format in [VectorFormat.geoJSON, .geoPackage, .flatGeobuf, .kml] {
      let path = "\(scratch)/seed.\(format.rawValue)"
      try format.write([VectorLayer(name: "units", fields: fields, geometry: .polygons(some))], to: path)
      try add(file: path, as: name, .units(code: "code", parent: "parent"))
    }
    for file in try FileManager.default.contentsOfDirectory(atPath: scratch) where file.hasPrefix("seed.") {
      try FileManager.default.removeItem(atPath: "\(scratch)/\(file)")
    }
  }

  private static func bytes(of file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file)))
  }

  private static func output(of tool: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }
}
