import Geometry
import Grid
import Roads
import VectorFiles

/// Roads that everybody knows, as lines that the border of an area may follow.
struct BorderRoads {
  private struct Segment {
    var from: PlanePoint
    var to: PlanePoint
  }

  /// A border so far from a road, in metres, and at no greater angle to it, runs along it: the road's own width, and what
  /// two hands draw differently.
  private static let reach = 25.0
  private static let leastCosine = 0.9
  /// Metres of a border that are looked at as one.
  private static let step = 25.0
  /// Metres of a bin's side.
  private static let bin = 200.0

  private struct Bin: Hashable {
    var column: Int
    var row: Int
  }

  /// The segments that come within reach of each bin.
  private var segments: [Bin: [Segment]] = [:]

  /// The roads through the land and from place to place; of whose class nothing is known, all.
  init(_ roads: RoadLines, in plane: LocalPlane) {
    for line in 0..<roads.count where RoadAttributes.rank(of: roads.attributes[line].roadClass) < 2 {
      let course = plane.project(Array(roads.vertices(of: line)))
      for (from, to) in zip(course, course.dropFirst()) where from.x.isFinite && to.x.isFinite {
        add(Segment(from: from, to: to))
      }
    }
  }

  private mutating func add(_ segment: Segment) {
    let (from, to) = (segment.from, segment.to)
    let pieces = max(1, Int((from.distance(to: to) / Self.bin).rounded(.up)))
    var touched = Set<Bin>()
    for piece in 0..<pieces {
      let a = Self.point(from, to, Double(piece) / Double(pieces))
      let b = Self.point(from, to, Double(piece + 1) / Double(pieces))
      let low = Self.bin(of: PlanePoint(x: min(a.x, b.x) - Self.reach, y: min(a.y, b.y) - Self.reach))
      let high = Self.bin(of: PlanePoint(x: max(a.x, b.x) + Self.reach, y: max(a.y, b.y) + Self.reach))
      for column in low.column...high.column {
        for row in low.row...high.row { touched.insert(Bin(column: column, row: row)) }
      }
    }
    for bin in touched { segments[bin, default: []].append(segment) }
  }

  /// Metres of a piece of border that run along a road.
  func metres(along from: PlanePoint, _ to: PlanePoint) -> Double {
    let length = from.distance(to: to)
    let pieces = max(1, Int((length / Self.step).rounded(.up)))
    let near = (0..<pieces).count { piece in
      let place = Self.point(from, to, (Double(piece) + 0.5) / Double(pieces))
      return segments[Self.bin(of: place)]?.contains { Self.runs(from, to, along: $0, at: place) } ?? false
    }
    return length * Double(near) / Double(pieces)
  }

  private static func runs(
    _ from: PlanePoint, _ to: PlanePoint, along road: Segment, at place: PlanePoint
  ) -> Bool {
    let (dx, dy) = (road.to.x - road.from.x, road.to.y - road.from.y)
    let square = dx * dx + dy * dy
    guard square > 0 else { return false }
    let share = ((place.x - road.from.x) * dx + (place.y - road.from.y) * dy) / square
    let foot = point(road.from, road.to, max(0, min(1, share)))
    let across = abs((to.x - from.x) * dx + (to.y - from.y) * dy)
    return place.distance(to: foot) <= reach
      && across >= leastCosine * square.squareRoot() * from.distance(to: to)
  }

  private static func point(_ from: PlanePoint, _ to: PlanePoint, _ share: Double) -> PlanePoint {
    PlanePoint(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
  }

  private static func bin(of place: PlanePoint) -> Bin {
    Bin(column: Int((place.x / bin).rounded(.down)), row: Int((place.y / bin).rounded(.down)))
  }
}
