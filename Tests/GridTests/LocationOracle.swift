@testable import Geometry
@testable import Grid
@testable import Solvers

/// Where points lie by plain definition, edge by edge: the winding number of each polygon.
struct LocationOracle {
  private let polygons: [(unit: Int, rings: [[Coordinate]])]

  init(_ shapes: PolygonSet) {
    polygons = (0..<shapes.count).flatMap { unit in
      shapes.polygons(of: unit).map { polygon in
        (unit, shapes.rings(of: polygon).map { Array(shapes.coordinates[shapes.range(ofRing: $0)]) })
      }
    }
  }

  /// The first unit that holds the point inside or on its border.
  func unit(at point: Coordinate) -> Int? {
    polygons.first { holds(point, $0.rings) }?.unit
  }

  private func holds(_ point: Coordinate, _ rings: [[Coordinate]]) -> Bool {
    var winding = 0
    for ring in rings {
      for (a, b) in zip(ring, ring.dropFirst()) {
        let side = cross(a, b, point)
        let dot =
          (Int128(a.x) - Int128(point.x)) * (Int128(b.x) - Int128(point.x))
          + (Int128(a.y) - Int128(point.y)) * (Int128(b.y) - Int128(point.y))
        if side == 0 && dot <= 0 { return true }
        if a.y <= point.y && b.y > point.y && side > 0 { winding += 1 }
        if a.y > point.y && b.y <= point.y && side < 0 { winding -= 1 }
      }
    }
    return winding != 0
  }

  private func cross(_ a: Coordinate, _ b: Coordinate, _ p: Coordinate) -> Int128 {
    (Int128(b.x) - Int128(a.x)) * (Int128(p.y) - Int128(a.y))
      - (Int128(p.x) - Int128(a.x)) * (Int128(b.y) - Int128(a.y))
  }
}

/// Shapes to locate in.
enum LocationShapes {
  static func ring(_ vertices: [(Int, Int)]) -> [Coordinate] {
    vertices.map { Coordinate(x: Int32($0.0), y: Int32($0.1)) }
  }

  static func square(_ x: Int, _ y: Int, _ side: Int) -> [Coordinate] {
    ring([(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
  }

  /// A partition of a square by a wobbly lattice of `side` cells along each side, each `size` lattice units wide.
  static func partition(side: Int, size: Int, seed: UInt64) -> PolygonSet {
    var chance = SeededGenerator(seed: seed)
    let nodes = (0...side).map { row in
      (0...side).map { column in
        let isRim = row == 0 || column == 0 || row == side || column == side
        return (
          column * size + (isRim ? 0 : chance.below(size * 2 / 3) - size / 3),
          row * size + (isRim ? 0 : chance.below(size * 2 / 3) - size / 3)
        )
      }
    }
    var shapes = PolygonSet()
    for row in 0..<side {
      for column in 0..<side {
        let corners = [
          nodes[row][column], nodes[row][column + 1], nodes[row + 1][column + 1], nodes[row + 1][column],
        ]
        shapes.appendUnit([[ring(corners)]])
      }
    }
    return shapes
  }

  /// Units that overlap, with holes and several polygons, on a small lattice: stars about random centres.
  static func tangle(units: Int, extent: Int, seed: UInt64) -> PolygonSet {
    var chance = SeededGenerator(seed: seed)
    var shapes = PolygonSet()
    for _ in 0..<units {
      shapes.appendUnit(
        (0...chance.below(2)).map { _ in
          let corner = (chance.below(extent), chance.below(extent))
          let size = 6 + chance.below(extent / 2)
          let shell = (0..<3).map { i in
            ring([
              (corner.0 + (i == 0 ? 0 : size - chance.below(3)), corner.1 + (i == 2 ? size : chance.below(3)))
            ])[0]
          }
          let x = corner.0 + size / 2
          return [
            shell, ring([(x, corner.1 + 2), (x + 2, corner.1 + 2 + chance.below(2)), (x + 1, corner.1 + 4)]),
          ]
        })
    }
    return shapes
  }
}

extension UnitIndex {
  /// An index with cells of a given size.
  init(_ shapes: PolygonSet, shift: Int32, bandCount: Int = 1) {
    self.init(
      shapes, boxes: (0..<shapes.polygonCount).map { shapes.box(ofPolygon: $0) },
      grid: CellGrid(box: shapes.box, shift: shift), bandCount: bandCount)
  }
}
