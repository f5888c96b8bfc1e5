import Foundation
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

/// A defect planted in a clean coverage is found at its place, and nothing is found in the clean one.
@Suite struct PlantedDefectTests {
  private static let side = 9
  /// More with PLANTED_DEFECTS in the environment.
  private static let count = ProcessInfo.processInfo.environment["PLANTED_DEFECTS"].flatMap(Int.init) ?? 60

  /// Cells between the vertices of a net whose inner vertices are moved about.
  private static func cells(_ generator: inout SeededGenerator) -> [[Coordinate]] {
    var net: [[Coordinate]] = []
    for row in 0...side {
      net.append(
        (0...side).map { column in
          let isInner = (1..<side).contains(row) && (1..<side).contains(column)
          return Coordinate(
            x: Int32(1_150_000_000 + column * 3000 + (isInner ? generator.below(1600) - 800 : 0)),
            y: Int32(333_000_000 + row * 3000 + (isInner ? generator.below(1600) - 800 : 0)))
        })
    }
    return (0..<(side * side)).map { cell in
      let (row, column) = (cell / side, cell % side)
      return [net[row][column], net[row][column + 1], net[row + 1][column + 1], net[row + 1][column]]
    }
  }

  private static func hierarchy(_ cells: [[Coordinate]], land: PolygonSet) throws -> Hierarchy {
    var shapes = PolygonSet()
    for cell in cells { shapes.appendUnit([[cell]]) }
    let plane = LocalPlane(centre: land.box.centre)
    func level(_ name: String, _ shapes: PolygonSet, parent: Int) throws -> Level {
      let codes = (0..<shapes.count).map { "\(name)\($0)" }
      return Level(
        name: name, codes: codes, names: codes, parents: Array(repeating: parent, count: shapes.count),
        households: Array(repeating: 0, count: shapes.count), shapes: shapes, areas: shapes.areas(in: plane),
        anchors: try shapes.anchors())
    }
    return Hierarchy(
      levels: [try level("land", land, parent: -1), try level("cell", shapes, parent: 0)], plane: plane)
  }

  private static func land(_ cells: [[Coordinate]]) throws -> PolygonSet {
    var shapes = PolygonSet()
    for cell in cells { shapes.appendUnit([[cell]]) }
    return try shapes.dissolved(into: Array(repeating: 0, count: cells.count), groupCount: 1)
  }

  @Test func everyPlantIsFoundAtItsPlace() throws {
    for seed in 0..<UInt64(Self.count) {
      var generator = SeededGenerator(seed: seed)
      let clean = Self.cells(&generator)
      let land = try Self.land(clean)
      let before = try Self.hierarchy(clean, land: land).check()
      #expect(before.proved && before.defects.isEmpty, "seed \(seed)")

      var cells = clean
      let victim = generator.below(clean.count)
      var box = Box(clean[victim])
      switch seed % 4 {
      case 0: cells.remove(at: victim)
      case 1: cells.append(clean[victim])
      case 2:
        let corner = generator.below(4)
        let moved = cells[victim][corner]
        cells[victim][corner] = Coordinate(x: moved.x + Int32(1 + generator.below(900)), y: moved.y - 1)
        box.insert(cells[victim][corner])
      default:
        // One more vertex on one side of a border.
        let (a, b) = (clean[victim][1], clean[victim][2])
        cells[victim].insert(
          Coordinate(x: Int32((Int64(a.x) + Int64(b.x)) / 2), y: Int32((Int64(a.y) + Int64(b.y)) / 2)), at: 2)
      }
      let after = try Self.hierarchy(cells, land: land).check()
      #expect(!after.proved && !after.defects.isEmpty, "seed \(seed)")
      for defect in after.defects {
        let place = try #require(defect.place?.rounded)
        #expect(box.contains(place), "seed \(seed): \(defect.kind) at \(place)")
      }
      let kinds = Set(after.defects.map(\.kind))
      switch seed % 4 {
      case 0: #expect(kinds.isSubset(of: [.gap, .hole]), "seed \(seed): \(kinds)")
      case 1:
        #expect(kinds == [.overlap], "seed \(seed): \(kinds)")
        #expect(Set(after.defects.flatMap(\.codes)) == ["cell\(victim)", "cell\(clean.count)"])
      case 2: #expect(!kinds.isEmpty)
      default:
        let vertex = cells[victim][2]
        #expect(
          after.defects.contains { $0.kind == .unmatched && $0.place == RealPoint(vertex) }, "seed \(seed)")
      }
    }
  }

  @Test func twoSheetsOverlapWhole() throws {
    var generator = SeededGenerator(seed: 7)
    let below = Self.cells(&generator)
    let above = Self.cells(&generator)
    let land = try Self.land(below)
    let check = try Self.hierarchy(below + above, land: land).check()
    let doubled = check.defects.filter { $0.kind == .overlap || $0.kind == .sliver }.reduce(0) {
      $0 + $1.area
    }
    let whole = land.areas(in: LocalPlane(centre: land.box.centre))[0]
    #expect(abs(doubled - whole) < 0.1)
  }
}
