import Foundation
import TestSupport
import Testing

@testable import Geometry
@testable import Solvers
@testable import VectorFiles

@Suite struct VectorWriterTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// Units of many parts and holes, one of a single part; texts with quotes, commas and Chinese; nulls.
  private static func layer() throws -> VectorLayer {
    var chance = SeededGenerator(seed: 81)
    var shapes = try Nest(chance: &chance).children
    while shapes.polygonCount == shapes.count || shapes.ringCount == shapes.polygonCount {
      shapes = try Nest(chance: &chance).children
    }
    let rows = 0..<shapes.count
    return VectorLayer(
      name: "units",
      fields: [
        VectorField("code", .text(rows.map { "c\($0)" })),
        VectorField("name", .text(rows.map { $0 == 1 ? nil : "沈丘, \"\($0)\"" })),
        VectorField("households", .integer(rows.map { $0 == 2 ? nil : $0 * 100 })),
        VectorField("area", .real(rows.map { $0 == 0 ? nil : Double($0) + 0.25 })),
      ], geometry: .polygons(shapes))
  }

  private static func points() -> VectorLayer {
    VectorLayer(
      name: "points",
      fields: [VectorField("code", .text(["a", "b"])), VectorField("n", .integer([1, nil]))],
      geometry: .points([
        Coordinate(x: 1_151_234_567, y: 331_234_567), Coordinate(x: -1_799_999_900, y: -899_999_900),
      ]))
  }

  private func texts(_ layer: VectorLayer) -> [[String?]] { layer.fields.map(\.texts) }

  @Test(arguments: [VectorFormat.geoJSON, .geoPackage, .flatGeobuf])
  func polygonsComeBackEqual(format: VectorFormat) throws {
    let layer = try Self.layer()
    let path = scratch.path("units.\(format.rawValue)")
    try format.write([layer], to: path)
    let back = try VectorLayer(
      reading: VectorSource(path: path), columns: layer.fields.map(\.name), as: .polygon)
    guard case .polygons(let written) = layer.geometry, case .polygons(let read) = back.geometry else {
      Issue.record("no polygons")
      return
    }
    #expect(written.polygonCount > written.count)
    // FlatGeobuf orders features along a curve: they are matched by code.
    let order = back["code"]?.texts.compactMap { $0 } ?? []
    #expect(Set(order).count == written.count)
    let row = try layer["code"]?.texts.map { code in try #require(order.firstIndex(of: code ?? "")) } ?? []
    for (unit, at) in row.enumerated() {
      #expect(land(read, at) == land(written, unit))
    }
    #expect(texts(back).map { column in row.map { column[$0] } } == texts(layer))
    if format != .flatGeobuf { #expect(read == written) }
  }

  /// The rings of a unit whatever vertex they begin with and whatever their order.
  private func land(_ set: PolygonSet, _ unit: Int) -> Set<[Coordinate]> {
    Set(
      set.rings(asPartsOf: unit).joined().map { ring in
        let first = ring.indices.min { ring[$0] < ring[$1] } ?? 0
        return Array(ring[first...] + ring[..<first])
      })
  }

  @Test(arguments: [VectorFormat.geoJSON, .geoPackage, .flatGeobuf, .csv])
  func pointsComeBackEqual(format: VectorFormat) throws {
    let layer = Self.points()
    let path = scratch.path("points.\(format.rawValue)")
    try format.write([layer], to: path)
    let source = VectorSource(path: path, pointColumns: format == .csv ? ["lon", "lat"] : [])
    let back = try VectorLayer(reading: source, columns: ["code", "n"], as: .point)
    guard case .points(let written) = layer.geometry, case .points(let read) = back.geometry else {
      Issue.record("no points")
      return
    }
    #expect(Set(read) == Set(written))
    #expect(Set(texts(back)[0]) == ["a", "b"] && Set(texts(back)[1]) == ["1", nil])
  }

  @Test func kmlComesBackWithItsGeometry() throws {
    let layer = try Self.layer()
    let path = scratch.path("units.kml")
    try VectorFormat.kml.write([layer, Self.points()], to: path)
    let back = try VectorLayer(reading: VectorSource(path: path, layer: "units"), columns: [], as: .polygon)
    guard case .polygons(let written) = layer.geometry, case .polygons(let read) = back.geometry else {
      Issue.record("no polygons")
      return
    }
    #expect(read == written)
    let text = String(decoding: try scratch.data("units.kml"), as: UTF8.self)
    #expect(text.contains("沈丘, &quot;3&quot;") || text.contains("沈丘, \"3\""))
    let points = try VectorLayer(reading: VectorSource(path: path, layer: "points"), columns: [], as: .point)
    guard case .points(let places) = points.geometry, case .points(let given) = Self.points().geometry else {
      Issue.record("no points")
      return
    }
    #expect(places == given)
  }

  @Test func geoPackagesHoldManyLayers() throws {
    let path = scratch.path("all.gpkg")
    let table = VectorLayer(
      name: "calendar", fields: [VectorField("date", .text(["2026-01-01", "2026-01-02"]))], geometry: .none)
    try VectorFormat.geoPackage.write([Self.layer(), Self.points(), table], to: path)
    #expect(
      sentence { _ = try VectorLayer(reading: VectorSource(path: path), columns: [], as: .polygon) }
        == "\(path): has several layers (units, points, calendar); name one with 'layer' (on the command line --layer)"
    )
    let back = try VectorLayer(
      reading: VectorSource(path: path, layer: "calendar"), columns: ["date"], as: .none)
    #expect(back["date"]?.texts == ["2026-01-01", "2026-01-02"])
  }

  /// RFC 7946 and the plan's contract: no `crs`, string ids, exteriors counter-clockwise, seven decimals, nulls.
  @Test func geoJSONKeepsToTheStandard() throws {
    let layer = try Self.layer()
    try VectorFormat.geoJSON.write([layer], to: scratch.path("units.geojson"))
    let root = try #require(
      try JSONSerialization.jsonObject(with: scratch.data("units.geojson")) as? [String: Any])
    #expect(root["type"] as? String == "FeatureCollection" && root["crs"] == nil && root["name"] == nil)
    let features = try #require(root["features"] as? [[String: Any]])
    #expect(features.count == layer.count && features.count > 3)
    #expect(features.map { $0["id"] as? String } == layer["code"]?.texts)
    #expect((features[1]["properties"] as? [String: Any])?["name"] is NSNull)
    #expect((features[2]["properties"] as? [String: Any])?["households"] is NSNull)
    #expect((features[3]["properties"] as? [String: Any])?["area"] as? Double == 3.25)
    #expect(
      (features[3]["properties"] as? [String: Any])?.keys.sorted() == ["area", "code", "households", "name"])
    var rings = 0
    for feature in features {
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let polygons: [[[[Double]]]]
      if geometry["type"] as? String == "Polygon" {
        polygons = [try #require(geometry["coordinates"] as? [[[Double]]])]
      } else {
        polygons = try #require(geometry["coordinates"] as? [[[[Double]]]])
      }
      for polygon in polygons {
        for (index, ring) in polygon.enumerated() {
          #expect(ring.first == ring.last && ring.count >= 4 && ring.allSatisfy { $0.count == 2 })
          let points = ring.compactMap { Coordinate(longitude: $0[0], latitude: $0[1]) }
          #expect((Oracle.trapezoids(points) > 0) == (index == 0))
          rings += 1
        }
      }
    }
    #expect(rings > features.count)
    let text = String(decoding: try scratch.data("units.geojson"), as: UTF8.self)
    #expect(text.firstMatch(of: /11\d\.\d{7}[,\]]/) != nil && text.firstMatch(of: /\.\d{8}/) == nil)
  }

  @Test func featuresWithoutACodeAreNumbered() throws {
    var layer = Self.points()
    layer.fields = [VectorField("n", .integer([7, 8]))]
    try VectorFormat.geoJSON.write([layer], to: scratch.path("p.geojson"))
    let root = try JSONSerialization.jsonObject(with: scratch.data("p.geojson")) as? [String: Any]
    #expect((root?["features"] as? [[String: Any]])?.map { $0["id"] as? String } == ["1", "2"])
  }

  @Test(arguments: VectorFormat.allCases) func theSameLayerGivesTheSameBytes(format: VectorFormat) throws {
    let layer = format == .csv ? Self.points() : try Self.layer()
    for name in ["first", "second"] {
      try format.write([layer], to: scratch.path("\(name).\(format.rawValue)"))
    }
    let first = try scratch.data("first.\(format.rawValue)")
    let second = try scratch.data("second.\(format.rawValue)")
    #expect(first.count > 50 && first == second)
  }

  @Test(arguments: VectorFormat.allCases) func aFolderThatIsNotThereIsSaid(format: VectorFormat) throws {
    let path = scratch.path("nowhere/units.\(format.rawValue)")
    let text = sentence { try format.write([Self.points()], to: path) }
    #expect(text.hasPrefix("\(path): cannot be written ("))
    #expect(try scratch.names == [])
  }

  @Test func aFailedWriteLeavesTheOldFileAndNothingElse() throws {
    let path = try scratch.write("units.gpkg", "kept")
    // A GeoPackage has no room for two layers of one name.
    let text = sentence { try VectorFormat.geoPackage.write([Self.points(), Self.points()], to: path) }
    #expect(text.hasPrefix("\(path): cannot be written ("))
    #expect(try scratch.names == ["units.gpkg"])
    #expect(try scratch.data("units.gpkg") == Data("kept".utf8))
    // In the place of a folder nothing can be put.
    try FileManager.default.createDirectory(
      atPath: scratch.path("folder.csv"), withIntermediateDirectories: true)
    let folder = sentence { try VectorFormat.csv.write([Self.points()], to: scratch.path("folder.csv")) }
    #expect(folder == "\(scratch.path("folder.csv")): exists and is no file; it is left as it is")
    #expect(try scratch.names == ["folder.csv", "units.gpkg"])
  }

  @Test func anOldFileIsReplaced() throws {
    for format in VectorFormat.allCases {
      let path = try scratch.write("p.\(format.rawValue)", "old")
      try format.write([Self.points()], to: path)
      #expect(try scratch.data("p.\(format.rawValue)") != Data("old".utf8))
    }
    #expect(try scratch.names == VectorFormat.allCases.flatMap { $0.endings.map { "p.\($0)" } }.sorted())
  }

  @Test func formatsAreNamedByTheirEndings() throws {
    #expect(try VectorFormat(path: "/a/b.GeoJSON") == .geoJSON && VectorFormat(path: "x.json") == .geoJSON)
    #expect(try VectorFormat(path: "x.gpkg") == .geoPackage && VectorFormat(path: "x.y.fgb") == .flatGeobuf)
    #expect(
      sentence { _ = try VectorFormat(path: "plan.docx") }
        == "plan.docx: the ending names no format that can be written; use .geojson, .gpkg, .fgb, .kml, .csv")
  }
}
