import Foundation
import Geometry
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

  // MARK: Tags

  @Test func speedLimitsAreRead() {
    let limits: [(String, Double?)] = [
      ("50", 50), ("50 mph", 80.4672), ("30mph", 48.28032), ("10 knots", 18.52), ("60 km/h", 60),
      ("80;50", 50),
      ("CN:urban", 50), ("DE:rural", 80), ("walk", 7), ("RO:motorway", 120), ("DE:zone:30", 30),
      ("DE:zone30", 30),
      ("signals", nil), ("", nil), ("0", nil), ("-20", nil), ("1e9", nil), ("50 parsecs", nil), ("nan", nil),
    ]
    for (text, expected) in limits {
      let found = RoadTags.speed(text)
      if let expected, let found {
        #expect(abs(found - expected) < 1e-9, "\(text)")
      } else {
        #expect(found == expected, "\(text)")
      }
    }
  }

  @Test func directionsAreReadOrGoWithoutSaying() {
    let cases: [([String: String], RoadLines.Direction)] = [
      (["oneway": "yes"], .forward), (["oneway": "-1"], .backward), ([:], .both),
      (["class": "motorway"], .forward),
      (["class": "motorway", "oneway": "no"], .both), (["class": "motorway_link"], .both),
      (["junction": "roundabout"], .forward), (["junction": "roundabout", "oneway": "-1"], .backward),
      (["junction": "circular"], .forward), (["junction": "jughandle"], .both),
      (["oneway": "reversible"], .both),
    ]
    for (tags, expected) in cases { #expect(RoadTags { tags[$0] }.direction == expected, "\(tags)") }
  }

  @Test func theMostParticularKeyOpensOrCloses() {
    func access(_ tags: [String: String]) -> RoadAccess { RoadTags { tags[$0] }.access }
    #expect(access([:]) == RoadAccess())
    #expect(access(["access": "private"]) == RoadAccess(car: false, bicycle: false, foot: false))
    #expect(access(["access": "no", "foot": "yes"]) == RoadAccess(car: false, bicycle: false, foot: true))
    #expect(
      access(["vehicle": "no", "motor_vehicle": "destination"]) == RoadAccess(car: true, bicycle: false))
    #expect(access(["motorroad": "yes"]) == RoadAccess(bicycle: false, foot: false))
    #expect(access(["oneway_bicycle": "no"]).ridesBothWays)
    #expect(access(["access": "unknown"]) == RoadAccess())
  }

  @Test func profilesTakeTheirOwnWays() {
    var lines = RoadLines()
    let line = [Self.at(0, 0), Self.at(9, 9)]
    lines.append(line, class: "motorway", direction: .forward)
    lines.append(line, class: "footway", speed: 50)
    lines.append(
      line, class: "residential", speed: 30, direction: .forward, access: RoadAccess(ridesBothWays: true))
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
    #expect(Profile.allCases.map { $0.direction(on: 2, of: lines) } == [.forward, .both, .both])
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
