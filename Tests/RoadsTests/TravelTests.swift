import Geometry
import TestSupport
import Testing

@testable import Roads
@testable import Solvers

@Suite struct TravelTests {
  @Test(arguments: 1...25) func roadTimesEqualFloydWarshall(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let oracle = TravelOracle.random(&generator, lines: 4 + generator.below(8))
    var places = randomPlaces(7, &generator)
    places.append(places[0])
    // One exactly on a vertex.
    if let vertex = oracle.segments.first?.b { places.append(vertex) }
    let network = RoadNetwork(oracle.lines, plane: TravelOracle.plane)
    for (pieces, isPrepared) in [(true, false), (true, true), (false, true)] {
      let truth = oracle.table(places, joinsPieces: pieces)
      let travel = RoadTravel(
        network, accessSpeed: TravelOracle.accessSpeed, joinsAnyRoad: !pieces)
      if isPrepared { travel.prepare() }
      // More origins than destinations runs on the reversed graph, fewer on the graph itself.
      let all = Array(places.indices)
      for (rows, columns) in [(all, all), (all, Array(all.prefix(3))), (Array(all.prefix(2)), all)] {
        let table = travel.table(from: rows.map { places[$0] }, to: columns.map { places[$0] })
        for (r, i) in rows.enumerated() {
          for (c, j) in columns.enumerated() {
            let expected = truth[i][j]
            if places[i] == places[j] {
              #expect(table.seconds(r, c) == 0 && table.metres(r, c) == 0)
            } else if expected.seconds.isInfinite {
              #expect(table.seconds(r, c).isInfinite)
            } else {
              #expect(abs(Double(table.seconds(r, c)) - expected.seconds) < 0.1, "\(i) \(j)")
              #expect(abs(Double(table.metres(r, c)) - expected.metres) < 0.5, "\(i) \(j)")
              #expect(Double(table.metres(r, c)) > haversine(places[i], places[j]) - 0.1)
            }
          }
        }
      }
    }
  }

  @Test(arguments: 1...25) func pathsAreAsLongAsTheTableSays(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(1000 + seed))
    let oracle = TravelOracle.random(&generator, lines: 9)
    let places = randomPlaces(6, &generator)
    let travel = RoadTravel(RoadNetwork(oracle.lines, plane: TravelOracle.plane))
    let prepared = RoadTravel(travel.network)
    prepared.prepare()
    let table = travel.table(from: places, to: places)
    for i in places.indices {
      for j in places.indices where table.seconds(i, j).isFinite {
        let path = travel.path(from: places[i], to: places[j])
        #expect(path.first == places[i] && path.last == places[j])
        let metres = zip(path, path.dropFirst()).reduce(0) { $0 + TravelOracle.metres($1.0, $1.1) }
        #expect(abs(metres - Double(table.metres(i, j))) < 1, "\(i) \(j)")
        #expect(prepared.path(from: places[i], to: places[j]) == path)
      }
    }
  }

  @Test(arguments: 1...20) func nearestSourcesEqualTheTable(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(2000 + seed))
    let oracle = TravelOracle.random(&generator, lines: 8)
    let sources = randomPlaces(5, &generator)
    let destinations = randomPlaces(12, &generator) + [sources[1]]
    let travel = RoadTravel(
      RoadNetwork(oracle.lines, plane: TravelOracle.plane), joinsAnyRoad: seed % 2 == 1)
    let found = travel.nearest(from: sources, to: destinations)
    let table = travel.table(from: sources, to: destinations)
    let limit = found.secondSeconds.filter(\.isFinite).sorted().dropFirst(3).first ?? 100
    let bounded = travel.nearest(from: sources, to: destinations, within: Double(limit))
    for d in destinations.indices {
      let isNear = found.nearestSeconds[d] <= limit
      #expect(bounded.nearestSeconds[d] == (isNear ? found.nearestSeconds[d] : .infinity))
      #expect(bounded.nearest[d] == (isNear ? found.nearest[d] : -1))
      #expect(
        bounded.secondSeconds[d] == (found.secondSeconds[d] <= limit ? found.secondSeconds[d] : .infinity))
      let ordered = sources.indices.map { table.seconds($0, d) }.sorted()
      #expect(found.nearestSeconds[d] == ordered[0])
      #expect(found.secondSeconds[d] == ordered[1])
      if ordered[0].isFinite {
        #expect(table.seconds(found.nearest[d], d) == ordered[0])
      } else {
        #expect(found.nearest[d] == -1)
      }
      if ordered[1].isFinite {
        #expect(found.second[d] != found.nearest[d])
        #expect(table.seconds(found.second[d], d) == ordered[1])
      }
    }
  }

  @Test func piecesAreReported() {
    func at(_ x: Int32, _ y: Int32) -> Coordinate {
      Coordinate(x: 1_150_000_000 + x * 10_000, y: 334_000_000 + y * 10_000)
    }
    var lines = RoadLines()
    lines.append([at(0, 0), at(10, 0)], direction: .forward)
    lines.append([at(10, 0), at(10, 10), at(0, 10), at(0, 0)], direction: .forward)
    lines.append([at(10, 0), at(30, 0)], direction: .forward)
    lines.append([at(0, 30), at(1, 30)])
    let network = RoadNetwork(lines, plane: TravelOracle.plane)
    // The ring, the dead end of the one-way street, and the road apart.
    #expect(network.junctionCount == 5)
    #expect(network.pieceCount == 3)
    let ring = network.pieceLengths[network.largestPiece]
    #expect(ring > 39 * 93 && ring < 40 * 111)
    #expect(network.largestPieceShare > 0.6 && network.largestPieceShare < 0.7)

    // Round the ring, since the street is one-way: over the junction where it closes.
    let travel = RoadTravel(network)
    let table = travel.table(from: [at(8, 0), at(2, 0)], to: [at(8, 0), at(2, 0)])
    #expect(table.metres(1, 0) < 600)
    #expect(table.metres(0, 1) > Float(ring) - 600)
    #expect(table.seconds(0, 0) == 0)
  }

  @Test func withoutRoadsNothingIsReachedButThePlaceItself() {
    let travel = RoadTravel(RoadNetwork(RoadLines(), plane: TravelOracle.plane))
    let a = Coordinate(x: 1_150_000_000, y: 334_000_000)
    let b = Coordinate(x: 1_150_100_000, y: 334_000_000)
    let table = travel.table(from: [a], to: [a, b])
    #expect(table.seconds(0, 0) == 0)
    #expect(table.seconds(0, 1).isInfinite)
    #expect(travel.path(from: a, to: b) == [a, b])
    #expect(travel.nearest(from: [a], to: [b]).nearest == [-1])
    #expect(travel.table(from: [], to: [a]).seconds.isEmpty)
  }

  @Test func straightLinesAreTimesTheFactor() {
    var generator = SeededGenerator(seed: 9)
    let places = randomPlaces(10, &generator)
    let travel = StraightLineTravel(factor: 1.3, speed: 36)
    let table = travel.table(from: places, to: places)
    let found = travel.nearest(from: places, to: [places[3]])
    #expect(found.nearest == [3])
    for i in places.indices {
      for j in places.indices {
        let way = 1.3 * haversine(places[i], places[j])
        #expect(abs(Double(table.metres(i, j)) - way) < 0.01)
        #expect(abs(Double(table.seconds(i, j)) - way / 10) < 0.001)
      }
    }
    #expect(
      Double(StraightLineTravel(factor: 0.5).table(from: [places[0]], to: [places[1]]).metres[0])
        > haversine(places[0], places[1]) - 0.01)
  }

  @Test func speedsComeFromTheColumnElseFromTheClass() {
    var lines = RoadLines()
    let line = [Coordinate(x: 0, y: 0), Coordinate(x: 0, y: 0), Coordinate(x: 9, y: 9)]
    lines.append(line, class: "motorway_link")
    lines.append(line, class: "primary", speed: 45)
    lines.append(line, class: "县道")
    lines.append(line, class: "steps")
    lines.append(line, class: "trunk", speed: -1)
    #expect((0..<5).map { Profile.car.speed(on: $0, of: lines) } == [100, 45, 30, nil, 80])
    #expect(lines.vertices(of: 0).count == 2)
  }
}
