import Foundation
import Geometry
import TestSupport
import Testing
import VectorFiles

@testable import Roads
@testable import Solvers

@Suite struct TrackMatchTests {
  /// Every sequence of places is tried; ways are found by another method.
  @Test(arguments: 1...40) func theLikeliestWayIsFound(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let map = TravelOracle.random(&generator, lines: 5 + generator.below(5))
    let network = RoadNetwork(map.lines, plane: TravelOracle.plane)
    guard network.edgeCount > 0 else { return }
    var rules = MatchRules()
    (rules.noise, rules.detour, rules.radius, rules.candidates) = (60, 150, 150, 200)
    (rules.longestDetour, rules.greatestSpeed, rules.beam) = (1500, 60, .infinity)
    let matcher = TrackMatcher(network, rules: rules)
    let oracle = MatchOracle(network, rules)
    for _ in 0..<4 {
      let fixes = Self.fixesNearRoads(network, count: 4, &generator)
      let positions = network.plane.project(fixes.map(\.coordinate))
      let best = oracle.best(fixes, positions)
      let track = matcher.match([fixes])[0]
      let places = track.fixes.compactMap { match -> MatchOracle.Place? in
        guard case .on(let place) = match else { return nil }
        return MatchOracle.Place(edge: place.edge, along: place.along, distance: place.distance)
      }
      guard best > -.infinity else {
        #expect(track.pieces.count != 1 || track.matchedCount < fixes.count)
        continue
      }
      #expect(track.pieces.count == 1 && places.count == fixes.count)
      guard places.count == fixes.count else { continue }
      #expect(abs(oracle.score(places, fixes, positions) - best) < 0.01, "seed \(seed)")
      let metres = zip(places, places.dropFirst()).reduce(0) { $0 + oracle.metres($1.0, $1.1) }
      let counted = track.steps.reduce(0) { sum, step in
        sum + step.length * (network.oneWay[step.edge] && step.to < step.from ? rules.wrongWay : 1)
      }
      // Falling back on a one-way road is no way, and the next starts from where one had come to.
      let fallen = zip(places, places.dropFirst()).reduce(0) { sum, pair in
        let isBack = pair.0.edge == pair.1.edge && network.oneWay[pair.0.edge]
        return sum + (isBack ? min(max(0, pair.0.along - pair.1.along), 2 * rules.noise) : 0)
      }
      #expect(counted <= metres + rules.wrongWay * fallen + 0.1 && counted >= metres - fallen - 0.1)
    }
  }

  private static func fixesNearRoads(
    _ network: RoadNetwork, count: Int, _ generator: inout SeededGenerator
  ) -> [Fix] {
    let start = network.points[generator.below(network.points.count)]
    return (0..<count).map { i in
      // Within 1 km of the first, and then at the nearest vertex with an error.
      let wanted = PlanePoint(x: 1000 * generator.unit() - 500, y: 1000 * generator.unit() - 500)
      let base = network.plane.project([start])[0]
      let index = network.positions.indices.min {
        network.positions[$0].distance(to: PlanePoint(x: base.x + wanted.x, y: base.y + wanted.y))
          < network.positions[$1].distance(to: PlanePoint(x: base.x + wanted.x, y: base.y + wanted.y))
      }
      let vertex = network.points[index ?? 0]
      return Fix(
        time: Int64(i) * 40_000,
        coordinate: Coordinate(
          x: vertex.x + Int32(generator.below(12_000)) - 6_000,
          y: vertex.y + Int32(generator.below(10_000)) - 5_000))
    }
  }

  /// A town of streets 200 m apart, a third of them one-way.
  private static func town(_ generator: inout SeededGenerator) -> RoadNetwork {
    var lines = RoadLines()
    func corner(_ x: Int, _ y: Int) -> Coordinate {
      Coordinate(x: 1_150_000_000 + Int32(x) * 21_500, y: 334_000_000 + Int32(y) * 18_000)
    }
    for i in 0..<12 {
      let directions: [RoadLines.Direction] = [.both, .forward, .both, .backward, .both, .both]
      lines.append(
        (0..<12).map { corner($0, i) }, class: "residential", direction: directions[i % 6], name: "row \(i)")
      lines.append(
        (0..<12).map { corner(i, $0) }, class: "residential", direction: directions[(i + 3) % 6],
        name: "column \(i)")
    }
    return RoadNetwork(lines, plane: TravelOracle.plane)
  }

  @Test(arguments: 1...12) func aTrackOfAKnownWayMatchesThatWay(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let network = Self.town(&generator)
    let travel = RoadTravel(network)
    func junction() -> Coordinate { network.coordinate(ofJunction: generator.below(network.junctionCount)) }
    let (from, to) = (junction(), junction())
    let path = travel.path(from: from, to: to)
    let way = network.plane.project(path)
    let length = zip(way, way.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    guard length > 600 else { return }
    // A fix every 5 s at 10 m/s, 6 m off in the mean.
    var places: [PlanePoint] = []
    var (done, leg) = (0.0, 0)
    for at in stride(from: 0, to: length, by: 50) {
      while leg + 2 < way.count, done + way[leg].distance(to: way[leg + 1]) < at {
        done += way[leg].distance(to: way[leg + 1])
        leg += 1
      }
      let share = (at - done) / way[leg].distance(to: way[leg + 1])
      places.append(
        PlanePoint(
          x: way[leg].x + share * (way[leg + 1].x - way[leg].x) + 12 * generator.unit() - 6,
          y: way[leg].y + share * (way[leg + 1].y - way[leg].y) + 12 * generator.unit() - 6))
    }
    let fixes = zip(places.indices, network.plane.unproject(places)).map {
      Fix(time: Int64($0) * 5000, coordinate: $1)
    }
    let track = TrackMatcher(network).match([fixes])[0]
    #expect(track.reason == nil && track.pieces.count == 1 && track.matchedCount == fixes.count)
    let driven = Double(fixes.count - 1) * 50
    #expect(abs(track.length - driven) < 0.03 * driven + 15)
    // Edges that were driven for more than a fix's error are those of the way.
    let vertices = Set(path)
    let lengths = Dictionary(grouping: track.steps, by: \.edge).mapValues { $0.reduce(0) { $0 + $1.length } }
    let passed = lengths.filter { $0.value > 50 }.keys
    #expect(passed.count >= Int(driven / 250))
    for edge in passed {
      #expect(
        vertices.contains(network.coordinate(ofJunction: Int(network.starts[edge])))
          && vertices.contains(network.coordinate(ofJunction: Int(network.ends[edge]))), "seed \(seed)")
    }
    let again = TrackMatcher(network).match([fixes, fixes, fixes], threads: 3)
    #expect(again.map(\.steps) == [track.steps, track.steps, track.steps])
  }

  @Test func aWayAgainstAOneWayStreetIsFound() {
    var generator = SeededGenerator(seed: 1)
    let network = Self.town(&generator)
    // Down the second row, which leads up; the next streets are 200 m off.
    let fixes = (0..<12).map { i in
      Fix(
        time: Int64(i) * 10_000,
        coordinate: Coordinate(
          x: 1_150_200_000 - Int32(i) * 9_000, y: 334_018_000 + (i % 2 == 0 ? 300 : -300)))
    }
    let track = TrackMatcher(network).match([fixes])[0]
    #expect(track.pieces.count == 1 && track.matchedCount == 12)
    let ends = network.plane.project([fixes[0].coordinate, fixes[11].coordinate])
    #expect(abs(track.length - ends[0].distance(to: ends[1])) < 1)
    #expect(track.steps.allSatisfy { network.oneWay[$0.edge] && $0.to < $0.from })
  }

  @Test func aTrackThatIsNotMatchedSaysWhy() {
    var generator = SeededGenerator(seed: 1)
    let matcher = TrackMatcher(Self.town(&generator))
    func track(_ places: [(Int32, Int32)]) -> MatchedTrack {
      matcher.match([
        places.enumerated().map {
          Fix(
            time: Int64($0.offset) * 15_000,
            coordinate: Coordinate(x: 1_150_000_000 + $0.element.0, y: 334_000_000 + $0.element.1))
        }
      ])[0]
    }
    #expect(track([(0, 0)]).reason == .tooFewFixes(1))
    #expect(track([]).reason == .tooFewFixes(0))
    #expect(track([(9_000_000, 0), (9_001_000, 0)]).reason == .outsideRoads)
    // In the middle of a block.
    #expect(track([(10_750, 9_000), (10_760, 9_010)]).reason == .noRoadNear)
    // Two kilometres in 15 seconds.
    #expect(track([(0, 0), (215_000, 0)]).reason == .noWay)
    #expect(track([(0, 0), (5_000, 0)]).reason == nil)
  }

  @Test func aFixFarOffIsPassedOver() {
    var generator = SeededGenerator(seed: 1)
    let matcher = TrackMatcher(Self.town(&generator))
    // Along the first row, with one fix on a street a kilometre away.
    let fixes = (0..<8).map { i in
      Fix(
        time: Int64(i) * 10_000,
        coordinate: Coordinate(x: 1_150_000_000 + Int32(i) * 9_000, y: 334_000_000 + (i == 4 ? 90_000 : 0)))
    }
    let track = matcher.match([fixes])[0]
    #expect(track.pieces.count == 1 && track.fixes[4] == .noWay && track.matchedCount == 7)
    let driven = network(matcher, fixes[0], fixes[7])
    #expect(abs(track.length - driven) < 1)
  }

  private func network(_ matcher: TrackMatcher, _ a: Fix, _ b: Fix) -> Double {
    let places = matcher.network.plane.project([a.coordinate, b.coordinate])
    return places[0].distance(to: places[1])
  }
}
