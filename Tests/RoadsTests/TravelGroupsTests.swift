import Geometry
import Roads
import Solvers
import TestSupport
import Testing

@Suite struct TravelGroupsTests {
  @Test(arguments: 1...15) func theFirstOfAGroupIsTheLeastOfItsTable(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let oracle = TravelOracle.random(&generator, lines: 6 + generator.below(6))
    let places = randomPlaces(12, &generator)
    let roads = RoadTravel(RoadNetwork(oracle.lines, plane: TravelOracle.plane))
    let prepared = RoadTravel(roads.network)
    prepared.prepare()
    let travels: [any Travel] = [roads, prepared, StraightLineTravel(factor: 1.3, speed: 40)]
    let groups = (0..<70).map { _ in (0..<generator.below(4)).map { _ in places[generator.below(12)] } }
    let ends = Array(places.prefix(7))
    for travel in travels {
      let least = travel.leastSeconds(from: groups, to: ends)
      for (g, group) in groups.enumerated() {
        let table = travel.table(from: group, to: ends)
        for d in ends.indices {
          #expect(
            least[d * groups.count + g] == group.indices.map { table.seconds($0, d) }.min() ?? .infinity)
        }
      }
    }
  }
}
