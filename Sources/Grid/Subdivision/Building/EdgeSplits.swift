import Geometry

/// Where borders were cut: for each edge the vertex that was put into it.
///
/// An edge is cut once; its two parts are edges themselves. Whoever has the edge learns of the new vertices by
/// `refined`, so that all units on a border, at every level, get the same ones.
struct EdgeSplits {
  typealias Edge = LatticeSegment

  private var vertexOf: [Edge: Coordinate] = [:]
  /// The uncut edge that a part comes from: new vertices are placed on that one, so that errors do not add up.
  private var rootOf: [Edge: Edge] = [:]
  /// Edges that take no vertex, because units on them are to stay as they are.
  private let frozen: Set<Edge>

  init(frozen: Set<Edge>) {
    self.frozen = frozen
  }

  func isFrozen(_ a: Coordinate, _ b: Coordinate) -> Bool { !frozen.isEmpty && frozen.contains(Edge(a, b)) }

  /// The uncut edge that `a` to `b` is or is a part of.
  func root(_ a: Coordinate, _ b: Coordinate) -> Edge {
    let edge = Edge(a, b)
    return rootOf[edge] ?? edge
  }

  mutating func split(_ a: Coordinate, _ b: Coordinate, at vertex: Coordinate) {
    let edge = Edge(a, b)
    guard vertexOf[edge] == nil, vertex != a, vertex != b else { return }
    let root = rootOf[edge] ?? edge
    vertexOf[edge] = vertex
    rootOf[Edge(a, vertex)] = root
    rootOf[Edge(vertex, b)] = root
  }

  /// A ring, not closed, with every vertex that was put into its edges.
  func refined(_ ring: [Coordinate]) -> [Coordinate] {
    var result: [Coordinate] = []
    result.reserveCapacity(ring.count + 4)
    for (i, a) in ring.enumerated() {
      result.append(a)
      insert(between: a, i + 1 < ring.count ? ring[i + 1] : ring[0], into: &result)
    }
    return result
  }

  private func insert(between a: Coordinate, _ b: Coordinate, into result: inout [Coordinate]) {
    guard let vertex = vertexOf[Edge(a, b)] else { return }
    insert(between: a, vertex, into: &result)
    result.append(vertex)
    insert(between: vertex, b, into: &result)
  }
}
