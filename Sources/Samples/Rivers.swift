import Foundation
import Geometry
import Solvers
import VectorFiles

/// The rivers of a county, for its maps: they wind from west to east, past the town, and nothing else of the county heeds them.
struct Rivers {
  let names: [String]
  /// Both banks, as a ring of each.
  let banks: [[Coordinate]]

  private static let kinds: [(name: String, halfWidth: Double)] = [("沙河", 55), ("清水河", 25)]
  /// Metres from one vertex of a bank to the next.
  private static let step = 150.0

  init(through land: Land, chance: inout SeededGenerator) {
    let xs = land.seeds.points.map(\.x)
    let ys = land.seeds.points.map(\.y)
    let (west, east) = (xs.min() ?? 0, xs.max() ?? 0)
    let (south, north) = (ys.min() ?? 0, ys.max() ?? 0)
    names = Self.kinds.map(\.name)
    banks = Self.kinds.enumerated().map { number, kind in
      // The first south of the town in the middle, the second north of it.
      let share = number == 0 ? chance.uniform(0.3, 0.4) : chance.uniform(0.62, 0.75)
      let river = Self.Course(
        west: west, east: east, middle: south + share * (north - south), chance: &chance)
      let upper = river.points.map { PlanePoint(x: $0.x, y: $0.y + kind.halfWidth) }
      let lower = river.points.reversed().map { PlanePoint(x: $0.x, y: $0.y - kind.halfWidth) }
      return land.plane.unproject(upper + lower)
    }
  }

  /// The middle of a river: waves of three lengths.
  private struct Course {
    let points: [PlanePoint]

    init(west: Double, east: Double, middle: Double, chance: inout SeededGenerator) {
      let width = max(east - west, Rivers.step)
      let waves = [(width, 0.05), (width / 3.3, 0.025), (width / 11, 0.006)].map { length, swing in
        (length: length, swing: swing * width * chance.uniform(0.6, 1), phase: chance.uniform(0, 2 * .pi))
      }
      let count = Int((width / Rivers.step).rounded(.up))
      points = (0...count).map { place in
        let x = west + width * Double(place) / Double(count)
        return PlanePoint(
          x: x,
          y: waves.reduce(middle) { $0 + $1.swing * sin(2 * .pi * x / $1.length + $1.phase) })
      }
    }
  }
}
