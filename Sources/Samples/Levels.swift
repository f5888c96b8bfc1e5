import Geometry
import Grid
import Solvers
import VectorFiles

/// The five levels of a sample county, with codes, names and the place of every village in them.
struct Levels {
  /// County, township, village, grid, microgrid.
  let levels: [Level]
  /// For each village, in the order of its level, which settlement it is.
  let settlementOfVillage: [Int]
  /// For each township, in the order of its level, the settlement of its seat.
  let seats: [Int]

  /// One level while its units are put in order.
  private struct Order {
    /// For each place in the level which group stands there.
    var groups: [Int]
    /// For each place the place of its parent in the level above.
    var parents: [Int]
    /// For each place its number among its siblings, from 1.
    var numbers: [Int]
  }

  init(
    _ land: Land, _ grouping: Grouping, preset: Preset, households: [Int], chance: inout SeededGenerator
  ) throws(SampleError) {
    let seeds = land.seeds
    let villageAnchors = seeds.centres
    let townshipAnchors = grouping.seats.map { seeds.centres[$0] }
    let gridAnchors = Self.middles(of: grouping.gridOfCell, count: grouping.villageOfGrid.count, seeds.points)

    let county = Order(groups: [0], parents: [-1], numbers: [1])
    let townships = Self.order(
      [Int](repeating: 0, count: preset.townships), under: county,
      at: townshipAnchors.map { seeds.points[$0] })
    let villages = Self.order(
      grouping.townshipOfVillage, under: townships, at: villageAnchors.map { seeds.points[$0] })
    let grids = Self.order(
      grouping.villageOfGrid, under: villages, at: gridAnchors.map { seeds.points[$0] })
    let cells = Self.order(grouping.gridOfCell, under: grids, at: seeds.points)

    var names = Names(chance: &chance)
    let townshipNames = townships.groups.map {
      names.township(isTown: grouping.seats[$0] < land.settlements.communities, chance: &chance)
    }
    let villageNames = villages.groups.map {
      names.village(isCommunity: $0 < land.settlements.communities, chance: &chance)
    }
    let gridNames = grids.groups.indices.map {
      Names.grid(grids.numbers[$0], of: villageNames[grids.parents[$0]])
    }
    let cellNames = cells.groups.indices.map {
      Names.microgrid(cells.numbers[$0], of: gridNames[cells.parents[$0]])
    }

    var shapes = PolygonSet()
    for cell in cells.groups { shapes.appendUnit(cell, of: land.borders.shapes) }
    let places = land.plane.unproject(seeds.points)
    let parts: [(name: String, order: Order, names: [String], anchors: [Int], digits: Int)] = [
      ("county", county, ["\(preset.county)（样例）"], [seeds.centres[0]], 6),
      ("township", townships, townshipNames, townshipAnchors, 3),
      ("village", villages, villageNames, villageAnchors, 3),
      ("grid", grids, gridNames, gridAnchors, 2),
      ("microgrid", cells, cellNames, Array(seeds.points.indices), 2),
    ]
    var codes = [[preset.code]]
    for part in parts.dropFirst() {
      let digits = max(part.digits, String(part.order.numbers.max() ?? 1).count)
      codes.append(
        zip(part.order.parents, part.order.numbers).map { parent, number in
          codes[codes.count - 1][parent] + padded(number, digits)
        })
    }

    var levels: [Level] = []
    var homes = cells.groups.map { households[$0] }
    for (part, code) in zip(parts, codes).reversed() {
      levels.append(
        Level(
          name: part.name, codes: code, names: part.names, parents: part.order.parents, households: homes,
          shapes: shapes, areas: shapes.areas(in: land.plane),
          anchors: part.order.groups.map { places[part.anchors[$0]] }))
      guard part.name != "county" else { break }
      let count = (part.order.parents.max() ?? 0) + 1
      do {
        shapes = try shapes.dissolved(into: part.order.parents, groupCount: count)
      } catch {
        throw .geometry(error)
      }
      homes = Self.sums(of: homes, by: part.order.parents, count: count)
    }
    self.levels = levels.reversed()
    settlementOfVillage = villages.groups
    seats = townships.groups.map { grouping.seats[$0] }
  }

  /// Puts groups below their parents, in reading order among siblings.
  private static func order(_ parentOfGroup: [Int], under above: Order, at points: [PlanePoint]) -> Order {
    var siblings = [[Int]](repeating: [], count: above.groups.count)
    for (group, parent) in parentOfGroup.enumerated() { siblings[parent].append(group) }
    var result = Order(groups: [], parents: [], numbers: [])
    for (place, parent) in above.groups.enumerated() {
      let members = siblings[parent]
      for (number, i) in readingOrder(of: members.map { points[$0] }).enumerated() {
        result.groups.append(members[i])
        result.parents.append(place)
        result.numbers.append(number + 1)
      }
    }
    return result
  }

  /// For each group the member nearest to the mean of its members.
  private static func middles(of groups: [Int], count: Int, _ points: [PlanePoint]) -> [Int] {
    var members = [[Int]](repeating: [], count: count)
    for (i, group) in groups.enumerated() { members[group].append(i) }
    return members.map { list in
      let n = Double(list.count)
      let mean = PlanePoint(
        x: list.reduce(0) { $0 + points[$1].x } / n, y: list.reduce(0) { $0 + points[$1].y } / n)
      return list.min { (points[$0].distance(to: mean), $0) < (points[$1].distance(to: mean), $1) } ?? 0
    }
  }

  private static func sums(of values: [Int], by groups: [Int], count: Int) -> [Int] {
    var result = [Int](repeating: 0, count: count)
    for (value, group) in zip(values, groups) { result[group] += value }
    return result
  }
}
