import Foundation
import Geometry
import TestSupport
import Testing

@testable import Roads
@testable import Solvers

@Suite struct TravelLinesTests {
  static func at(_ x: Int32, _ y: Int32) -> Coordinate {
    Coordinate(x: 1_150_000_000 + x, y: 334_000_000 + y)
  }

  @Test func whatIsClosedToTrafficIsOpenToCrews() {
    var lines = RoadLines()
    let classes = ["residential", "service", "pedestrian", "footway", "construction", "bus_guideway"]
    for (row, name) in classes.enumerated() {
      let y = Int32(row) * 10_000
      lines.append(
        [Self.at(0, y), Self.at(10_000, y)], class: name,
        access: RoadAccess(car: name == "service" ? false : nil))
    }
    lines.turns = [RoadTurn(lines: [0, 1], place: Self.at(0, 0), isMandatory: false, profiles: [.car])]
    func open(_ lines: RoadLines, _ profile: Profile) -> [String] {
      (0..<lines.count).filter { profile.speed(on: $0, of: lines) != nil }.map { lines.classes[$0] }
    }
    #expect(open(lines, .car) == ["residential"])
    let opened = lines.opened(to: .car)
    #expect(open(opened, .car) == ["residential", "service", "pedestrian"])
    #expect(opened.turns.isEmpty && open(opened, .foot) == open(lines, .foot))
  }

  @Test func profilesTakeTheirOwnWays() {
    var lines = RoadLines()
    let line = [Self.at(0, 0), Self.at(9, 9)]
    lines.append(line, class: "motorway", direction: .forward)
    lines.append(line, class: "footway", speed: 50)
    lines.append(
      line,
      RoadTagTests.road(["highway": "residential", "maxspeed": "30", "oneway": "yes", "oneway:bicycle": "no"])
    )
    lines.append(line, class: "track", access: RoadAccess(car: false))
    lines.append(line, class: "footway", access: RoadAccess(car: true))
    lines.append(line, class: "construction", access: RoadAccess(car: true))
    lines.append(line, class: "steps")
    func speeds(_ profile: Profile) -> [Double?] {
      (0..<lines.count).map { profile.speed(on: $0, of: lines) }
    }
    #expect(speeds(.car) == [100, nil, 30, nil, 10, nil, nil])
    #expect(speeds(.eBike) == [nil, 8, 20, 15, 8, nil, nil])
    #expect(speeds(.foot) == [nil, 5, 5, 5, 5, nil, 2.5])
    #expect(Profile.allCases.map { $0.direction(on: lines.attributes[2]) } == [.forward, .both, .both])
  }

  // MARK: Crossings

  @Test func roadsAreJoinedWhereTheyCrossOrTouch() {
    var lines = RoadLines()
    lines.append([Self.at(0, 0), Self.at(1000, 1000)], class: "primary", name: "A")
    lines.append([Self.at(0, 1000), Self.at(1000, 0)], speed: 30, direction: .backward)
    // One ends a centimetre beside the first, one passes over it on a bridge, one stops well before it.
    lines.append([Self.at(701, 700), Self.at(2000, 0)])
    lines.append([Self.at(0, 500), Self.at(1000, 300)], layer: 1)
    lines.append([Self.at(220, 200), Self.at(500, -100)])
    let (joined, crossings) = lines.joinedAtCrossings()
    #expect(
      Array(joined.vertices(of: 0)) == [
        Self.at(0, 0), Self.at(500, 500), Self.at(701, 700), Self.at(1000, 1000),
      ])
    #expect(joined.vertices(of: 1).contains(Self.at(500, 500)))
    #expect(
      joined.names == lines.names && joined.speeds == lines.speeds && joined.directions == lines.directions)
    #expect(joined.vertices(of: 3).count == 2)
    #expect(joined.vertices(of: 4).count == 2)
    // The third also crosses the second.
    #expect(crossings == 2 + (joined.vertices(of: 1).count - 3))
    #expect(lines.joinedAtCrossings().lines.joinedAtCrossings().crossings == 0)
  }

  @Test(arguments: [(0, 0), (1, 0), (2, 0), (1, 1), (0, -2), (-1, -1)]) func endsTwoCentimetresApartAreJoined(
    dx: Int, dy: Int
  ) {
    for layer in [0, 1] {
      var lines = RoadLines()
      lines.append([Self.at(0, 0), Self.at(5000, 0)], speed: 36)
      lines.append([Self.at(5000 + Int32(dx), Int32(dy)), Self.at(9000, 3000)], speed: 36, layer: layer)
      let (joined, crossings) = lines.joinedAtCrossings()
      #expect(crossings == (dx == 0 && dy == 0 ? 0 : 1))
      #expect(RoadNetwork(joined, plane: TravelOracle.plane).junctionCount == 3)
      #expect(joined.vertices(of: 0).last == joined.vertices(of: 1).first)
      #expect(joined.joinedAtCrossings().crossings == 0)
    }
  }

  @Test(arguments: [(3, 0), (2, 2), (0, -3), (40, 0)]) func endsFartherApartAreNot(dx: Int, dy: Int) {
    var lines = RoadLines()
    lines.append([Self.at(0, 0), Self.at(5000, 0)])
    lines.append([Self.at(5000 + Int32(dx), Int32(dy)), Self.at(9000, 3000)])
    #expect(lines.joinedAtCrossings().crossings == 0)
    #expect(RoadNetwork(lines.joinedAtCrossings().lines, plane: TravelOracle.plane).junctionCount == 4)
  }

  /// A town whose lines miss each other by up to a centimetre either way is the town.
  @Test(arguments: 1...8) func shakenLinesMeetAsBefore(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(300 + seed))
    var (neat, shaken) = (RoadLines(), RoadLines())
    for x in 0..<5 {
      for y in 0..<5 {
        for (dx, dy) in [(1, 0), (0, 1)] where x + dx < 5 && y + dy < 5 && generator.below(5) > 0 {
          let ends = [(x, y), (x + dx, y + dy)].map { Self.at(Int32($0.0) * 2000, Int32($0.1) * 2000) }
          let road = RoadTagTests.road(["highway": "tertiary", "maxspeed": "\(20 + generator.below(60))"])
          neat.append(ends, road)
          shaken.append(
            ends.map { end in
              Coordinate(x: end.x + Int32(generator.below(2)), y: end.y + Int32(generator.below(2)))
            }, road)
        }
      }
    }
    let places = (0..<5).flatMap { x in (0..<5).map { Self.at(Int32(x) * 2000, Int32($0) * 2000) } }
    let joined = shaken.joinedAtCrossings().lines
    let tables = [neat, joined].map {
      RoadTravel(RoadNetwork($0, plane: TravelOracle.plane), joinsAnyRoad: true).table(
        from: places, to: places)
    }
    #expect(tables[0].seconds.contains { $0.isFinite && $0 > 0 })
    for (a, b) in zip(tables[0].seconds, tables[1].seconds) { #expect(a == b || abs(a - b) < 0.05) }
    #expect(shaken.joinedAtCrossings().crossings > 5)
  }

  @Test func bridgesAndTunnelsWithoutALayerMeetNothingThatTheyCross() {
    func junctions(_ a: RoadLevel, _ b: RoadLevel) -> Int {
      var lines = RoadLines()
      lines.append([Self.at(0, 0), Self.at(1000, 1000)], RoadAttributes(level: a))
      lines.append([Self.at(0, 1000), Self.at(1000, 0)], RoadAttributes(level: b))
      return RoadNetwork(lines.joinedAtCrossings().lines, plane: TravelOracle.plane).junctionCount
    }
    let bridge = RoadLevel(layer: 1, isStated: false)
    let tunnel = RoadLevel(layer: -1, isStated: false)
    #expect(junctions(.ground, .ground) == 5)
    #expect(junctions(RoadLevel(layer: 1), RoadLevel(layer: 1)) == 5)
    for (a, b) in [
      (bridge, .ground), (.ground, tunnel), (bridge, bridge), (tunnel, tunnel), (bridge, tunnel),
      (bridge, RoadLevel(layer: 1)),
      (.ground, RoadLevel(layer: 1)),
    ] {
      #expect(junctions(a, b) == 4 && junctions(b, a) == 4)
    }
    // But where a bridge ends it comes down: to the end of a road, and to the middle of one.
    var lines = RoadLines()
    lines.append([Self.at(0, 0), Self.at(1000, 0)], RoadAttributes(level: bridge))
    lines.append([Self.at(1001, 0), Self.at(2000, 0)], RoadAttributes())
    lines.append([Self.at(0, -500), Self.at(0, 500)], RoadAttributes())
    #expect(RoadNetwork(lines.joinedAtCrossings().lines, plane: TravelOracle.plane).junctionCount == 5)
  }

  @Test func linesOfManyCloseVerticesKeepThem() {
    var lines = RoadLines()
    lines.append((0..<200).map { Self.at($0, 0) })
    lines.append([Self.at(100, 1), Self.at(100, 900)])
    let joined = lines.joinedAtCrossings().lines
    #expect(joined.vertices(of: 0).count > 190)
    #expect(RoadNetwork(joined, plane: TravelOracle.plane).junctionCount == 4)
  }

  @Test(arguments: 1...20) func crossingsEqualThoseOfAllPairs(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var lines = RoadLines()
    for _ in 0..<12 {
      lines.append(
        (0..<3).map { _ in Self.at(Int32(generator.below(90_000)), Int32(generator.below(90_000))) })
    }
    var expected = 0
    let segments = (0..<lines.count).flatMap { l in
      zip(lines.vertices(of: l), lines.vertices(of: l).dropFirst()).map { ($0, $1) }
    }
    func side(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Int {
      let value =
        (Int(b.x) - Int(a.x)) * (Int(c.y) - Int(a.y)) - (Int(b.y) - Int(a.y)) * (Int(c.x) - Int(a.x))
      return value.signum()
    }
    for i in segments.indices {
      for j in segments.indices where j > i {
        let ((a, b), (c, d)) = (segments[i], segments[j])
        if side(a, b, c) * side(a, b, d) < 0, side(c, d, a) * side(c, d, b) < 0 { expected += 1 }
      }
    }
    let joined = lines.joinedAtCrossings()
    #expect(expected > 0)
    #expect(joined.crossings == expected)
    let apart = RoadNetwork(lines, plane: TravelOracle.plane)
    let network = RoadNetwork(joined.lines, plane: TravelOracle.plane)
    #expect(network.junctionCount == apart.junctionCount + expected)
    #expect(network.edgeCount == apart.edgeCount + 2 * expected)
  }
}
