import CGDAL
import Foundation
import Geometry
import Grid
import TestSupport
import Testing

@testable import VectorFiles

/// Text stays what it is, on the way in and on the way out.
@Suite struct TextKeptTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// What programs like to take for something else.
  private static let texts = [
    "1101-05-12", "1101/05/12", "2026-12-01T08:10:00+08:00", "08:30:00", "0411", "+86", "007.50", "1e5",
    "TRUE", "null",
    "[12]", "[]", "{\"a\":1}", "{}", "[1,2]", "-5", "=1+1", "@x", "'=1", "-a", "  x", "NaN",
  ]

  private func layer(_ texts: [String]) -> VectorLayer {
    let places = texts.indices.map { Coordinate(x: 1_150_000_000 + Int32($0), y: 330_000_000) }
    return VectorLayer(
      name: "t", fields: [VectorField("code", .text(texts)), VectorField("name", .text(texts))],
      geometry: .points(places))
  }

  private func read(_ path: String) throws -> VectorLayer {
    try VectorLayer(reading: VectorSource(path: path), columns: ["code", "name"], as: .point)
  }

  @Test(arguments: [VectorFormat.geoJSON, .geoPackage, .flatGeobuf, .csv])
  func textComesBackFromEveryFormatAsItWas(format: VectorFormat) throws {
    let path = scratch.path("t.\(format.rawValue)")
    try format.write([layer(Self.texts)], to: path)
    let back = try read(path)
    for field in ["code", "name"] {
      #expect(Set(back[field]?.texts ?? []) == Set(Self.texts.map(Optional.some)), "\(field) of \(format)")
    }
  }

  /// In a column by itself, where a driver that guesses a column's type has only such values to look at.
  @Test(arguments: texts)
  func columnsOfOneKindOfTextAreText(text: String) throws {
    let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    let feature =
      #"{"type":"Feature","properties":{"code":\#(quoted)},"geometry":{"type":"Point","coordinates":[115,33]}}"#
    var files = [
      try scratch.write("c.geojson", #"{"type":"FeatureCollection","features":[\#(feature)]}"#),
      try scratch.write("c.geojsonl", feature + "\n" + feature),
      try scratch.write(
        "c.topojson",
        #"""
        {"type":"Topology","arcs":[],"objects":{"c":{"type":"GeometryCollection","geometries":[
        {"type":"Point","coordinates":[115,33],"properties":{"code":\#(quoted)}}]}}}
        """#),
    ]
    let field = text.contains("\"") || text.contains(",") ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    files.append(try scratch.write("c.csv", "code,lon,lat\n\(field),115,33\n"))
    for file in files {
      let source = VectorSource(path: file, coordinateSystem: "EPSG:4326")
      let layer = try VectorLayer(reading: source, columns: ["code"], as: .point)
      // An apostrophe that keeps a cell from being a formula is no part of its text.
      let wanted = file.hasSuffix(".csv") ? Escaping.text(ofCell: text) : text
      #expect(layer["code"]?.texts.first == wanted, "\(file)")
    }
  }

  /// A column's name, and an id, that look like a list.
  @Test func namesAndIdsBearNoMarks() throws {
    let input = try scratch.geoJSON(
      "in.geojson", [(#"{"[m2]":5,"code":"[12]","{}":"x"}"#, #"{"type":"Point","coordinates":[115,33]}"#)])
    for keepsAll in [false, true] {
      var layer = try VectorLayer(
        reading: VectorSource(path: input), columns: ["[m2]"], optional: keepsAll ? [] : ["{}", "code"],
        as: .point, keepsAll: keepsAll)
      layer.name = "out"
      for format in VectorFormat.allCases where format != .shapefile {
        try format.write([layer], to: scratch.path("out.\(format.rawValue)"))
        let bytes = try scratch.data("out.\(format.rawValue)")
        #expect(bytes.range(of: Data("\u{10FFFD}".utf8)) == nil, "\(format)")
      }
      let text = String(decoding: try scratch.data("out.geojson"), as: UTF8.self)
      #expect(text.contains(#""[m2]": 5"#) && text.contains(#""id": "[12]""#), "\(text)")
    }
  }

  @Test func locatedTextsAreReadAsByEveryReader() throws {
    let locator = PointLocatorFixture.square
    let table = try scratch.write(
      "p.csv", "code,note,fid,lon,lat\n'=1,a]]>b,x,115.005,33.005\n'07,b,7,115.005,33.005\n")
    for out in ["o.gpkg", "o.fgb", "o.geojson", "o.kml"] {
      _ = try locator.locate(VectorSource(path: table), to: .file(scratch.path(out)))
      let back = try VectorLayer(
        reading: VectorSource(path: scratch.path(out)), columns: ["code", "note"], as: .point)
      #expect(back["code"]?.texts == ["=1", "'07"] && back["note"]?.texts == ["a]]>b", "b"], "\(out)")
    }
    let ids = try VectorLayer(
      reading: VectorSource(path: scratch.path("o.gpkg")), columns: ["fid"], as: .point)
    #expect(ids["fid"]?.texts == ["x", "7"])
    // Lines of GeoJSON, whose texts are marked while they are read, and an encoding that was named.
    let lines = try scratch.write(
      "l.geojsonl",
      #"{"type":"Feature","properties":{"code":"1101-05-12"},"geometry":{"type":"Point","coordinates":[115,33]}}"#
    )
    let shape = try scratch.gdal(
      "g.shp", driver: "ESRI Shapefile", system: "EPSG:4326", type: wkbPoint, layers: ["g"],
      rows: [("POINT (115.005 33.005)", [0xB4, 0xE5])])
    for (path, encoding, text) in [(lines, nil, "1101-05-12"), (shape, "GBK", "村")] {
      let source = VectorSource(path: path, coordinateSystem: "EPSG:4326", encoding: encoding)
      for out in ["e.gpkg", "e.csv"] {
        _ = try locator.locate(source, to: .file(scratch.path(out)))
        let back = try VectorLayer(
          reading: VectorSource(path: scratch.path(out)), columns: ["code"], as: .none)
        #expect(back["code"]?.texts == [text], "\(path) to \(out)")
      }
    }
  }

  /// The points are written; the column that they were read from is not written beside them.
  @Test(arguments: ["geom", "WKT", "Shape"]) func aColumnOfGeometriesBecomesThem(column: String) throws {
    let table = try scratch.write("w.csv", "code,\(column)\na,POINT (115.005 33.005)\n")
    for out in ["w.gpkg", "w.fgb"] {
      _ = try PointLocatorFixture.square.locate(
        VectorSource(path: table, pointColumns: [column]), to: .file(scratch.path(out)))
      let source = VectorSource(path: scratch.path(out))
      #expect(try !VectorLayer.columns(of: source).contains(column), "\(out)")
      guard
        case .points(let points) = try VectorLayer(reading: source, columns: ["code"], as: .point).geometry
      else { continue }
      #expect(points == [Coordinate(x: 1_150_050_000, y: 330_050_000)])
    }
    let land = try scratch.write(
      "l.csv", "code,\(column)\na,\"POLYGON ((115 33,115.01 33,115.01 33.01,115 33.01,115 33))\"\n")
    let layer = try VectorLayer(
      reading: VectorSource(path: land), columns: ["code"], as: .polygon, keepsAll: true)
    #expect(layer.kept.map(\.name) == ["code"])
  }

  @Test func structuresAreWrittenAsTextBesideLocatedPointsToo() throws {
    let points = try scratch.write(
      "p.csv", "code,lon,lat\n[12],115.005,33.005\n\"{\"\"a\"\":1}\",115.006,33.005\n")
    let locator = PointLocatorFixture.square
    let out = scratch.path("p.geojson")
    _ = try locator.locate(VectorSource(path: points), to: .file(out))
    let text = String(decoding: try scratch.data("p.geojson"), as: UTF8.self)
    #expect(text.contains(#""code": "[12]""#) && text.contains(#""code": "{\"a\":1}""#), "\(text)")
    #expect(!text.unicodeScalars.contains("\u{10FFFD}"))
  }

  @Test func datesOfDeclaredColumnsAreISO8601() throws {
    let path = try scratch.gdal(
      "d.gpkg", driver: "GPKG", system: "EPSG:4326", layers: ["d"], rows: [(nil, [97])])
    for (column, type, value) in [
      ("day", "DATE", "2026-12-01"), ("moment", "DATETIME", "2026-12-01T08:10:00.250Z"),
    ] {
      try scratch.run("ALTER TABLE d ADD COLUMN \(column) \(type)", on: path)
      try scratch.run("UPDATE d SET \(column) = '\(value)'", on: path)
    }
    let layer = try VectorLayer(reading: VectorSource(path: path), columns: ["day", "moment"], as: .none)
    #expect(layer["day"]?.texts == ["2026-12-01"] && layer["moment"]?.texts == ["2026-12-01T08:10:00.250Z"])
  }

  @Test func listsAreJoinedBySemicolons() throws {
    let path = try scratch.write(
      "l.geojson",
      #"""
      {"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{
      "days":["2026-12-01","2026-12-03"],"whole":[1,2],"wide":[5000000000,2],"real":[0.5,2]}}]}
      """#)
    let columns = ["days", "whole", "wide", "real"]
    let layer = try VectorLayer(reading: VectorSource(path: path), columns: columns, as: .none)
    #expect(columns.map { layer[$0]?.texts[0] } == ["2026-12-01;2026-12-03", "1;2", "5000000000;2", "0.5;2"])
  }

  @Test func columnsAreReadByTheirExactNames() throws {
    let json = try scratch.geoJSON(
      "c.geojson", [(#"{"code":"a","Code":"b","CODE":"c"}"#, squareJSON(0, 0))])
    let table = try scratch.write("c.csv", "code,Code,CODE\na,b,c\n")
    for (path, kind) in [(json, GeometryKind.polygon), (table, .none)] {
      for (column, value) in [("code", "a"), ("Code", "b"), ("CODE", "c")] {
        let layer = try VectorLayer(reading: VectorSource(path: path), columns: [column], as: kind)
        #expect(layer[column]?.texts == [value], "\(column) of \(path)")
      }
      #expect(
        sentence { _ = try VectorLayer(reading: VectorSource(path: path), columns: ["cOde"], as: kind) }
          .contains("no column 'cOde'"))
    }
  }

  @Test func aHeaderOfNumbersIsAHeader() throws {
    let path = try scratch.write("n.csv", "code,2026\n01,5\n")
    let layer = try VectorLayer(reading: VectorSource(path: path), columns: ["code", "2026"], as: .none)
    #expect(layer["code"]?.texts == ["01"] && layer["2026"]?.texts == ["5"])
  }
}
