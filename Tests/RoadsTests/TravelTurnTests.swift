import Geometry
import TestSupport
import Testing

@testable import Roads
@testable import Solvers

@Suite struct TravelTurnTests {
  @Test(arguments: 1...16) func forbiddenTurnsAreNeverMade(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(5000 + seed))
    let oracle = TurnOracle(&generator, rules: 1 + generator.below(12))
    let network = RoadNetwork(oracle.lines, plane: TravelOracle.plane)
    let unclear = oracle.rules.count { $0.isMandatory && $0.ways.isEmpty }
    let idle = oracle.rules.count { !$0.isMandatory && $0.ways.isEmpty }
    #expect(network.keptTurns == oracle.rules.count - unclear - idle)
    #expect(network.unclearTurns == unclear && network.idleTurns == idle)

    // A junction without lines is none.
    let places =
      oracle.junctions.indices.filter { j in oracle.ends.contains { $0.0 == j || $0.1 == j } }
      .map { TurnOracle.Place.junction($0) } + oracle.ends.indices.map { .middle(of: $0) }
    let coordinates = places.map(oracle.coordinate)
    let truths = places.map { oracle.seconds(from: $0, to: places) }
    for isPrepared in [false, true] {
      let travel = RoadTravel(network, joinsAnyRoad: true)
      if isPrepared { travel.prepare() }
      let table = travel.table(from: coordinates, to: coordinates)
      let few = travel.table(from: Array(coordinates.prefix(3)), to: coordinates)
      for i in places.indices {
        let truth = truths[i]
        let nearest = travel.nearest(from: [coordinates[i]], to: coordinates)
        for j in places.indices {
          let found = Double(table.seconds(i, j))
          #expect(found == truth[j] || abs(found - truth[j]) < 0.1, "\(places[i]) \(places[j])")
          #expect(nearest.nearestSeconds[j] == table.seconds(i, j))
          if i < 3 { #expect(few.seconds(i, j) == table.seconds(i, j)) }
          guard found.isFinite else { continue }
          let path = travel.path(from: coordinates[i], to: coordinates[j])
          let metres = zip(path, path.dropFirst()).reduce(0) { $0 + TravelOracle.metres($1.0, $1.1) }
          #expect(abs(metres - Double(table.metres(i, j))) < 1, "\(places[i]) \(places[j])")
        }
      }
    }
  }

  /// A crossing of two streets: left is forbidden, so one goes round the block.
  @Test func aForbiddenLeftTurnCostsTheWayRound() {
    func at(_ x: Int32, _ y: Int32) -> Coordinate {
      Coordinate(x: 1_150_000_000 + x * 10_000, y: 334_000_000 + y * 10_000)
    }
    var lines = RoadLines()
    lines.append([at(0, -10), at(0, 0)], speed: 36)
    lines.append([at(0, 0), at(-10, 0)], speed: 36)
    lines.append([at(0, 0), at(0, 10), at(-10, 10), at(-10, 0)], speed: 36, direction: .forward)
    let travelWithout = RoadTravel(RoadNetwork(lines, plane: TravelOracle.plane))
    lines.turns = [
      RoadTurn(lines: [0, 1], place: at(0, 0), isMandatory: false, profiles: [.car]),
      // Only one line: it says nothing that could be kept.
      RoadTurn(lines: [0], place: at(0, 0), isMandatory: true, profiles: [.car]),
    ]
    let network = RoadNetwork(lines, plane: TravelOracle.plane)
    #expect(network.keptTurns == 1 && network.unclearTurns == 1)
    // With no turn to remember there is no copy.
    #expect(network.junctionCount == 4)
    #expect(RoadNetwork(lines, plane: TravelOracle.plane, profile: .foot).junctionCount == 3)
    let (a, b) = (at(0, -10), at(-10, 0))
    let straight = travelWithout.table(from: [a], to: [b]).metres(0, 0)
    let round = RoadTravel(network).table(from: [a], to: [b]).metres(0, 0)
    #expect(straight < 2100 && round > 3900 && round < 4400)
    #expect(network.pieceCount == 1 && network.largestPieceShare == 1)
  }

  @Test func rulesOfOpenStreetMapSayWhomTheyBind() {
    func rules(_ all: String, car: String = "", bicycle: String = "", except: String = "") -> [String] {
      RoadTurn.rules(all: all, own: [.car: car, .eBike: bicycle], except: except).map {
        "\($0.isMandatory ? "only" : "no") \($0.profiles.map(\.rawValue).sorted().joined(separator: " "))"
      }
    }
    #expect(rules("no_left_turn") == ["no car e-bike"])
    #expect(rules("only_straight_on", except: "bicycle; psv") == ["only car"])
    #expect(rules("no_u_turn", except: "motorcar") == ["no e-bike"])
    #expect(rules("", car: "no_entry") == ["no car"])
    #expect(rules("only_right_turn", bicycle: "no_left_turn") == ["no e-bike", "only car"])
    #expect(rules("give_way").isEmpty && rules("").isEmpty)
  }
}
