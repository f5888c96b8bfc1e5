import Foundation
import Geometry
import Roads

/// The roads that a map shows behind a plan, so that who reads it knows where he is: simplified, and of small roads only
/// as many as a page can hold.
public struct Backdrop: Sendable, Equatable {
  /// One road of it.
  public struct Road: Sendable, Equatable {
    /// In the words of OpenStreetMap's `highway` key, or "ferry"; empty when unknown.
    public var roadClass: String
    /// Of the street; empty where it has none.
    public var name: String
    /// Its vertices.
    public var course: [Coordinate]

    package init(roadClass: String, name: String, course: [Coordinate]) {
      self.roadClass = roadClass
      self.name = name
      self.course = course
    }
  }

  /// The greater ones first.
  public private(set) var roads: [Road] = []

  /// None.
  public init() {}

  package init(roads: [Road]) { self.roads = roads }
}

extension Backdrop.Road {
  /// 0 for roads through the land, 1 for those from place to place and those of which nothing is known, 2 for the rest.
  package var rank: Int {
    let name = roadClass.hasSuffix("_link") ? String(roadClass.dropLast(5)) : roadClass
    return switch name {
    case "motorway", "trunk", "primary": 0
    case "secondary", "tertiary", "": 1
    default: 2
    }
  }
}

extension Backdrop {
  /// How far a simplified road may be from where it is, in units of 1e-7 degree of latitude: about 11 m.
  private static let tolerance = 1000.0
  /// So many vertices take some 400 kB on the page.
  private static let mostVertices = 60_000

  /// - Parameters:
  ///   - lines: every road, of the county and of what else the file is of; whole ranks are left out where too many are left.
  ///   - land: what the map is of. Roads that do not come near it are left out.
  init(_ lines: RoadLines?, around land: Box) {
    guard let lines else { return }
    var ranks = [[Road]](repeating: [], count: 3)
    for line in 0..<lines.count where Box(lines.vertices(of: line)).intersects(land) {
      let attributes = lines.attributes[line]
      let road = Road(
        roadClass: attributes.roadClass, name: attributes.name,
        course: Self.simplified(lines.vertices(of: line)))
      if road.course.count > 1 { ranks[road.rank].append(road) }
    }
    var room = Self.mostVertices
    for rank in ranks {
      room -= rank.reduce(0) { $0 + $1.course.count }
      if room < 0 { break }
      roads += rank
    }
  }

  /// Leaves out vertices that lie within the tolerance of the line between others (Douglas and Peucker 1973).
  static func simplified(_ line: some Collection<Coordinate>) -> [Coordinate] {
    let line = Array(line)
    guard line.count > 2 else { return line }
    let width = cos(line[0].latitude * .pi / 180)
    var isKept = [Bool](repeating: false, count: line.count)
    isKept[0] = true
    isKept[line.count - 1] = true
    var open = [(first: 0, last: line.count - 1)]
    while let (first, last) = open.popLast() {
      var farthest = (index: 0, distance: tolerance)
      for index in (first + 1)..<max(first + 1, last) {
        let distance = Self.distance(line[index], from: line[first], to: line[last], width)
        if distance > farthest.distance { farthest = (index, distance) }
      }
      guard farthest.index > 0 else { continue }
      isKept[farthest.index] = true
      open += [(first, farthest.index), (farthest.index, last)]
    }
    return line.indices.filter { isKept[$0] }.map { line[$0] }
  }

  /// From a place to a stretch of a line, in units of latitude.
  private static func distance(
    _ place: Coordinate, from a: Coordinate, to b: Coordinate, _ width: Double
  ) -> Double {
    let (bx, by) = ((Double(b.x) - Double(a.x)) * width, Double(b.y) - Double(a.y))
    let (px, py) = ((Double(place.x) - Double(a.x)) * width, Double(place.y) - Double(a.y))
    let length = bx * bx + by * by
    let along = length > 0 ? min(1, max(0, (px * bx + py * by) / length)) : 0
    return hypot(px - along * bx, py - along * by)
  }
}
