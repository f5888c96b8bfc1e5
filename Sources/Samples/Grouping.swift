import Foundation
import Geometry
import Grid
import Solvers

/// Which village, grid and township each piece of land belongs to; every group is connected.
struct Grouping {
  /// The village of each cell, by the order of the settlements.
  private(set) var villageOfCell: [Int]
  /// The grid of each cell, and the village of each grid.
  private(set) var gridOfCell: [Int]
  private(set) var villageOfGrid: [Int] = []
  private(set) var townshipOfVillage: [Int]
  /// The village where each township has its seat.
  private(set) var seats: [Int] = []

  init(
    _ land: Land, preset: Preset, households: [Int], chance: inout SeededGenerator
  ) throws(SampleError) {
    villageOfCell = Self.connected(land)
    gridOfCell = [Int](repeating: 0, count: villageOfCell.count)
    townshipOfVillage = [Int](repeating: 0, count: preset.villages)
    do {
      try formGrids(land, count: preset.grids, households: households)
      try formTownships(land, count: preset.townships, chance: &chance)
    } catch {
      throw .subdivision(error)
    }
  }

  private static func members(of groups: [Int], count: Int) -> [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for (unit, group) in groups.enumerated() { members[group].append(unit) }
    return members
  }

  /// The village whose people live in each cell, where its land hangs together with the village's centre; other
  /// cells go to a neighbouring village, the one with the nearest centre.
  private static func connected(_ land: Land) -> [Int] {
    let graph = land.neighbours
    let homes = land.seeds.villages
    var village = [Int](repeating: -1, count: homes.count)
    var queue = land.seeds.centres
    for (v, centre) in queue.enumerated() { village[centre] = v }
    var next = 0
    while next < queue.count {
      let cell = queue[next]
      next += 1
      for n in graph.neighbours(of: cell) where village[n] < 0 && homes[n] == village[cell] {
        village[n] = village[cell]
        queue.append(n)
      }
    }
    var strays = village.indices.filter { village[$0] < 0 }
    while !strays.isEmpty {
      var placed: [(cell: Int, village: Int)] = []
      for cell in strays {
        let point = land.seeds.points[cell]
        let near = graph.neighbours(of: cell).map { village[$0] }.filter { $0 >= 0 }
        let distance = { (v: Int) in land.seeds.points[land.seeds.centres[v]].distance(to: point) }
        if let best = near.min(by: { (distance($0), $0) < (distance($1), $1) }) {
          placed.append((cell, best))
        }
      }
      if placed.isEmpty { break }
      for (cell, v) in placed { village[cell] = v }
      strays.removeAll { village[$0] >= 0 }
    }
    return village
  }

  private mutating func formGrids(
    _ land: Land, count: Int, households: [Int]
  ) throws(SubdivisionError) {
    let cells = Self.members(of: villageOfCell, count: townshipOfVillage.count)
    let sizes = cells.map(\.count)
    for (village, count) in apportion(count, over: sizes, limits: sizes).enumerated() {
      let groups = try connectedGroups(
        of: cells[village], in: land.neighbours, at: land.seeds.points, weights: households,
        targets: [Double](repeating: 1, count: count))
      for group in groups {
        for cell in group { gridOfCell[cell] = villageOfGrid.count }
        villageOfGrid.append(village)
      }
    }
  }

  private mutating func formTownships(
    _ land: Land, count: Int, chance: inout SeededGenerator
  ) throws(SubdivisionError) {
    let villages = Array(townshipOfVillage.indices)
    let graph = land.cells.adjacency(between: villageOfCell, count: villages.count)
    let centres = land.seeds.centres.map { land.seeds.points[$0] }
    let sizes = Self.members(of: villageOfCell, count: villages.count).map(\.count)
    let targets = (0..<count).map { _ in chance.uniform(0.75, 1.25) }
    var groups: [[Int]] = []
    for (members, targets) in Self.townAndCountry(land, count: count, graph: graph, targets: targets) {
      groups += try connectedGroups(
        of: members, in: graph, at: centres, weights: villages.map { _ in 1 }, targets: targets)
    }
    for (township, members) in groups.enumerated() {
      for v in members { townshipOfVillage[v] = township }
      seats.append(Self.seat(of: members, centres: centres, sizes: sizes))
    }
  }

  /// The communities of the town with their share of the townships, and the villages with the others; all together
  /// where there is one township only, or where either part does not hang together.
  private static func townAndCountry(
    _ land: Land, count: Int, graph: Adjacency, targets: [Double]
  ) -> [(members: [Int], targets: [Double])] {
    let all = Array(land.settlements.centres.indices)
    let town = Array(all.prefix(land.settlements.communities))
    let country = Array(all.dropFirst(town.count))
    let share = Double(count * town.count) / Double(all.count)
    let inTown = min(count - 1, max(1, Int(share.rounded())))
    guard inTown > 0, town.count >= inTown, country.count >= count - inTown,
      graph.pieces(of: town).count == 1, graph.pieces(of: country).count == 1
    else { return [(all, targets)] }
    return [(town, Array(targets.prefix(inTown))), (country, Array(targets.dropFirst(inTown)))]
  }

  /// The county town where the township holds it, else a large village near the township's middle.
  private static func seat(of villages: [Int], centres: [PlanePoint], sizes: [Int]) -> Int {
    if villages.contains(0) { return 0 }
    let n = Double(villages.count)
    let middle = PlanePoint(
      x: villages.reduce(0) { $0 + centres[$1].x } / n, y: villages.reduce(0) { $0 + centres[$1].y } / n)
    let score = { (v: Int) in Double(sizes[v]) / (1 + pow(centres[v].distance(to: middle) / 1_500, 2)) }
    return villages.max { (score($0), -$0) < (score($1), -$1) } ?? villages[0]
  }
}
