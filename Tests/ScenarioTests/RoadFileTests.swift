import Foundation
import Roads
import TestSupport
import Testing
import VectorFiles

@testable import Scenario

/// Files of roads as scenarios name them: what they may be called, and what is said of those that cannot be read.
@Suite struct RoadFileTests {
  private static func read(
    _ path: String, columns: [String: String] = [:], system: String? = nil
  ) throws -> RoadLines {
    try RoadLines(
      reading: Scenario.Source(
        vector: VectorSource(path: path, coordinateSystem: system), columns: columns))
  }

  private static let line = #"{"type":"LineString","coordinates":[[115,33],[115.01,33]]}"#

  @Test func columnsMayHaveOtherNames() throws {
    let scratch = try Scratch()
    let path = try scratch.geoJSON(
      "roads.geojson",
      [
        (#"{"fclass":"secondary","dir":"B","v_back":20}"#, Self.line),
        (#"{"fclass":"secondary","dir":"F","v_back":null}"#, Self.line),
      ])
    let lines = try Self.read(
      path, columns: ["class": "fclass", "oneway": "dir", "speed_backward": "v_back"])
    #expect(lines.directions == [.both, .forward] && lines.attributes[0].speedBackward == 20)
    #expect(lines.speeds == [nil, nil] && lines.remarks.sentences.isEmpty)
  }

  @Test func keysOfOpenStreetMapMayHaveOtherNames() throws {
    let scratch = try Scratch()
    var sketch = OSMSketch()
    sketch.addNode(1, 115, 33)
    sketch.addNode(2, 115.01, 33)
    sketch.addWay(1, [1, 2], ["highway": "primary", "my_speed": "35", "maxspeed": "90"])
    let path = try scratch.write("roads.osm", sketch.xml)
    #expect(try Self.read(path, columns: ["speed": "my_speed"]).speeds == [35])
    #expect(try Self.read(path).speeds == [90])
  }

  @Test func aLayerWithoutRoadsSaysSo() throws {
    let scratch = try Scratch()
    let path = try scratch.geoJSON("roads.geojson", [])
    for columns in [[:], ["class": "class"], ["class": "class", "oneway": "dir"]] {
      #expect(sentence { _ = try Self.read(path, columns: columns) }.contains("has no features"))
    }
    for text in ["<osm/>", "<osm><node id=\"1\" lat=\"33\" lon=\"115\"/></osm>"] {
      let file = try scratch.write("roads.osm", text)
      #expect(sentence { _ = try Self.read(file) }.contains("holds no roads"))
    }
  }

  @Test func filesThatAreNoneAreRefusedInOneSentence() throws {
    let scratch = try Scratch()
    for (name, text) in [
      ("a.osm", "<osm><way id=\"1\">"), ("b.osm", "{}"), ("c.osm.pbf", "none"), ("d.osm.gz", ""),
    ] {
      let path = try scratch.write(name, text)
      let said = sentence { _ = try Self.read(path) }
      #expect(
        said.contains("\(path): cannot be read as OpenStreetMap data") && !said.contains("\n"), "\(said)")
    }
    #expect(sentence { _ = try Self.read(scratch.path("none.osm")) }.contains("none.osm"))
  }

  @Test func openStreetMapHasOneSystem() throws {
    let scratch = try Scratch()
    var sketch = OSMSketch()
    sketch.addNode(1, 115, 33)
    sketch.addNode(2, 115.01, 33)
    sketch.addWay(1, [1, 2], ["highway": "primary"])
    let path = try scratch.write("roads.osm", sketch.xml)
    #expect(try Self.read(path, system: "EPSG:4326").count == 1)
    #expect(sentence { _ = try Self.read(path, system: "gcj02") }.contains("WGS 84"))
  }
}
