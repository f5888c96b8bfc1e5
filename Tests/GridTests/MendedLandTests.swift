import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

/// Rings that break the rules, and the land that they enclose all the same.
@Suite struct MendedLandTests {
  private static func c(_ x: Int32, _ y: Int32) -> Coordinate { Coordinate(x: x, y: y) }
  private static func ring(_ points: [(Int32, Int32)]) -> [Coordinate] { points.map { c($0.0, $0.1) } }
  private static func square(_ low: Int32, _ high: Int32, _ east: Int32 = 0) -> [Coordinate] {
    ring([(low + east, low), (high + east, low), (high + east, high), (low + east, high)])
  }

  private static func area(_ unit: Int, of set: PolygonSet) -> Int {
    Int(
      set.rings(ofUnit: unit).reduce(Int128(0)) {
        $0 + PolygonSet.doubledArea(of: set.coordinates[set.range(ofRing: $1)])
      })
  }

  /// What the unit is, and twice its area once mended.
  private static let wrong: [(name: String, polygons: [[[Coordinate]]], doubled: Int)] = [
    ("two lobes that turn opposite ways", [[ring([(0, 0), (100, 100), (100, 0), (0, 100)])]], 10_000),
    ("three lobes", [[ring([(0, 0), (100, 100), (200, 0), (200, 100), (100, 0), (0, 100)])]], 20_000),
    ("a hole of two lobes", [[square(0, 100), ring([(20, 20), (60, 60), (60, 20), (20, 60)])]], 18_400),
    ("drawn twice", [[square(0, 100) + square(0, 100)]], 20_000),
    ("drawn thrice", [[square(0, 100) + square(0, 100) + square(0, 100)]], 20_000),
    ("a hole drawn twice", [[square(0, 100), square(20, 40) + square(20, 40)]], 19_200),
    ("a hole beyond", [[square(0, 100), square(10, 20, 500)]], 20_000),
    ("a hole over the rim", [[square(0, 100), square(50, 150)]], 15_000),
    ("a hole around its shell", [[square(20, 40), square(0, 100)]], 19_200),
    ("two holes over each other", [[square(0, 100), square(20, 60), square(40, 80)]], 20_000 - 5600),
    ("two polygons over each other", [[square(0, 100)], [square(50, 150)]], 35_000),
    ("one polygon twice", [[square(0, 100)], [square(0, 100)]], 20_000),
    ("a polygon in another", [[square(0, 100)], [square(20, 40)]], 20_000),
    ("a spike", [[ring([(0, 0), (100, 0), (100, 50), (300, 50), (100, 50), (100, 100), (0, 100)])]], 20_000),
    (
      "a loop inside",
      [[ring([(0, 0), (100, 0), (100, 100), (50, 100), (20, 20), (60, 20), (40, 100), (0, 100)])]], 19_840
    ),
    ("nothing but spikes", [[ring([(0, 0), (100, 0), (0, 0), (50, 80)])]], 0),
  ]

  @Test(arguments: wrong.indices) func whatRingsEncloseIsKept(number: Int) throws {
    let (name, polygons, doubled) = Self.wrong[number]
    var set = PolygonSet()
    set.appendUnit(polygons)
    #expect(try UnitValidity.invalidUnits(in: set).map(\.unit) == [0], "\(name) is told")
    let mended = set.mending([0])
    #expect(Self.area(0, of: mended) == doubled, "\(name)")
    if doubled > 0 { #expect(try UnitValidity.invalidUnits(in: mended).isEmpty, "\(name)") }
    #expect(mended.polygons(of: 0).isEmpty == (doubled == 0))
  }

  /// A point is land exactly if some ring of its polygon winds about it and no hole of that polygon does.
  @Test func randomRingsAreMendedPointByPoint() throws {
    var chance = SeededGenerator(seed: 3)
    var (land, holes) = (0, 0)
    for _ in 0..<400 {
      let polygons = (0..<(1 + chance.below(2))).map { _ in
        (0..<(1 + chance.below(3))).map { _ in
          (0..<(3 + chance.below(5))).map { _ in Self.c(Int32(chance.below(2000)), Int32(chance.below(2000)))
          }
        }
      }
      var set = PolygonSet()
      set.appendUnit(polygons)
      if set.polygons(of: 0).isEmpty { continue }
      let mended = set.mending([0])
      if !mended.polygons(of: 0).isEmpty { #expect(try UnitValidity.invalidUnits(in: mended).isEmpty) }
      for _ in 0..<12 {
        let point = Self.c(Int32(chance.below(2000)), Int32(chance.below(2000)))
        guard let expected = Self.isLand(point, of: set), let found = Oracle.holds(0, of: mended, point)
        else { continue }
        #expect(found == expected, "\(point) of \(polygons)")
        land += expected ? 1 : 0
        holes += expected ? 0 : 1
      }
    }
    #expect(land > 500 && holes > 500, "\(land) \(holes)")
  }

  /// `nil` near a ring, and where a hole may stand for its shell.
  private static func isLand(_ point: Coordinate, of set: PolygonSet) -> Bool? {
    var isLand = false
    for polygon in set.polygons(of: 0) {
      var (inShell, inHole) = (false, false)
      for ring in set.rings(of: polygon) {
        let vertices = set.coordinates[set.range(ofRing: ring)]
        let near = zip(vertices, vertices.dropFirst()).contains { a, b in
          LatticeLine.meets(min(a, b), max(a, b), squareOf: point)
            || [(-1, 0), (1, 0), (0, 1), (0, -1)].contains {
              LatticeLine.meets(min(a, b), max(a, b), squareOf: c(point.x + $0.0, point.y + $0.1))
            }
        }
        guard !near, let turns = Oracle.winding(of: vertices, about: point) else { return nil }
        if turns == 0 { continue }
        if ring == set.rings(of: polygon).lowerBound { inShell = true } else { inHole = true }
      }
      if inHole && !inShell { return nil }
      if inShell && !inHole { isLand = true }
    }
    return isLand
  }

  /// As read from a file, checked, repaired, and dissolved into a level above.
  @Test func theyAreToldAndKeptAllTheWay() throws {
    let scratch = try Scratch()
    let crossed = "[[115,33],[115.01,33.01],[115.01,33],[115,33.01],[115,33]]"
    let beside = "[[115.01,33],[115.02,33],[115.02,33.01],[115.01,33.01],[115.01,33]]"
    let path = try scratch.geoJSON(
      "crossed.geojson",
      [("1", crossed), ("2", beside)].map {
        (#"{"code":"\#($0.0)"}"#, #"{"type":"Polygon","coordinates":[\#($0.1)]}"#)
      })
    let hierarchy = try Hierarchy(reading: [
      LevelSource(name: "county", origin: .dissolved(.all(code: "x"))),
      LevelSource(name: "village", origin: .layer(VectorSource(path: path), LevelColumns(code: "code"))),
    ])
    #expect(hierarchy.lowest.shapes.coordinates.count == 10, "no ring is left out")
    let check = try hierarchy.check()
    #expect(
      check.defects.contains { $0.kind == .invalidPolygon && $0.codes == ["1"] } && !check.levels[1].proved)
    let repair = try hierarchy.repaired()
    #expect(repair.proved && repair.landless.isEmpty)
    #expect(abs(repair.hierarchy.lowest.areas[0] / repair.hierarchy.lowest.areas[1] - 0.5) < 1e-4)
    #expect(repair.changes.allSatisfy { $0.gained + $0.lost < 1 })
  }

  @Test func ringsThatEncloseNothingAreLeftOutWithAWord() throws {
    let scratch = try Scratch()
    let path = try scratch.geoJSON(
      "flat.geojson",
      [
        (
          #"{"code":"1"}"#,
          #"{"type":"Polygon","coordinates":[[[115,33],[115.01,33],[115.01,33.01],[115,33]],[[115.005,33.001],[115.006,33.002],[115.005,33.001]]]}"#
        )
      ])
    let reading = try Hierarchy.survey([
      LevelSource(name: "village", origin: .layer(VectorSource(path: path), LevelColumns(code: "code")))
    ])
    #expect(try reading.hierarchy.check().proved)
    #expect(
      reading.notes.count == 1 && reading.notes[0].english.contains("rings that enclose no land are left out")
    )
  }
}
