import Geometry

/// Loose vertices with another vertex within reach, and those others.
struct CloseVertices {
  /// Ascending.
  let vertices: [Coordinate]
  /// For each vertex that is loose those within reach, with the distance in units of the reach.
  private(set) var neighbours: [[Neighbour]]

  struct Neighbour {
    let vertex: Int32
    let distance: Double
  }

  /// A unit that has a vertex.
  struct Owner: Hashable {
    let level: Int
    let unit: Int
  }

  var isEmpty: Bool { vertices.isEmpty }

  /// - Parameter reach: in lattice units, east and north.
  init(_ shapes: [PolygonSet], loose: CoordinateSet, reach: (x: Double, y: Double)) {
    let reach = (x: max(reach.x, 1), y: max(reach.y, 1))
    let cells = VertexCells(shapes.lazy.map(\.coordinates).joined(), loose: loose, reach: reach)
    var pairs: [(loose: Coordinate, other: Coordinate, distance: Double)] = []
    cells.forEachNeighbours { vertex, other in
      let dx = (Double(vertex.x) - Double(other.x)) / reach.x
      let dy = (Double(vertex.y) - Double(other.y)) / reach.y
      let distance = (dx * dx + dy * dy).squareRoot()
      if distance <= 1 { pairs.append((vertex, other, distance)) }
    }
    let all = pairs.flatMap { [$0.loose, $0.other] }.sorted()
    var vertices: [Coordinate] = []
    for vertex in all where vertices.last != vertex { vertices.append(vertex) }
    self.vertices = vertices
    neighbours = [[Neighbour]](repeating: [], count: vertices.count)
    for pair in pairs {
      guard let vertex = vertices.place(of: pair.loose), let other = vertices.place(of: pair.other) else {
        continue
      }
      neighbours[vertex].append(Neighbour(vertex: Int32(other), distance: pair.distance))
    }
  }

  /// For each vertex the units that have it.
  func owners(in shapes: [PolygonSet]) -> [Set<Owner>] {
    var owners = [Set<Owner>](repeating: [], count: vertices.count)
    let all = CoordinateSet(vertices)
    for (level, set) in shapes.enumerated() {
      for unit in 0..<set.count {
        for vertex in set.coordinates[set.range(ofUnit: unit)] where all.contains(vertex) {
          if let place = vertices.place(of: vertex) { owners[place].insert(Owner(level: level, unit: unit)) }
        }
      }
    }
    return owners
  }
}

/// All vertices by cells as large as the reach.
struct VertexCells {
  private struct Item: Comparable {
    /// Columns from west to east, in each from south to north.
    let cell: UInt64
    let vertex: Coordinate

    static func < (a: Item, b: Item) -> Bool { a.cell != b.cell ? a.cell < b.cell : a.vertex < b.vertex }
  }

  private let items: [Item]
  private let loose: CoordinateSet

  /// - Parameters:
  ///   - vertices: all of them; one that stands several times is one.
  ///   - loose: those whose neighbours are wanted.
  ///   - reach: in lattice units, east and north; at least 1.
  init(_ vertices: some Sequence<Coordinate>, loose: CoordinateSet, reach: (x: Double, y: Double)) {
    func number(_ value: Int32, _ size: Double) -> UInt64 {
      // No cell has the number 0, so that each has one before it.
      UInt64((Double(Int64(value) - Int64(Int32.min)) / size).rounded(.down)) + 1
    }
    var seen = CoordinateSet()
    var items: [Item] = []
    for vertex in vertices where seen.insert(vertex) {
      items.append(Item(cell: number(vertex.x, reach.x) << 32 | number(vertex.y, reach.y), vertex: vertex))
    }
    items.sort()
    self.items = items
    self.loose = loose
  }

  /// Calls `body` with each loose vertex and every other vertex in its cell and the eight around it.
  func forEachNeighbours(_ body: (Coordinate, Coordinate) -> Void) {
    // The first item of each column's three cells moves on with the vertex.
    var starts = [0, 0, 0]
    for item in items {
      for column in 0..<3 {
        let low = item.cell + UInt64(column) << 32 - 1 << 32 - 1
        while starts[column] < items.count, items[starts[column]].cell < low { starts[column] += 1 }
        if !loose.contains(item.vertex) { continue }
        var next = starts[column]
        while next < items.count, items[next].cell <= low + 2 {
          if items[next].vertex != item.vertex { body(item.vertex, items[next].vertex) }
          next += 1
        }
      }
    }
  }
}
