import CGDAL
import Foundation
import TestSupport
import Testing

@testable import Geometry
@testable import VectorFiles

@Suite struct VectorReaderTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func read(_ source: VectorSource, _ kind: GeometryKind = .polygon) throws -> PolygonSet {
    let layer = try VectorLayer(reading: source, columns: ["code"], as: kind)
    guard case .polygons(let shapes) = layer.geometry else { return PolygonSet() }
    return shapes
  }

  private func refusal(_ source: VectorSource, _ kind: GeometryKind = .polygon) -> String {
    sentence { _ = try VectorLayer(reading: source, columns: ["code"], as: kind) }
  }

  private static let codeA = Array("a".utf8)
  private static let square = "POLYGON ((115 33,115.01 33,115.01 33.01,115 33.01,115 33))"

  @Test func filesThatAreNoLayersAreRefused() throws {
    let nowhere = scratch.path("nowhere.geojson")
    #expect(refusal(VectorSource(path: nowhere)) == "\(nowhere): no such file")
    let text = try scratch.write("text.geojson", "not a map")
    #expect(refusal(VectorSource(path: text)).hasPrefix("\(text): not a vector file that can be read ("))
    let empty = try scratch.geoJSON("empty.geojson", [])
    let names = try? VectorLayer.columns(of: VectorSource(path: empty))
    #expect(names == [])
    let bare = try scratch.gdal("bare.gpkg", driver: "GPKG", system: "EPSG:4326", layers: ["units"], rows: [])
    #expect(refusal(VectorSource(path: bare)) == "\(bare), layer units: has no features")
  }

  @Test func layersAreNamedWhereThereAreSeveral() throws {
    let path = try scratch.gdal(
      "two.gpkg", driver: "GPKG", system: "EPSG:4326", layers: ["a", "b"], rows: [(Self.square, Self.codeA)])
    #expect(
      refusal(VectorSource(path: path))
        == "\(path): has several layers (a, b); name one with 'layer' (on the command line --layer)")
    #expect(refusal(VectorSource(path: path, layer: "c")) == "\(path): no layer 'c'; it has a, b")
    #expect(try read(VectorSource(path: path, layer: "b")).count == 1)
  }

  @Test func columnsAndGeometriesMustBeThere() throws {
    let path = try scratch.geoJSON("one.geojson", [(#"{"name":"x","n":1}"#, squareJSON(0, 0))])
    #expect(refusal(VectorSource(path: path)) == "\(path), layer one: no column 'code'; it has name, n")
    let point = try scratch.geoJSON(
      "point.geojson",
      [(#"{"code":"a"}"#, #"{"type":"Point","coordinates":[115,33]}"#), (#"{"code":"b"}"#, "null")])
    #expect(
      refusal(VectorSource(path: point)) == "\(point), layer point, feature 1: is a Point, not a polygon")
    #expect(refusal(VectorSource(path: point), .point) == "\(point), layer point, feature 2: has no geometry")
  }

  @Test func coordinateSystemsMustBeKnown() throws {
    let path = try scratch.gdal(
      "plain.shp", driver: "ESRI Shapefile", system: nil, type: wkbPolygon, layers: ["plain"],
      rows: [(Self.square, Self.codeA)])
    #expect(try !scratch.names.contains("plain.prj"))
    #expect(
      refusal(VectorSource(path: path))
        == "\(path), layer plain: states no coordinate system; name it with 'crs', e.g. crs: EPSG:4490 "
        + "(on the command line --crs)")
    #expect(
      refusal(VectorSource(path: path, coordinateSystem: "EPSG:99999999")).hasPrefix(
        "\(path): coordinate system 'EPSG:99999999' is unknown"))
    let shapes = try read(VectorSource(path: path, coordinateSystem: "EPSG:4490"))
    #expect(
      shapes.box
        == Box([Coordinate(x: 1_150_000_000, y: 330_000_000), Coordinate(x: 1_150_100_000, y: 330_100_000)]))
  }

  @Test func coordinatesBeyondTheEarthAreRefused() throws {
    let path = try scratch.geoJSON(
      "metres.geojson",
      [
        (#"{"code":"a"}"#, squareJSON(0, 0)),
        (
          #"{"code":"b"}"#,
          #"{"type":"Polygon","coordinates":[[[500000,3700000],[500100,3700000],[500100,3700100],[500000,3700000]]]}"#
        ),
      ])
    #expect(
      refusal(VectorSource(path: path))
        == "\(path), layer metres, feature 2: has coordinates beyond the earth; is its coordinate system right?"
    )
  }

  /// The corners were transformed with pyproj from EPSG:2232, Colorado Central in US survey feet.
  @Test func feetBecomeDegrees() throws {
    let path = try scratch.gdal(
      "feet.gpkg", driver: "GPKG", system: "EPSG:2232", type: wkbPolygon, layers: ["feet"],
      rows: [("POLYGON ((3140000 1700000,3141000 1700000,3140000 1701000,3140000 1700000))", Self.codeA)])
    let found = try read(VectorSource(path: path)).coordinates
    let known = [(-105.00206923, 39.75425196), (-104.99851265, 39.75423686), (-105.00204973, 39.75699711)]
    #expect(found.count == 4)
    for (lon, lat) in known {
      #expect(
        found.contains { ($0.longitude - lon).magnitude < 2e-7 && ($0.latitude - lat).magnitude < 2e-7 })
    }
  }

  @Test func textThatIsNotUnicodeNeedsItsEncoding() throws {
    // "沈丘" in GBK.
    let path = try scratch.gdal(
      "gbk.shp", driver: "ESRI Shapefile", system: "EPSG:4326", type: wkbPolygon, layers: ["gbk"],
      rows: [(Self.square, Self.codeA), (Self.square, [0xC9, 0xF2, 0xC7, 0xF0])])
    #expect(try !scratch.names.contains("gbk.cpg"))
    #expect(
      refusal(VectorSource(path: path))
        == "\(path), layer gbk, feature 2, column code: text is not UTF-8; name its encoding with 'encoding', e.g. encoding: GBK (on the command line --encoding)"
    )
    // A file that is there and empty states nothing either.
    _ = try scratch.write("gbk.cpg", "\n")
    #expect(refusal(VectorSource(path: path)).contains("feature 2, column code: text is not UTF-8"))
    let layer = try VectorLayer(
      reading: VectorSource(path: path, encoding: "GBK"), columns: ["code"], as: .polygon)
    #expect(layer["code"]?.texts == ["a", "沈丘"])
    // A .cpg says it as well.
    _ = try scratch.write("gbk.cpg", "GBK")
    let stated = try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .polygon)
    #expect(stated["code"]?.texts == ["a", "沈丘"])
  }

  @Test func utf8WithoutACodePageIsReadAsItIs() throws {
    let path = try scratch.gdal(
      "utf.shp", driver: "ESRI Shapefile", system: "EPSG:4326", type: wkbPolygon, layers: ["utf"],
      rows: [(Self.square, Array("沈丘".utf8))])
    let layer = try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .polygon)
    #expect(layer["code"]?.texts == ["沈丘"])
  }

  @Test func heightsAreDroppedAndCurvesMadeStraight() throws {
    let path = try scratch.gdal(
      "curves.gpkg", driver: "GPKG", system: "EPSG:4326", layers: ["curves"],
      rows: [
        ("POLYGON Z ((115 33 5,115.01 33 6,115.01 33.01 7,115 33 5))", Self.codeA),
        ("CURVEPOLYGON (CIRCULARSTRING (115 33,115.02 33,115 33))", Self.codeA),
      ])
    let shapes = try read(VectorSource(path: path))
    #expect(shapes.count == 2 && shapes.range(ofUnit: 0).count == 4 && shapes.range(ofUnit: 1).count > 40)
    // A circle of 0.01 degree: its area in square lattice units, less what the chords cut off.
    let area = Double(PolygonSet.doubledArea(of: shapes.coordinates[shapes.range(ofUnit: 1)])) / 2
    #expect((area / (Double.pi * 1e5 * 1e5) - 1).magnitude < 2e-3)
  }

  @Test func unitsWithoutLandAreKept() throws {
    let path = try scratch.geoJSON(
      "bare.geojson",
      [
        (#"{"code":"a"}"#, "null"), (#"{"code":"b"}"#, squareJSON(0, 0)),
        (#"{"code":"c"}"#, #"{"type":"Polygon","coordinates":[]}"#),
        (#"{"code":"d"}"#, #"{"type":"Polygon","coordinates":[[[115,33],[115.1,33.1],[115,33]]]}"#),
      ])
    let shapes = try read(VectorSource(path: path))
    #expect((0..<4).map { shapes.polygons(of: $0).count } == [0, 1, 0, 0])
  }

  @Test func partsAndHolesAreKept() throws {
    let path = try scratch.gdal(
      "parts.gpkg", driver: "GPKG", system: "EPSG:4326", layers: ["parts"],
      rows: [
        (
          "MULTIPOLYGON (((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 1),(4 4,4 5,5 5,4 4)),((20 0,21 0,21 1,20 0)))",
          Self.codeA
        )
      ])
    let shapes = try read(VectorSource(path: path))
    #expect(shapes.polygonOffsets == [0, 3, 4] && shapes.ringOffsets == [0, 5, 9, 13, 17])
    #expect(Oracle.holds(0, of: shapes, Coordinate(x: 17_000_000, y: 13_000_000)) == false)
    #expect(Oracle.holds(0, of: shapes, Coordinate(x: 30_000_000, y: 13_000_000)) == true)
  }

  @Test func valuesKeepTheirTypes() throws {
    let path = try scratch.geoJSON(
      "types.geojson",
      [
        (#"{"code":"a","n":5,"r":1.5,"t":"x"}"#, squareJSON(0, 0)),
        (#"{"code":"b","n":null,"r":2,"t":null}"#, squareJSON(20, 0)),
      ])
    let layer = try VectorLayer(
      reading: VectorSource(path: path), columns: ["t", "n"], optional: ["r", "absent", "n"], as: .polygon)
    #expect(layer.fields.map(\.name) == ["t", "n", "r"])
    #expect(layer.fields.map(\.texts) == [["x", nil], ["5", nil], ["1.5", "2"]])
    #expect(try VectorLayer.columns(of: VectorSource(path: path)) == ["code", "n", "r", "t"])
    #expect(try GeometryKind(of: VectorSource(path: path)) == .polygon)
  }

  @Test func tablesHoldPointsInTwoColumns() throws {
    let path = try scratch.write("calls.csv", "code,lon,lat\na,115.5,33.25\nb,115.25,33.5\n")
    let source = VectorSource(path: path, pointColumns: ["lon", "lat"])
    let layer = try VectorLayer(reading: source, columns: ["code", "lon"], as: .point)
    guard case .points(let points) = layer.geometry else {
      Issue.record("no points")
      return
    }
    #expect(points.map(\.longitude) == [115.5, 115.25] && points.map(\.latitude) == [33.25, 33.5])
    #expect(try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .none).count == 2)
    let unnamed = try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .point)
    #expect(unnamed.count == 2)
  }

  @Test func linesAreCutIntoFeaturesWithTheirValues() throws {
    let path = try scratch.geoJSON(
      "lines.geojson",
      [
        (#"{"code":"a"}"#, #"{"type":"MultiLineString","coordinates":[[[1,1],[2,2]],[[3,3],[4,4],[5,5]]]}"#),
        (#"{"code":"b"}"#, #"{"type":"LineString","coordinates":[[6,6],[7,7]]}"#),
      ])
    let layer = try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .line)
    guard case .lines(let lines) = layer.geometry else {
      Issue.record("no lines")
      return
    }
    #expect(layer["code"]?.texts == ["a", "a", "b"])
    #expect((0..<lines.count).map { lines[$0].count } == [2, 3, 2])
  }

  @Test func aFileCutShortIsNotTakenForWhole() throws {
    let rows = (0..<200).map { _ in (wkt: String?.some(Self.square), code: Self.codeA) }
    let path = try scratch.gdal(
      "whole.fgb", driver: "FlatGeobuf", system: "EPSG:4326", type: wkbPolygon, layers: ["whole"], rows: rows)
    let bytes = try scratch.data("whole.fgb")
    try bytes.prefix(bytes.count * 2 / 3).write(to: scratch.folder.appendingPathComponent("part.fgb"))
    #expect(try read(VectorSource(path: path)).count == 200)
    #expect(refusal(VectorSource(path: scratch.path("part.fgb"))) != "no error")
  }

  @Test func aCoordinateSystemThatSaysNothingIsNone() throws {
    let path = try scratch.gdal(
      "units.fgb", driver: "FlatGeobuf", system: "EPSG:4326", type: wkbPolygon, layers: ["units"],
      rows: [(wkt: Self.square, code: Self.codeA)])
    var bytes = [UInt8](try scratch.data("units.fgb"))
    let name = try #require(
      bytes.indices.first {
        bytes[$0...].starts(with: Array("GEOGCS".utf8)) || bytes[$0...].starts(with: [0xE6, 0x10, 0, 0])
      })
    bytes.replaceSubrange(name..<(name + 4), with: [0xFF, 0xFF, 0xFF, 0x7F])
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(refusal(VectorSource(path: path)).hasPrefix("\(path), layer units: states no coordinate system"))
  }
}
