import Geometry
import VectorFiles

/// The size of sets of faces, in metres.
struct FaceMeasure {
  private let arrangement: Arrangement
  private let plane: LocalPlane

  init(_ arrangement: Arrangement, plane: LocalPlane) {
    self.arrangement = arrangement
    self.plane = plane
  }

  func area(of faces: [Int]) -> Double { faces.reduce(0) { $0 + arrangement.area(ofFace: $1) } }

  /// Whether the largest circle inside connected faces is at most so wide. Bounds by area and perimeter decide
  /// most cases; GEOS measures the others.
  func isNarrow(_ faces: [Int], limit: Double) throws(GEOSError) -> Bool {
    let area = area(of: faces)
    if area <= Double.pi / 4 * limit * limit { return true }
    let edges = outline(of: faces)
    if 2 * area / edges.reduce(0, { $0 + $1.length }) > limit { return false }
    return try width(of: edges) <= limit
  }

  /// The diameter of the largest circle inside an outline.
  private func width(of outline: [Arrangement.Edge]) throws(GEOSError) -> Double {
    let polygons = RingLinker.polygons(from: outline.map { DirectedEdge(from: $0.from, to: $0.to) }) ?? []
    var widest = 0.0
    for polygon in polygons {
      let metric = RealPolygon(
        rings: polygon.map { ring in plane.project(ring).map { RealPoint(x: $0.x, y: $0.y) } })
      let (area, perimeter) = metric.size
      let width = try withGEOS { context throws(GEOSError) in
        try context.inscribedDiameter(of: context.shape(of: metric), area: area, perimeter: perimeter)
      }
      widest = max(widest, width)
    }
    return widest
  }

  /// The edges between faces and what lies around them.
  private func outline(of faces: [Int]) -> [Arrangement.Edge] {
    let members = Set(faces)
    var edges: [Arrangement.Edge] = []
    for face in faces {
      arrangement.forEachEdge(ofFace: face) { if !members.contains($0.beyond) { edges.append($0) } }
    }
    return edges
  }
}
