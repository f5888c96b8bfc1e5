import Foundation
import TestSupport
import Testing

@testable import Geometry
@testable import Solvers
@testable import VectorFiles

/// Files in other systems than WGS 84.
@Suite struct OutputSystemTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static let systems = ["gcj02", "bd09", "EPSG:4490", "EPSG:4547"]

  private var cells: PolygonSet {
    var chance = SeededGenerator(seed: 3)
    var shapes = PolygonSet()
    for i in 0..<40 {
      let (x, y) = (
        Int32(1_150_000_000 + i * 300_000), Int32(330_000_000 + Int(chance.unit() * 5_000_000))
      )
      let ring = (0..<7).map { k in
        let angle = Double(k) / 7 * 2 * .pi
        let reach = 100_000 * (0.5 + chance.unit())
        return Coordinate(x: x + Int32(reach * cos(angle)), y: y + Int32(reach * sin(angle)))
      }
      shapes.appendUnit([[ring]])
    }
    return shapes
  }

  @Test(arguments: systems, [VectorFormat.geoJSON, .geoPackage, .flatGeobuf])
  func everyVertexComesBack(name: String, format: VectorFormat) throws {
    let system = try #require(OutputSystem(name))
    let shapes = cells
    let layer = VectorLayer(
      name: "cells", fields: [VectorField("code", .integer(Array(0..<40)))], geometry: .polygons(shapes))
    let path = system.path(scratch.path("cells.\(format.rawValue)"))
    #expect(path.hasSuffix("cells.\(system.label).\(format.rawValue)"))
    try format.write([layer], to: path, in: system)
    // GeoJSON cannot state a datum without a code; the others state theirs.
    let said = format == .geoJSON && Datum(rawValue: name) != nil ? name : nil
    let back = try VectorLayer(
      reading: VectorSource(path: path, coordinateSystem: said), columns: ["code"], as: .polygon)
    guard case .polygons(let read) = back.geometry, case .integer(let codes) = back["code"]?.values else {
      Issue.record("no polygons")
      return
    }
    #expect(back.name == "cells.\(system.label)")
    var differing = 0
    for (i, code) in codes.enumerated() {
      let wanted = shapes.coordinates[shapes.range(ofUnit: code ?? -1)]
      let found = read.coordinates[read.range(ofUnit: i)]
      if Array(wanted) != Array(found) { differing += 1 }
    }
    #expect(read.count == 40 && differing == 0)
  }

  @Test(arguments: ChineseDatum.allCases) func shiftedFilesSaySo(datum: ChineseDatum) throws {
    let system = try #require(OutputSystem(datum.rawValue))
    let point = Coordinate(x: 1_150_000_000, y: 330_000_000)
    let layer = VectorLayer(
      name: "p", fields: [VectorField("code", .text(["a"]))], geometry: .points([point]))
    let path = scratch.path("p.geojson")
    try VectorFormat.geoJSON.write([layer], to: path, in: system)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("coordinates are \(datum.title), not WGS 84"))
    let table = scratch.path("p.csv")
    try VectorFormat.csv.write([layer], to: table, in: system)
    #expect(try String(contentsOfFile: table, encoding: .utf8).hasPrefix("code,lon_\(datum),lat_\(datum)\n"))
    let other = scratch.path("p.kml")
    #expect(throws: FormatError.onlyWGS84(file: other)) {
      try VectorFormat.kml.write([layer], to: other, in: system)
    }
  }

  @Test func placesThatASystemDoesNotReachAreRefused() throws {
    // The pole that the cone of France does not reach.
    let pole = Coordinate(x: 0, y: -900_000_000)
    let layer = VectorLayer(name: "p", fields: [], geometry: .points([pole]))
    let path = scratch.path("pole.gpkg")
    let lambert = try #require(OutputSystem("EPSG:2154"))
    #expect(throws: FormatError.beyondSystem(file: path, definition: "EPSG:2154")) {
      try VectorFormat.geoPackage.write([layer], to: path, in: lambert)
    }
    #expect(try !scratch.names.contains("pole.gpkg"))
  }

  @Test func namesOfSystems() throws {
    #expect(OutputSystem("GCJ02")?.label == "gcj02")
    #expect(OutputSystem("epsg:4547")?.label == "epsg4547")
    #expect(OutputSystem("EPSG:4326") == .wgs84)
    // Unknown, geocentric, vertical, and what is no code.
    for text in ["mars", "EPSG:999999", "EPSG:4978", "EPSG:5773", "+proj=longlat", ""] {
      #expect(OutputSystem(text) == nil, "\(text)")
    }
    let system = try #require(OutputSystem("gcj02"))
    #expect(system.path("a.b/county.gpkg") == "a.b/county.gcj02.gpkg")
    #expect(system.path("county.gcj02.gpkg") == "county.gcj02.gpkg")
    #expect(OutputSystem.wgs84.path("county.gpkg") == "county.gpkg")
  }
}
