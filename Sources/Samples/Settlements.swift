import Foundation
import Geometry
import Grid
import Solvers

/// Where people live: the county town with its communities, and the villages around it.
struct Settlements {
  let town: PlanePoint
  let townRadius: Double
  /// The centre of every village, the communities of the town first.
  let centres: [PlanePoint]
  let communities: Int
  /// Micro-grids of each rural village; those of the communities follow from where the town's seeds fall.
  let ruralSizes: [Int]
  /// Micro-grids of the whole town.
  let townSize: Int

  /// Micro-grids on a square kilometre of the town.
  private static let townDensity = 60.0

  init(_ size: Preset, outline: Outline, chance: inout SeededGenerator) {
    townSize = min(
      size.microgrids - (size.villages - size.communities),
      max(size.communities, Int(Double(size.microgrids) * size.townShare)))
    let radius = (Double(townSize) / (.pi * Self.townDensity)).squareRoot() * 1_000
    townRadius = radius
    let town = chance.point(on: PlanePoint(x: 0, y: 0), radius: outline.meanRadius * 0.1)
    self.town = town
    communities = size.communities

    var centres: [PlanePoint] = size.communities > 0 ? [town] : []
    while centres.count < size.communities {
      centres.append(
        Self.loneliest(of: 12, among: centres) {
          chance.point(on: town, radius: radius * 0.92)
        } limit: { _ in
          .infinity
        })
    }
    while centres.count < size.villages {
      centres.append(
        Self.loneliest(of: 12, among: centres) {
          chance.point(on: PlanePoint(x: 0, y: 0), radius: outline.meanRadius * 1.5)
        } limit: { point in
          min(point.distance(to: town) - radius, outline.depth(of: point) * 1.2)
        })
    }
    self.centres = centres
    let rural = size.villages - size.communities
    let wishes = (0..<rural).map { _ in
      Int(1_000 * (chance.unit() < 0.08 ? chance.uniform(1.8, 2.6) : chance.uniform(0.6, 1.5)))
    }
    ruralSizes = apportion(size.microgrids - townSize, over: wishes)
  }

  /// Of some random points that one which is farthest from all others (Mitchell's best candidate, 1991).
  private static func loneliest(
    of count: Int, among others: [PlanePoint], draw: () -> PlanePoint, limit: (PlanePoint) -> Double
  ) -> PlanePoint {
    var best = draw()
    var bestRoom = -Double.infinity
    for i in 0..<count {
      let point = i == 0 ? best : draw()
      var room = limit(point)
      for other in others {
        if room <= bestRoom { break }
        room = min(room, other.distance(to: point))
      }
      if room > bestRoom {
        best = point
        bestRoom = room
      }
    }
    return best
  }
}
