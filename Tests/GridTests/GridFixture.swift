@testable import Geometry
@testable import Grid
@testable import Solvers

/// Made land to build grids on, and what is told of grids without their builder.
enum GridFixture {
  /// Degrees of the lattice near a county; land some kilometres wide.
  static func place(_ x: Double, _ y: Double) -> Coordinate {
    Coordinate(x: 1_150_000_000 + Int32(x * 100_000), y: 330_000_000 + Int32(y * 100_000))
  }

  /// Two concave parents that share a wavy border, the first with a hole that no unit covers.
  static func land(seed: UInt64, hole: Bool) -> PolygonSet {
    var chance = SeededGenerator(seed: seed)
    var wave: [Coordinate] = []
    for k in 1..<6 { wave.append(place(10 + 2.5 * chance.unit(), 2 * Double(k) + chance.unit())) }
    var shapes = PolygonSet()
    var west: [Coordinate] = [place(0, 0), place(5, 3.5 * chance.unit()), place(10, 0)]
    west += wave
    west += [place(10, 13), place(4, 9 + 3 * chance.unit()), place(0, 12)]
    let lake: [Coordinate] = [place(4, 5), place(4.5, 6.8), place(6, 6.5), place(5.6, 5.2)]
    shapes.appendUnit([hole ? [west, lake] : [west]])
    var east: [Coordinate] = [place(10, 0), place(21, 1), place(17, 6), place(22, 12), place(10, 13)]
    east += wave.reversed()
    shapes.appendUnit([[east]])
    return shapes
  }

  static func order(
    seed: UInt64, hole: Bool = false, counts: [Int] = [900, 1_300],
    levels: [GridOrder.LevelOrder] = [
      GridOrder.LevelOrder(name: "grid", size: .range(300...500, target: 400)),
      GridOrder.LevelOrder(name: "microgrid", size: .range(20...40, target: 30)),
    ]
  ) -> GridOrder {
    let shapes = land(seed: seed, hole: hole)
    return GridOrder(
      level: "village", codes: ["7", "8"], names: ["west", "east"], shapes: shapes,
      points: spreadHouseholds(counts, over: shapes, settlements: [2, 3], seed: seed), levels: levels)
  }

  /// Households as near to the given outlines as the lattice allows.
  static func pointsOnOutlines(of shapes: PolygonSet) -> [HouseholdPoint] {
    zip(shapes.coordinates, shapes.coordinates.dropFirst()).flatMap { a, b in
      (1..<5).map { k in
        let share = Double(k) / 5
        let x = Double(a.x) + share * (Double(b.x) - Double(a.x))
        let y = Double(a.y) + share * (Double(b.y) - Double(a.y))
        return HouseholdPoint(place: Coordinate(x: Int32(x.rounded()), y: Int32(y.rounded())), households: 1)
      }
    }
  }

  /// The households of each unit, those on a shared border in the first of its units.
  static func households(of points: [HouseholdPoint], in shapes: PolygonSet) -> [Int] {
    var result = [Int](repeating: 0, count: shapes.count)
    let boxes = result.indices.map { shapes.box(of: $0) }
    for point in points {
      let holder = result.indices.first {
        boxes[$0].contains(point.place) && shapes.place(of: point.place, inUnit: $0) != .outside
      }
      if let holder { result[holder] += point.households }
    }
    return result
  }

  /// A build as a later run is given it.
  static func earlier(_ build: GridBuild) -> [GridOrder.EarlierLevel] {
    zip(build.levels, build.levels.dropFirst()).map { upper, lower in
      GridOrder.EarlierLevel(
        codes: lower.codes, names: lower.names, parentCodes: lower.parents.map { upper.codes[$0] },
        shapes: lower.shapes)
    }
  }
}
