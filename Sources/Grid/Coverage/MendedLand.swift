import Geometry

/// The land that a unit encloses, whatever its rings do.
///
/// A ring encloses every point that it winds about, however often and either way round: both lobes of one that crosses
/// itself, and all of one that is drawn twice. A polygon's land is what its exterior encloses and no hole does; a hole
/// that lies beyond the exterior takes nothing away, and where a hole encloses the whole exterior the two stand in the
/// wrong order. A unit's land is that of all its polygons together.
struct MendedLand {
  private let subdivision: PlanarSubdivision
  private let isLand: [Bool]

  init(ofUnit unit: Int, in set: PolygonSet) {
    var lines: [PlanarSubdivision.Line] = []
    /// For each ring the number of its polygon, and whether it is a hole.
    var rings: [(polygon: Int, isHole: Bool)] = []
    for polygon in set.polygons(of: unit) {
      for ring in set.rings(of: polygon) {
        let range = set.range(ofRing: ring)
        for i in range.dropLast() {
          lines.append(
            PlanarSubdivision.Line(
              from: set.coordinates[i], to: set.coordinates[i + 1], label: Int32(rings.count)))
        }
        rings.append((polygon, ring > set.rings(of: polygon).lowerBound))
      }
    }
    let subdivision = PlanarSubdivision(lines)
    func faces(_ holds: (_ inShell: Bool, _ inHole: Bool) -> Bool, of polygon: Int) -> [Int] {
      (1..<subdivision.faceCount).filter { face in
        var (inShell, inHole) = (false, false)
        for winding in subdivision.windings(aboutFace: face)
        where rings[Int(winding.label)].polygon == polygon {
          if rings[Int(winding.label)].isHole { inHole = true } else { inShell = true }
        }
        return holds(inShell, inHole)
      }
    }
    var isLand = [Bool](repeating: false, count: subdivision.faceCount)
    for polygon in set.polygons(of: unit) {
      var land = faces({ inShell, inHole in inShell && !inHole }, of: polygon)
      if land.isEmpty { land = faces({ inShell, inHole in inHole && !inShell }, of: polygon) }
      for face in land { isLand[face] = true }
    }
    self.subdivision = subdivision
    self.isLand = isLand
  }

  /// As valid polygons, on the lattice.
  var polygons: [[[Coordinate]]] { subdivision.outline { isLand[$0] } }
}

extension PolygonSet {
  /// The set with the land of some units made valid (`MendedLand`).
  func mending(_ units: some Sequence<Int>) -> PolygonSet {
    let mended = Set(units)
    if mended.isEmpty { return self }
    var result = PolygonSet()
    for unit in 0..<count {
      if mended.contains(unit) {
        result.appendUnit(MendedLand(ofUnit: unit, in: self).polygons)
      } else {
        result.appendUnit(unit, of: self)
      }
    }
    return result
  }

  /// The edges of every unit, labelled by it.
  func lines(_ label: (_ unit: Int) -> Int32) -> [PlanarSubdivision.Line] {
    var lines: [PlanarSubdivision.Line] = []
    lines.reserveCapacity(coordinates.count)
    for unit in 0..<count {
      let label = label(unit)
      forEachEdge(ofUnit: unit) { lines.append(PlanarSubdivision.Line(from: $0, to: $1, label: label)) }
    }
    return lines
  }
}

extension PlanarSubdivision {
  /// The land of some faces as valid polygons. The unbounded face must be none of them.
  func outline(of isLand: (_ face: Int) -> Bool) -> [[[Coordinate]]] {
    let land = (0..<faceCount).map(isLand)
    var edges: [DirectedEdge] = []
    for half in 0..<halfEdgeCount where land[face(half)] && !land[face(half ^ 1)] {
      edges.append(DirectedEdge(from: origin(half), to: target(half)))
    }
    guard let polygons = RingLinker.polygons(from: edges) else {
      preconditionFailure("the rim of faces does not close")
    }
    return polygons
  }
}
