import Geometry
import Grid
import Solvers
import VectorFiles

/// A hierarchy taken apart, to be damaged and put together again.
struct Draft {
  struct Unit {
    var code: String
    /// In the level above, -1 for none.
    var parent: Int
    /// For each polygon its rings, not closed.
    var parts: [[[Coordinate]]]
  }

  struct Rank {
    var name: String
    var units: [Unit]
  }

  var ranks: [Rank]

  /// The hierarchy of the draft.
  func hierarchy() throws -> Hierarchy {
    let sets = ranks.map { rank in
      var shapes = PolygonSet()
      for unit in rank.units { shapes.appendUnit(unit.parts) }
      return shapes
    }
    let box = sets[sets.count - 1].box
    let plane = LocalPlane(centre: box.isEmpty ? Coordinate(x: 0, y: 0) : box.centre)
    var levels: [Level] = []
    for (rank, shapes) in zip(ranks, sets) {
      let codes = rank.units.map(\.code)
      levels.append(
        Level(
          name: rank.name, codes: codes, names: codes, parents: rank.units.map(\.parent),
          households: codes.map { _ in 1 }, shapes: shapes, areas: shapes.areas(in: plane),
          anchors: try shapes.anchors()))
    }
    return Hierarchy(levels: levels, plane: plane)
  }

  /// Removes a unit; its children have no parent from then on.
  mutating func remove(_ unit: Int, from rank: Int) {
    ranks[rank].units.remove(at: unit)
    guard rank + 1 < ranks.count else { return }
    for child in ranks[rank + 1].units.indices {
      let parent = ranks[rank + 1].units[child].parent
      ranks[rank + 1].units[child].parent = parent == unit ? -1 : parent > unit ? parent - 1 : parent
    }
  }
}

/// Neighbouring units of a real hierarchy with all that is below them.
struct Excerpts {
  let name: String
  private let hierarchy: Hierarchy
  private let boxes: [[Box]]
  /// For each level and unit the vertices of the lowest level in it.
  private let sizes: [[Int]]

  init(_ name: String, of hierarchy: Hierarchy) {
    self.name = name
    self.hierarchy = hierarchy
    boxes = hierarchy.levels.map { level in (0..<level.count).map { level.shapes.box(of: $0) } }
    let lowest = hierarchy.levels.count - 1
    let shapes = hierarchy.lowest.shapes
    sizes = hierarchy.levels.indices.map { level in
      hierarchy.descendants(of: level, at: lowest).map {
        $0.reduce(0) { $0 + shapes.range(ofUnit: $1).count }
      }
    }
  }

  /// A random one, in most cases small: what goes wrong mostly does so among a few units. Its top level is one unit
  /// dissolved from what is below, or the units of a level as they are.
  func draft(_ chance: inout SeededGenerator) throws -> Draft {
    let most = chance.below(30) == 0 ? 3000 : 400
    var (rank, tops) = (sizes.count - 1, [0])
    for _ in 0..<100 {
      let tried = chance.below(sizes.count)
      let units = neighbours(tried, chance.below(boxes[tried].count), count: 1 + chance.below(4), most: most)
      if units.isEmpty { continue }
      (rank, tops) = (tried, units)
      break
    }
    return try draft(of: tops, rank: rank, dissolving: rank == sizes.count - 1 || chance.below(3) == 0)
  }

  /// A unit and those beside it, as many as are wanted and with few enough vertices in all; none where it is too
  /// large itself.
  private func neighbours(_ rank: Int, _ unit: Int, count: Int, most: Int) -> [Int] {
    var size = sizes[rank][unit]
    if size == 0 || size > most { return [] }
    var result = [unit]
    for other in boxes[rank].indices where other != unit && result.count < count {
      guard boxes[rank][other].intersects(boxes[rank][unit]), size + sizes[rank][other] <= most else {
        continue
      }
      size += sizes[rank][other]
      result.append(other)
    }
    return result.sorted()
  }

  /// Some units of a level with all that is below them.
  func draft(of tops: [Int], rank: Int, dissolving: Bool = false) throws -> Draft {
    var ranks: [Draft.Rank] = []
    var members = tops
    for level in rank..<hierarchy.levels.count {
      let source = hierarchy.levels[level]
      let above = members
      if level > rank {
        members = source.parents.indices.filter { above.contains(source.parents[$0]) }
      }
      let units = members.map { unit in
        Draft.Unit(
          code: source.codes[unit],
          parent: level > rank ? above.firstIndex(of: source.parents[unit]) ?? -1 : -1,
          parts: source.shapes.parts(of: unit))
      }
      ranks.append(Draft.Rank(name: source.name, units: units))
    }
    if dissolving {
      var shapes = PolygonSet()
      for unit in ranks[0].units { shapes.appendUnit(unit.parts) }
      let land = try shapes.dissolved(into: tops.map { _ in 0 }, groupCount: 1)
      for unit in ranks[0].units.indices { ranks[0].units[unit].parent = 0 }
      ranks.insert(
        Draft.Rank(name: "land", units: [Draft.Unit(code: "land", parent: -1, parts: land.parts(of: 0))]),
        at: 0)
    }
    return Draft(ranks: ranks)
  }
}

extension PolygonSet {
  /// The rings of each polygon of a unit, not closed.
  func parts(of unit: Int) -> [[[Coordinate]]] {
    polygons(of: unit).map { polygon in
      rings(of: polygon).map { Array(coordinates[range(ofRing: $0)].dropLast()) }
    }
  }
}
