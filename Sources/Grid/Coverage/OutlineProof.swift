import Geometry

/// The outline that units leave together which no level is above, and what it says of them.
///
/// Where two units share a border their edges cancel. The edges that are left over wind about every point as often as
/// units cover it. Where no two of them meet but at their ends, then, the faces that they make tell exactly which land is
/// covered twice and which is enclosed and bare. Where some do meet, on one side of a border a vertex is missing, or units
/// overlap: the faces, cut there on the lattice, tell which. Where some come so near that the lattice would make them meet,
/// as on both sides of a spike, the faces that are not cut decide whether the outline is whole; and, of a level that is
/// joined from the one below and has no borders of its own to lack a vertex, which bare land it encloses.
struct OutlineProof: Sendable {
  /// Some land is covered by two units.
  let overlaps: Bool
  /// Every border has the same vertices on both sides.
  let isMatched: Bool
  /// Land that units enclose and none covers, for each its rings, the exterior first. A hole that a single unit has is of
  /// its own shape, unless nothing says which land should be covered.
  let holes: [[[Coordinate]]]
  /// The edges towards the outside, the land on their left.
  let rim: [DirectedEdge]
  /// Boxes around all edges that are no plain rim, one unit on the left and the outside on the right, and around land that
  /// is covered twice; `nil` where it cannot be told.
  let troubles: [Box]?

  var isWhole: Bool { !overlaps && isMatched && holes.isEmpty }

  /// - Parameter isOpen: no other level says which land should be covered.
  /// - Precondition: every unit is a valid polygon, or has no land.
  init(of shapes: PolygonSet, isOpen: Bool, isJoined: Bool = false) {
    if shapes.count == 1, shapes.ringCount == 1 {
      // A valid polygon of one ring is its own outline.
      let ring = shapes.coordinates[shapes.range(ofRing: 0)]
      (overlaps, isMatched, holes, troubles) = (false, true, [], [])
      rim = zip(ring, ring.dropFirst()).map { DirectedEdge(from: $0, to: $1) }
      return
    }
    let (loose, isDoubled) = Self.looseEdges(of: shapes)
    let own = isOpen ? [] : shapes.interiorRings
    var faces = PlanarSubdivision(isDoubled ? shapes.lines { _ in 0 } : loose)
    if !isDoubled, faces.hasMeetings, let apart = PlanarSubdivision(apart: loose),
      !Self.overlaps(apart), isJoined || Self.holes(apart, but: own).isEmpty
    {
      faces = apart
    }
    overlaps = isDoubled || Self.overlaps(faces)
    isMatched = !isDoubled && !faces.hasMeetings && faces.edgeCount == loose.count
    holes = Self.holes(faces, but: own)
    rim = (0..<faces.halfEdgeCount).filter { faces.face($0 ^ 1) == PlanarSubdivision.outside }.map {
      DirectedEdge(from: faces.origin($0), to: faces.target($0))
    }
    troubles = isDoubled ? nil : Self.troubles(faces)
  }

  /// How many units cover a face.
  private static func turns(_ faces: PlanarSubdivision, _ face: Int) -> Int32 {
    faces.windings(aboutFace: face).first?.turns ?? 0
  }

  private static func overlaps(_ faces: PlanarSubdivision) -> Bool {
    (0..<faces.faceCount).contains { turns(faces, $0) > 1 }
  }

  /// Bounded faces that no unit covers, but for those that a unit has as holes of its own.
  private static func holes(_ faces: PlanarSubdivision, but own: Set<Set<Coordinate>>) -> [[[Coordinate]]] {
    (1..<max(1, faces.faceCount)).filter { turns(faces, $0) == 0 }.map { faces.rings(ofFace: $0) }
      .filter { !own.contains(Set($0[0])) }
  }

  private static func troubles(_ faces: PlanarSubdivision) -> [Box] {
    var boxes: [Box] = []
    for half in stride(from: 0, to: faces.halfEdgeCount, by: 2) {
      let sides = (faces.face(half), faces.face(half ^ 1))
      let land = sides.0 == PlanarSubdivision.outside ? sides.1 : sides.0
      let isRim = sides.0 == PlanarSubdivision.outside || sides.1 == PlanarSubdivision.outside
      if !isRim || turns(faces, land) != 1 { boxes.append(Box([faces.origin(half), faces.target(half)])) }
    }
    for face in 0..<faces.faceCount where turns(faces, face) > 1 {
      var box = Box()
      faces.forEachHalfEdge(ofFace: face) { box.insert(faces.origin($0)) }
      boxes.append(box)
    }
    // Where lines were cut, others meet them.
    for line in 0..<faces.chains.count where faces.chains[line].count > 2 {
      boxes.append(Box(faces.chains[line]))
    }
    return boxes
  }

  /// Edges without one on the other side; and whether two units lie on one side of an edge.
  private static func looseEdges(of shapes: PolygonSet) -> ([PlanarSubdivision.Line], isDoubled: Bool) {
    let table = EdgeTable(shapes)
    var loose: [PlanarSubdivision.Line] = []
    var isDoubled = false
    for unit in 0..<shapes.count {
      shapes.forEachEdge(ofUnit: unit) { a, b in
        guard let (edge, forward) = table.edge(a, b) else { return }
        if edge.left == EdgeTable.several || edge.right == EdgeTable.several { isDoubled = true }
        if edge.side(forward: !forward) == EdgeTable.none {
          loose.append(PlanarSubdivision.Line(from: a, to: b, label: 0))
        }
      }
    }
    return (loose, isDoubled)
  }
}

extension PolygonSet {
  /// The vertices of each ring that is a hole of its unit.
  var interiorRings: Set<Set<Coordinate>> {
    var result = Set<Set<Coordinate>>()
    for unit in 0..<count {
      for polygon in polygons(of: unit) {
        for ring in rings(of: polygon).dropFirst() { result.insert(Set(coordinates[range(ofRing: ring)])) }
      }
    }
    return result
  }
}
