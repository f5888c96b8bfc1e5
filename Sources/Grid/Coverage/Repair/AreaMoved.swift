import Geometry
import VectorFiles

/// Measures what each unit of a level gained and lost.
struct AreaMoved {
  private let plane: LocalPlane
  /// The vertices of all rings that were gained or lost, and for each ring its length, unit and kind: PROJ is set up
  /// once for all of them.
  private var vertices: [RealPoint] = []
  private var rings: [Ring] = []

  private struct Ring {
    let count: Int
    let unit: Int
    let isGain: Bool
    let isHole: Bool
  }

  /// A change for every unit whose polygon is another.
  static func changes(from old: Level, to new: Level, in plane: LocalPlane) throws(GEOSError) -> [Repair
    .Change]
  {
    let units = (0..<old.count).filter { !old.shapes.isUnit($0, equalToUnit: $0, of: new.shapes) }
    var moved = AreaMoved(plane: plane)
    try withGEOS { context throws(GEOSError) in
      for (index, unit) in units.enumerated() {
        let before = try context.madeValid(context.shape(ofUnit: unit, in: old.shapes))
        let after = try context.madeValid(context.shape(ofUnit: unit, in: new.shapes))
        moved.add(try context.polygons(of: context.difference(after, before)), unit: index, isGain: true)
        moved.add(try context.polygons(of: context.difference(before, after)), unit: index, isGain: false)
      }
    }
    return zip(units, moved.sums(count: units.count)).map { unit, sums in
      Repair.Change(level: new.name, code: new.codes[unit], gained: sums.gained, lost: sums.lost)
    }
  }

  private init(plane: LocalPlane) {
    self.plane = plane
  }

  private mutating func add(_ polygons: [RealPolygon], unit: Int, isGain: Bool) {
    for polygon in polygons {
      for (index, ring) in polygon.rings.enumerated() {
        vertices += ring
        rings.append(Ring(count: ring.count, unit: unit, isGain: isGain, isHole: index > 0))
      }
    }
  }

  private func sums(count: Int) -> [(gained: Double, lost: Double)] {
    var result = [(gained: Double, lost: Double)](repeating: (0, 0), count: count)
    let places = plane.project(vertices)
    var start = 0
    for ring in rings {
      let area = abs(PolygonSet.signedArea(places[start..<(start + ring.count)])) * (ring.isHole ? -1 : 1)
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
