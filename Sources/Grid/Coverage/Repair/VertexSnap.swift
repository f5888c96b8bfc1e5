import Geometry
import VectorFiles

/// Makes near-equal vertices of different units one, so that hairlines do not come about.
///
/// Only vertices at the end of an edge that fails its match move, and only onto a vertex of which no unit has both:
/// short edges are kept. Vertices of protected units never move.
struct VertexSnap {
  let shapes: [PolygonSet]
  let levels: [Level]
  let protected: [[Bool]]
  /// Metres.
  let tolerance: Double
  let plane: LocalPlane
  /// Whether the lowest level's vertices attract those of the levels above, or the other way round.
  let lowestFirst: Bool

  func snapped() -> [PolygonSet] {
    if tolerance <= 0 { return shapes }
    let moves = moves()
    if moves.isEmpty { return shapes }
    return shapes.map { set in
      var result = PolygonSet()
      for unit in 0..<set.count {
        result.appendUnit(
          set.polygons(of: unit).map { polygon in
            set.rings(of: polygon).map { ring in
              set.coordinates[set.range(ofRing: ring)].map { moves[$0] ?? $0 }
            }
          })
      }
      return result
    }
  }

  /// Where vertices go, those that move.
  private func moves() -> [Coordinate: Coordinate] {
    let loose = looseVertices()
    if loose.isEmpty { return [:] }
    let scale = LocalScale(at: plane.centre)
    let close = CloseVertices(shapes, loose: loose, reach: (tolerance / scale.x, tolerance / scale.y))
    if close.isEmpty { return [:] }
    var owners = close.owners(in: shapes)
    /// Lower goes first.
    func rank(_ vertex: Int) -> Int {
      let levels = owners[vertex].map(\.level)
      return lowestFirst ? -(levels.max() ?? 0) : levels.min() ?? 0
    }
    var moves: [Coordinate: Coordinate] = [:]
    // Fixed vertices attract first; among loose ones those of the level whose land is to stay, then the first.
    var stays = close.vertices.map { !loose.contains($0) }
    let ranked = close.vertices.indices.filter { !stays[$0] }.map { (rank: rank($0), vertex: $0) }
    for (_, vertex) in ranked.sorted(by: { ($0.rank, $0.vertex) < ($1.rank, $1.vertex) }) {
      let candidates = close.neighbours[vertex].filter { other in
        stays[Int(other.vertex)] && owners[vertex].isDisjoint(with: owners[Int(other.vertex)])
      }
      if let target = candidates.min(by: { ($0.distance, $0.vertex) < ($1.distance, $1.vertex) }) {
        moves[close.vertices[vertex]] = close.vertices[Int(target.vertex)]
        owners[Int(target.vertex)].formUnion(owners[vertex])
      } else {
        stays[vertex] = true
      }
    }
    return moves
  }

  /// The vertices of edges that do not match, those of protected units aside.
  private func looseVertices() -> CoordinateSet {
    let tables = shapes.map { EdgeTable($0) }
    var fixed = CoordinateSet()
    for (index, set) in shapes.enumerated() {
      for unit in 0..<set.count where protected[index][unit] {
        for vertex in set.coordinates[set.range(ofUnit: unit)] { fixed.insert(vertex) }
      }
    }
    var loose = CoordinateSet()
    for (index, set) in shapes.enumerated() {
      let parents = levels[index].parents
      for unit in 0..<set.count {
        set.forEachEdge(ofUnit: unit) { a, b in
          if !matches(a, b, unit, index, parents, tables) {
            if !fixed.contains(a) { loose.insert(a) }
            if !fixed.contains(b) { loose.insert(b) }
          }
        }
      }
    }
    return loose
  }

  private func matches(
    _ a: Coordinate, _ b: Coordinate, _ unit: Int, _ index: Int, _ parents: [Int], _ tables: [EdgeTable]
  ) -> Bool {
    guard let (edge, forward) = tables[index].edge(a, b), edge.side(forward: forward) >= 0 else {
      return false
    }
    let twin = edge.side(forward: !forward)
    if twin == EdgeTable.several { return false }
    if index + 1 < levels.count {
      // Some child must run along the edge too.
      guard let (below, forward) = tables[index + 1].edge(a, b) else { return false }
      let child = below.side(forward: forward)
      if child < 0 || levels[index + 1].parents[Int(child)] != unit { return false }
    }
    if twin >= 0 && parents[Int(twin)] == parents[unit] { return true }
    if index == 0 { return false }
    guard let (above, aboveForward) = tables[index - 1].edge(a, b) else { return false }
    return Int(above.side(forward: aboveForward)) == parents[unit]
  }
}
