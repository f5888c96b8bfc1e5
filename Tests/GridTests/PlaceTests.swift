import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

/// Where points lie, against winding numbers counted by quarter turns.
@Suite struct PlaceTests {
  /// Points on vertices, on edges, and anywhere in and around a set.
  private static func probes(_ set: PolygonSet, _ count: Int, chance: inout SeededGenerator) -> [Coordinate] {
    let box = set.box
    return (0..<count).map { i in
      let at = chance.below(set.coordinates.count - 1)
      let (a, b) = (set.coordinates[at], set.coordinates[at + 1])
      switch i % 3 {
      case 0: return a
      case 1: return midpoint(a, b)
      default:
        return Coordinate(
          x: box.minX - 2 + Int32(chance.below(Int(box.maxX - box.minX) + 5)),
          y: box.minY - 2 + Int32(chance.below(Int(box.maxY - box.minY) + 5)))
      }
    }
  }

  /// Even numbers on a small lattice, so that the middles of edges are lattice points; no edge is degenerate.
  private static func tinyRing(_ chance: inout SeededGenerator, side: Int) -> [Coordinate] {
    var ring: [Coordinate] = []
    for _ in 0..<(3 + chance.below(6)) {
      ring.append(Coordinate(x: Int32(2 * chance.below(side)), y: Int32(2 * chance.below(side))))
    }
    return ring
  }

  @Test func ringsAgreeWithWindingNumbersOddOrEven() {
    var chance = SeededGenerator(seed: 21)
    var seen = [0, 0, 0]
    for _ in 0..<2000 {
      var set = PolygonSet()
      guard set.appendRing(Self.tinyRing(&chance, side: 5 + 4 * chance.below(4))) else { continue }
      let ring = set.coordinates[...]
      for point in Self.probes(set, 9, chance: &chance) {
        let place = PointInRing.locate(point, in: ring)
        switch Oracle.winding(of: ring, about: point) {
        case nil:
          #expect(place == .border, "\(point) \(ring)")
          seen[0] += 1
        case let turns? where turns % 2 != 0:
          #expect(place == .inside, "\(point) \(ring)")
          seen[1] += 1
        default:
          #expect(place == .outside, "\(point) \(ring)")
          seen[2] += 1
        }
      }
    }
    #expect(seen.allSatisfy { $0 > 300 }, "\(seen)")
  }

  @Test func theEndsOfTheLatticeDoNotOverflow() {
    let far: [Coordinate] = [(-1, -1), (1, -1), (1, 1), (-1, 1)].map {
      Coordinate(x: $0.0 * 1_800_000_000, y: $0.1 * 900_000_000)
    }
    let ring = (far + far.prefix(1))[...]
    #expect(PointInRing.locate(Coordinate(x: 1_799_999_999, y: 899_999_999), in: ring) == .inside)
    #expect(PointInRing.locate(Coordinate(x: 1_800_000_000, y: 5), in: ring) == .border)
    #expect(PointInRing.locate(Coordinate(x: 1_800_000_001, y: 5), in: ring) == .outside)
    let slope = [far[0], far[2], far[3], far[0]][...]
    #expect(PointInRing.locate(Coordinate(x: 1_799_999_998, y: 899_999_999), in: slope) == .border)
    #expect(PointInRing.locate(Coordinate(x: 1_799_999_999, y: 899_999_999), in: slope) == .outside)
    #expect(PointInRing.locate(Coordinate(x: 1_799_999_997, y: 899_999_999), in: slope) == .inside)
  }

  @Test func unitsWithPartsAndHolesAgreeWithWindingNumbers() throws {
    var chance = SeededGenerator(seed: 22)
    var seen = [0, 0, 0]
    for _ in 0..<30 {
      let set = try Nest(chance: &chance).children
      let index = UnitIndex(set)
      for point in Self.probes(set, 30, chance: &chance) {
        var holders: [Int] = []
        for unit in 0..<set.count {
          let expected = Oracle.holds(unit, of: set, point)
          let place = set.place(of: point, inUnit: unit)
          #expect(place == (expected == nil ? .border : expected == true ? .inside : .outside))
          if expected != false { holders.append(unit) }
        }
        #expect(index.unit(at: point) == holders.first)
        seen[min(2, holders.count)] += 1
      }
    }
    #expect(seen.allSatisfy { $0 > 50 })
  }

  @Test func aPointOnASharedBorderGoesToOneUnitWhateverTheBins() throws {
    var chance = SeededGenerator(seed: 23)
    let mesh = Mesh(width: 8, height: 6, chance: &chance)
    let whole = UnitIndex(mesh.cells)
    for (at, vertex) in mesh.cells.coordinates.enumerated() {
      let found = try #require(whole.unit(at: vertex))
      // The same answer from an index over the holders alone, which has other bins.
      let holders = (0..<mesh.cells.count).filter { Oracle.holds($0, of: mesh.cells, vertex) == nil }
      var few = PolygonSet()
      for unit in holders { few.appendUnit(unit, of: mesh.cells) }
      let again = try #require(UnitIndex(few).unit(at: vertex))
      #expect(holders[again] == found && holders.first == found, "vertex \(at)")
    }
  }

  @Test func emptySetsAndUnitsHoldNothing() {
    #expect(UnitIndex(PolygonSet()).unit(at: Coordinate(x: 0, y: 0)) == nil)
    var set = PolygonSet()
    set.appendUnit([])
    #expect(UnitIndex(set).unit(at: Coordinate(x: 0, y: 0)) == nil)
    set.appendUnit([[[Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0), Coordinate(x: 0, y: 1)]]])
    set.appendUnit([])
    #expect(UnitIndex(set).unit(at: Coordinate(x: 1, y: 0)) == 1)
    #expect(UnitIndex(set).unit(at: Coordinate(x: 1, y: 1)) == nil)
  }
}
