import Foundation
import Geometry
import TestSupport
import Testing

@testable import Scenario

/// Rivers and lakes, read from files.
@Suite struct WaterTests {
  private static let tour = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../geodata/tour").standardizedFileURL

  /// What the tour's scenario reads with other `water` and one more file.
  private func read(_ key: String, _ files: [String: String] = [:]) throws -> PlanInputs {
    let folder = try TravelFilesTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.tour.path) {
      try FileManager.default.copyItem(
        at: Self.tour.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    let file = folder.appendingPathComponent("scenario.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("water: {source: water.geojson}", with: key)
      .write(to: file, atomically: true, encoding: .utf8)
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return try PlanInputs(reading: Scenario(path: folder.path))
  }

  private static func layer(_ features: [(name: String, geometry: String)]) -> String {
    let texts = features.map {
      #"{"type": "Feature", "properties": {"name": \#($0.name)}, "geometry": \#($0.geometry)}"#
    }
    return #"{"type": "FeatureCollection", "features": [\#(texts.joined(separator: ", "))]}"#
  }

  private static let river = #"{"type": "LineString", "coordinates": [[115.0, 33.4], [115.1, 33.4]]}"#
  private static let lake =
    #"{"type": "Polygon", "coordinates": [[[115.0, 33.4], [115.1, 33.4], [115.1, 33.5], [115.0, 33.4]]]}"#

  private func waterOf(_ text: String) throws -> Water {
    try read("water: {source: w.geojson}", ["w.geojson": text]).water
  }

  @Test func theRiversOfTheSampleHaveBothBanks() throws {
    let inputs = try read("water: {source: water.geojson}")
    #expect(inputs.water.areaNames == ["沙河", "清水河"] && inputs.water.areas.count == 2)
    #expect(inputs.water.courses.count == 0)
    #expect(!inputs.slips.contains { $0.english.contains("water") })
  }

  @Test func linesPolygonsAndSeveralFiles() throws {
    let lines = Self.layer([(#""甲河""#, Self.river), ("null", Self.river)])
    let water = try waterOf(lines)
    #expect(water.courseNames == ["甲河", ""] && water.courses.count == 2 && water.areas.count == 0)
    let both = try read(
      "water: [{source: w.geojson}, {source: v.geojson, columns: {name: name}}]",
      ["w.geojson": lines, "v.geojson": Self.layer([(#""乙湖""#, Self.lake)])]
    ).water
    #expect(both.courseNames == ["甲河", ""] && both.areaNames == ["乙湖"])
    #expect(try read("").water == Water())
  }

  /// A river of OpenStreetMap is a line also where it is closed, as a moat is; a lake is one where its way is closed.
  @Test func waysOfOpenStreetMap() throws {
    let osm = """
      <osm version="0.6">
      <node id="1" lat="33.40" lon="115.00" version="1"/><node id="2" lat="33.40" lon="115.01" version="1"/>
      <node id="3" lat="33.41" lon="115.01" version="1"/>
      <way id="1" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="waterway" v="moat"/></way>
      <way id="2" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="natural" v="water"/>
        <tag k="water" v="pond"/></way>
      <way id="3" version="1"><nd ref="1"/><nd ref="2"/><tag k="water" v="river"/></way>
      <way id="4" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way>
      </osm>
      """
    let water = try read("water: {source: w.osm}", ["w.osm": osm]).water
    #expect(water.courses.count == 1 && water.courseNames == [""])
    #expect(water.areas.count == 1 && water.areaNames == [""] && water.areas.ringCount == 1)
  }

  @Test func waterElsewhereIsTold() throws {
    let inputs = try read(
      "water: {source: w.geojson}",
      ["w.geojson": Self.layer([("null", #"{"type": "LineString", "coordinates": [[1, 2], [1, 3]]}"#)])])
    let told = "the water of the scenario lies elsewhere than the county: none of it is drawn"
    #expect(inputs.slips.map(\.english).contains(told) && inputs.assumed.map(\.english).contains(told))
  }

  /// What is wrong with a layer is said with its place, as of every other layer.
  @Test(arguments: [
    ("{source: none.geojson}", "none.geojson"), ("{source: w.geojson, colums: {}}", "colums"),
    ("{source: w.geojson, columns: {name: title}}", "title"), ("{source: w.geojson, layer: x}", "'x'"),
    ("[]", ""),
  ]) func whatIsWrongIsNamed(key: String, told: String) throws {
    let files = ["w.geojson": Self.layer([("null", Self.river)])]
    if key == "[]" {
      #expect(try read("water: \(key)", files).water == Water())
    } else {
      #expect { try read("water: \(key)", files) } throws: {
        ($0 as? ScenarioError)?.message.english.contains(told) == true
      }
    }
    #expect { try waterOf(Self.layer([])) } throws: {
      ($0 as? ScenarioError)?.message.english.contains("no features") == true
    }
    let mixed = Self.layer([("null", Self.river), ("null", Self.lake)])
    #expect { try waterOf(mixed) } throws: {
      ($0 as? ScenarioError)?.message.english.contains("feature 2") == true
    }
  }
}
