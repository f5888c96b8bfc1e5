@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

/// A small county of three levels that partition one another exactly: quads with shaken corners and bent sides in
/// villages of three by two, these in two or more towns side by side, with a hole in the county and a village in two
/// pieces.
struct RepairMesh {
  static let origin = Coordinate(x: 1_150_000_000, y: 330_000_000)
  /// About 100 m.
  static let cell: Int32 = 10_000

  let width: Int
  let height: Int
  private(set) var chance: SeededGenerator

  init(width: Int = 6, height: Int = 4, seed: UInt64) {
    self.width = width
    self.height = height
    chance = SeededGenerator(seed: seed)
  }

  /// Levels "county", "town", "village", "grid"; every shape dissolved from the grids.
  mutating func hierarchy() throws -> Hierarchy {
    var corners: [Coordinate] = []
    for y in 0...height {
      for x in 0...width {
        corners.append(
          Coordinate(
            x: Self.origin.x + Int32(x) * Self.cell + Int32(chance.below(3000)),
            y: Self.origin.y + Int32(y) * Self.cell + Int32(chance.below(3000))))
      }
    }
    var bends: [LatticeSegment: Coordinate] = [:]
    var grids = PolygonSet()
    var villageOf: [Int] = []
    // The cell in the middle of the bottom row but one stays open: a hole in the county.
    let hole = (x: width / 2, y: 1)
    for y in 0..<height {
      for x in 0..<width where (x, y) != hole {
        let row = width + 1
        let at = { (dx: Int, dy: Int) in corners[(y + dy) * row + x + dx] }
        let square = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]
        var ring: [Coordinate] = []
        for (a, b) in zip(square, square.dropFirst() + square.prefix(1)) {
          ring.append(a)
          ring.append(bend(a, b, &bends))
        }
        grids.appendUnit([[ring]])
        villageOf.append((y / 2) * ((width + 2) / 3) + x / 3)
      }
    }
    // One far cell changes hands, so that its new village lies in two pieces.
    villageOf[villageOf.count - 1] = villageOf[0]
    let villages = Set(villageOf).sorted()
    let townOf = villages.map { $0 % ((width + 2) / 3) }
    let towns = Set(townOf).sorted()
    let village = try grids.dissolved(
      into: villageOf.map { villages.firstIndex(of: $0) ?? 0 }, groupCount: villages.count)
    let town = try village.dissolved(
      into: townOf.map { towns.firstIndex(of: $0) ?? 0 }, groupCount: towns.count)
    let county = try town.dissolved(into: towns.map { _ in 0 }, groupCount: 1)
    return try Hierarchy.made([
      ("county", county, [-1]), ("town", town, towns.map { _ in 0 }),
      ("village", village, townOf.map { towns.firstIndex(of: $0) ?? 0 }),
      ("grid", grids, villageOf.map { villages.firstIndex(of: $0) ?? 0 }),
    ])
  }

  private mutating func bend(
    _ a: Coordinate, _ b: Coordinate, _ bends: inout [LatticeSegment: Coordinate]
  ) -> Coordinate {
    let key = LatticeSegment(a, b)
    if let known = bends[key] { return known }
    let middle = Coordinate(
      x: a.x + (b.x - a.x) / 2 + Int32(chance.below(1200)) - 600,
      y: a.y + (b.y - a.y) / 2 + Int32(chance.below(1200)) - 600)
    bends[key] = middle
    return middle
  }
}

extension Hierarchy {
  /// Levels from their names, shapes and parents; codes are the name and the number.
  static func made(_ parts: [(name: String, shapes: PolygonSet, parents: [Int])]) throws -> Hierarchy {
    let plane = LocalPlane(centre: parts[parts.count - 1].shapes.box.centre)
    return Hierarchy(
      levels: try parts.map { part in
        let codes = (0..<part.shapes.count).map { "\(part.name)\($0)" }
        return Level(
          name: part.name, codes: codes, names: codes, parents: part.parents,
          households: codes.indices.map { $0 + 1 }, shapes: part.shapes, areas: part.shapes.areas(in: plane),
          anchors: try part.shapes.anchors())
      }, plane: plane)
  }

  /// The same levels with other polygons.
  func replacing(_ shapes: [PolygonSet]) throws -> Hierarchy {
    try Hierarchy.made(zip(levels, shapes).map { ($0.name, $1, $0.parents) })
  }
}

extension PolygonSet {
  /// Every ring of some units changed; the others as they are.
  func mapping(_ units: Set<Int>, _ change: ([Coordinate]) -> [Coordinate]) -> PolygonSet {
    var result = PolygonSet()
    for unit in 0..<count {
      if !units.contains(unit) {
        result.appendUnit(unit, of: self)
        continue
      }
      result.appendUnit(
        polygons(of: unit).map { polygon in
          rings(of: polygon).map { change(Array(coordinates[range(ofRing: $0)].dropLast())) }
        })
    }
    return result
  }

  /// Rectangles, one a unit: west, south, east and north in lattice units from the mesh's origin.
  static func boxes(_ boxes: [(Int32, Int32, Int32, Int32)]) -> PolygonSet {
    var result = PolygonSet()
    for box in boxes { result.appendUnit([[rectangle(box)]]) }
    return result
  }

  static func rectangle(_ box: (Int32, Int32, Int32, Int32)) -> [Coordinate] {
    let o = RepairMesh.origin
    return [(box.0, box.1), (box.2, box.1), (box.2, box.3), (box.0, box.3)].map {
      Coordinate(x: o.x + $0.0, y: o.y + $0.1)
    }
  }
}
