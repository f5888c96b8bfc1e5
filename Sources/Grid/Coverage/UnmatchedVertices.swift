import Geometry

/// Finds the vertices that one side of a border has on an edge of the other side, and that the other side lacks.
struct UnmatchedVertices {
  let children: PolygonSet
  let parents: PolygonSet
  let families: Families

  /// A vertex that `lacking` does not have. Children are their index, the parent is -1.
  struct Finding: Hashable {
    let vertex: Coordinate
    let lacking: Int
    var having: [Int]
  }

  /// A vertex put on a line and then on the lattice is off it by half a diagonal of the lattice at most.
  private static let rounding = 0.7072

  private struct OpenEdge {
    let from: Coordinate
    let to: Coordinate
    let owner: Int
  }

  /// Every unmatched vertex between a parent and its children, and for each of them with open edges one vertex of
  /// those, in case nothing else says what is wrong with it.
  func search(_ parent: Int) -> (findings: [Finding], openVertex: [Int: Coordinate]) {
    let edges = openEdges(of: parent)
    var owners: [Coordinate: [Int]] = [:]
    for edge in edges {
      for vertex in [edge.from, edge.to] where owners[vertex]?.contains(edge.owner) != true {
        owners[vertex, default: []].append(edge.owner)
      }
    }
    let vertices = owners.keys.sorted()
    var having: [Place: [Int]] = [:]
    for edge in edges {
      let reach = Int64(Self.rounding.rounded(.up))
      let west = Int64(min(edge.from.x, edge.to.x)) - reach
      let east = Int64(max(edge.from.x, edge.to.x)) + reach
      var i = firstIndex(in: vertices, from: west)
      while i < vertices.count, Int64(vertices[i].x) <= east {
        let vertex = vertices[i]
        i += 1
        guard Self.isOn(vertex, edge), let others = owners[vertex], !others.contains(edge.owner) else {
          continue
        }
        having[Place(vertex: vertex, owner: edge.owner)] = others
      }
    }
    let findings = having.map { Finding(vertex: $0.vertex, lacking: $0.owner, having: $1.sorted()) }
      .sorted { ($0.vertex, $0.lacking) < ($1.vertex, $1.lacking) }
    var openVertex: [Int: Coordinate] = [:]
    for edge in edges where openVertex[edge.owner] == nil { openVertex[edge.owner] = edge.from }
    return (findings, openVertex)
  }

  private struct Place: Hashable {
    let vertex: Coordinate
    let owner: Int
  }

  private func openEdges(of parent: Int) -> [OpenEdge] {
    let members = families.children(of: parent)
    let balance = EdgeBalance(children: children, members, parent: parent, of: parents)
    var result: [OpenEdge] = []
    func collect(_ unit: Int, _ shapes: PolygonSet, _ owner: Int) {
      for ring in shapes.rings(ofUnit: unit) {
        for i in shapes.range(ofRing: ring).dropLast() {
          let (a, b) = (shapes.coordinates[i], shapes.coordinates[i + 1])
          if balance.isOpen(a, b) { result.append(OpenEdge(from: a, to: b, owner: owner)) }
        }
      }
    }
    for child in members { collect(child, children, child) }
    collect(parent, parents, -1)
    return result
  }

  private func firstIndex(in vertices: [Coordinate], from west: Int64) -> Int {
    var low = 0
    var high = vertices.count
    while low < high {
      let middle = (low + high) / 2
      if Int64(vertices[middle].x) < west { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a vertex lies within rounding of an edge, between its ends.
  private static func isOn(_ vertex: Coordinate, _ edge: OpenEdge) -> Bool {
    let (dx, dy) = (Double(edge.to.x) - Double(edge.from.x), Double(edge.to.y) - Double(edge.from.y))
    let (px, py) = (Double(vertex.x) - Double(edge.from.x), Double(vertex.y) - Double(edge.from.y))
    let along = px * dx + py * dy
    let length = dx * dx + dy * dy
    guard along > 0, along < length else { return false }
    let across = px * dy - py * dx
    return across * across <= rounding * rounding * length
  }
}
