import Foundation
import Geometry
import TestSupport
import Testing
import VectorFiles

@testable import Roads

extension OSMFile {
  init(path: String) throws { self.init(try #require(try VectorSource(path: path).osmBytes())) }
}

extension RoadLines {
  /// Reads a file of OpenStreetMap.
  init(_ bytes: [UInt8], as name: String) throws {
    let scratch = try Scratch()
    try Data(bytes).write(to: scratch.folder.appendingPathComponent(name))
    try self.init(OSMFile(path: scratch.path(name)))
  }

  init(_ sketch: OSMSketch) throws { try self.init(sketch.pbf, as: "roads.osm.pbf") }
}

extension Profile {
  func speed(on line: Int, of lines: RoadLines) -> Double? { speed(on: lines.attributes[line]) }
}

/// A straight road west to east over 1 km, and a way round by the north: nodes 1 to 5, and 6 and 7.
///
/// ```
///     6 --------- 7
///     |           |
/// 1 - 2 --- 3 --- 4 - 5
/// ```
struct TwoWays {
  static let west = Coordinate(x: 1_150_000_000, y: 330_000_000)
  static let east = Coordinate(x: 1_150_400_000, y: 330_000_000)

  var sketch = OSMSketch()

  /// - Parameters:
  ///   - direct: tags of way 11 from node 2 over 3 to 4.
  ///   - middle: tags of node 3.
  init(direct: [String: String] = [:], middle: [String: String] = [:]) {
    let places: [Int64: (Double, Double)] = [
      1: (115, 33), 2: (115.01, 33), 3: (115.02, 33), 4: (115.03, 33), 5: (115.04, 33), 6: (115.01, 33.02),
      7: (115.03, 33.02),
    ]
    for (id, place) in places.sorted(by: { $0.key < $1.key }) {
      sketch.addNode(id, place.0, place.1, id == 3 ? middle : [:])
    }
    let usual = ["highway": "residential"]
    sketch.addWay(10, [1, 2], usual)
    sketch.addWay(11, [2, 3, 4], usual.merging(direct) { $1 })
    sketch.addWay(12, [4, 5], usual)
    sketch.addWay(13, [2, 6, 7, 4], usual)
  }

  enum Way: String {
    case direct
    case round
    case none
  }

  /// The way from end to end, eastward or westward.
  static func way(_ lines: RoadLines, _ profile: Profile = .car, westward: Bool = false) -> Way {
    let network = RoadNetwork(lines, plane: LocalPlane(centre: west), profile: profile)
    let travel = RoadTravel(network, joinsAnyRoad: true)
    let metres = travel.table(from: [westward ? east : west], to: [westward ? west : east]).metres(0, 0)
    return metres.isInfinite ? .none : metres < 4000 ? .direct : .round
  }

  func way(_ profile: Profile = .car, westward: Bool = false) throws -> Way {
    Self.way(try RoadLines(sketch), profile, westward: westward)
  }
}
