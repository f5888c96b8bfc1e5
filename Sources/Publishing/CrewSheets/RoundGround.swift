import Geometry
import Grid
import VectorFiles

/// The land that lies pale behind the ways of rounds, projected once for all maps.
struct RoundGround: Sendable {
  struct Unit: Sendable {
    var name: String
    var rings: [[PlanePoint]]
    var anchor: PlanePoint
    var isTownship: Bool
  }

  private let units: [Unit]
  let plane: LocalPlane

  init(_ hierarchy: Hierarchy, villages: String, townships: String) {
    plane = hierarchy.plane
    units = [villages, townships].enumerated().flatMap { index, name -> [Unit] in
      guard index == 0 || name != villages,
        let level = hierarchy.index(of: name).map({ hierarchy.levels[$0] })
      else { return [] }
      let points = hierarchy.plane.project(level.shapes.coordinates)
      let anchors = hierarchy.plane.project(level.anchors)
      return (0..<level.count).map { unit in
        Unit(
          name: level.title(of: unit),
          rings: level.shapes.rings(ofUnit: unit).map { Array(points[level.shapes.range(ofRing: $0)]) },
          anchor: anchors[unit], isTownship: index == 1)
      }
    }
  }

  /// What a frame shows of the land, villages first.
  func land(in frame: SheetFrame) -> [(unit: Unit, rings: [[SheetPoint]])] {
    let edge = frame.box.inset(by: -2)
    return units.compactMap { unit in
      let rings = unit.rings.map { $0.map(frame.point) }
      guard SheetBox(around: rings.joined()).meets(frame.box) else { return nil }
      return (unit, rings.map { Self.clipped(Self.coarse($0), to: edge) }.filter { $0.count > 2 })
    }
  }

  /// Points on a lattice of half a millimetre: neighbours keep the same line, and few vertices.
  private static func coarse(_ ring: [SheetPoint]) -> [SheetPoint] {
    var result: [SheetPoint] = []
    for point in ring {
      let near = SheetPoint(x: (point.x * 2).rounded() / 2, y: (point.y * 2).rounded() / 2)
      if result.last != near { result.append(near) }
    }
    return result
  }

  /// A ring within a box: side by side, what lies beyond is cut off (Sutherland and Hodgman, 1974).
  private static func clipped(_ ring: [SheetPoint], to box: SheetBox) -> [SheetPoint] {
    let sides: [(SheetPoint) -> Double] = [
      { $0.x - box.x }, { box.maxX - $0.x }, { $0.y - box.y }, { box.maxY - $0.y },
    ]
    return sides.reduce(ring) { ring, inside in
      zip(ring, ring.dropFirst() + ring.prefix(1)).flatMap { a, b -> [SheetPoint] in
        let (before, after) = (inside(a), inside(b))
        guard (before < 0) != (after < 0) else { return before < 0 ? [] : [a] }
        let share = before / (before - after)
        let crossing = SheetPoint(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
        return before < 0 ? [crossing] : [a, crossing]
      }
    }
  }
}
