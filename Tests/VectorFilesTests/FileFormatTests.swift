import CGDAL
import Foundation
import Geometry
import Grid
import TestSupport
import Testing

@testable import VectorFiles

/// The formats that strangers send, packed and not.
@Suite struct FileFormatTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// Two squares side by side.
  private static let rows: [(wkt: String?, code: [UInt8])] = [
    ("POLYGON ((115 33,115.01 33,115.01 33.01,115 33.01,115 33))", Array("0411".utf8)),
    ("POLYGON ((115.01 33,115.02 33,115.02 33.01,115.01 33.01,115.01 33))", Array("0412".utf8)),
  ]

  /// The codes of a file, where it holds the two squares and nothing else.
  private func codes(_ path: String, layer: String? = nil, column: String = "code") throws -> [String?]? {
    let read = try VectorLayer(
      reading: VectorSource(path: path, layer: layer), columns: [column], as: .polygon)
    guard case .polygons(let shapes) = read.geometry, shapes.count == 2 else { return nil }
    let corners = Set(shapes.coordinates.map { [$0.x, $0.y] })
    let wanted = [0, 100_000, 200_000].flatMap { x in
      [0, 100_000].map { y in [1_150_000_000 + Int32(x), 330_000_000 + Int32(y)] }
    }
    guard corners == Set(wanted) else { return nil }
    return read[column]?.texts.sorted { $0 ?? "" < $1 ?? "" }
  }

  @Test(arguments: [
    ("a.geojson", "GeoJSON"), ("a.gpkg", "GPKG"), ("a.fgb", "FlatGeobuf"), ("a.shp", "ESRI Shapefile"),
    ("a.sqlite", "SQLite"), ("a.gdb", "OpenFileGDB"), ("a.tab", "MapInfo File"), ("a.mif", "MapInfo File"),
    ("a.geojsonl", "GeoJSONSeq"), ("a.kml", "LIBKML"), ("a.gml", "GML"),
  ])
  func everyFormatGivesTheSameLandAndCodes(name: String, driver: String) throws {
    let path = try scratch.gdal(
      name, driver: driver, system: "EPSG:4326", type: wkbPolygon, layers: ["a"], rows: Self.rows)
    let before = try scratch.names
    #expect(try codes(path) == ["0411", "0412"])
    // Nor does reading leave anything beside the file.
    #expect(try scratch.names == before)
  }

  @Test func neighboursInTopoJSONShareTheirArc() throws {
    let path = try scratch.write(
      "a.topojson",
      #"""
      {"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[
      {"type":"Polygon","arcs":[[0,1]],"properties":{"code":"0411"}},
      {"type":"Polygon","arcs":[[2,-2]],"properties":{"code":"0412"}}]}},
      "arcs":[[[115.01,33.01],[115,33.01],[115,33],[115.01,33]],[[115.01,33],[115.01,33.01]],
      [[115.01,33],[115.02,33],[115.02,33.01],[115.01,33.01]]]}
      """#)
    let source = VectorSource(path: path, coordinateSystem: "EPSG:4326")
    let layer = try VectorLayer(reading: source, columns: ["code"], as: .polygon)
    #expect(layer["code"]?.texts == ["0411", "0412"] && layer.count == 2)
  }

  @Test func typesThatWereOnceGuessedBesideAGMLMakeNoNumbers() throws {
    let path = try scratch.gdal(
      "a.gml", driver: "GML", system: "EPSG:4326", type: wkbPolygon, layers: ["a"], rows: Self.rows)
    for name in try scratch.names where name.hasSuffix(".xsd") {
      try FileManager.default.removeItem(atPath: scratch.path(name))
    }
    #expect(try codes(path) == ["0411", "0412"])
    _ = try scratch.write(
      "a.gfs",
      """
      <GMLFeatureClassList><GMLFeatureClass><Name>a</Name><ElementPath>a</ElementPath><SRSName>EPSG:4326</SRSName>
      <GeometryElementPath>geometryProperty</GeometryElementPath><GeometryType>3</GeometryType>
      <PropertyDefn><Name>code</Name><ElementPath>code</ElementPath><Type>Integer</Type></PropertyDefn>
      </GMLFeatureClass></GMLFeatureClassList>
      """)
    #expect(try codes(path) == ["0411", "0412"])
  }

  @Test func wholeNumbersOf64BitsInMapInfoAreRead() throws {
    let path = try scratch.gdal(
      "n.tab", driver: "MapInfo File", system: "EPSG:4326", type: wkbPolygon, layers: ["n"], rows: Self.rows)
    // What newer programs write: the type of the text column replaced by eight bytes.
    let numbers: [Int64] = [411_627_001_001, -7]
    var text = try String(contentsOfFile: path, encoding: .utf8)
    text = text.replacingOccurrences(of: #"Char \(\d+\)"#, with: "LargeInt", options: .regularExpression)
    _ = try scratch.write("n.tab", text)
    var table = [UInt8](try scratch.data("n.dat"))
    let start = Int(table[8]) + 256 * Int(table[9])
    table[32 + 16] = 8
    table[10] = 9
    table[11] = 0
    table.removeSubrange(start...)
    for number in numbers {
      table.append(32)
      withUnsafeBytes(of: number.littleEndian) { table += $0 }
    }
    try Data(table).write(to: scratch.folder.appendingPathComponent("n.dat"))
    let layer = try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .polygon)
    #expect(layer["code"]?.texts == ["411627001001", "-7"])
  }

  @Test func packedFilesAreReadAsTheyArePacked() throws {
    let names = [("a.geojson", "GeoJSON"), ("b.gpkg", "GPKG"), ("c.fgb", "FlatGeobuf"), ("d.kml", "LIBKML")]
    for (name, driver) in names {
      let path = try scratch.gdal(
        name, driver: driver, system: "EPSG:4326", type: wkbPolygon, layers: ["a"], rows: Self.rows)
      let gzip = try scratch.pack("/vsigzip/\(path).gz", path)
      #expect(try codes("\(path).gz") == ["0411", "0412"], "\(gzip)")
      _ = try scratch.pack("/vsizip/\(path).zip/deep/er/\(name)", path)
      #expect(try codes("\(path).zip") == ["0411", "0412"], "\(name).zip")
      #expect(try codes("/vsizip/\(path).zip/deep/er/\(name)") == ["0411", "0412"], "\(name) by its path")
    }
    #expect(try !scratch.names.contains { $0.hasSuffix(".properties") })
  }

  @Test func anArchiveHoldsOneFileOrShapefilesAsLayers() throws {
    var parts: [String] = []
    for layer in ["east", "west"] {
      _ = try scratch.gdal(
        "\(layer).shp", driver: "ESRI Shapefile", system: "EPSG:4326", type: wkbPolygon, layers: [layer],
        rows: Self.rows)
      parts += ["shp", "shx", "dbf", "prj"].map { "\(layer).\($0)" }
    }
    let zip = scratch.path("both.zip")
    for part in parts { _ = try scratch.pack("/vsizip/\(zip)/\(part)", scratch.path(part)) }
    let refusal = sentence { _ = try codes(zip) }
    #expect(refusal.contains("has several layers (east, west)") && refusal.contains("--layer"))
    #expect(try codes(zip, layer: "west") == ["0411", "0412"])

    let json = try scratch.gdal(
      "a.geojson", driver: "GeoJSON", system: "EPSG:4326", layers: ["a"], rows: Self.rows)
    _ = try scratch.pack("/vsizip/\(zip)/a.geojson", json)
    #expect(sentence { _ = try codes(zip) }.contains("name one as /vsizip/\(zip)/a.geojson"))
    #expect(try codes("/vsizip/\(zip)/a.geojson") == ["0411", "0412"])
  }

  @Test func aMessageSaysWhichFormatsAreRead() throws {
    let path = try scratch.write("plan.dwg", "AC1032")
    let refusal = sentence { _ = try codes(path) }
    for format in ["GeoJSON", "Shapefile", "File Geodatabase", "MapInfo", "XLSX"] {
      #expect(refusal.contains(format), "\(refusal)")
    }
  }

  @Test func whatIsNoFileIsRefusedBeforeItIsRead() throws {
    for path in ["/dev/zero", "/dev/stdin"] {
      #expect(sentence { _ = try codes(path) } == "\(path): is neither a file nor a folder")
    }
    let pipe = scratch.path("pipe.geojson")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(sentence { _ = try codes(pipe) } == "\(pipe): is neither a file nor a folder")
  }

  @Test func viewsOfADatabaseAreRefusedForTheyMayNeverEnd() throws {
    for (name, driver, key) in [("v.gpkg", "GPKG", "fid"), ("v.sqlite", "SQLite", "ogc_fid")] {
      let path = try scratch.gdal(
        name, driver: driver, system: "EPSG:4326", type: wkbPolygon, layers: ["land"], rows: Self.rows)
      let columns = driver == "GPKG" ? "geom" : "GEOMETRY"
      try scratch.run(
        """
        CREATE VIEW endless AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
        SELECT c.x AS \(key), land.\(columns), land.code FROM c, land WHERE land.\(key) = 77
        """, on: path)
      if driver == "GPKG" {
        try scratch.run(
          "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) VALUES ('endless', 'features', 'e', 4326)",
          on: path)
        try scratch.run(
          "INSERT INTO gpkg_geometry_columns VALUES ('endless', 'geom', 'POLYGON', 4326, 0, 0)", on: path)
      }
      #expect(
        sentence { _ = try codes(path, layer: "endless") }.contains("layer endless: is a view"), "\(name)")
      #expect(try codes(path, layer: "land") == ["0411", "0412"], "\(name)")
    }
  }

  @Test func aDatabaseWhoseOwnTablesAreComputedIsRefused() throws {
    let path = try scratch.gdal(
      "c.gpkg", driver: "GPKG", system: "EPSG:4326", type: wkbPolygon, layers: ["land"], rows: Self.rows)
    try scratch.run("ALTER TABLE gpkg_geometry_columns RENAME TO other", on: path)
    try scratch.run(
      """
      CREATE VIEW gpkg_geometry_columns AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
      SELECT other.* FROM c, other
      """, on: path)
    #expect(sentence { _ = try codes(path) }.contains("layer gpkg_geometry_columns: is a view"))
  }

  @Test func tagsOfOpenStreetMapAreColumns() throws {
    let scratch = try Scratch()
    var sketch = OSMSketch()
    for id in 1...3 as ClosedRange<Int64> {
      sketch.addNode(id, 115, 33 + Double(id) / 100, ["amenity": "school", "name": "school \(id)"])
    }
    for (index, tag) in ["highway", "waterway", "railway"].enumerated() {
      sketch.addWay(Int64(index), [1, 2, 3], [tag: "main", "maxspeed": "50"])
    }
    let plain = try scratch.write("r.osm", sketch.xml)
    _ = try scratch.pack("/vsizip/\(scratch.path("r.zip"))/r.osm", plain)
    for path in [plain, scratch.path("r.zip")] {
      func column(_ layer: String, _ name: String, _ kind: GeometryKind) throws -> [String?] {
        try VectorLayer(reading: VectorSource(path: path, layer: layer), columns: [name], as: kind)[name]?
          .texts ?? []
      }
      #expect(try column("points", "amenity", .point) == ["school", "school", "school"], "\(path)")
      for name in ["highway", "waterway", "railway"] {
        #expect(try column("lines", name, .line).compactMap { $0 } == ["main"], "\(path)")
      }
      // Of roads no more is read here.
      #expect(sentence { _ = try column("lines", "maxspeed", .line) }.contains("no column 'maxspeed'"))
    }
  }
}
