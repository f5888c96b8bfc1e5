import Foundation
import Geometry
import Solvers
import VectorFiles

/// A piece of road between two junctions.
public struct Road: Sendable, Equatable {
  /// From the most to the least important; the words are OpenStreetMap's.
  public enum Class: String, Sendable, CaseIterable {
    case primary, secondary, tertiary, residential
  }

  /// First and last vertex are junctions or ends; roads that meet share that vertex exactly.
  public let line: [Coordinate]
  public let roadClass: Class
  /// km/h; unknown on many roads, as in real data.
  public let maxSpeed: Int?
  /// Whether it may only be driven from its first to its last vertex.
  public let isOneway: Bool
  public let name: String?
}

/// Roads while they are being drawn, on the county's plane.
struct RoadPlan {
  /// Junctions and ends.
  private(set) var nodes: [PlanePoint] = []
  private(set) var links: [Link] = []

  struct Link {
    var from: Int
    var to: Int
    /// The vertices between the two nodes.
    var bends: [PlanePoint]
    var roadClass: Road.Class
    var isOneway: Bool
    var name: String?
  }

  mutating func addNode(_ point: PlanePoint) -> Int {
    nodes.append(point)
    return nodes.count - 1
  }

  /// Links two nodes by a line that swings out by about `swing` of its length.
  mutating func link(
    _ from: Int, _ to: Int, _ roadClass: Road.Class, swing: Double, step: Double = 250,
    isOneway: Bool = false,
    name: String?, chance: inout SeededGenerator
  ) {
    let a = nodes[from]
    let b = nodes[to]
    let dx = b.x - a.x
    let dy = b.y - a.y
    let bow = swing * chance.uniform(-1, 1)
    let wave = swing * chance.uniform(-0.6, 0.6)
    let pieces = max(2, Int((a.distance(to: b) / step).rounded(.up)))
    let bends = (1..<pieces).map { i in
      let t = Double(i) / Double(pieces)
      let offset = bow * sin(.pi * t) + wave * sin(2 * .pi * t)
      return PlanePoint(x: a.x + t * dx - offset * dy, y: a.y + t * dy + offset * dx)
    }
    links.append(
      Link(from: from, to: to, bends: bends, roadClass: roadClass, isOneway: isOneway, name: name))
  }

  /// The nearest to a point of some nodes.
  func nearestNode(to point: PlanePoint, in candidates: some Sequence<Int>) -> Int? {
    candidates.min { (nodes[$0].distance(to: point), $0) < (nodes[$1].distance(to: point), $1) }
  }

  /// The finished roads; about a third of the speed limits stay unknown.
  func roads(on plane: LocalPlane, chance: inout SeededGenerator) -> [Road] {
    let ends = plane.unproject(nodes)
    let bends = plane.unproject(links.flatMap(\.bends))
    var next = 0
    return links.map { link in
      let line = [ends[link.from]] + bends[next..<(next + link.bends.count)] + [ends[link.to]]
      next += link.bends.count
      let isKnown = chance.unit() < (link.roadClass == .residential ? 0.4 : 0.8)
      return Road(
        line: line, roadClass: link.roadClass, maxSpeed: isKnown ? Self.speed(link.roadClass) : nil,
        isOneway: link.isOneway, name: link.name)
    }
  }

  private static func speed(_ roadClass: Road.Class) -> Int {
    switch roadClass {
    case .primary: 70
    case .secondary: 60
    case .tertiary: 40
    case .residential: 30
    }
  }
}
