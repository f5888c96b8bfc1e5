import Foundation
import Geometry
import Solvers
import Testing
import VectorFiles

@Suite struct ExactCoordinateTests {
  /// Coordinates next to whole and to short decimal degrees, which writers like to tidy up.
  @Test func coordinatesSurviveGeoJSON() throws {
    var points: [Coordinate] = []
    var chance = SeededGenerator(seed: 7)
    for degrees in [-121, -99, -10, -1, 0, 1, 9, 33, 89, 99, 100, 115, 121, 179] as [Int32] {
      for tenths in [0, 1_000_000, 5_000_000, 1000, 9_999_000] as [Int32] {
        for offset in -12...12 as ClosedRange<Int32> {
          let x = degrees * 10_000_000 + tenths + offset
          points.append(Coordinate(x: x, y: x % 900_000_000))
        }
      }
    }
    for _ in 0..<5000 {
      points.append(
        Coordinate(
          x: Int32(chance.below(3_600_000_000) - 1_800_000_000),
          y: Int32(chance.below(1_800_000_000) - 900_000_000)))
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("exact-\(UUID()).geojson").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let codes = VectorField("code", .text(points.indices.map(String.init)))
    try VectorFormat.geoJSON.write(
      [VectorLayer(name: "points", fields: [codes], geometry: .points(points))], to: file)
    let read = try VectorLayer(reading: VectorSource(path: file), columns: ["code"], as: .point)
    guard case .points(let same) = read.geometry else {
      Issue.record("no points")
      return
    }
    let first = zip(points, same).first { $0 != $1 }
    #expect(first == nil, "written and read")
    #expect(same.count == points.count)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.firstMatch(of: /\.[0-9]{8}/) == nil, "seven decimals at most")
  }
}
