import Geometry
import Roads
import VectorFiles

/// Roads that everybody knows, as lines that the border of an area may follow.
struct BorderRoads {
  /// A border so far from a road, in metres, and at no greater angle to it, runs along it: the road's own width, and what
  /// two hands draw differently.
  private static let reach = 25.0
  private static let leastCosine = 0.9
  /// Metres of a border that are looked at as one.
  private static let step = 25.0

  private let index: SegmentIndex

  /// The roads through the land and from place to place; of whose class nothing is known, all.
  init(_ roads: RoadLines, in plane: LocalPlane) {
    index = SegmentIndex(roads, in: plane) { RoadAttributes.rank(of: roads.attributes[$0].roadClass) < 2 }
  }

  /// Metres of a piece of border that run along a road.
  func metres(along from: PlanePoint, _ to: PlanePoint) -> Double {
    let length = from.distance(to: to)
    let pieces = max(1, Int((length / Self.step).rounded(.up)))
    let near = (0..<pieces).count { piece in
      let share = (Double(piece) + 0.5) / Double(pieces)
      let place = PlanePoint(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
      var runsAlong = false
      index.forEachFoot(of: place, within: Self.reach) { foot in
        let (a, b) = (index.positions[foot.vertex], index.positions[foot.vertex + 1])
        let along = abs((to.x - from.x) * (b.x - a.x) + (to.y - from.y) * (b.y - a.y))
        if along >= Self.leastCosine * a.distance(to: b) * length, a != b { runsAlong = true }
      }
      return runsAlong
    }
    return length * Double(near) / Double(pieces)
  }
}
