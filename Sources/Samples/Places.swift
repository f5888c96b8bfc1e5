import Foundation
import Geometry
import Solvers
import VectorFiles

/// A named place of the sample: a police station, or a base of vehicle crews.
public struct Place: Sendable, Equatable {
  public let id: String
  public let name: String
  public let coordinate: Coordinate
}

/// Puts places beside the roads.
struct Places {
  let stations: [Place]
  let bases: [Place]

  init(
    _ preset: Preset, land: Land, levels: Levels, plan: RoadPlan, streets: TownStreets, country: CountryRoads,
    chance: inout SeededGenerator
  ) {
    let seats = levels.seats.map { plan.nodes[country.nodeOfSettlement[$0]] }
    let stationPoints = land.plane.unproject(seats.map { Self.beside($0, chance: &chance) })
    let townships = levels.levels[1].names
    stations = stationPoints.enumerated().map { i, coordinate in
      Place(
        id: "S" + padded(i + 1, 2), name: "\(townships[i].prefix(2))派出所", coordinate: coordinate)
    }
    let spots = Self.spread(
      preset.bases, over: streets.corners.map { plan.nodes[$0] },
      and: preset.bases > Self.mostInTown ? seats : [], around: land.settlements)
    let basePoints = land.plane.unproject(spots.map { Self.beside($0, chance: &chance) })
    bases = basePoints.enumerated().map { i, coordinate in
      Place(id: "B\(i + 1)", name: "街面警务工作站\(i + 1)", coordinate: coordinate)
    }
  }

  /// A point 12 to 25 m from a junction.
  static func beside(_ point: PlanePoint, chance: inout SeededGenerator) -> PlanePoint {
    let angle = chance.uniform(0, 2 * .pi)
    let distance = chance.uniform(12, 25)
    return PlanePoint(x: point.x + distance * cos(angle), y: point.y + distance * sin(angle))
  }

  /// More bases than this stand at the seats of townships, too.
  private static let mostInTown = 12

  /// Street corners and other spots far from one another and not on the rim, the first one in the middle of the town.
  private static func spread(
    _ count: Int, over corners: [PlanePoint], and others: [PlanePoint], around settlements: Settlements
  ) -> [PlanePoint] {
    let inner = corners.filter { $0.distance(to: settlements.town) < 0.8 * settlements.townRadius } + others
    guard let first = inner.min(by: { $0.distance(to: settlements.town) < $1.distance(to: settlements.town) })
    else { return [] }
    var result = [first]
    while result.count < min(count, inner.count) {
      let room = inner.map { corner in result.reduce(.infinity) { min($0, $1.distance(to: corner)) } }
      let best = room.indices.max { (room[$0], -$0) < (room[$1], -$1) } ?? 0
      result.append(inner[best])
    }
    return result
  }
}
