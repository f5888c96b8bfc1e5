import Geometry
import Grid
import VectorFiles

/// The land that lies pale behind the ways of rounds, projected once for all maps: villages, and townships over them.
struct RoundGround: Sendable {
  struct Unit: Sendable {
    var name: String
    var anchor: SheetPoint
    var isTownship: Bool
    var rings: [[SheetPoint]]
  }

  private struct Layer: Sendable {
    var level: Level
    var ground: SheetGround
    var anchors: [PlanePoint]
    var isTownship: Bool
  }

  private let layers: [Layer]
  let plane: LocalPlane

  init(_ hierarchy: Hierarchy, villages: String, townships: String) {
    plane = hierarchy.plane
    let names = villages == townships ? [villages] : [villages, townships]
    layers = names.enumerated().compactMap { index, name in
      hierarchy.index(of: name).map { hierarchy.levels[$0] }.map { level in
        Layer(
          level: level, ground: SheetGround(level.shapes, on: hierarchy.plane),
          anchors: hierarchy.plane.project(level.anchors), isTownship: index == 1)
      }
    }
  }

  /// What a frame shows of the land, villages first.
  func land(in frame: SheetFrame) -> [Unit] {
    let edge = frame.box.inset(by: -2)
    return layers.flatMap { layer in
      layer.ground.units(near: frame).map { unit in
        Unit(
          name: layer.level.title(of: unit), anchor: frame.point(layer.anchors[unit]),
          isTownship: layer.isTownship,
          rings: layer.ground.rings(of: unit).map { Self.clipped(Self.coarse($0.map(frame.point)), to: edge) }
            .filter { $0.count > 2 })
      }
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
