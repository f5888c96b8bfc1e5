import Geometry
import Grid
import Solvers
import VectorFiles

/// A small jittered mesh of cells near Shenqiu, and random nested levels made from it.
package struct Mesh {
  /// Every cell as one unit.
  package let cells: PolygonSet
  let width: Int
  let height: Int

  /// Corners lie `step` lattice units apart, give or take a third; every side has one more vertex off its middle.
  package init(width: Int, height: Int, step: Int32 = 9000, chance: inout SeededGenerator) {
    self.width = width
    self.height = height
    func point(_ column: Int, _ row: Int) -> Coordinate {
      // Twice as many points as corners: the odd ones are the vertices in the middle of sides.
      func jitter() -> Int32 { Int32(chance.below(Int(step) / 3)) - step / 6 }
      return Coordinate(
        x: 1_150_500_000 + Int32(column) * step / 2 + jitter(),
        y: 334_000_000 + Int32(row) * step / 2 + jitter())
    }
    var points: [[Coordinate]] = []
    for row in 0...(2 * height) { points.append((0...(2 * width)).map { point($0, row) }) }
    var cells = PolygonSet()
    for row in 0..<height {
      for column in 0..<width {
        let (x, y) = (2 * column, 2 * row)
        let ring = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1)]
        cells.appendUnit([[ring.map { points[y + $0.1][x + $0.0] }]])
      }
    }
    self.cells = cells
  }

  /// A random group for each of `count` things, every group in use; one is large, so that others are its holes.
  package static func groups(_ count: Int, into groupCount: Int, chance: inout SeededGenerator) -> [Int] {
    var result = (0..<count).map { $0 < groupCount ? $0 : max(0, chance.below(2 * groupCount) - groupCount) }
    result.shuffle(using: &chance)
    return result
  }
}

/// Children and parents that fit one another, of many parts and with holes.
package struct Nest {
  package var children: PolygonSet
  package var parentOf: [Int]
  package var parents: PolygonSet

  package init(children: PolygonSet, parentOf: [Int], parents: PolygonSet) {
    self.children = children
    self.parentOf = parentOf
    self.parents = parents
  }

  /// Cells joined at random into children, and children into parents; some parents have a lake in them.
  package init(chance: inout SeededGenerator) throws {
    let mesh = Mesh(width: 3 + chance.below(4), height: 3 + chance.below(3), chance: &chance)
    var land = mesh.cells
    // Without some cells: the parents get holes and bays.
    let lakes = Set((0..<chance.below(4)).map { _ in chance.below(mesh.cells.count) })
    if !lakes.isEmpty {
      land = PolygonSet()
      for cell in 0..<mesh.cells.count where !lakes.contains(cell) { land.appendUnit(cell, of: mesh.cells) }
    }
    let childCount = min(land.count, 3 + chance.below(land.count))
    let childOf = Mesh.groups(land.count, into: childCount, chance: &chance)
    let parentCount = 1 + chance.below(min(4, childCount))
    parentOf = Mesh.groups(childCount, into: parentCount, chance: &chance)
    children = try land.dissolved(into: childOf, groupCount: childCount)
    parents = try children.dissolved(into: parentOf, groupCount: parentCount)
  }

  /// As a hierarchy of two levels, with codes `p0…` and `c0…`.
  package func hierarchy() throws -> Hierarchy {
    let plane = LocalPlane(centre: parents.box.centre)
    func level(_ name: String, _ letter: String, _ shapes: PolygonSet, _ parents: [Int]) throws -> Level {
      let codes = (0..<shapes.count).map { letter + String($0) }
      return Level(
        name: name, codes: codes, names: codes, parents: parents, households: codes.map { _ in 1 },
        shapes: shapes, areas: shapes.areas(in: plane), anchors: try shapes.anchors())
    }
    return Hierarchy(
      levels: [
        try level("township", "p", parents, parents.unitOffsets.dropFirst().map { _ in -1 }),
        try level("village", "c", children, parentOf),
      ], plane: plane)
  }
}

extension PolygonSet {
  /// The rings of each polygon of a unit, as `appendUnit` takes them.
  package func rings(asPartsOf unit: Int) -> [[[Coordinate]]] {
    polygons(of: unit).map { polygon in
      rings(of: polygon).map { Array(coordinates[range(ofRing: $0)].dropLast()) }
    }
  }

  /// The set without one unit, or with it changed.
  package func replacing(_ unit: Int, by parts: [[[Coordinate]]]?) -> PolygonSet {
    var result = PolygonSet()
    for other in 0..<count {
      if other != unit { result.appendUnit(other, of: self) } else if let parts { result.appendUnit(parts) }
    }
    return result
  }
}

/// The lattice point halfway between two, rounded down.
package func midpoint(_ a: Coordinate, _ b: Coordinate) -> Coordinate {
  Coordinate(x: Int32((Int64(a.x) + Int64(b.x)) >> 1), y: Int32((Int64(a.y) + Int64(b.y)) >> 1))
}
