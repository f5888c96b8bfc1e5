import TestSupport
import Testing

@testable import Geometry
@testable import Solvers

private func c(_ x: Int32, _ y: Int32) -> Coordinate { Coordinate(x: x, y: y) }

@Suite struct CoordinateTests {
  @Test func degreesAreRoundedToTheNearestLatticePoint() {
    #expect(Coordinate(longitude: 115.12345674, latitude: 33.12345676) == c(1_151_234_567, 331_234_568))
    #expect(Coordinate(longitude: -0.00000004, latitude: -0.00000006) == c(0, -1))
    #expect(Coordinate(longitude: 180, latitude: -90) == c(1_800_000_000, -900_000_000))
  }

  @Test func beyondTheEarthThereIsNoPoint() {
    for (x, y) in [
      (180.1, 0), (-180.0000001, 0), (0, 90.0000001), (0, -91), (.nan, 0), (0, .nan), (.infinity, 0),
    ] {
      #expect(Coordinate(longitude: x, latitude: y) == nil)
    }
  }

  @Test func sevenDecimalsAreExact() {
    var chance = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let p = c(
        Int32(chance.below(3_600_000_001) - 1_800_000_000), Int32(chance.below(1_800_000_001) - 900_000_000))
      #expect(Coordinate(longitude: p.longitude, latitude: p.latitude) == p)
    }
  }

  @Test func orderIsWestToEastThenSouthToNorth() {
    #expect([c(1, 0), c(0, 5), c(0, -5)].sorted() == [c(0, -5), c(0, 5), c(1, 0)])
  }

  @Test func boxesKnowWhatTheyHold() {
    var box = Box()
    #expect(box.isEmpty && !box.contains(c(0, 0)) && !box.intersects(box))
    box.insert(c(-3, 7))
    box.insert(Box([c(5, -1), c(2, 2)]))
    #expect(box == Box([c(5, 7), c(-3, -1)]) && box.centre == c(1, 3))
    #expect(
      box.contains(c(5, 7)) && box.contains(c(-3, -1)) && !box.contains(c(6, 0)) && !box.contains(c(0, 8)))
    #expect(box.intersects(Box([c(5, 7), c(9, 9)])) && !box.intersects(Box([c(6, 7), c(9, 9)])))
    #expect(Box([c(.max, .max), c(2_000_000_000, 0)]).centre.x > 0)
  }

  @Test func pairsOfBoxesAreThoseThatMeet() {
    var chance = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let boxes = (0..<12).map { i -> Box in
        if i % 5 == 4 { return Box() }
        let a = c(Int32(chance.below(20)), Int32(chance.below(20)))
        return Box([a, c(a.x + Int32(chance.below(6)), a.y + Int32(chance.below(6)))])
      }
      var found: Set<[Int]> = []
      BoxPairs.forEach(boxes) { i, j in
        #expect(i < j && found.insert([i, j]).inserted)
      }
      var expected: Set<[Int]> = []
      for i in 0..<12 {
        for j in (i + 1)..<max(i + 1, 12) where boxes[i].intersects(boxes[j]) { expected.insert([i, j]) }
      }
      #expect(found == expected)
    }
  }
}

@Suite struct PolygonSetTests {
  private static let square = [c(0, 0), c(10, 0), c(10, 10), c(0, 10)]
  private static let hole = [c(2, 2), c(4, 2), c(4, 4), c(2, 4)]

  @Test func exteriorsRunCounterClockwiseAndHolesClockwise() {
    for exterior in [Self.square, Self.square.reversed()] {
      for hole in [Self.hole, Self.hole.reversed()] {
        var set = PolygonSet()
        set.appendUnit([[exterior, hole]])
        let areas = (0..<set.ringCount).map {
          PolygonSet.doubledArea(of: set.coordinates[set.range(ofRing: $0)])
        }
        #expect(areas == [200, -8])
        #expect(Set(set.coordinates) == Set(Self.square + Self.hole))
      }
    }
  }

  @Test func ringsAreClosedWhetherTheyComeClosedOrNot() {
    var open = PolygonSet()
    open.appendUnit([[Self.square]])
    var closed = PolygonSet()
    closed.appendUnit([[Self.square + [c(0, 0)]]])
    #expect(open == closed)
    #expect(open.coordinates == Self.square + [c(0, 0)])
  }

  @Test func repeatedVerticesAreDropped() {
    var set = PolygonSet()
    let stuttering = [
      c(0, 0), c(0, 0), c(10, 0), c(10, 10), c(10, 10), c(10, 10), c(0, 10), c(0, 0), c(0, 0),
    ]
    let kept = set.appendRing(stuttering)
    #expect(kept)
    #expect(set.coordinates == Self.square + [c(0, 0)])
  }

  @Test(arguments: [
    [], [c(1, 1)], [c(1, 1), c(2, 2)], [c(1, 1), c(2, 2), c(1, 1)], [c(1, 1), c(1, 1), c(1, 1), c(1, 1)],
    [c(0, 0), c(5, 5), c(9, 9)], [c(0, 0), c(5, 0), c(9, 0), c(5, 0)],
  ])
  func ringsWithoutLandAreRefused(ring: [Coordinate]) {
    var set = PolygonSet()
    let kept = set.appendRing(ring)
    #expect(!kept && set.coordinates.isEmpty && set.ringCount == 0)
    set.appendUnit([[ring]])
    #expect(set.count == 1 && set.polygonCount == 0 && set.box(of: 0).isEmpty)
  }

  @Test func aPolygonWithoutExteriorHasNoHolesEither() {
    var set = PolygonSet()
    set.appendUnit([[[c(0, 0), c(5, 5)], Self.hole], [Self.square]])
    #expect(set.polygonCount == 1 && set.ringCount == 1)
    #expect(set.coordinates == Self.square + [c(0, 0)])
  }

  @Test func unitsWithoutLandKeepTheirPlace() {
    var set = PolygonSet()
    set.appendUnit([[Self.hole]])
    set.appendUnit([])
    set.appendUnit([[Self.square, Self.hole], [[c(20, 0), c(21, 0), c(20, 1)]]])
    #expect(set.count == 3 && set.polygonCount == 3 && set.ringCount == 4)
    #expect((0..<3).map { set.polygons(of: $0).count } == [1, 0, 2])
    #expect(set.range(ofUnit: 1).isEmpty)
    #expect(set.rings(ofUnit: 2) == 1..<4)
    var copy = PolygonSet()
    for unit in 0..<3 { copy.appendUnit(unit, of: set) }
    #expect(copy == set)
  }

  @Test func doubledAreasEqualTheTrapezoidSums() {
    var chance = SeededGenerator(seed: 2)
    for _ in 0..<1000 {
      let points = (0..<(3 + chance.below(9))).map { _ in
        c(Int32(truncatingIfNeeded: chance.next()), Int32(truncatingIfNeeded: chance.next()))
      }
      let ring = points + points.prefix(1)
      #expect(PolygonSet.doubledArea(of: ring[...]) == Oracle.trapezoids(ring))
    }
  }
}
