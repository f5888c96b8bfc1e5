import Geometry
import VectorFiles

/// The size of sets of faces, in metres.
struct FaceMeasure {
  private let arrangement: Arrangement
  private let places: [Coordinate: PlanePoint]

  init(_ arrangement: Arrangement, plane: LocalPlane) {
    self.arrangement = arrangement
    let vertices = arrangement.faces.coordinates
    places = Dictionary(zip(vertices, plane.project(vertices)), uniquingKeysWith: { first, _ in first })
  }

  func area(of faces: [Int]) -> Double { faces.reduce(0) { $0 + arrangement.areas[$1] } }

  /// Whether the largest circle inside connected faces is at most so wide. Bounds by area and perimeter decide
  /// most cases; GEOS measures the others.
  func isNarrow(_ faces: [Int], limit: Double) throws(GEOSError) -> Bool {
    let area = area(of: faces)
    if area <= Double.pi / 4 * limit * limit { return true }
    let edges = outline(of: faces)
    let perimeter = edges.reduce(0) { $0 + length($1.from, $1.to) }
    if 2 * area / perimeter > limit { return false }
    return try width(of: faces) <= limit
  }

  /// The diameter of the largest circle inside connected faces.
  func width(of faces: [Int]) throws(GEOSError) -> Double {
    var widest = 0.0
    for polygon in polygons(of: faces) {
      let metric = RealPolygon(
        rings: polygon.map { ring in
          ring.map { vertex in
            let place = place(vertex)
            return RealPoint(x: place.x, y: place.y)
          }
        })
      let (area, perimeter) = metric.size
      let width = try withGEOS { context throws(GEOSError) in
        try context.inscribedDiameter(of: context.shape(of: metric), area: area, perimeter: perimeter)
      }
      widest = max(widest, width)
    }
    return widest
  }

  /// The land of faces as polygons of lattice points.
  func polygons(of faces: [Int]) -> [[[Coordinate]]] { RingLinker.polygons(from: outline(of: faces)) ?? [] }

  private func outline(of faces: [Int]) -> [DirectedEdge] {
    let members = Set(faces)
    var edges: [DirectedEdge] = []
    for face in faces {
      arrangement.forEachEdge(ofFace: face) { a, b, twin in
        if twin < 0 || !members.contains(twin) { edges.append(DirectedEdge(from: a, to: b)) }
      }
    }
    return edges
  }

  private func length(_ a: Coordinate, _ b: Coordinate) -> Double { place(a).distance(to: place(b)) }

  private func place(_ vertex: Coordinate) -> PlanePoint { places[vertex] ?? PlanePoint(x: 0, y: 0) }
}

extension Arrangement {
  /// Calls `body` with the ends of every edge of a face and the face beyond, negative where there is none.
  @inline(__always)
  func forEachEdge(ofFace face: Int, _ body: (Coordinate, Coordinate, Int) -> Void) {
    faces.forEachEdge(ofUnit: face) { a, b in
      guard let (edge, forward) = table.edge(a, b) else { return }
      body(a, b, Int(edge.side(forward: !forward)))
    }
  }

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
        for n in borders.neighbours(of: piece[next]) where !seen[n] && key[n] == key[start] {
          seen[n] = true
          piece.append(n)
        }
        next += 1
      }
      result.append(piece)
    }
    return result
  }
}
