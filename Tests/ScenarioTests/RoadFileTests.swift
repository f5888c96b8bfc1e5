import Foundation
import Roads
import TestSupport
import Testing
import VectorFiles

@testable import Scenario

/// Files of roads as scenarios name them: what they may be called, and what is said of those that cannot be read.
@Suite struct RoadFileTests {
  private static func read(
    _ path: String, columns: [String: String] = [:], system: String? = nil,
    _ change: (inout VectorSource) -> Void = { _ in }
  ) throws -> RoadLines {
    var vector = VectorSource(path: path, coordinateSystem: system)
    change(&vector)
    return try RoadLines(reading: Scenario.Source(vector: vector, columns: columns))
  }

  /// A road of a kilometre.
  private static var sketch: OSMSketch {
    var sketch = OSMSketch()
    sketch.addNode(1, 115, 33)
    sketch.addNode(2, 115.01, 33)
    sketch.addWay(1, [1, 2], ["highway": "primary"])
    return sketch
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
    // One of them may serve as several.
    let same = try Self.read(path, columns: ["speed": "v_back", "speed_backward": "v_back"])
    #expect(same.speeds == [20, nil] && same.attributes[0].speedBackward == 20)
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

  @Test(arguments: [("na\0me", "x"), ("name", "x\0y"), ("highway", "primary\0")])
  func textsWithZerosAreRefused(tag: (key: String, value: String)) throws {
    let scratch = try Scratch()
    func said(_ change: (inout OSMSketch) -> Void) throws -> String {
      var sketch = Self.sketch
      change(&sketch)
      let path = scratch.path("roads.osm.pbf")
      try Data(sketch.pbf).write(to: URL(fileURLWithPath: path))
      return sentence { _ = try Self.read(path) }
    }
    #expect(try said { $0.ways[0].tags.append(tag) }.contains("a text of its tags has a zero within it"))
    #expect(try said { $0.nodes[0].tags.append(tag) }.contains("a text of its tags has a zero within it"))
    #expect(try said { $0.addRelation(1, [], [tag.key: tag.value]) }.contains("has a zero within it"))
  }

  @Test func openStreetMapHasOneSystem() throws {
    let scratch = try Scratch()
    let path = try scratch.write("roads.osm", Self.sketch.xml)
    for name in [
      "EPSG:4326", "4326", "epsg 4326", "WGS84", "WGS 84", "WGS-84", "wgs_1984", "OGC:CRS84", "CRS84",
    ] {
      #expect(try Self.read(path, system: name).count == 1, "\(name)")
    }
    for name in ["gcj02", "EPSG:4490", "EPSG:3857", "nonsense"] {
      #expect(sentence { _ = try Self.read(path, system: name) }.contains("WGS 84"), "\(name)")
    }
  }

  @Test func openStreetMapHasNoLayersAndOneEncoding() throws {
    let scratch = try Scratch()
    let path = try scratch.write("roads.osm", Self.sketch.xml)
    let changes: [(key: String, change: (inout VectorSource) -> Void)] = [
      ("layer", { $0.layer = "lines" }), ("encoding", { $0.encoding = "GBK" }),
      ("lon", { $0.pointColumns = ["x", ""] }), ("lat", { $0.pointColumns = ["", "y"] }),
    ]
    for (key, change) in changes {
      let said = sentence { _ = try Self.read(path, change) }
      #expect(said.hasPrefix("\(path): ") && said.contains("leave '\(key)' out"), "\(said)")
    }
    #expect(try Self.read(path) { $0.pointColumns = ["", ""] }.count == 1)
  }

  @Test func openStreetMapInArchivesIsReadAsBesideThem() throws {
    let scratch = try Scratch()
    let xml = try scratch.write("r.osm", Self.sketch.xml)
    let expected = try Self.read(xml)
    let pbf = scratch.path("r.osm.pbf")
    try Data(Self.sketch.pbf).write(to: URL(fileURLWithPath: pbf))
    let packed = try scratch.pack("/vsigzip/" + scratch.path("p.osm.gz"), xml)
    for (archive, member, file) in [
      ("a.zip", "r.osm", xml), ("b.ZIP", "county/r.osm.pbf", pbf),
      ("c.zip", "r.osm.gz", scratch.path("p.osm.gz")),
    ] {
      _ = try scratch.pack("/vsizip/{\(scratch.path(archive))}/\(member)", file)
      let named = "/vsizip/\(scratch.path(archive))/\(member)"
      for path in [named] + (member.hasSuffix("gz") ? [] : [scratch.path(archive)]) {
        let lines = try Self.read(path)
        #expect(lines.coordinates == expected.coordinates && lines.classes == ["primary"], "\(path)")
        #expect(sentence { _ = try Self.read(path) { $0.layer = "lines" } }.contains("leave 'layer' out"))
      }
      #expect(sentence { _ = try Self.read(named + "x.osm") }.contains("no such file"), "\(named)")
    }
    #expect(try Self.read(packed).coordinates == expected.coordinates)
    #expect(try Self.read(scratch.path("p.osm.gz")).coordinates == expected.coordinates)
    // Nothing is left beside them.
    #expect(try scratch.names == ["a.zip", "b.ZIP", "c.zip", "p.osm.gz", "r.osm", "r.osm.pbf"])
  }

  @Test func damagedArchivesAreNotReadAsFarAsTheyGo() throws {
    let scratch = try Scratch()
    var sketch = Self.sketch
    for way in 2...2000 {
      sketch.addWay(Int64(way), [1, 2], ["highway": "primary", "name": "road \(way * way)"])
    }
    let archive = scratch.path("a.zip")
    _ = try scratch.pack("/vsizip/\(archive)/r.osm", scratch.write("r.osm", sketch.xml))
    #expect(try Self.read(archive).count == 2000)
    var bytes = [UInt8](try scratch.data("a.zip"))
    for index in 1...40 { bytes[bytes.count / 2 + index] ^= 0xFF }
    try Data(bytes).write(to: URL(fileURLWithPath: archive))
    #expect(sentence { _ = try Self.read(archive) }.contains("a.zip, layer osm: cannot be read to its end"))
  }

  @Test func whatIsNoFileIsRefused() throws {
    let scratch = try Scratch()
    let pipe = scratch.path("pipe.osm")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(sentence { _ = try Self.read(pipe) } == "\(pipe): is neither a file nor a folder")
    #expect(sentence { _ = try Self.read("https://example.org/r.osm") }.contains("not on this machine"))
    #expect(sentence { _ = try Self.read(scratch.path("none.osm.pbf")) }.contains("no such file"))
    #expect(sentence { _ = try Self.read("PG:dbname=r.osm") }.contains("not on this machine"))
  }

  @Test func oneTagMayStandForSeveralColumns() throws {
    let scratch = try Scratch()
    var sketch = Self.sketch
    sketch.ways[0].tags = [("highway", "path"), ("maxspeed:forward", "20"), ("motor_vehicle", "yes")]
    let xml = try scratch.write("roads.osm", sketch.xml)
    let pbf = scratch.path("roads.osm.pbf")
    try Data(sketch.pbf).write(to: URL(fileURLWithPath: pbf))
    for path in [xml, pbf] {
      let lines = try Self.read(path, columns: ["speed": "maxspeed:forward", "access": "motor_vehicle"])
      #expect(lines.attributes[0].access.car == true)
      #expect(lines.attributes[0].speed == 20 && lines.attributes[0].speedBackward == 20)
      let turned = try Self.read(path, columns: ["speed_backward": "maxspeed:forward"])
      #expect(turned.attributes[0].speed == 20 && turned.attributes[0].speedBackward == 20)
    }
  }
}
