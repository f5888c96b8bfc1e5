import Foundation
import Geometry
import TestSupport
import Testing
import VectorFiles

@testable import Roads

/// Files that hold an object in several versions: the latest counts and is alone told of, in whatever order they come.
@Suite struct OSMVersionTests {
  /// All orders of three versions.
  static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  /// What a file says as PBF and as XML.
  private static func read(_ sketch: OSMSketch) throws -> [RoadLines] {
    [try RoadLines(sketch), try RoadLines(Array(sketch.xml.utf8), as: "roads.osm")]
  }

  /// The way of `TwoWays` with its road in the middle in three versions.
  private static func ways(
    _ order: [Int], _ changes: [(inout OSMSketch.Way) -> Void]
  ) throws -> [TwoWays.Way] {
    var sketch = TwoWays().sketch
    let versions = changes.enumerated().map { number, change in
      var way = sketch.ways[1]
      way.version = number + 1
      change(&way)
      return way
    }
    sketch.ways.replaceSubrange(1...1, with: order.map { versions[$0] })
    return try read(sketch).map { TwoWays.way($0) }
  }

  @Test(arguments: orders) func theLatestVersionOfAWayCounts(order: [Int]) throws {
    func keep(_ way: inout OSMSketch.Way) {}
    func delete(_ way: inout OSMSketch.Way) { (way.isDeleted, way.tags, way.nodes) = (true, [], []) }
    func close(_ way: inout OSMSketch.Way) { way.tags = [("waterway", "canal")] }
    #expect(try Self.ways(order, [keep, keep, delete]) == [.round, .round])
    #expect(try Self.ways(order, [keep, keep, close]) == [.round, .round])
    #expect(try Self.ways(order, [delete, close, keep]) == [.direct, .direct])
    #expect(try Self.ways(order, [keep, close, delete]) == [.round, .round])
  }

  @Test(arguments: orders) func theLatestVersionOfARestrictionCounts(order: [Int]) throws {
    func way(_ changes: [(inout OSMSketch.Relation) -> Void]) throws -> [TwoWays.Way] {
      var sketch = TwoWays().sketch
      sketch.addRelation(
        7, [.init(.way, 10, role: "from"), .init(.node, 2, role: "via"), .init(.way, 11, role: "to")],
        ["type": "restriction", "restriction": "no_straight_on"])
      let versions = changes.enumerated().map { number, change in
        var relation = sketch.relations[0]
        relation.version = number + 1
        change(&relation)
        return relation
      }
      sketch.relations = order.map { versions[$0] }
      return try Self.read(sketch).map { TwoWays.way($0) }
    }
    func keep(_ relation: inout OSMSketch.Relation) {}
    func delete(_ relation: inout OSMSketch.Relation) { (relation.isDeleted, relation.tags) = (true, []) }
    func change(_ relation: inout OSMSketch.Relation) { relation.tags = [("type", "route")] }
    #expect(try way([keep, keep, delete]) == [.direct, .direct])
    #expect(try way([keep, delete, change]) == [.direct, .direct])
    #expect(try way([delete, change, keep]) == [.round, .round])
  }

  @Test(arguments: orders) func theLatestVersionOfAFerryRelationCounts(order: [Int]) throws {
    var ways = TwoWays(direct: ["route": "ferry"])
    ways.sketch.ways[1].tags.removeAll { $0.key == "highway" }
    ways.sketch.ways.removeLast()
    ways.sketch.addRelation(1, [.init(.way, 11)], [:])
    let versions = ["00:20", "a while", "00:40"].enumerated().map { number, duration in
      var relation = ways.sketch.relations[0]
      relation.version = number + 1
      relation.tags = [("duration", duration), ("route", "ferry"), ("type", "route")]
      return relation
    }
    ways.sketch.relations = order.map { versions[$0] }
    for lines in try Self.read(ways.sketch) {
      let ferry = try #require(lines.classes.firstIndex(of: "ferry"))
      let metres = GreatCircle.metres(along: lines.vertices(of: ferry))
      #expect(abs(try #require(lines.speeds[ferry]) - metres / 2400 * 3.6) < 1e-9)
      #expect(lines.remarks.sentences.isEmpty)
    }
    for index in ways.sketch.relations.indices where ways.sketch.relations[index].version == 3 {
      (ways.sketch.relations[index].isDeleted, ways.sketch.relations[index].tags) = (true, [])
    }
    for lines in try Self.read(ways.sketch) {
      #expect(lines.remarks.sentences.count == 1)
      #expect(lines.remarks.sentences.first?.english.hasPrefix("1 ferry of unknown duration") == true)
    }
  }

  @Test(arguments: orders) func onlyOfTheLatestVersionIsTold(order: [Int]) throws {
    var sketch = TwoWays().sketch
    let speeds = ["fast", "signals", "50"].enumerated().map { number, speed in
      var way = sketch.ways[1]
      way.version = number + 1
      way.tags += [("maxspeed", speed), ("maxspeed:conditional", "30 @ (22:00-06:00)")]
      return way
    }
    let barriers = ["thing", "gizmo", "bollard"].enumerated().map { number, kind in
      var node = sketch.nodes[2]
      node.version = number + 1
      node.tags = [("barrier", kind)]
      return node
    }
    sketch.ways.replaceSubrange(1...1, with: order.map { speeds[$0] })
    sketch.nodes.replaceSubrange(2...2, with: order.map { barriers[$0] })
    for lines in try Self.read(sketch) {
      #expect(
        lines.remarks.sentences.map(\.english) == [
          "rules for some hours or vehicles only are left out: 'maxspeed:conditional' (1)"
        ])
      #expect(lines.speeds.contains(50) && TwoWays.way(lines) == .round)
    }
  }
}
