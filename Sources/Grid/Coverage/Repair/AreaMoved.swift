import Geometry
import VectorFiles

/// Measures what each unit of a level gained and lost, but for what is thinner than the lattice.
struct AreaMoved {
  private let plane: LocalPlane
  /// The vertices of all rings around land that was gained or lost, and for each ring its length, its unit and which of
  /// the two: PROJ is set up once for all of them.
  private var vertices: [Coordinate] = []
  private var rings: [Ring] = []

  private struct Ring {
    let count: Int
    let unit: Int
    let isGain: Bool
  }

  /// A change for every unit whose polygon is another.
  ///
  /// - Parameter mended: the old level's polygons, made valid.
  static func changes(
    from old: Level, mended: PolygonSet, to new: Level, in plane: LocalPlane
  ) -> [Repair.Change] {
    let units = (0..<old.count).filter { !old.shapes.isUnit($0, equalToUnit: $0, of: new.shapes) }
    if units.isEmpty { return [] }
    var moved = AreaMoved(plane: plane)
    for (index, unit) in units.enumerated() { moved.add(unit, from: mended, to: new.shapes, as: index) }
    return zip(units, moved.sums(count: units.count)).map { unit, sums in
      Repair.Change(
        level: new.name, code: new.codes[unit], after: new.areas[unit], gained: sums.gained, lost: sums.lost)
    }
  }

  private init(plane: LocalPlane) {
    self.plane = plane
  }

  /// The new edges less the old wind once about land that was gained, and once backwards about land that was lost.
  private mutating func add(_ unit: Int, from old: PolygonSet, to new: PolygonSet, as index: Int) {
    var lines: [PlanarSubdivision.Line] = []
    new.forEachEdge(ofUnit: unit) { lines.append(PlanarSubdivision.Line(from: $0, to: $1, label: 0)) }
    old.forEachEdge(ofUnit: unit) { lines.append(PlanarSubdivision.Line(from: $1, to: $0, label: 0)) }
    let faces = PlanarSubdivision(lines)
    for face in 0..<faces.faceCount {
      guard let winding = faces.windings(aboutFace: face).first else { continue }
      for ring in faces.rings(ofFace: face) {
        vertices += ring
        rings.append(Ring(count: ring.count, unit: index, isGain: winding.turns > 0))
      }
    }
  }

  private func sums(count: Int) -> [(gained: Double, lost: Double)] {
    var result = [(gained: Double, lost: Double)](repeating: (0, 0), count: count)
    let places = plane.project(vertices)
    var start = 0
    for ring in rings {
      // Holes run clockwise, and are taken off.
      let area = PolygonSet.signedArea(places[start..<(start + ring.count)])
      if ring.isGain { result[ring.unit].gained += area } else { result[ring.unit].lost += area }
      start += ring.count
    }
    return result
  }
}

extension PolygonSet {
  /// Whether two units have the same rings, vertex by vertex.
  func isUnit(_ unit: Int, equalToUnit twin: Int, of other: PolygonSet) -> Bool {
    let (mine, theirs) = (polygons(of: unit), other.polygons(of: twin))
    guard mine.count == theirs.count else { return false }
    return zip(mine, theirs).allSatisfy { a, b in
      let (mine, theirs) = (rings(of: a), other.rings(of: b))
      return mine.count == theirs.count
        && zip(mine, theirs).allSatisfy {
          coordinates[range(ofRing: $0)] == other.coordinates[other.range(ofRing: $1)]
        }
    }
  }
}
