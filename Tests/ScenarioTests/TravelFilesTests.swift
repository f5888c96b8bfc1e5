import Foundation
import Geometry
import Grid
import TestSupport
import Testing
import VectorFiles

@testable import Roads
@testable import Scenario
@testable import Solvers

/// Roads read from files: small ones written here, and the real places beside the project.
@Suite struct TravelFilesTests {
  private static let osm = """
    <?xml version='1.0' encoding='UTF-8'?>
    <osm version="0.6">
    <node id="1" lat="33.40" lon="115.00" version="1"/><node id="2" lat="33.40" lon="115.01" version="1"/>
    <node id="3" lat="33.41" lon="115.01" version="1"/><node id="4" lat="33.41" lon="115.00" version="1"/>
    <node id="5" lat="33.42" lon="115.00" version="1"/>
    <way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="maxspeed" v="30 mph"/></way>
    <way id="2" version="1"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="2"/><tag k="highway" v="residential"/>
      <tag k="junction" v="roundabout"/><tag k="maxspeed" v="signals"/></way>
    <way id="3" version="1"><nd ref="4"/><nd ref="5"/><tag k="waterway" v="river"/></way>
    <way id="4" version="1"><nd ref="4"/><nd ref="5"/><tag k="highway" v="service"/><tag k="access" v="private"/></way>
    <relation id="1" version="1"><member type="way" ref="1" role="from"/><member type="node" ref="2" role="via"/>
      <member type="way" ref="2" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/>
    </relation>
    <relation id="2" version="1"><member type="way" ref="1" role="from"/><member type="node" ref="4" role="via"/>
      <member type="way" ref="3" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_entry"/>
    </relation>
    </osm>
    """

  static func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("roads-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  static func read(_ path: String) throws -> RoadLines {
    try RoadLines(reading: Scenario.Source(vector: VectorSource(path: path)))
  }

  static func network(_ lines: RoadLines, _ profile: Profile = .car) throws -> RoadNetwork {
    RoadNetwork(lines, plane: LocalPlane(centre: try #require(lines.coordinates.first)), profile: profile)
  }

  @Test func openStreetMapFilesAreReadPackedOrNot() throws {
    let folder = try Self.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("small.osm")
    try Self.osm.write(to: file, atomically: true, encoding: .utf8)
    let lines = try Self.read(file.path)
    #expect(lines.classes == ["primary", "residential", "service"])
    #expect(lines.speeds == [30 * 1.609344, nil, nil])
    #expect(
      lines.remarks.sentences.map(\.english) == [
        "speed limits that state no speed: 'signals' (1); the class of the road counts"
      ])
    #expect(lines.directions == [.both, .forward, .both])
    #expect(lines.attributes.map(\.access.car) == [nil, nil, false])
    // One into the roundabout; the one over the river binds nobody.
    let turn = RoadTurn(
      lines: [0, 1], place: Coordinate(x: 1_150_100_000, y: 334_000_000), isMandatory: false,
      profiles: [.car, .eBike])
    #expect(lines.turns == [turn])
    // Nodes 1 and 2: the roundabout closes where it is entered, and no car leaves it for the private road. Node 2
    // counts once more for who may not turn into it.
    #expect(try Self.network(lines).junctionCount == 3)
    #expect(try Self.network(lines).keptTurns == 1)
    #expect(try Self.network(lines, .foot).junctionCount == 2)

    let pack = Process()
    pack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    pack.arguments = ["gzip", "-k", file.path]
    try pack.run()
    pack.waitUntilExit()
    let packed = try Self.read(file.path + ".gz")
    #expect(packed.coordinates == lines.coordinates && packed.classes == lines.classes)
    #expect(packed.turns == lines.turns)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test(arguments: [
    ("porto_portugal.osm.pbf", 60_000, 0.95), ("north-bayreuth.osm.gz", 2000, 0.9),
    ("monaco.osm.gz", 500, 0.85),
  ]) func realRoads(file: String, junctions: Int, share: Double) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared/data/roads/\(file)").standardizedFileURL
    guard FileManager.default.fileExists(atPath: url.path) else {
      print("skipped: ../shared/data/roads/\(file) is not there")
      return
    }
    let lines = try Self.read(url.path)
    let network = try Self.network(lines)
    #expect(network.junctionCount > junctions)
    #expect(network.largestPieceShare > share && network.largestPieceShare <= 1)
    #expect(network.pieceCount > 1)
    // Monaco's file has none.
    #expect((network.keptTurns > 0) == !file.hasPrefix("monaco"))
    #expect(network.unclearTurns * 10 <= network.keptTurns)
    #expect(try Self.network(lines, .foot).keptTurns == 0)
    #expect(network.oneWay.contains(true) && network.oneWay.contains(false))
    let roundabouts = (0..<lines.count).filter { line in
      let vertices = lines.vertices(of: line)
      return lines.directions[line] == .forward && vertices.count > 4 && vertices.first == vertices.last
    }
    #expect(!roundabouts.isEmpty)
    // The largest file is not walked: a debug build takes too long.
    guard !file.hasPrefix("porto") else { return }

    // A walker is as long on the way there as on the way back; both searches agree.
    let onFoot = try Self.network(lines, .foot)
    #expect(onFoot.length > network.length)
    #expect(onFoot.oneWay.allSatisfy { !$0 })
    var generator = SeededGenerator(seed: 3)
    let junctions = (0..<6).map { _ in generator.below(onFoot.junctionCount) }
    let times = PreparedRoads(onFoot).milliseconds(from: junctions, to: junctions)
    let there = PreparedRoads(network).milliseconds(
      from: Array(0..<network.junctionCount), to: [0, 1, 2, 3])
    #expect(there.contains { $0 != nil } && there.contains { $0 == nil })
    for (i, junction) in junctions.enumerated() {
      let search = RoadSearch(onFoot.outward)
      search.run(
        from: [RoadLink(junction: Int32(junction), cost: .zero)],
        isTarget: [Bool](repeating: true, count: onFoot.junctionCount), targetCount: onFoot.junctionCount)
      for (j, other) in junctions.enumerated() {
        let cost = search.reached[other].cost
        #expect(times[i * junctions.count + j] == (cost < .never ? cost.milliseconds : nil))
        #expect(times[i * junctions.count + j] == times[j * junctions.count + i])
      }
    }
  }

  // MARK: Scenario

  /// The tour of `geodata/` in a folder of its own, with other roads.
  private static func tour(roads: String, key: String, travel: String = "") throws -> URL {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../geodata/tour").standardizedFileURL
    let folder = try scratch().appendingPathComponent("tour")
    try FileManager.default.copyItem(at: source, to: folder)
    let file = folder.appendingPathComponent("scenario.yaml")
    let lines = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.filter { !$0.hasPrefix("roads:") && !$0.hasPrefix("travel:") }
    try (kept.joined(separator: "\n") + "\n\(key)\n\(travel)\n").write(
      to: file, atomically: true, encoding: .utf8)
    if !roads.isEmpty {
      try roads.write(to: folder.appendingPathComponent("roads.geojson"), atomically: true, encoding: .utf8)
    }
    return folder
  }

  private static func line(_ roadClass: String, _ x: Double, _ y: Double) -> String {
    """
    {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"class": "\(roadClass)"},
    "geometry": {"type": "LineString", "coordinates": [[\(x), \(y)], [\(x + 0.001), \(y)]]}}]}
    """
  }

  private static func failure(_ folder: URL) -> String? {
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    do {
      _ = try PlanInputs(reading: Scenario(path: folder.path))
      return nil
    } catch { return "\(error)" }
  }

  @Test func keysOfRoadsAndTravelAreRead() throws {
    let folder = try Self.tour(
      roads: "",
      key: "roads: {source: roads.geojson, columns: {class: class, oneway: oneway}, crossings: true}",
      travel: "travel: {profile: e-bike}")
    let inputs = try PlanInputs(reading: Scenario(path: folder.path))
    #expect(inputs.scenario.profile == .eBike && inputs.scenario.roadsMeetAtCrossings)
    #expect(try #require(inputs.roads).count > 0)
    #expect(inputs.assumed.contains { $0.english.hasPrefix("roads meet at ") })
    try FileManager.default.removeItem(at: folder.deletingLastPathComponent())
  }

  @Test func wrongRoadsAreNamedInOneSentence() throws {
    let key = "roads: {source: roads.geojson}"
    let inside = try Scenario(path: Self.tour(roads: "", key: key).path)
    let anchor = try PlanInputs(reading: inside).hierarchy.lowest.anchors[0]
    let (x, y) = (anchor.longitude, anchor.latitude)
    #expect(try Self.failure(Self.tour(roads: Self.line("primary", x, y), key: key)) == nil)
    #expect(
      try Self.failure(Self.tour(roads: Self.line("primary", -8.6, 41.1), key: key))?.contains(
        "lie elsewhere") == true)
    #expect(
      try Self.failure(Self.tour(roads: Self.line("footway", x, y), key: key))?.contains(
        "no road that a car may use")
        == true)
    #expect(
      try Self.failure(
        Self.tour(roads: Self.line("footway", x, y), key: key, travel: "travel: {profile: foot}"))
        == nil)
    let profile = try Self.failure(Self.tour(roads: "", key: key, travel: "travel: {profile: horse}"))
    #expect(profile?.contains("'profile' must be car or e-bike or foot") == true)
    #expect(profile?.contains("line ") == true)
    let crossings = try Self.failure(
      Self.tour(roads: "", key: "roads: {source: roads.geojson, crossings: 3}"))
    #expect(crossings?.contains("'crossings' must be true or false") == true)
    let unknown = try Self.failure(
      Self.tour(roads: "", key: "roads: {source: roads.geojson, crossing: true}"))
    #expect(unknown?.contains("unknown key 'crossing'") == true)
  }
}
