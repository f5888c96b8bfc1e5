import Geometry
import Solvers
import VectorFiles

/// The cells' outlines as they look on a map: every edge bends a little, the same for both its neighbours.
struct Borders {
  /// The cells' polygons, in their order.
  let shapes: PolygonSet

  /// About how far apart the vertices of an edge are, and into how many pieces it is divided at most.
  private static let step = 26.0
  private static let mostPieces = 6

  /// Bends the edges of `cells` around their `seeds`.
  ///
  /// An edge lies half way between two seeds, so the triangles from a seed to its edges tile its cell, and a line
  /// that keeps within the two triangles of its own edge crosses no other. It bends by 0.4 of their height at most.
  init(cells: Cells, seeds: [PlanePoint], plane: LocalPlane, chance: inout SeededGenerator) {
    var points = cells.corners
    var inner: [Range<Int>] = []
    for edge in cells.edges {
      let start = points.count
      points += Self.bends(
        from: cells.corners[edge.from], to: cells.corners[edge.to], seed: seeds[edge.left], chance: &chance)
      inner.append(start..<points.count)
    }
    let places = plane.unproject(points)
    var shapes = PolygonSet()
    for loop in cells.loops {
      var ring: [Int] = []
      for side in loop {
        let edge = cells.edges[side.edge]
        ring.append(side.isReversed ? edge.to : edge.from)
        let range = inner[side.edge]
        if side.isReversed { ring += range.reversed() } else { ring += range }
      }
      shapes.appendUnit([[ring.map { places[$0] }]])
    }
    self.shapes = shapes
  }

  private static func bends(
    from a: PlanePoint, to b: PlanePoint, seed: PlanePoint, chance: inout SeededGenerator
  ) -> [PlanePoint] {
    let length = a.distance(to: b)
    let pieces = min(mostPieces, Int((length / step).rounded()))
    guard pieces > 1 else { return [] }
    let along = PlanePoint(x: (b.x - a.x) / length, y: (b.y - a.y) / length)
    let foot = ((seed.x - a.x) * along.x + (seed.y - a.y) * along.y) / length
    let height = ((seed.y - a.y) * along.x - (seed.x - a.x) * along.y).magnitude
    var drift = chance.uniform(-1, 1)
    return (1..<pieces).map { i in
      let t = Double(i) / Double(pieces)
      // The height of the triangle over the point at t, whose tip may lean beyond either end of the edge.
      let tent = height * min(foot > 0 ? t / foot : 1, foot < 1 ? (1 - t) / (1 - foot) : 1)
      drift = min(1, max(-1, 0.5 * drift + 0.7 * chance.uniform(-1, 1)))
      let offset = drift * min(0.1 * length, 0.4 * tent)
      return PlanePoint(
        x: a.x + t * length * along.x - offset * along.y, y: a.y + t * length * along.y + offset * along.x)
    }
  }
}
