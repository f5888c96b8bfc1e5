import Geometry
import Grid
import Scenario
import Solvers
import VectorFiles

/// Puts checkpoints on street corners, on roads near the town and in the villages around it.
enum Checkpoints {
  static func make(
    _ preset: Preset, land: Land, levels: Levels, plan: RoadPlan, streets: TownStreets, country: CountryRoads,
    chance: inout SeededGenerator
  ) -> [Checkpoint] {
    let town = land.settlements.town
    var corners = chance.shuffled(streets.corners.map { plan.nodes[$0] })
    // Vertices in the middle of the roads, the nearest to the town first.
    var bridges = country.links.map { i in
      plan.links[i].bends[plan.links[i].bends.count / 2]
    }.sorted { near($0, $1, to: town) }
    let villageNames = levels.levels[2].names
    var villages = levels.settlementOfVillage.indices.map { place in
      (
        point: plan.nodes[country.nodeOfSettlement[levels.settlementOfVillage[place]]],
        name: villageNames[place]
      )
    }.sorted { near($0.point, $1.point, to: town) }

    var points: [PlanePoint] = []
    var names: [String] = []
    var kinds: [CheckpointKind] = []
    let counts = apportion(preset.checkpoints, over: CheckpointKind.all.map(\.share))
    for (kind, count) in zip(CheckpointKind.all, counts) {
      for number in 1...max(1, count) {
        let site: (point: PlanePoint, name: String)?
        switch kind.site {
        case .street:
          // Where the town's corners are used up, along the roads of the county.
          let corner = corners.popLast() ?? take(&bridges, at: 1)
          site = corner.map { ($0, "第\(number)\(kind.word)") }
        case .road: site = take(&bridges, at: 1).map { ($0, "\(number)号\(kind.word)") }
        case .village: site = take(&villages, at: 0).map { ($0.point, "\($0.name)\(kind.word)") }
        }
        // A small town may have fewer corners than the preset asks for places.
        guard let site else { break }
        points.append(kind.site == .road ? site.point : Places.beside(site.point, chance: &chance))
        names.append(site.name)
        kinds.append(kind)
      }
    }
    return zip(land.plane.unproject(points), zip(names, kinds)).enumerated().map { i, part in
      let (coordinate, (name, kind)) = part
      return Checkpoint(
        id: "K" + padded(i + 1, 3), name: name, coordinate: coordinate, tier: kind.tier,
        visitsPerDay: kind.visits, dwell: kind.dwell, windows: kind.dailyWindows, minGap: kind.minGap,
        dayTypes: kind.dayTypes)
    }
  }

  private static func near(_ a: PlanePoint, _ b: PlanePoint, to town: PlanePoint) -> Bool {
    (a.distance(to: town), a.x, a.y) < (b.distance(to: town), b.x, b.y)
  }

  /// Takes one of the first elements out, so that neighbours in the list need not all be used.
  private static func take<T>(_ list: inout [T], at place: Int) -> T? {
    list.isEmpty ? nil : list.remove(at: min(place, list.count - 1))
  }
}
