import Foundation
import Geometry
import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Scenario

/// Places that roads do not come near, or only roads that are cut off.
@Suite struct RemotePlaceTests {
  /// The tour with other roads: straight ones through the places that are given.
  private static func told(_ roads: (Hierarchy) -> [[Coordinate]]) throws -> [String] {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../geodata/tour").standardizedFileURL
    let scratch = try Scratch()
    let folder = scratch.folder.appendingPathComponent("tour")
    try FileManager.default.copyItem(at: source, to: folder)
    let scenario = try Scenario(path: folder.path)
    let hierarchy = try Hierarchy.read(scenario.levels).hierarchy
    let features = roads(hierarchy).map { road in
      let list = road.map { "[\($0.longitude), \($0.latitude)]" }.joined(separator: ", ")
      return """
        {"type": "Feature", "properties": {"class": "primary", "maxspeed": 60, "oneway": "no", "name": ""},
        "geometry": {"type": "LineString", "coordinates": [\(list)]}}
        """
    }
    try "{\"type\": \"FeatureCollection\", \"features\": [\(features.joined(separator: ","))]}".write(
      to: folder.appendingPathComponent("roads.geojson"), atomically: true, encoding: .utf8)
    return try PlannedTravel(of: scenario, in: hierarchy).slips.map(\.english)
  }

  @Test func placesFarFromRoadsOrCutOffAreNamed() throws {
    let whole = try Self.told { hierarchy in [hierarchy.lowest.anchors.sorted()] }
    #expect(whole.isEmpty)
    let far = try Self.told { hierarchy in
      let first = hierarchy.lowest.anchors[0]
      return [[first, Coordinate(x: first.x + 20_000, y: first.y)]]
    }
    #expect(far.count == 1 && far[0].contains("lie more than 1 km from the nearest road"))
    #expect(far[0].contains(" km, ") && far[0].contains(" more"))
    // A road of its own for the unit that lies farthest to the east, and one through the others.
    let cut = try Self.told { hierarchy in
      let order = hierarchy.lowest.anchors.sorted()
      let last = order[order.count - 1]
      let main = order.filter { last.x - $0.x > 250_000 }
      return [main, [last, Coordinate(x: last.x + 10_000, y: last.y)]]
    }
    #expect(cut.contains { $0.contains("stand at roads that are cut off") && $0.contains(" km") })
  }
}
