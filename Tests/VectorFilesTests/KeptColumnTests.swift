import CGDAL
import Foundation
import Geometry
import TestSupport
import Testing

@testable import VectorFiles

/// Every column of every type, read beside the land and written again.
@Suite struct KeptColumnTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private struct Column {
    let name: String
    let type: OGRFieldType
    var subtype = OFSTNone
    /// As GDAL writes it in text; the second feature has none.
    let value: String
  }

  private static let columns = [
    Column(name: "code", type: OFTString, value: "0411"),
    Column(name: "NAME", type: OFTString, value: "东村, \"A\""),
    Column(name: "like_date", type: OFTString, value: "1101-05-12"),
    Column(name: "like_list", type: OFTString, value: "[12]"),
    Column(name: "pop", type: OFTInteger, value: "-7"),
    Column(name: "big", type: OFTInteger64, value: "9007199254740993"),
    Column(name: "small", type: OFTInteger, subtype: OFSTInt16, value: "12"),
    Column(name: "flag", type: OFTInteger, subtype: OFSTBoolean, value: "1"),
    Column(name: "share", type: OFTReal, value: "0.1234567890123456"),
    Column(name: "area_m2", type: OFTReal, value: "5"), Column(name: "level", type: OFTInteger, value: "3"),
    Column(name: "day", type: OFTDate, value: "2026/12/01"),
    Column(name: "seen", type: OFTDateTime, value: "2026/12/01 08:30:00+08"),
  ]

  private static let land = "POLYGON ((115 33,115.01 33,115.01 33.01,115 33.01,115 33))"

  private func write(_ name: String, driver: String, _ columns: [Column]) throws -> String {
    struct Refused: Error {}
    GDAL.setUp
    let reference = OSRNewSpatialReference(nil)
    defer { OSRRelease(reference) }
    guard OSRSetFromUserInput(reference, "EPSG:4326") == OGRERR_NONE,
      let driver = GDALGetDriverByName(driver),
      let handle = GDALCreate(driver, scratch.path(name), 0, 0, 0, GDT_Unknown, nil)
    else { throw Refused() }
    OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
    let dataset = Dataset(handle: handle)
    guard let layer = GDALDatasetCreateLayer(dataset.handle, "units", reference, wkbPolygon, nil) else {
      throw Refused()
    }
    for column in columns {
      guard let field = OGR_Fld_Create(column.name, column.type) else { throw Refused() }
      defer { OGR_Fld_Destroy(field) }
      OGR_Fld_SetSubType(field, column.subtype)
      guard OGR_L_CreateField(layer, field, 1) == OGRERR_NONE else { throw Refused() }
    }
    for row in 0..<2 {
      guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(layer)) else { throw Refused() }
      defer { OGR_F_Destroy(feature) }
      for (index, column) in columns.enumerated() where row == 0 {
        OGR_F_SetFieldString(feature, Int32(index), column.value)
      }
      var geometry: OGRGeometryH?
      guard createGeometry(Self.land, &geometry) else { throw Refused() }
      OGR_F_SetGeometryDirectly(feature, geometry)
      guard OGR_L_CreateFeature(layer, feature) == OGRERR_NONE else { throw Refused() }
    }
    return scratch.path(name)
  }

  private func createGeometry(_ text: String, _ geometry: inout OGRGeometryH?) -> Bool {
    text.withCString { start in
      var next: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: start)
      return OGR_G_CreateFromWkt(&next, nil, &geometry) == OGRERR_NONE
    }
  }

  /// The columns of a file by name: type, subtype, and the texts of both features.
  private func told(_ path: String) -> [String: [String]] {
    let handle = GDALOpenEx(path, UInt32(GDAL_OF_VECTOR), nil, nil, nil)
    guard let handle else { return [:] }
    let dataset = Dataset(handle: handle)
    guard let layer = GDALDatasetGetLayer(dataset.handle, 0), let definition = OGR_L_GetLayerDefn(layer)
    else { return [:] }
    var result: [String: [String]] = [:]
    for index in 0..<OGR_FD_GetFieldCount(definition) {
      let field = OGR_FD_GetFieldDefn(definition, index)
      var lines = ["\(OGR_Fld_GetType(field).rawValue) \(OGR_Fld_GetSubType(field).rawValue)"]
      OGR_L_ResetReading(layer)
      while let feature = OGR_L_GetNextFeature(layer) {
        defer { OGR_F_Destroy(feature) }
        let isSet = OGR_F_IsFieldSetAndNotNull(feature, index) != 0
        lines.append(
          isSet ? OGR_F_GetFieldAsString(feature, index).map { String(cString: $0) } ?? "" : "none")
      }
      result[OGR_Fld_GetNameRef(field).map { String(cString: $0) } ?? ""] = lines
    }
    return result
  }

  private func read(_ path: String) throws -> VectorLayer {
    try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .polygon, keepsAll: true)
  }

  @Test(arguments: [("GPKG", "in.gpkg"), ("FlatGeobuf", "in.fgb"), ("SQLite", "in.sqlite")])
  func typesAndValuesComeBackInAGeoPackage(driver: String, name: String) throws {
    let columns = driver == "SQLite" ? Self.columns.filter { $0.subtype == OFSTNone } : Self.columns
    let path = try write(name, driver: driver, columns)
    var layer = try read(path)
    layer.name = "out"
    // Fields of the planner's own give way to columns of their name.
    layer.fields += [VectorField("level", .text(["x", "y"])), VectorField("mine", .integer([1, 2]))]
    let out = scratch.path("out.gpkg")
    try VectorFormat.geoPackage.write([layer], to: out)
    let (before, after) = (told(path), told(out))
    #expect(before.count == columns.count && !before.values.contains { $0[1] == "none" })
    for (name, column) in before { #expect(after[name] == column, "\(name)") }
    #expect(after["mine"]?.dropFirst() == ["1", "2"] && after.count == before.count + 1)
  }

  /// GeoJSON knows no narrower numbers and no dates: what is left of a type is what its readers see.
  @Test func valuesComeBackInGeoJSON() throws {
    let path = try write("in.gpkg", driver: "GPKG", Self.columns)
    var layer = try read(path)
    layer.name = "out"
    let out = scratch.path("out.geojson")
    try VectorFormat.geoJSON.write([layer], to: out)
    let (before, after) = (told(path), told(out))
    for name in ["code", "NAME", "like_list", "pop", "big", "share", "area_m2", "level"] {
      #expect(after[name]?.dropFirst() == before[name]?.dropFirst(), "\(name)")
    }
    let text = String(decoding: try scratch.data("out.geojson"), as: UTF8.self)
    for part in [
      #""like_date": "1101-05-12""#, #""like_list": "[12]""#, #""flag": true"#, #""day": "2026-12-01""#,
      #""seen": "2026-12-01T08:30:00+08:00""#, #""id": "0411""#,
    ] { #expect(text.contains(part), "\(part)") }
    // Once more, and nothing changes.
    var again = try read(out)
    again.name = "out"
    try VectorFormat.geoJSON.write([again], to: scratch.path("again.geojson"))
    #expect(try scratch.data("again.geojson") == scratch.data("out.geojson"))
  }

  /// An id beside the properties is written there again, and one among them among them.
  @Test(arguments: [
    (#""id": "f1","#, #""code": "a", "n": 1"#, false), (#""id": "f1","#, #""code": "a", "id": "p1""#, true),
    ("", #""id": "p1", "code": "a""#, true), (#""id": "{\"[","#, #""code": "a""#, false),
  ])
  func idsStayWhereTheyStood(member: String, properties: String, isProperty: Bool) throws {
    let path = scratch.path("in.geojson")
    try Data(
      """
      {"type": "FeatureCollection", "note": "{\\"features\\": [", "bbox": [114, 33, 115, 34], "features": [
      {"type": "Feature", \(member) "properties": {\(properties)}, "geometry": {"type": "Polygon",
      "coordinates": [[[114, 33], [114.1, 33], [114.1, 33.1], [114, 33]]]}}]}
      """.utf8
    ).write(to: URL(fileURLWithPath: path))
    var layer = try read(path)
    layer.name = "out"
    #expect(layer.kept.first { $0.name == "id" }.map { !$0.isMember } ?? false == isProperty)
    for name in ["out.geojson", "again.geojson"] {
      try VectorFormat.geoJSON.write([layer], to: scratch.path(name))
      let document = try JSONSerialization.jsonObject(with: scratch.data(name)) as? [String: Any]
      let feature = try #require((document?["features"] as? [[String: Any]])?.first)
      #expect(((feature["properties"] as? [String: Any])?["id"] != nil) == isProperty)
      #expect(feature["id"] as? String == layer.kept.first { $0.name == "id" }?.texts[0])
      layer = try read(scratch.path(name))
      layer.name = "out"
    }
    #expect(try scratch.data("again.geojson") == scratch.data("out.geojson"))
    // Where there is no such place it is a column like others.
    try VectorFormat.geoPackage.write([layer], to: scratch.path("out.gpkg"))
    #expect(told(scratch.path("out.gpkg"))["id"] != nil)
  }

  /// What other lists of the file hold are no features.
  @Test func theFirstFeatureIsThatOfTheFeatures() throws {
    let path = try scratch.write(
      "in.geojson",
      """
      {"type": "FeatureCollection", "links": [{"type": "Feature", "id": "l", "properties": {}}], "features": [
      {"type": "Feature", "properties": {"code": "a", "id": "p1"}, "geometry": \(Self.square)}]}
      """)
    #expect(try read(path).kept.first { $0.name == "id" }?.isMember == false)
  }

  @Test func columnsFollowTheRowsThatAreChosen() throws {
    let path = try scratch.geoJSON(
      "in.geojson",
      ["a", "b", "c"].enumerated().map { index, code in
        (
          #"{"code":"\#(code)","n":\#(index),"real":\#(index).5,"tags":["\#(code)"]}"#,
          Self.square
        )
      })
    let chosen = try read(path).selecting([2, 0])
    #expect(chosen["code"]?.texts == ["c", "a"])
    #expect(
      chosen.kept.map(\.texts) == [["c", "a"], ["2", "0"], ["2.5", "0.5"], ["c", "a"]], "\(chosen.kept)")
    // A feature of two lines is two.
    let roads = try scratch.geoJSON(
      "roads.geojson",
      [
        (
          #"{"code":"r"}"#,
          #"{"type":"MultiLineString","coordinates":[[[115,33],[115.01,33]],[[115,33.1],[115.01,33.1]]]}"#
        ), (#"{"code":"s"}"#, #"{"type":"LineString","coordinates":[[115,33],[115.02,33]]}"#),
      ])
    let lines = try VectorLayer(
      reading: VectorSource(path: roads), columns: ["code"], as: .line, keepsAll: true)
    #expect(lines.kept.map(\.texts) == [["r", "r", "s"]])
  }

  @Test func columnsCalledAsAGeoPackageCallsItsOwnStay() throws {
    let columns = [
      Column(name: "code", type: OFTString, value: "a"), Column(name: "FID", type: OFTString, value: "x1"),
      Column(name: "Geom", type: OFTString, value: "g"), Column(name: "CODE2", type: OFTString, value: "b"),
    ]
    var layer = try read(write("in.fgb", driver: "FlatGeobuf", columns))
    layer.name = "out"
    layer.fields.append(VectorField("code2", .text(["p", "q"])))
    try VectorFormat.geoPackage.write([layer], to: scratch.path("out.gpkg"))
    let after = told(scratch.path("out.gpkg"))
    #expect(after["FID"]?[1] == "x1" && after["Geom"]?[1] == "g" && after["CODE2"]?[1] == "b")
    #expect(after["code2"] == nil)
  }

  @Test func listsAndBytesStay() throws {
    let lists = try scratch.geoJSON(
      "lists.geojson",
      [
        (
          #"{"code":"a","tags":["x;y","z"],"numbers":[1,2],"shares":[0.5,2.25],"deep":{"k":[1]}}"#,
          Self.square
        ), (#"{"code":"b","tags":null,"numbers":[],"shares":null,"deep":null}"#, Self.square),
      ])
    var layer = try read(lists)
    layer.name = "out"
    try VectorFormat.geoJSON.write([layer], to: scratch.path("out.geojson"))
    let text = String(decoding: try scratch.data("out.geojson"), as: UTF8.self)
    #expect(text.contains(#""tags": [ "x;y", "z" ]"#) && text.contains(#""numbers": [ 1, 2 ]"#))
    #expect(text.contains(#""shares": [ 0.5, 2.25 ]"#) && text.contains(#""deep": { "k": [ 1 ] }"#))
    let (before, after) = (told(lists), told(scratch.path("out.geojson")))
    for name in ["tags", "numbers", "shares", "deep"] { #expect(after[name] == before[name], "\(name)") }
    // A GeoPackage has no lists, but JSON.
    try VectorFormat.geoPackage.write([layer], to: scratch.path("out.gpkg"))
    let packed = told(scratch.path("out.gpkg"))
    let json = "\(OFTString.rawValue) \(OFSTJSON.rawValue)"
    #expect(packed["tags"] == [json, #"["x;y","z"]"#, "none"])
    #expect(packed["numbers"] == [json, "[1,2]", "[]"] && packed["shares"] == [json, "[0.5,2.25]", "none"])
    var again = try read(scratch.path("out.gpkg"))
    again.name = "out"
    try VectorFormat.geoJSON.write([again], to: scratch.path("again.geojson"))
    let listed = told(scratch.path("again.geojson"))
    for name in ["tags", "numbers", "shares"] { #expect(listed[name] == before[name], "\(name)") }
  }

  private static let square =
    #"{"type":"Polygon","coordinates":[[[115,33],[115.01,33],[115.01,33.01],[115,33.01],[115,33]]]}"#
}
