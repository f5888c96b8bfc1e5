import Foundation
import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

@Suite struct UnroundedLocationTests {
  /// A fan of triangles around a middle, in units of 1e-9 degree: none of its vertices need lie on the lattice.
  private struct Fan {
    var middle: Coordinate
    var rim: [Coordinate]

    init(_ generator: inout SeededGenerator) {
      func place(_ x: Int, _ y: Int) -> Coordinate {
        Coordinate(x: Int32(x + generator.below(100)), y: Int32(y + generator.below(100)))
      }
      middle = place(5000, 5000)
      rim = [place(0, 0), place(10_000, 0), place(10_000, 10_000), place(0, 10_000)]
    }

    func ring(_ unit: Int) -> [Coordinate] {
      [middle, rim[unit], rim[(unit + 1) % 4], middle]
    }
  }

  private static func degrees(_ place: Coordinate) -> String {
    "\(Double(place.x) / 1e9),\(Double(place.y) / 1e9)"
  }

  private static func write(_ fan: Fan, codes: [String], to path: String) throws {
    let features = codes.indices.map { unit in
      let ring = fan.ring(unit).map { "[\(degrees($0))]" }.joined(separator: ",")
      return #"{"type":"Feature","properties":{"code":"\#(codes[unit])"},"#
        + #""geometry":{"type":"Polygon","coordinates":[[\#(ring)]]}}"#
    }
    try (#"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}")
      .write(toFile: path, atomically: true, encoding: .utf8)
  }

  private static func level(_ source: VectorSource) throws -> Level {
    try Hierarchy(reading: [
      LevelSource(name: "beat", origin: .layer(source, LevelColumns(code: "code", households: nil)))
    ]).lowest
  }

  /// By exact arithmetic on whole billionths of a degree.
  private static func holders(_ point: Coordinate, _ fan: Fan) -> [Int32] {
    (0..<4).filter { PointInRing.locate(point, in: fan.ring($0)[...]) != .outside }.map { Int32($0) }
  }

  @Test(arguments: 1...10) func pointsNextToBordersAreJudgedAsTheFilesHaveThem(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let folder = try Scratch()
    let fan = Fan(&generator)
    let layer = VectorSource(path: folder.path("units.geojson"))
    try Self.write(fan, codes: ["a", "b", "c", "d"], to: layer.path)
    // Along the spokes, within 2 cm of them.
    let points = (0..<400).map { _ in
      let end = fan.rim[generator.below(4)]
      let share = Double(generator.below(1000)) / 1000
      func between(_ a: Int32, _ b: Int32) -> Int32 {
        Int32((Double(a) + share * Double(b - a)).rounded()) + Int32(generator.below(401)) - 200
      }
      return Coordinate(x: between(fan.middle.x, end.x), y: between(fan.middle.y, end.y))
    }
    let calls = VectorSource(path: folder.path("calls.csv"), pointColumns: ["lon", "lat"])
    try (["lon,lat"] + points.map(Self.degrees)).joined(separator: "\n")
      .write(toFile: calls.path, atomically: true, encoding: .utf8)
    let level = try Self.level(layer)
    guard
      case .points(let rounded) = try VectorLayer(reading: calls, columns: [], as: .point).geometry
    else { throw CocoaError(.fileReadUnknown) }
    let found = try level.units(
      at: rounded, of: calls, drawnIn: .layer(layer, LevelColumns(code: "code", households: nil)))
    let onLattice = UnitIndex(level.shapes).units(at: rounded)
    var righted = 0
    for (row, point) in points.enumerated() {
      let holders = Self.holders(point, fan)
      guard !holders.isEmpty else { continue }
      #expect(holders.contains(found[row]), "\(point)")
      if !holders.contains(onLattice[row]) { righted += 1 }
    }
    #expect(righted > 10)

    // A unit that has changed since, or has another code, is judged as it is now.
    try Self.write(fan, codes: ["e", "f", "g", "h"], to: layer.path)
    let without = try level.units(at: rounded, of: calls)
    let again = try level.units(
      at: rounded, of: calls, drawnIn: .layer(layer, LevelColumns(code: "code", households: nil)))
    #expect(again == without)
    #expect(without != found)
  }
}
