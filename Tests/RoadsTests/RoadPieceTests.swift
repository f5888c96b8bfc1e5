import Geometry
import TestSupport
import Testing

@testable import Roads

/// Which roads places join where a file has several that do not meet.
@Suite struct RoadPieceTests {
  /// In units of 93 m east and 111 m north.
  private static func at(_ x: Double, _ y: Double) -> Coordinate {
    Coordinate(x: 1_150_000_000 + Int32(x * 10_000), y: 334_000_000 + Int32(y * 10_000))
  }

  private static func travel(_ roads: [[Coordinate]], for places: [Coordinate]) -> RoadTravel {
    var lines = RoadLines()
    for road in roads { lines.append(road, class: "tertiary", speed: 40) }
    return RoadTravel(RoadNetwork(lines, plane: TravelOracle.plane), for: places)
  }

  @Test func placesJoinTheRoadBesideThemHoweverShort() {
    let here = [Self.at(0, 0), Self.at(30, 0)]
    let elsewhere = [Self.at(300, 0), Self.at(600, 50)]
    let places = [Self.at(5, 1), Self.at(25, 1)]
    let travel = Self.travel([here, elsewhere], for: places)
    #expect(travel.homeShare < 0.15)
    let metres = travel.table(from: [places[0]], to: [places[1]]).metres(0, 0)
    #expect(metres > 1860 && metres < 2200)
    #expect(travel.distances(from: places).allSatisfy { $0.nearest < 120 && $0.home == $0.nearest })
    // Without places the longest serves.
    #expect(Self.travel([here, elsewhere], for: []).homeShare > 0.85)
  }

  @Test func yardsBesideThePlacesDoNotServeThem() {
    // Each place has a yard of its own within 20 m; the road between them is 80 m away.
    let road = [Self.at(-5, 0), Self.at(45, 0)]
    let yards = (0..<4).map { i in [Self.at(Double(i) * 12, 0.8), Self.at(Double(i) * 12 + 0.5, 0.8)] }
    let places = (0..<4).map { Self.at(Double($0) * 12 + 0.2, 0.9) }
    let travel = Self.travel([road] + yards, for: places)
    #expect(travel.homeShare > 0.9)
    let table = travel.table(from: places, to: places)
    for i in 0..<4 {
      for j in 0..<4 where i != j {
        #expect(table.metres(i, j) < Float(abs(i - j)) * 1125 + 300 && table.seconds(i, j).isFinite)
      }
    }
  }

  @Test func placesOfOnePieceReachEachOtherByItAndOthersOverLand() {
    // Two villages on an island road, four on the main road.
    let main = [Self.at(0, 0), Self.at(60, 0)]
    let island = [Self.at(0, 30), Self.at(40, 30)]
    let places = [Self.at(2, 29), Self.at(38, 29)] + (0..<4).map { Self.at(Double($0) * 15 + 1, 1) }
    let travel = Self.travel([main, island], for: places)
    let table = travel.table(from: places, to: places)
    #expect(table.metres(0, 1) < 3700 && table.seconds(0, 1) < 3700 * 3.6 / 35)
    #expect(table.seconds.allSatisfy { $0.isFinite })
    // Over land at 20 km/h: 3.2 km of it.
    #expect(table.seconds(0, 2) > 3100 * 3.6 / 20)
    let distances = travel.distances(from: places)
    #expect(distances[0].nearest < 120 && distances[0].home > 3000)
    let path = travel.path(from: places[0], to: places[1])
    #expect(path.contains { $0.y > 334_299_000 } && path.count >= 4)
    let over = travel.path(from: places[0], to: places[5])
    let metres = zip(over, over.dropFirst()).reduce(0) { $0 + TravelOracle.metres($1.0, $1.1) }
    #expect(abs(metres - Double(table.metres(0, 5))) < 1)
  }
}
