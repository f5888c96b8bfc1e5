import Geometry
import VectorFiles

/// The planar subdivision that all lines of all levels make on the lattice.
struct Arrangement {
  private let subdivision: PlanarSubdivision
  /// For each level and face the units that cover it, ascending.
  private(set) var covers: [[[Int]]]
  /// For each face whether it is part of a strip of bare land that is open to the outside.
  let isStrip: [Bool]
  private let places: [PlanePoint]

  /// Faces are numbered from 0; the unbounded outside is none of them.
  let count: Int

  /// - Parameter strips: closed rings around strips of bare land that are open to the outside.
  init(of shapes: [PolygonSet], strips: [[Coordinate]], plane: LocalPlane) {
    var lines: [PlanarSubdivision.Line] = []
    var starts = [0]
    for set in shapes {
      let start = starts[starts.count - 1]
      lines += set.lines { Int32(start + $0) }
      starts.append(start + set.count)
    }
    let firstStrip = Int32(starts[starts.count - 1])
    for (number, ring) in strips.enumerated() {
      let label = firstStrip + Int32(number)
      lines += zip(ring, ring.dropFirst()).map { PlanarSubdivision.Line(from: $0, to: $1, label: label) }
    }
    let subdivision = PlanarSubdivision(lines)
    isStrip = (1..<max(1, subdivision.faceCount)).map { face in
      subdivision.windings(aboutFace: face).last.map { $0.label >= firstStrip } ?? false
    }
    count = subdivision.faceCount - 1
    covers = shapes.indices.map { level in
      (1..<max(1, subdivision.faceCount)).map { face in
        subdivision.windings(aboutFace: face).compactMap { winding in
          let unit = Int(winding.label) - starts[level]
          return unit >= 0 && unit < shapes[level].count ? unit : nil
        }
      }
    }
    places = plane.project(subdivision.vertices)
    self.subdivision = subdivision
  }

  /// A unit without land covers what its children cover.
  mutating func lendLand(toUnit unit: Int, ofLevel level: Int, fromChildren children: Set<Int>) {
    for face in 0..<count where covers[level + 1][face].contains(where: children.contains) {
      covers[level][face] = (covers[level][face] + [unit]).sorted()
    }
  }

  /// An edge with the face on its left and the one beyond, which is negative outside.
  struct Edge {
    let from: Coordinate
    let to: Coordinate
    /// Metres.
    let length: Double
    let beyond: Int
    /// Its ends in the plane.
    let places: (from: PlanePoint, to: PlanePoint)
  }

  /// Calls `body` with every edge of a face, land on its left.
  @inline(__always)
  func forEachEdge(ofFace face: Int, _ body: (Edge) -> Void) {
    subdivision.forEachHalfEdge(ofFace: face + 1) { half in
      let places = (place(half), place(half ^ 1))
      body(
        Edge(
          from: subdivision.origin(half), to: subdivision.target(half),
          length: places.0.distance(to: places.1),
          beyond: subdivision.face(half ^ 1) - 1, places: places))
    }
  }

  /// Calls `body` with every half edge's ends and the faces on its left and right, negative outside.
  @inline(__always)
  func forEachHalfEdge(_ body: (_ from: Coordinate, _ to: Coordinate, _ left: Int, _ right: Int) -> Void) {
    for half in 0..<subdivision.halfEdgeCount {
      body(
        subdivision.origin(half), subdivision.target(half), subdivision.face(half) - 1,
        subdivision.face(half ^ 1) - 1)
    }
  }

  /// The vertices of all edges, ascending.
  var vertices: [Coordinate] { subdivision.vertices }

  /// Calls `body` with every edge's ends, as numbers of vertices, and the faces on its left and right, negative outside.
  @inline(__always)
  func forEachEdge(_ body: (_ from: Int, _ to: Int, _ left: Int, _ right: Int) -> Void) {
    for half in stride(from: 0, to: subdivision.halfEdgeCount, by: 2) {
      body(
        subdivision.vertex(half), subdivision.vertex(half ^ 1), subdivision.face(half) - 1,
        subdivision.face(half ^ 1) - 1)
    }
  }

  @inline(__always)
  private func place(_ half: Int) -> PlanePoint { places[subdivision.vertex(half)] }

  func doubledArea(ofFace face: Int) -> Int128 { subdivision.doubledArea(ofFace: face + 1) }

  /// Square metres.
  func area(ofFace face: Int) -> Double {
    var (doubled, origin) = (0.0, PlanePoint?.none)
    subdivision.forEachHalfEdge(ofFace: face + 1) { half in
      let (a, b) = (place(half), place(half ^ 1))
      let o = origin ?? a
      origin = o
      doubled += (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y)
    }
    return doubled / 2
  }

  /// The box around faces.
  func box(of faces: [Int]) -> Box {
    var box = Box()
    for face in faces { forEachEdge(ofFace: face) { box.insert($0.from) } }
    return box
  }

  /// The vertices that each line of a unit is led through, its ends among them.
  var chains: Rows<Coordinate> { subdivision.chains }

  /// The connected pieces of faces that have the same key; faces with a negative key belong to none. Pieces stand
  /// in the order of their least face.
  func pieces(byKey key: [Int]) -> [[Int]] {
    var seen = key.map { $0 < 0 }
    var result: [[Int]] = []
    for start in 0..<count where !seen[start] {
      seen[start] = true
      var piece = [start]
      var next = 0
      while next < piece.count {
        forEachEdge(ofFace: piece[next]) { edge in
          let n = edge.beyond
          if n >= 0 && !seen[n] && key[n] == key[start] {
            seen[n] = true
            piece.append(n)
          }
        }
        next += 1
      }
      result.append(piece)
    }
    return result
  }
}
