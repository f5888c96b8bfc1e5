import Foundation
import Geometry
import Solvers

/// The grid of streets in the county town.
struct TownStreets {
  /// The plan's nodes that are street corners.
  let corners: [Int]
  /// The corners on the rim from which roads lead out into the county.
  let gates: [Int]

  init(_ settlements: Settlements, into plan: inout RoadPlan, chance: inout SeededGenerator) {
    let radius = settlements.townRadius
    let spacing = max(150, min(430, radius / 5))
    let turn = chance.uniform(-0.2, 0.2)
    let reach = Int(radius / spacing)
    var cornerAt: [SIMD2<Int>: Int] = [:]
    var corners: [Int] = []
    for j in -reach...reach {
      for i in -reach...reach where i * i + j * j <= reach * reach {
        let x = spacing * (Double(i) + 0.12 * sin(0.9 * Double(j)) + chance.uniform(-0.06, 0.06))
        let y = spacing * (Double(j) + 0.12 * sin(0.8 * Double(i)) + chance.uniform(-0.06, 0.06))
        let corner = plan.addNode(
          PlanePoint(
            x: settlements.town.x + x * cos(turn) - y * sin(turn),
            y: settlements.town.y + x * sin(turn) + y * cos(turn)))
        cornerAt[SIMD2(i, j)] = corner
        corners.append(corner)
      }
    }
    for j in -reach...reach {
      for i in -reach...reach {
        guard let corner = cornerAt[SIMD2(i, j)] else { continue }
        if let east = cornerAt[SIMD2(i + 1, j)] {
          // Every corner is also reached across a one-way street, so that no one is trapped.
          let isOneway =
            j.magnitude % 5 == 2 && Self.isCrossed(i, j, cornerAt) && Self.isCrossed(i + 1, j, cornerAt)
          plan.link(
            corner, east, Self.roadClass(j), swing: 0.03, step: 160, isOneway: isOneway,
            name: Names.street(j, of: Names.eastWest), chance: &chance)
        }
        if let north = cornerAt[SIMD2(i, j + 1)] {
          plan.link(
            corner, north, Self.roadClass(i), swing: 0.03, step: 160,
            name: Names.street(i, of: Names.northSouth), chance: &chance)
        }
      }
    }
    self.corners = corners
    let nodes = plan.nodes
    var gates: [Int] = []
    for k in 0..<8 {
      let angle = turn + .pi / 4 * Double(k)
      let far = corners.max {
        let a = nodes[$0].x * cos(angle) + nodes[$0].y * sin(angle)
        let b = nodes[$1].x * cos(angle) + nodes[$1].y * sin(angle)
        return (a, $0) < (b, $1)
      }
      if let far, !gates.contains(far) { gates.append(far) }
    }
    self.gates = gates
  }

  /// Whether a street runs north or south from the corner.
  private static func isCrossed(_ i: Int, _ j: Int, _ corners: [SIMD2<Int>: Int]) -> Bool {
    corners[SIMD2(i, j + 1)] != nil || corners[SIMD2(i, j - 1)] != nil
  }

  private static func roadClass(_ line: Int) -> Road.Class {
    line == 0 ? .primary : line % 3 == 0 ? .secondary : line % 2 == 0 ? .residential : .tertiary
  }
}
