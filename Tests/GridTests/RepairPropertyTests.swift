import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

/// Damage to a mesh, and a bound on the land that it concerns.
private struct Damage {
  var shapes: [PolygonSet]
  /// Square metres, generously: every changed unit's vertices times the land that one of them sweeps.
  var bound = 0.0
  var touched: [Set<Int>]

  init(_ hierarchy: Hierarchy) {
    shapes = hierarchy.levels.map(\.shapes)
    touched = hierarchy.levels.map { _ in [] }
  }

  /// Some units of one level get vertices moved, taken away and put in.
  mutating func strike(level: Int, chance: inout SeededGenerator, reach: Int) {
    let set = shapes[level]
    let units = Set((0..<2).map { _ in chance.below(set.count) })
    touched[level].formUnion(units)
    var changed = 0
    let generator = chance.next()
    var local = SeededGenerator(seed: generator)
    shapes[level] = set.mapping(units) { ring in
      var result: [Coordinate] = []
      for (index, vertex) in ring.enumerated() {
        let next = ring[(index + 1) % ring.count]
        switch local.below(8) {
        case 0:
          changed += 1
          result.append(
            Coordinate(
              x: vertex.x + Int32(local.below(2 * reach + 1) - reach),
              y: vertex.y + Int32(local.below(2 * reach + 1) - reach)))
        case 1 where ring.count > 5:
          changed += 1
        case 2:
          changed += 1
          result.append(vertex)
          result.append(
            Coordinate(
              x: vertex.x + (next.x - vertex.x) / 2 + Int32(local.below(2 * reach + 1) - reach),
              y: vertex.y + (next.y - vertex.y) / 2 + Int32(local.below(2 * reach + 1) - reach)))
        default: result.append(vertex)
        }
      }
      return result.count >= 3 ? result : ring
    }
    // A vertex that goes or moves sweeps less than a quarter of a cell (about 100 m by 100 m) here.
    bound += Double(changed) * 3000
  }
}

@Suite struct RepairPropertyTests {
  private static func damaged(_ seed: UInt64, reach: Int) throws -> (Hierarchy, Hierarchy, Damage) {
    var mesh = RepairMesh(seed: seed)
    let clean = try mesh.hierarchy()
    var chance = SeededGenerator(seed: seed &+ 1000)
    var damage = Damage(clean)
    for _ in 0..<(1 + chance.below(3)) {
      damage.strike(level: chance.below(clean.levels.count), chance: &chance, reach: reach)
    }
    return (clean, try clean.replacing(damage.shapes), damage)
  }

  private static func options(_ seed: UInt64) -> RepairOptions {
    var options = RepairOptions()
    options.gaps = .all
    options.nesting = seed % 2 == 0 ? .clipChildren : .growParents
    options.overlaps =
      [.longestBorder, .largest, .smallest, .priority(["grid3", "grid4"])][Int(seed / 2 % 4)]
    return options
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func damageIsRepaired(seed: UInt64) throws {
    let (clean, broken, damage) = try Self.damaged(seed, reach: seed % 3 == 0 ? 4 : 1500)
    let repair = try broken.repaired(Self.options(seed))
    let after = repair.hierarchy
    #expect(repair.landless.isEmpty)
    #expect(try after.check().proved)
    #expect(after.levels.map(\.codes) == clean.levels.map(\.codes))
    #expect(after.levels.map(\.parents) == clean.levels.map(\.parents))
    #expect(after.levels.map(\.households) == broken.levels.map(\.households))
    for level in after.levels {
      let moved = repair.gained(inLevel: level.name) + repair.lost(inLevel: level.name)
      #expect(moved <= 2 * damage.bound, "\(level.name)")
    }
    let again = try after.repaired(Self.options(seed))
    #expect(again.changes.isEmpty)
    #expect(again.hierarchy.levels.map(\.shapes) == after.levels.map(\.shapes))
  }

  /// What each unit gained less what it lost is the change of its area, by the shoelace formula, but for a centimetre
  /// along a border of some hundred metres.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func changesAddUp(seed: UInt64) throws {
    let (_, broken, _) = try Self.damaged(seed, reach: 1500)
    let repair = try broken.repaired(Self.options(seed))
    #expect(!repair.changes.isEmpty)
    for (before, after) in zip(broken.levels, repair.hierarchy.levels) {
      let changes = Dictionary(
        uniqueKeysWithValues: repair.changes.filter { $0.level == after.name }.map { ($0.code, $0) })
      // A unit whose damaged ring crosses itself has no area to compare with.
      let valid = Set(0..<before.count).subtracting(
        try UnitValidity.invalidUnits(in: before.shapes).map(\.unit))
      for unit in valid {
        let change = changes[after.codes[unit]]
        let difference = (change?.gained ?? 0) - (change?.lost ?? 0)
        #expect(abs(after.areas[unit] - before.areas[unit] - difference) < 1, "\(after.codes[unit])")
      }
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func wideGapsStayAndNothingElse(seed: UInt64) throws {
    let (_, broken, _) = try Self.damaged(seed, reach: 1500)
    var options = Self.options(seed)
    options.gaps = .upTo(width: 2)
    let repair = try broken.repaired(options)
    for defect in repair.left {
      #expect(defect.kind == .gap || defect.kind == .hole, "\(defect.kind) \(defect.codes)")
      // Where parents grow, a gap may lie across several: each then has a part of its width.
      #expect(options.nesting == .growParents || defect.width > 1.9, "\(defect.codes) \(defect.width)")
    }
    let again = try repair.hierarchy.repaired(options)
    #expect(again.changes.isEmpty)
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func cleanStaysByteForByte(seed: UInt64) throws {
    var mesh = RepairMesh(width: 9, height: 6, seed: seed)
    let clean = try mesh.hierarchy()
    #expect(try clean.check().proved)
    for nesting in [RepairOptions.Nesting.clipChildren, .growParents] {
      var options = RepairOptions()
      options.nesting = nesting
      options.snap = 1
      let repair = try clean.repaired(options)
      #expect(repair.changes.isEmpty)
      #expect(repair.hierarchy.levels.map(\.shapes) == clean.levels.map(\.shapes))
    }
  }

  @Test func sameInputSameBytes() throws {
    let (_, broken, _) = try Self.damaged(5, reach: 1500)
    let first = try broken.repaired(Self.options(5))
    let second = try broken.repaired(Self.options(5))
    #expect(first.hierarchy.levels.map(\.shapes) == second.hierarchy.levels.map(\.shapes))
    #expect(first.changes == second.changes)
  }
}
