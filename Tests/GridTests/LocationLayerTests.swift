import Foundation
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

@Suite struct LocationLayerTests {
  private let fixture: LocationFixture

  init() throws { fixture = try LocationFixture() }

  private static let geoJSON = """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","id":5,"properties":{"name":"p","n":7},"geometry":{"type":"Point","coordinates":[115.05,33.05]}},
    {"type":"Feature","id":6,"properties":{"name":null,"n":8},"geometry":{"type":"Point","coordinates":[115.15,33.05]}},
    {"type":"Feature","id":7,"properties":{"name":"q","n":9},"geometry":null},
    {"type":"Feature","id":8,"properties":{"name":"r","n":10},"geometry":{"type":"Point","coordinates":[116,33.05]}}]}
    """

  @Test(arguments: ["geojson", "gpkg", "fgb", "csv"]) func everyFormat(ending: String) throws {
    let source = VectorSource(path: try fixture.file(Self.geoJSON, "in.geojson"))
    let out = fixture.path("out.\(ending)")
    let tally = try fixture.locator.locate(source, to: .file(out))
    #expect(tally == PointLocator.Tally(points: 4, outside: 1, missing: 1))
    let written = try VectorLayer(
      reading: VectorSource(path: out), columns: ["name", "n", "town", "unit"], as: .none)
    // FlatGeobuf holds no feature without a place.
    let kept = ending == "fgb" ? [0, 1, 3] : [0, 1, 2, 3]
    #expect(written["town"]?.texts == kept.map { ["T1", "T1", nil, nil][$0] })
    #expect(written["unit"]?.texts == kept.map { ["a", "b,\"x\"", nil, nil][$0] })
    #expect(written["name"]?.texts == kept.map { ["p", nil, "q", "r"][$0] })
    #expect(written["n"]?.texts == kept.map { ["7", "8", "9", "10"][$0] })
    #expect(try fixture.files == ["in.geojson", "out.\(ending)"])
  }

  @Test(arguments: ["gpkg", "fgb", "csv"], ["gcj02", "bd09", "EPSG:4547", "EPSG:4526"])
  func pointsInAnotherSystem(ending: String, name: String) throws {
    let system = try #require(OutputSystem(name))
    let input = Self.geoJSON.replacing(
      "\"geometry\":null", with: #""geometry":{"type":"Point","coordinates":[115,33]}"#)
    let source = VectorSource(path: try fixture.file(input, "in.geojson"))
    let out = fixture.path("out.\(ending)")
    _ = try fixture.locator.locate(source, to: .file(out), in: system)
    // GeoPackage and FlatGeobuf state the system; a table names its columns after it.
    let isTable = ending == "csv"
    let said = VectorSource(path: out, coordinateSystem: name, pointColumns: system.columnNames)
    let read = try VectorLayer(
      reading: isTable ? said : VectorSource(path: out), columns: ["n", "town"], as: .point)
    guard case .points(let points) = read.geometry else {
      Issue.record("no points")
      return
    }
    let known = [(115.05, 33.05), (115.15, 33.05), (115, 33), (116, 33.05)]
    #expect(points == known.map { Coordinate(longitude: $0.0, latitude: $0.1) })
    #expect(read["town"]?.texts == ["T1", "T1", "T1", nil])
    let again = fixture.path("again.\(ending)")
    let tally = try fixture.locator.locate(
      isTable ? said : VectorSource(path: out), to: .file(again), in: system)
    #expect(tally == PointLocator.Tally(points: 4, outside: 1, missing: 0))
  }

  @Test func tablesBecomePoints() throws {
    let text = "id,x,y\np1,115.05,33.05\np2,,\np3,115.15,33.05\n"
    let source = VectorSource(path: try fixture.file(text), pointColumns: ["x", "y"])
    let tally = try fixture.locator.locate(source, to: .file(fixture.path("out.geojson")))
    #expect(tally == PointLocator.Tally(points: 3, outside: 0, missing: 1))
    let read = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(fileURLWithPath: fixture.path("out.geojson"))))
        as? [String: Any])
    let features = try #require(read["features"] as? [[String: Any]])
    #expect(features.map { $0["id"] as? String } == ["p1", "p2", "p3"])
    let properties = try #require(features.last?["properties"] as? [String: Any])
    #expect(Set(properties.keys) == ["id", "town", "unit"])
    let geometry = try #require(features.last?["geometry"] as? [String: Any])
    #expect(geometry["coordinates"] as? [Double] == [115.15, 33.05])
    #expect(throws: FormatError.noCoordinate(file: source.path, row: 3, column: "y", text: "here")) {
      _ = try fixture.file("id,x,y\np1,115.05,33.05\np2,115,here\n")
      return try fixture.locator.locate(source, to: .file(fixture.path("out.geojson")))
    }
  }

  @Test func otherSystemsAndManyBlocks() throws {
    var chance = SeededGenerator(seed: 2)
    let places = (0..<20_000).compactMap { _ in
      Coordinate(longitude: 114.95 + chance.unit() * 0.3, latitude: 32.95 + chance.unit() * 0.3)
    }
    let layer = VectorLayer(
      name: "points", fields: [VectorField("n", .integer(Array(places.indices)))], geometry: .points(places))
    try VectorFormat.flatGeobuf.write([layer], to: fixture.path("in.fgb"))
    let plain = try fixture.locator.locate(
      VectorSource(path: fixture.path("in.fgb")), to: .file(fixture.path("out.gpkg")))
    let units = fixture.locator.index.units(at: places)
    #expect(plain.points == 20_000 && plain.outside == units.count { $0 < 0 } && plain.outside > 5000)
    let written = try VectorLayer(
      reading: VectorSource(path: fixture.path("out.gpkg")), columns: ["n", "town"], as: .point)
    #expect(written.count == 20_000)
    let rows = written["n"]?.texts.compactMap { $0.flatMap { Int($0) } } ?? []
    let towns = written["town"]?.texts ?? []
    #expect(
      zip(rows, towns).allSatisfy { row, town in town == (units[row] < 0 ? nil : units[row] < 2 ? "T1" : "T2")
      })
    let shifted = try fixture.locator.locate(
      VectorSource(path: fixture.path("in.fgb"), coordinateSystem: "gcj02"),
      to: .file(fixture.path("out.gpkg")))
    #expect(shifted.outside != plain.outside)
    #expect(throws: FormatError.self) {
      try fixture.locator.locate(
        VectorSource(path: fixture.path("in.fgb"), coordinateSystem: "EPSG:999999"),
        to: .file(fixture.path("wrong.gpkg")))
    }
    #expect(try fixture.files == ["in.fgb", "out.gpkg"])
  }
}
