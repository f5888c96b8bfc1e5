import Testing

@testable import Geometry
@testable import Solvers

@Suite struct CoordinateSetTests {
  @Test(arguments: [3, 40, 3000]) func itHoldsWhatWasPutIn(extent: Int) {
    var chance = SeededGenerator(seed: UInt64(extent))
    func point() -> Coordinate {
      Coordinate(x: Int32(chance.below(extent) - extent / 2), y: Int32(chance.below(extent) - extent / 2))
    }
    var (set, expected) = (CoordinateSet(), Set<Coordinate>())
    #expect(set.isEmpty)
    for _ in 0..<5000 {
      let here = point()
      #expect(set.insert(here) == expected.insert(here).inserted)
    }
    #expect(set.count == expected.count && !set.isEmpty)
    for _ in 0..<5000 {
      let here = point()
      #expect(set.contains(here) == expected.contains(here))
    }
    #expect(CoordinateSet(Array(expected)).count == expected.count)
    let corners = [
      Coordinate(x: 1_800_000_000, y: 900_000_000), Coordinate(x: -1_800_000_000, y: -900_000_000),
    ]
    #expect(corners.allSatisfy { set.insert($0) && set.contains($0) })
  }

  @Test func aPlaceInAscendingPoints() {
    let points = [(0, 0), (0, 3), (2, 1), (5, 5)].map { Coordinate(x: $0.0, y: $0.1) }
    #expect(points.map { points.place(of: $0) } == [0, 1, 2, 3])
    #expect(points[1...].place(of: points[1]) == 1)
    #expect([(0, 1), (6, 0), (-1, 0)].allSatisfy { points.place(of: Coordinate(x: $0.0, y: $0.1)) == nil })
  }
}
