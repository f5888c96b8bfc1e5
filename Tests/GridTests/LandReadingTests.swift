import CGDAL
import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import VectorFiles

/// Land as strangers' files have it: collections, swapped axes, blanks, fractions, no geometry, the 180th meridian.
@Suite struct LandReadingTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private static func box(_ west: Double, _ south: Double, _ size: Double = 0.01) -> String {
    let (e, n) = (west + size, south + size)
    return "[[[\(west),\(south)],[\(e),\(south)],[\(e),\(n)],[\(west),\(n)],[\(west),\(south)]]]"
  }

  private func survey(
    _ path: String, code: String = "code", households: String? = nil, above: [LevelSource] = []
  ) throws -> Hierarchy.Reading {
    try Hierarchy.survey(
      above + [
        LevelSource(
          name: "village",
          origin: .layer(VectorSource(path: path), LevelColumns(code: code, households: households)))
      ])
  }

  @Test func polygonsOfCollectionsAreTaken() throws {
    let polygon = #"{"type":"Polygon","coordinates":\#(Self.box(115, 33))}"#
    let line = #"{"type":"LineString","coordinates":[[115,33],[116,34]]}"#
    let other = #"{"type":"MultiPolygon","coordinates":[\#(Self.box(115.02, 33)),\#(Self.box(115.04, 33))]}"#
    func collection(_ parts: String...) -> String {
      #"{"type":"GeometryCollection","geometries":[\#(parts.joined(separator: ","))]}"#
    }
    let path = try scratch.geoJSON(
      "collections.geojson",
      [
        (#"{"code":"a"}"#, collection(polygon)), (#"{"code":"b"}"#, collection(line, polygon)),
        (#"{"code":"c"}"#, collection(collection(polygon), other, line)),
        (#"{"code":"d"}"#, #"{"type":"GeometryCollection","geometries":[]}"#),
      ])
    let reading = try survey(path)
    let shapes = reading.hierarchy.lowest.shapes
    #expect((0..<4).map { shapes.polygons(of: $0).count } == [1, 1, 3, 0])
    #expect(reading.notes.count == 1 && reading.notes[0].english.contains("2 features (2, 3)"))
    let lines = try scratch.geoJSON("lines.geojson", [(#"{"code":"a"}"#, collection(line, line))])
    #expect(sentence { _ = try survey(lines) }.contains("is a Geometry Collection, not a polygon"))
    let roads = try VectorLayer(reading: VectorSource(path: lines), columns: ["code"], as: .line)
    #expect(roads.count == 2)
  }

  @Test func swappedAxesAreToldInDegrees() throws {
    let path = try scratch.geoJSON(
      "swapped.geojson", [(#"{"code":"a"}"#, #"{"type":"Polygon","coordinates":\#(Self.box(33.7, 114.9))}"#)])
    #expect(sentence { _ = try survey(path) }.contains("x and y look swapped"))
    let points = try scratch.geoJSON(
      "points.geojson", [(#"{"code":"a"}"#, #"{"type":"Point","coordinates":[33.7,114.9]}"#)])
    #expect(
      sentence { _ = try VectorLayer(reading: VectorSource(path: points), columns: [], as: .point) }
        .contains("x and y look swapped"))
    // What is beyond the earth either way is no matter of order.
    let far = try scratch.geoJSON(
      "far.geojson", [(#"{"code":"a"}"#, #"{"type":"Polygon","coordinates":\#(Self.box(330, 114.9))}"#)])
    #expect(sentence { _ = try survey(far) }.contains("beyond the earth"))
  }

  /// Eastings of three-degree Gauss-Kruger zones are less than northings: exchanged they lie far from the zone.
  @Test(arguments: ["EPSG:4547", "EPSG:32650"]) func swappedAxesAreToldInMetres(system: String) throws {
    func file(_ name: String, _ x: Int, _ y: Int) throws -> String {
      try scratch.gdal(
        name, driver: "GPKG", system: system, layers: ["land"],
        rows: [
          (
            "POLYGON ((\(x) \(y),\(x + 900) \(y),\(x + 900) \(y + 900),\(x) \(y + 900),\(x) \(y)))",
            Self.codeA
          )
        ])
    }
    #expect(try survey(file("right.gpkg", 500_000, 3_700_000)).hierarchy.lowest.count == 1)
    #expect(
      sentence { _ = try survey(file("swapped.gpkg", 3_700_000, 500_000)) }.contains("x and y look swapped"))
  }

  /// The first feature that has coordinates, whichever that is.
  @Test func theFeatureWhoseAxesAreSwappedIsNamed() throws {
    let path = try scratch.gdal(
      "second.gpkg", driver: "GPKG", system: "EPSG:4547", layers: ["land"],
      rows: [
        (nil, Self.codeA), ("POLYGON ((3700000 500000,3700900 500000,3700900 500900,3700000 500000))", [98]),
      ])
    #expect(sentence { _ = try survey(path) }.contains("feature 2: x and y look swapped"))
  }

  private static let codeA = Array("a".utf8)

  @Test func aLayerWithoutAnyGeometrySaysSo() throws {
    let bare = try scratch.geoJSON("bare.geojson", [(#"{"code":"a"}"#, "null"), (#"{"code":"b"}"#, "null")])
    #expect(sentence { _ = try survey(bare) }.contains("no feature has a geometry"))
    let table = try scratch.write("table.csv", "code,name\n1,a\n")
    #expect(sentence { _ = try survey(table) }.contains("code, name"))
  }

  @Test func blanksAroundCodesAreNoPartOfThem() throws {
    let path = try scratch.geoJSON(
      "blanks.geojson",
      [
        (#"{"code":"  0411","town":" T "}"#, 0.0), (#"{"code":"0412\t","town":"T"}"#, 0.01),
        (#"{"code":"\u30000511","town":"U\u00a0"}"#, 0.02), (#"{"code":"   ","town":"U"}"#, 0.03),
      ].map { ($0.0, #"{"type":"Polygon","coordinates":\#(Self.box(115 + $0.1, 33))}"#) })
    for key in [LevelSource.GroupKey.prefix(2), .column("town")] {
      let reading = try survey(path, above: [LevelSource(name: "town", origin: .dissolved(key))])
      let codes = reading.hierarchy.lowest.codes
      #expect(codes == ["0411", "0412", "0511", "feature 4"])
      #expect(reading.hierarchy.structure.map(\.kind).contains(.missingCode))
      let towns = Set(reading.hierarchy.top.codes)
      #expect(towns.isSuperset(of: key == .prefix(2) ? ["04", "05"] : ["T", "U"]) && towns.count <= 3)
    }
    // Two codes that differ in blanks only are one.
    let twice = try scratch.geoJSON(
      "twice.geojson",
      [(#"{"code":"1"}"#, 0.0), (#"{"code":" 1"}"#, 0.01)].map {
        ($0.0, #"{"type":"Polygon","coordinates":\#(Self.box(115 + $0.1, 33))}"#)
      })
    #expect(try survey(twice).hierarchy.structure.map(\.kind) == [.repeatedCode])
  }

  @Test func fractionsOfHouseholdsAreTold() throws {
    let path = try scratch.geoJSON(
      "fractions.geojson",
      [("1.5", 0.0), ("2", 0.01), ("2.25", 0.02), ("3.0", 0.03)].map {
        (
          #"{"code":"c\#($0.0)","hh":\#($0.0)}"#,
          #"{"type":"Polygon","coordinates":\#(Self.box(115 + $0.1, 33))}"#
        )
      })
    let reading = try survey(path, households: "hh")
    #expect(reading.hierarchy.lowest.households == [2, 2, 2, 3])
    #expect(reading.notes.count == 1)
    #expect(
      reading.notes[0].english.contains("2 values of column 'hh'")
        && reading.notes[0].english.contains("1.5 of unit c1.5"))
  }

  @Test func landOnBothSidesOfTheDateLineIsRefused() throws {
    func path(_ name: String, _ wests: [Double]) throws -> String {
      try scratch.geoJSON(
        name,
        wests.map { (#"{"code":"\#($0)"}"#, #"{"type":"Polygon","coordinates":\#(Self.box($0, -17))}"#) })
    }
    #expect(sentence { _ = try survey(path("both.geojson", [179.98, -179.99])) }.contains("180th meridian"))
    #expect(sentence { _ = try survey(path("far.geojson", [-95, 115])) }.contains("-95.0 and 115.0"))
    // On one side, up to the line itself.
    #expect(try survey(path("east.geojson", [179.98, 179.99])).hierarchy.check().proved)
    #expect(try survey(path("west.geojson", [-180, -179.99])).hierarchy.check().proved)
  }
}
