import Geometry
import VectorFiles

/// Builds levels of units below a given one: connected, compact, of the wanted households, and an exact partition.
///
/// Every cut is made once on the lattice, and every border takes the vertices of the cuts that meet it, on both its
/// sides and on all levels (`EdgeSplits`); the given outlines move by less than a lattice unit there. Upper levels are
/// dissolved from the lowest one. The result is proved; an attempt that is not, or in which the vertices moved a household out of a
/// unit that could just hold or spare it, is made anew with turned cuts.
///
/// The same order gives the same result.
public func buildGrids(_ order: GridOrder) throws(GridBuildError) -> GridBuild {
  for level in order.levels.dropFirst() {
    if case .children = level.size { throw .tableNotFirst(level: level.name) }
  }
  if !order.earlier.isEmpty && order.earlier.count != order.levels.count {
    throw .earlierLevels(given: order.earlier.count, wanted: order.levels.count)
  }
  let attempts = 4
  do {
    if let bad = try UnitValidity.invalidUnits(in: order.shapes).first {
      throw GridBuildError.invalidUnit(code: order.codes[bad.unit], reason: bad.invalidity.reason)
    }
    var builder = try GridBuilder(order)
    var failed = order.level
    for attempt in 1...attempts {
      try builder.cut()
      let levels = try builder.levels()
      let again: Set<Int>
      if let fault = try builder.fault(in: levels) {
        failed = levels[fault.level].name
        again = fault.roots
      } else {
        again = builder.shifted(in: levels)
        if again.isEmpty || attempt == attempts { return builder.result(levels) }
      }
      for root in again { builder.turns[root] += 0.37 }
    }
    throw GridBuildError.notProved(level: failed)
  } catch let error as GEOSError {
    throw .geometry(error)
  } catch let error as GridBuildError {
    throw error
  } catch {
    preconditionFailure("only the two errors above are thrown")
  }
}

/// A run of `buildGrids`.
struct GridBuilder {
  private let order: GridOrder
  private let plane: LocalPlane
  private let roots: [Unit]
  private let frozen: Set<EdgeSplits.Edge>
  private let earlier: EarlierUnits
  private let barriers: BarrierCutter
  /// How far the directions of cuts are turned in each given unit.
  var turns: [Double]
  private var units: [[Unit]] = []
  private var splits = EdgeSplits(frozen: [])

  /// A unit of any level while it is built.
  struct Unit {
    var parts: [DividedLand]
    var points: [HouseholdPoint]
    var code: String
    var name: String
    var parent: Int
    var root: Int
    var isKept: Bool

    var households: Int { points.reduce(0) { $0 + $1.households } }
  }

  init(_ order: GridOrder) throws {
    self.order = order
    plane = LocalPlane(centre: order.shapes.box.centre)
    turns = [Double](repeating: 0, count: order.codes.count)
    barriers = BarrierCutter(order.barriers)
    earlier = EarlierUnits(order.earlier, order.points)
    frozen = earlier.edges
    var shapes = order.shapes
    if let first = order.earlier.first {
      let indexOf = Dictionary(order.codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
      let groups = first.parentCodes.map { indexOf[$0] }
      for (root, code) in order.codes.enumerated() where !groups.contains(root) {
        throw GridBuildError.notEarlier(code: code)
      }
      let known = groups.indices.filter { groups[$0] != nil }
      var members = PolygonSet()
      for unit in known { members.appendUnit(unit, of: first.shapes) }
      shapes = try members.dissolved(into: known.compactMap { groups[$0] }, groupCount: order.codes.count)
    }
    let points = order.points.filter { $0.households > 0 }.dealt(to: shapes)
    roots = order.codes.indices.map { i in
      Unit(
        parts: DividedLand.parts(ofUnit: i, in: shapes), points: points[i], code: order.codes[i],
        name: order.names[i], parent: 0, root: i, isKept: !order.earlier.isEmpty)
    }
    if let empty = roots.first(where: { $0.points.isEmpty }) {
      throw GridBuildError.noHouseholds(code: empty.code)
    }
  }

  /// Cuts every level below the one before.
  mutating func cut() throws {
    splits = EdgeSplits(frozen: frozen)
    units = [roots]
    for index in order.levels.indices {
      let above = units[index]
      let sizes = GridSizes(order.levels, at: index)
      let targets = sizes.targets(for: above.map(\.households))
      let digits = String(targets.map(\.count).max() ?? 1).count
      var made: [Unit] = []
      for (parent, unit) in above.enumerated() {
        if unit.isKept,
          let kept = earlier.children(of: unit, at: index, fitting: sizes, targets[parent], parent: parent)
        {
          made += kept
        } else {
          made += children(
            of: unit, parent: parent, at: index, targets: targets[parent], digits: max(2, digits))
        }
      }
      units.append(made)
    }
  }

  private mutating func children(
    of unit: Unit, parent: Int, at index: Int, targets: [UnitTarget], digits: Int
  ) -> [Unit] {
    let corner = unit.parts.first?.rings.first?.first ?? plane.centre
    let scale = LocalScale(at: corner)
    var divider = Divider(splits: splits, barriers: barriers, scale: scale, turn: turns[unit.root])
    splits = EdgeSplits(frozen: [])
    let parts = divider.divide(parts: unit.parts, unit.points, targets)
    splits = divider.splits
    let middles = parts.map { part in
      let centre = part.parts[0].centroid
      return PlanePoint(x: centre.x * scale.x, y: centre.y * scale.y)
    }
    var names: [String] = []
    if case .children(_, let given) = order.levels[index].size { names = given[parent] }
    return readingOrder(of: middles).enumerated().map { number, i in
      let digitsOfNumber = String(number + 1)
      let padding = String(repeating: "0", count: max(0, digits - digitsOfNumber.count))
      return Unit(
        parts: parts[i].parts, points: parts[i].points, code: unit.code + padding + digitsOfNumber,
        name: number < names.count ? names[number] : "\(unit.name)-\(number + 1)", parent: parent,
        root: unit.root, isKept: false)
    }
  }

  /// All levels with the vertices of all cuts, the lowest as cut and those above dissolved from it.
  ///
  /// Households are counted here once, in the lowest level: those vertices move borders by up to a lattice unit, and a
  /// count that were made before would not be the one that a later run, which has only the shapes, comes to.
  func levels() throws -> [GridBuild.Level] {
    var shapes = PolygonSet()
    for unit in units[units.count - 1] {
      shapes.appendUnit(unit.parts.map { part in part.rings.map { splits.refined($0) } })
    }
    var households = order.points.dealt(to: shapes).map { $0.reduce(0) { $0 + $1.households } }
    var result: [GridBuild.Level] = []
    for index in units.indices.reversed() {
      if index < units.count - 1 {
        shapes = try shapes.dissolved(into: units[index + 1].map(\.parent), groupCount: units[index].count)
          .withRingsFromLeastVertex
        var sums = [Int](repeating: 0, count: units[index].count)
        for (unit, count) in zip(units[index + 1], households) { sums[unit.parent] += count }
        households = sums
      }
      let level = units[index]
      result.append(
        GridBuild.Level(
          name: index == 0 ? order.level : order.levels[index - 1].name, codes: level.map(\.code),
          names: level.map(\.name), parents: level.map(\.parent), households: households, shapes: shapes))
    }
    return result.reversed()
  }

  /// The first level that is not an exact partition, and the given units at fault; `nil` when all is proved.
  func fault(in levels: [GridBuild.Level]) throws -> (level: Int, roots: Set<Int>)? {
    for index in levels.indices.reversed() {
      let invalid = try UnitValidity.invalidUnits(in: levels[index].shapes)
      if !invalid.isEmpty { return (index, Set(invalid.map { units[index][$0.unit].root })) }
    }
    for index in levels.indices.dropFirst() {
      let proof = PartitionProof(
        children: levels[index].shapes, parentOf: levels[index].parents, parents: levels[index - 1].shapes)
      if !proof.holds { return (index, Set(proof.brokenParents.map { units[index - 1][$0].root })) }
    }
    return nil
  }

  /// The given units in which a unit was cut within its range and counted out of it, because its borders moved since.
  func shifted(in levels: [GridBuild.Level]) -> Set<Int> {
    var roots = Set<Int>()
    for (index, order) in order.levels.enumerated() {
      guard case .range(let range, _) = order.size else { continue }
      for (unit, households) in zip(units[index + 1], levels[index + 1].households)
      where range.contains(unit.households) && !range.contains(households) { roots.insert(unit.root) }
    }
    return roots
  }

  func result(_ levels: [GridBuild.Level]) -> GridBuild {
    var misses: [GridBuild.Miss] = []
    for (order, level) in zip(order.levels, levels.dropFirst()) {
      guard case .range(let range, _) = order.size else { continue }
      for (code, households) in zip(level.codes, level.households) where !range.contains(households) {
        misses.append(GridBuild.Miss(level: level.name, code: code, households: households))
      }
    }
    let kept = units.dropFirst().reduce(0) { $0 + $1.count(where: \.isKept) }
    let given = order.points.reduce(0) { $0 + $1.households }
    return GridBuild(
      levels: levels, misses: misses, outside: given - levels[0].households.reduce(0, +), kept: kept)
  }
}
