import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

@Suite struct LocationTests {
  private typealias Shapes = LocationShapes

  /// Every lattice point of the shapes' box, and two around it.
  private func everyPoint(of shapes: PolygonSet) -> [Coordinate] {
    let box = shapes.box
    return (box.minY - 2...box.maxY + 2).flatMap { y in
      (box.minX - 2...box.maxX + 2).map { Coordinate(x: $0, y: y) }
    }
  }

  private func expectAgreement(_ index: UnitIndex, _ shapes: PolygonSet, _ points: [Coordinate], least: Int) {
    let oracle = LocationOracle(shapes)
    let found = index.units(at: points)
    let expected = points.map { Int32(oracle.unit(at: $0) ?? -1) }
    let wrong = points.indices.filter { found[$0] != expected[$0] }.map { points[$0] }
    #expect(wrong.isEmpty)
    #expect(expected.count { $0 >= 0 } >= least)
  }

  @Test(arguments: Int32(0)...6) func everyLatticePointOfATangle(shift: Int32) {
    for seed in UInt64(1)...3 {
      let shapes = Shapes.tangle(units: 7, extent: 30, seed: seed)
      expectAgreement(UnitIndex(shapes, shift: shift), shapes, everyPoint(of: shapes), least: 100)
    }
  }

  @Test(arguments: Int32(0)...5) func everyLatticePointOfAPartition(shift: Int32) {
    for seed in UInt64(1)...4 {
      let shapes = Shapes.partition(side: 4, size: 9, seed: seed)
      expectAgreement(UnitIndex(shapes, shift: shift), shapes, everyPoint(of: shapes), least: 37 * 37)
    }
  }

  @Test func largePartitionAtItsOwnCellSize() {
    let shapes = Shapes.partition(side: 12, size: 100_000, seed: 5)
    var chance = SeededGenerator(seed: 6)
    let vertices = shapes.coordinates
    let middles = zip(vertices, vertices.dropFirst()).map {
      Coordinate(x: ($0.x + $1.x) / 2, y: ($0.y + $1.y) / 2)
    }
    let anywhere = (0..<4000).map { _ in
      Coordinate(x: Int32(chance.below(1_300_000)) - 50_000, y: Int32(chance.below(1_300_000)) - 50_000)
    }
    expectAgreement(UnitIndex(shapes), shapes, vertices + middles + anywhere, least: 3000)
  }

  @Test func sharedBorderGoesToTheFirstUnit() {
    var shapes = PolygonSet()
    shapes.appendUnit([[Shapes.square(10, 0, 10)]])
    shapes.appendUnit([[Shapes.square(0, 0, 10)]])
    let index = UnitIndex(shapes, shift: 2)
    #expect(index.unit(at: Coordinate(x: 10, y: 5)) == 0)
    #expect(index.unit(at: Coordinate(x: 10, y: 10)) == 0)
    #expect(index.unit(at: Coordinate(x: 9, y: 5)) == 1)
    #expect(index.unit(at: Coordinate(x: 21, y: 5)) == nil)
  }

  @Test func enclaveInAHoleAndASecondPolygon() {
    var shapes = PolygonSet()
    shapes.appendUnit([[Shapes.square(0, 0, 40), Shapes.square(10, 10, 20)], [Shapes.square(60, 0, 5)]])
    shapes.appendUnit([[Shapes.square(10, 10, 20), Shapes.square(18, 18, 4)]])
    for shift in Int32(0)...7 {
      let index = UnitIndex(shapes, shift: shift)
      #expect(index.unit(at: Coordinate(x: 5, y: 20)) == 0)
      #expect(index.unit(at: Coordinate(x: 12, y: 20)) == 1)
      #expect(index.unit(at: Coordinate(x: 10, y: 20)) == 0)
      #expect(index.unit(at: Coordinate(x: 20, y: 20)) == nil)
      #expect(index.unit(at: Coordinate(x: 18, y: 18)) == 1)
      #expect(index.unit(at: Coordinate(x: 62, y: 3)) == 0)
      #expect(index.unit(at: Coordinate(x: 50, y: 3)) == nil)
    }
  }

  @Test func theWholeEarthFits() {
    let (x, y) = (1_800_000_000, 900_000_000)
    var shapes = PolygonSet()
    shapes.appendUnit([[Shapes.ring([(-x, -y), (x, -y), (x, y - 1)])]])
    shapes.appendUnit([[Shapes.ring([(-x, -y), (x, y - 1), (x, y), (-x, y)])]])
    var chance = SeededGenerator(seed: 3)
    let points = (0..<500).map { i -> Coordinate in
      // Close to the long diagonal, where the products need more than 64 bits.
      let px = chance.below(2 * x) - x
      let py = Int((Double(px) + Double(x)) / Double(2 * x) * Double(2 * y - 1)) - y + i % 5 - 2
      return Coordinate(x: Int32(px), y: Int32(max(-y, min(y, py))))
    }
    expectAgreement(UnitIndex(shapes), shapes, points + shapes.coordinates, least: 400)
  }

  @Test func answersDoNotDependOnHowTheWorkIsDealt() {
    let shapes = Shapes.partition(side: 9, size: 5000, seed: 8)
    var chance = SeededGenerator(seed: 9)
    let points = (0..<50_000).map { _ in
      Coordinate(x: Int32(chance.below(47_000)) - 1000, y: Int32(chance.below(47_000)) - 1000)
    }
    let whole = UnitIndex(shapes, shift: 9, bandCount: 1).units(at: points)
    #expect(Set(whole).count == 82)
    for bandCount in [2, 3, 50, 200] {
      #expect(UnitIndex(shapes, shift: 9, bandCount: bandCount).units(at: points) == whole)
    }
    let index = UnitIndex(shapes)
    #expect(points.map { Int32(index.unit(at: $0) ?? -1) } == whole)
  }

  @Test func nothingHoldsAnything() {
    #expect(UnitIndex(PolygonSet()).unit(at: Coordinate(x: 0, y: 0)) == nil)
    #expect(UnitIndex(PolygonSet()).units(at: []).isEmpty)
    var shapes = PolygonSet()
    shapes.endUnit()
    shapes.appendUnit([[Shapes.square(0, 0, 3)]])
    #expect(UnitIndex(shapes).units(at: [Coordinate(x: 1, y: 1), Coordinate(x: .min, y: .min)]) == [1, -1])
  }
}
