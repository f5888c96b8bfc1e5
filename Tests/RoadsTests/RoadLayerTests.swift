import Geometry
import TestSupport
import Testing
import VectorFiles

@testable import Roads

/// Line layers: columns in the words of whoever made them.
@Suite struct RoadLayerTests {
  /// Lines of a kilometre, one above the other, each with these values.
  static func read(_ rows: [[RoadKey: String]]) -> RoadLines {
    var layer = LineSet()
    for row in rows.indices {
      let y = 330_000_000 + Int32(row) * 100_000
      layer.append([Coordinate(x: 1_150_000_000, y: y), Coordinate(x: 1_150_100_000, y: y)])
    }
    let keys = Set(rows.flatMap(\.keys))
    return RoadLines(
      layer, columns: Dictionary(uniqueKeysWithValues: keys.map { key in (key, rows.map { $0[key] }) }))
  }

  @Test func columnsAreReadAsTheirMakersMeantThem() {
    let lines = Self.read([
      [.roadClass: "PRIMARY", .oneway: "TF", .speed: "50 mph", .bridge: "T"],
      [.roadClass: "国道", .oneway: "N", .speed: "70", .bridge: "F"],
      [.roadClass: "Ferry", .duration: "00:06"],
      [.roadClass: "轮渡", .oneway: "FT", .layer: "2"],
    ])
    #expect(lines.classes == ["primary", "primary", "ferry", "ferry"])
    #expect(lines.directions == [.backward, .both, .both, .forward])
    #expect(lines.attributes.map(\.access.car) == [nil, false, true, true])
    #expect(lines.attributes.map(\.level.layer) == [1, 0, 0, 2])
    #expect(lines.speeds[0].map { abs($0 - 80.4672) < 1e-9 } == true && lines.speeds[1] == 70)
    // 933 m in six minutes.
    #expect(lines.speeds[2].map { abs($0 - 9.33) < 0.05 } == true && lines.speeds[3] == nil)
    #expect(
      lines.remarks.sentences.map(\.english) == [
        "one-way codes are taken as 'n' (1) closed both ways",
        "1 ferry of unknown duration: taken at 5 km/h, boarding included",
      ])
  }

  @Test func whatIsNotUnderstoodIsTold() {
    let lines = Self.read([
      [.roadClass: "小径", .oneway: "up", .speed: "fast"], [.roadClass: "小径", .speed: "0"],
      [:], [.roadClass: "tertiary", .oneway: "up"],
    ])
    #expect(
      lines.remarks.sentences.map(\.english) == [
        "road classes that are not known: '小径' (2); a car drives 30 km/h there",
        "1 road without a class or a speed: a car drives 30 km/h there",
        "speed limits that state no speed: '0' (1), 'fast' (1); the class of the road counts",
        "one-way codes that are not known: 'up' (2); those roads are taken both ways",
      ])
  }

  @Test func linesOfDifferentLayersThatOnlyPassAtAPlaceDoNotMeetThere() {
    func at(_ x: Int32, _ y: Int32) -> Coordinate { TravelLinesTests.at(x * 1000, y * 1000) }
    func junctions(_ layer: Int, _ second: [Coordinate]) -> Int {
      var lines = RoadLines()
      lines.append([at(-9, 0), at(0, 0), at(9, 0)])
      lines.append(second, layer: layer)
      return RoadNetwork(lines, plane: TravelOracle.plane).junctionCount
    }
    let across = [at(0, -9), at(0, 0), at(0, 9)]
    #expect(junctions(0, across) == 5 && junctions(1, across) == 4)
    // A bridge that ends there comes down to the road.
    #expect(junctions(1, Array(across.prefix(2))) == 4)
  }

  @Test func bridgesWithoutALayerThatCrossAtAVertexDoNotMeetThere() {
    func at(_ x: Int32, _ y: Int32) -> Coordinate { TravelLinesTests.at(x * 1000, y * 1000) }
    func junctions(_ levels: [RoadLevel], closes: Bool = false) -> Int {
      var lines = RoadLines()
      let ways = [
        [at(-9, 0), at(0, 0), at(9, 0)] + (closes ? [at(9, 9), at(0, 0), at(-9, 9)] : []),
        [at(0, -9), at(0, 0), at(0, -12)], [at(-9, -9), at(0, 0), at(9, 12)],
      ]
      for (way, level) in zip(ways, levels) { lines.append(way, RoadAttributes(level: level)) }
      return RoadNetwork(lines, plane: TravelOracle.plane).junctionCount
    }
    let bridge = RoadLevel(layer: 1, isStated: false)
    let tunnel = RoadLevel(layer: -1, isStated: false)
    #expect(junctions([bridge, bridge]) == 4 && junctions([tunnel, tunnel]) == 4)
    #expect(junctions([bridge, RoadLevel(layer: 1)]) == 4)
    #expect(junctions([RoadLevel(layer: 1), RoadLevel(layer: 1)]) == 5)
    #expect(junctions([.ground, bridge, .ground]) == 7 && junctions([bridge, .ground, bridge]) == 6)
    // One that comes there again meets itself.
    #expect(junctions([bridge, bridge], closes: true) == 5)
  }

  @Test func ferriesOfALayerTakeWhomTheySay() {
    let rows: [([RoadKey: String], Bool?)] = [
      ([.roadClass: "轮渡"], true), ([.roadClass: "轮渡", .foot: "yes"], false),
      ([.roadClass: "Ferry", .bicycle: "yes"], false),
      ([.roadClass: "轮渡", .foot: "yes", .motorcar: "yes"], true), ([.roadClass: "轮渡", .foot: "no"], true),
      ([.roadClass: "轮渡", .foot: "no", .bicycle: "no"], true), ([.roadClass: "轮渡", .vehicle: "no"], false),
    ]
    #expect(Self.read(rows.map(\.0)).attributes.map(\.access.car) == rows.map(\.1))
    // A ferry that is a road besides takes whom the road does.
    func car(_ tags: [String: String]) -> Bool? {
      RoadTagTests.road(tags.merging(["route": "ferry"]) { $1 }).access.car
    }
    #expect(car(["highway": "tertiary", "foot": "yes"]) == true)
    #expect(car(["highway": "footway"]) == false && car(["highway": "ferry", "foot": "yes"]) == false)
  }
}
