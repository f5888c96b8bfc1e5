import Foundation
import Geometry
import Solvers
import TestSupport
import Testing
import VectorFiles

@testable import Roads

/// The lines of an OpenStreetMap file along which land is divided.
@Suite struct OSMLinesTests {
  private static let keys = ["highway", "waterway", "railway"]

  /// Rivers, roads and others, with a node that is not in the file and a way that a later version took away.
  private static func sketch(_ chance: inout SeededGenerator) -> (OSMSketch, lines: Set<[Coordinate]>) {
    var sketch = OSMSketch()
    let sign: Int64 = chance.below(2) == 0 ? -1 : 1
    for number in 1...40 as ClosedRange<Int64> {
      var node = OSMSketch.Node(
        sign * number, longitude: 1_150_000_000 + chance.below(1_000_000),
        latitude: 330_000_000 + chance.below(1_000_000))
      if chance.below(3) == 0 { node.tags = [("natural", "tree")] }
      sketch.nodes.append(node)
    }
    let missing = sign * 7
    sketch.nodes.removeAll { $0.id == missing }
    let places = Dictionary(uniqueKeysWithValues: sketch.nodes.map { ($0.id, $0) })
    var lines = Set<[Coordinate]>()
    for number in 1...12 as ClosedRange<Int64> {
      var way = OSMSketch.Way(sign * number)
      way.nodes = (1...40).shuffled(using: &chance).prefix(2 + chance.below(5)).map { sign * $0 }
      let isWanted = chance.below(3) > 0
      way.tags = [(isWanted ? keys[chance.below(3)] : "landuse", "x")]
      sketch.ways.append(way)
      if chance.below(4) == 0 {
        way.version = 2
        if chance.below(2) == 0 { way.isDeleted = true } else { way.tags = [("building", "yes")] }
        sketch.ways.append(way)
      } else if isWanted {
        for piece in way.nodes.split(separator: missing) where piece.count > 1 {
          lines.insert(
            piece.compactMap { places[$0] }.map { Coordinate(x: Int32($0.longitude), y: Int32($0.latitude)) })
        }
      }
    }
    return (sketch, lines)
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func linesAreThoseOfTheTags(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var (sketch, expected) = Self.sketch(&chance)
    // PBF and XML, and the objects in any order.
    sketch.nodes.shuffle(using: &chance)
    sketch.ways.shuffle(using: &chance)
    let scratch = try Scratch()
    try Data(sketch.pbf).write(to: URL(fileURLWithPath: scratch.path("a.osm.pbf")))
    for path in [scratch.path("a.osm.pbf"), try scratch.write("a.osm", sketch.xml)] {
      let bytes = try #require(try VectorSource(path: path).osmBytes())
      let lines = try LineSet(OSMFile(bytes), having: Self.keys)
      #expect(Set((0..<lines.count).map { Array(lines[$0]) }) == expected)
    }
  }
}
