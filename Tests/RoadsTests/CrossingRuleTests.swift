import Geometry
import TestSupport
import Testing

@testable import Roads

/// Barriers and rules on turning where lines are joined at crossings.
@Suite struct CrossingRuleTests {
  private static func at(_ x: Int32, _ y: Int32) -> Coordinate { TravelLinesTests.at(x, y) }

  /// A cross of two roads that share no node, and beside it a way with a barrier at its end of which no piece is left.
  private static func cross(_ barrier: [String: String]) -> OSMSketch {
    var sketch = OSMSketch()
    for (id, place) in [(3, (115, 33)), (4, (115.04, 33)), (5, (115.02, 32.98)), (6, (115.02, 33.02))] {
      sketch.addNode(Int64(id), Double(place.0), Double(place.1))
    }
    sketch.addNode(1, 115, 33.1)
    sketch.addNode(99, 115.02, 33.1, barrier)
    sketch.addWay(10, [3, 4], ["highway": "residential"])
    sketch.addWay(11, [5, 6], ["highway": "residential"])
    sketch.addWay(12, [1, 2, 99], ["highway": "residential"])
    return sketch
  }

  @Test func aBarrierOnNoLineClosesNothing() throws {
    for kind in ["bollard", "gizmo"] {
      var lines = try RoadLines(Self.cross(["barrier": kind]))
      #expect(lines.barriers.isEmpty && !lines.remarks.sentences.contains { $0.english.contains("gizmo") })
      // Not on a line either: nodes that the file has, one that the crossing will be, and one that is nowhere.
      for node in [0, 1, 6, 1000] as [Int32] { lines.barriers[node] = RoadAccess(car: false) }
      let joined = lines.joinedAtCrossings()
      #expect(joined.crossings == 1 && joined.lines.barriers.isEmpty)
      let network = RoadNetwork(joined.lines, plane: TravelOracle.plane)
      #expect(network.junctionCount == 5 && network.pieceCount == 1)
    }
  }

  @Test func barriersAtOnePlaceStopWhomEitherStops() throws {
    // Bollards stop cars, the gate walkers; one ends where the other begins, a centimetre apart.
    for isTurned in [false, true] {
      let tags = [["barrier": "bollard"], ["barrier": "gate", "foot": "no"]]
      var sketch = OSMSketch()
      sketch.addNode(1, 115, 33)
      sketch.addNode(2, 115.02, 33, tags[isTurned ? 1 : 0])
      sketch.addNode(3, 115.0200001, 33, tags[isTurned ? 0 : 1])
      sketch.addNode(4, 115.04, 33)
      sketch.addWay(10, [1, 2], ["highway": "residential"])
      sketch.addWay(11, [3, 4], ["highway": "residential"])
      let lines = try RoadLines(sketch)
      #expect(lines.barriers.count == 2)
      let joined = lines.joinedAtCrossings().lines
      #expect(Array(joined.barriers.values) == [RoadAccess(car: false, bicycle: true, foot: false)])
    }
    func both(_ a: Bool?, _ b: Bool?) -> Bool? { RoadAccess(car: a).and(RoadAccess(car: b)).car }
    #expect(both(nil, nil) == nil && both(true, nil) == true && both(nil, true) == true)
    #expect(both(true, false) == false && both(false, nil) == false && both(true, true) == true)
  }

  /// A street from the south, one to the west, and one to the north that ends a centimetre beside them.
  @Test(arguments: [(0, 0), (-1, -1), (1, 0), (1, 1)]) func rulesGoWithTheirNodes(dx: Int32, dy: Int32) {
    var lines = RoadLines()
    lines.append([Self.at(dx, dy), Self.at(0, 50_000)])
    lines.append([Self.at(0, -50_000), Self.at(0, 0)])
    lines.append([Self.at(0, 0), Self.at(-50_000, 0)])
    lines.turns = [RoadTurn(lines: [1, 2], place: Self.at(0, 0), isMandatory: false, profiles: [.car])]
    let joined = lines.joinedAtCrossings().lines
    let network = RoadNetwork(joined, plane: TravelOracle.plane)
    #expect(network.keptTurns == 1 && network.idleTurns == 0)
    let travel = RoadTravel(network, joinsAnyRoad: true)
    let metres = travel.table(
      from: [Self.at(0, -50_000)], to: [Self.at(-50_000, 0), Self.at(0, 50_000)]
    ).metres
    // Left only after turning back at the end of the street to the north.
    #expect(metres[0] > 1900 && metres[1] < 1200)
  }

  @Test func whatForbidsNothingIsNotKept() {
    var lines = RoadLines()
    lines.append([Self.at(0, -50_000), Self.at(0, 0)])
    lines.append([Self.at(0, 0), Self.at(-50_000, 0)])
    lines.append([Self.at(0, 9000), Self.at(0, 90_000)])
    func rule(_ to: Int, isMandatory: Bool = false) -> RoadTurn {
      RoadTurn(lines: [0, to], place: Self.at(0, 0), isMandatory: isMandatory, profiles: [.car])
    }
    lines.turns = [rule(1), rule(2), rule(2, isMandatory: true)]
    let network = RoadNetwork(lines, plane: TravelOracle.plane)
    #expect([network.keptTurns, network.idleTurns, network.unclearTurns] == [1, 1, 1])
  }
}
