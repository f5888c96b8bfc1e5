import Geometry

/// Leads the edges of protected units through the vertices that lie on them but for rounding, as snap rounding does.
///
/// Such a vertex is where a neighbour's border meets the edge. The edge itself never gets it, so that laid into an
/// arrangement as it is, it would cross that border once more, a little farther on, in each repeated repair.
struct ProtectedEdges {
  /// Vertices of all units of all levels, ascending, none twice.
  private let vertices: [Coordinate]
  private let protected: [[Bool]]

  /// How far from an edge, in lattice units, a vertex's own square of the lattice still meets it.
  private static let rounding = 0.5.squareRoot()

  init(_ shapes: [PolygonSet], protected: [[Bool]]) {
    self.protected = protected
    var vertices: [Coordinate] = []
    if protected.contains(where: { $0.contains(true) }) {
      vertices = shapes.flatMap(\.coordinates).sorted()
      var last: Coordinate?
      vertices.removeAll { vertex in
        defer { last = vertex }
        return vertex == last
      }
    }
    self.vertices = vertices
  }

  /// The polygons of a level with those vertices in the rings of its protected units.
  func led(_ set: PolygonSet, level: Int) -> PolygonSet {
    guard protected[level].contains(true) else { return set }
    var result = PolygonSet()
    for unit in 0..<set.count {
      if !protected[level][unit] {
        result.appendUnit(unit, of: set)
        continue
      }
      result.appendUnit(
        set.polygons(of: unit).map { polygon in
          set.rings(of: polygon).map { ring in
            let ring = set.coordinates[set.range(ofRing: ring)]
            return zip(ring, ring.dropFirst()).flatMap { a, b in [a] + between(a, b) }
          }
        })
    }
    return result
  }

  /// The vertices on an edge, between its ends, in their order.
  private func between(_ a: Coordinate, _ b: Coordinate) -> [Coordinate] {
    let box = Box([a, b])
    let (dx, dy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    let length = (dx * dx + dy * dy).squareRoot()
    var found: [(along: Double, vertex: Coordinate)] = []
    for vertex in vertices[firstIndex(atLeast: box.minX - 1)...] {
      if vertex.x > box.maxX + 1 { break }
      if vertex.y < box.minY - 1 || vertex.y > box.maxY + 1 || vertex == a || vertex == b { continue }
      let (px, py) = (Double(vertex.x) - Double(a.x), Double(vertex.y) - Double(a.y))
      let along = (dx * px + dy * py) / length
      if abs(dx * py - dy * px) / length <= Self.rounding, along > 0, along < length {
        found.append((along, vertex))
      }
    }
    return found.sorted { ($0.along, $0.vertex) < ($1.along, $1.vertex) }.map(\.vertex)
  }

  private func firstIndex(atLeast x: Int32) -> Int {
    var (low, high) = (0, vertices.count)
    while low < high {
      let middle = (low + high) / 2
      if vertices[middle].x < x { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
