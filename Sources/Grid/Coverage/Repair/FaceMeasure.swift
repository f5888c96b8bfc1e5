import Geometry

/// The size of sets of faces, in metres.
struct FaceMeasure {
  private let arrangement: Arrangement

  init(_ arrangement: Arrangement) {
    self.arrangement = arrangement
  }

  func area(of faces: [Int]) -> Double { faces.reduce(0) { $0 + arrangement.area(ofFace: $1) } }

  /// Whether the largest circle inside connected faces is at most so wide. Bounds by area, perimeter and chords decide
  /// nearly all cases; GEOS measures the others.
  func isNarrow(_ faces: [Int], limit: Double) throws(GEOSError) -> Bool {
    let area = area(of: faces)
    if area <= Double.pi / 4 * limit * limit { return true }
    let edges = outline(of: faces)
    if 2 * area / edges.reduce(0, { $0 + $1.length }) > limit { return false }
    switch ChordSearch(edges.map(\.places), limit: limit).verdict {
    case .narrow: return true
    case .wide: return false
    case .doubtful: return try width(of: edges) <= limit
    }
  }

  /// The diameter of the largest circle inside an outline.
  private func width(of outline: [Arrangement.Edge]) throws(GEOSError) -> Double {
    let polygons = try RingLinker.polygons(around: outline.map { DirectedEdge(from: $0.from, to: $0.to) })
    let places = Dictionary(
      outline.map { ($0.from, $0.places.from) }, uniquingKeysWith: { first, _ in first })
    var widest = 0.0
    for polygon in polygons {
      let metric = RealPolygon(
        rings: polygon.map { ring in ring.compactMap { places[$0].map { RealPoint(x: $0.x, y: $0.y) } } })
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
