import Foundation
import Geometry
import TestSupport
import Testing

@testable import VectorFiles

/// What a format cannot hold is told, and what it can is written in time.
@Suite struct WritingLossTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func points(_ texts: [String], column: String = "name") -> VectorLayer {
    VectorLayer(
      name: "rooms", fields: [VectorField(column, .text(texts))],
      geometry: .points(texts.indices.map { Coordinate(x: 1_150_000_000 + Int32($0), y: 330_000_000) }))
  }

  @Test func textsThatAShapefileCutsAreCountedByColumn() throws {
    let long = String(repeating: "沈丘", count: 70)
    let path = scratch.path("rooms.shp")
    let losses = try VectorFormat.shapefile.write([points([long, "short", long])], to: path)
    #expect(losses.map(\.english) == ["rooms, column name: 2 texts are cut, as a Shapefile holds 254 bytes"])
    let back = try VectorLayer(reading: VectorSource(path: path), columns: ["name"], as: .point)
    #expect(back["name"]?.texts == [String(long.prefix(84)), "short", String(long.prefix(84))])
    for format in [VectorFormat.geoJSON, .geoPackage, .flatGeobuf, .csv, .kml] {
      #expect(try format.write([points([long])], to: scratch.path("r.\(format.rawValue)")).isEmpty)
    }
  }

  @Test(arguments: [false, true]) func tableForExcelBeginsWithItsMark(isWanted: Bool) throws {
    let path = scratch.path("rooms.csv")
    try VectorFormat.csv.write([points(["沈丘"])], to: path, forExcel: isWanted)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(bytes.starts(with: mark) == isWanted)
    #expect(!bytes.dropFirst(3).contains(0xEF))
    let back = try VectorLayer(reading: VectorSource(path: path), columns: ["name"], as: .point)
    #expect(back["name"]?.texts == ["沈丘"])
  }

  @Test func listsAreCutBetweenTheirItems() throws {
    let ids = (0..<60).map { "A\(1000 + $0)" }
    let path = scratch.path("rooms.shp")
    let losses = try VectorFormat.shapefile.write(
      [points([ids.joined(separator: ";")], column: "ids")], to: path)
    #expect(losses.count == 1)
    let back = try VectorLayer(reading: VectorSource(path: path), columns: ["ids"], as: .point)
    let kept = try #require(back["ids"]?.texts[0]).split(separator: ";").map(String.init)
    #expect(kept == Array(ids.prefix(42)))
  }

  @Test func columnsThatDifferByCaseAreKeptInAGeoPackage() throws {
    var layer = points(["a"])
    layer.fields += [VectorField("Name", .text(["b"])), VectorField("NAME", .text(["c"]))]
    let path = scratch.path("c.gpkg")
    try VectorFormat.geoPackage.write([layer], to: path)
    let back = try VectorLayer(
      reading: VectorSource(path: path), columns: ["name", "Name_2", "NAME_3"], as: .point)
    #expect(back.fields.map(\.texts) == [["a"], ["b"], ["c"]])
  }

  @Test func kmlHoldsWideNumbers() throws {
    let layer = VectorLayer(
      name: "n",
      fields: (0..<4).map {
        VectorField("c\($0)", .integer(Array(repeating: 5_000_000_000, count: 12_000)))
      },
      geometry: .points((0..<12_000).map { Coordinate(x: 1_150_000_000 + Int32($0), y: 330_000_000) }))
    try VectorFormat.kml.write([layer], to: scratch.path("n.kml"))
    let back = try VectorLayer(
      reading: VectorSource(path: scratch.path("n.kml")), columns: ["c3"], as: .point)
    #expect(back["c3"]?.texts == Array(repeating: "5000000000", count: 12_000))
  }
}
