import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

@Suite struct DividedLandTests {
  private static func land(_ chance: inout SeededGenerator) -> DividedLand {
    // A rectangle with a notch and a hole, on a lattice so small that points often meet borders.
    let notch = Int32(2 + chance.below(3))
    return DividedLand(rings: [
      [(0, 0), (9, 0), (9, 9), (notch + 2, 9), (notch, 5), (notch - 1, 9), (0, 9)].map {
        Coordinate(x: $0.0, y: $0.1)
      },
      [(2, 2), (2, 4), (6, 4), (7, 2)].map { Coordinate(x: $0.0, y: $0.1) },
    ])
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func everyLatticePointHasItsPlace(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let land = Self.land(&chance)
    var shapes = PolygonSet()
    shapes.appendUnit([land.rings])
    var counts: [PointInRing.Place: Int] = [:]
    for x in Int32(-1)...10 {
      for y in Int32(-1)...10 {
        let point = Coordinate(x: x, y: y)
        let place = land.place(of: point)
        #expect(place == shapes.place(of: point, inUnit: 0), "\(x) \(y)")
        #expect(land.holds(point) == (place != .outside))
        counts[place, default: 0] += 1
      }
    }
    #expect(counts.values.allSatisfy { $0 > 20 } && counts.count == 3)
  }

  /// Households on the outline of land that is cut go to the side whose outline they lie on.
  @Test func householdsOnOutlinesAreCountedWhereTheyLie() throws {
    var order = GridFixture.order(seed: 11)
    order.points += GridFixture.pointsOnOutlines(of: order.shapes)
    let build = try buildGrids(order)
    #expect(build.misses.isEmpty)
  }
}
