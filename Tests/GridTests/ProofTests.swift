import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

/// What is called proved, and that nothing is which a check finds wrong.
@Suite struct ProofTests {
  /// Two towns that cover a strip twice, and villages that divide each of them exactly.
  private func overlapping(by width: Int32) throws -> Hierarchy {
    let towns = PolygonSet.boxes([(0, 0, 10_000, 10_000), (10_000 - width, 0, 20_000, 10_000)])
    let villages = PolygonSet.boxes([
      (0, 0, 10_000 - width, 10_000), (10_000 - width, 0, 10_000, 10_000),
      (10_000 - width, 0, 10_000, 10_000),
      (10_000, 0, 20_000, 10_000),
    ])
    var exact = PolygonSet()
    for town in 0..<2 {
      exact.appendUnit(
        0, of: try villages.selecting([2 * town, 2 * town + 1]).dissolved(into: [0, 0], groupCount: 1))
    }
    #expect(exact.count == towns.count)
    return try Hierarchy.made([("town", exact, [-1, -1]), ("village", villages, [0, 0, 1, 1])])
  }

  @Test(arguments: [9999, 2500, 40]) func whatMakesUpUnitsThatOverlapDoesSoToo(width: Int32) throws {
    let check = try overlapping(by: width).check()
    #expect(check.levels.map(\.proved) == [false, false])
    let named = check.defects.map { "\($0.level) \($0.codes.joined(separator: " "))" }
    #expect(Set(named) == ["town town0 town1", "village village1 village2"])
    #expect(check.proof.levels.allSatisfy { $0.causes.map(\.kind) == [.overlaps] })
    #expect(check.proof.clause.english.hasPrefix("level town is not proved"))
  }

  /// A third level below: every pair on its own level.
  @Test func overlapsAreNamedOnEveryLevel() throws {
    let two = try overlapping(by: 2000)
    var grids = PolygonSet()
    for village in 0..<4 { grids.appendUnit(village, of: two.lowest.shapes) }
    let three = try Hierarchy.made(
      two.levels.map { ($0.name, $0.shapes, $0.parents) } + [("grid", grids, [0, 1, 2, 3])])
    let overlaps = try three.check().defects.filter { $0.kind == .overlap }
    #expect(overlaps.map(\.level).sorted() == ["grid", "town", "village"])
    #expect(overlaps.first { $0.level == "grid" }?.codes == ["grid1", "grid2"])
  }

  @Test func landThatTopUnitsEncloseIsNotProved() throws {
    let ring = PolygonSet.boxes([
      (0, 0, 30_000, 10_000), (0, 10_000, 10_000, 20_000), (20_000, 10_000, 30_000, 20_000),
      (0, 20_000, 30_000, 30_000),
    ])
    let towns = try matched(ring)
    let hole = try Hierarchy.made([("town", towns, [-1, -1, -1, -1])]).check()
    #expect(!hole.proved && hole.defects.map(\.kind) == [.hole])
    #expect(hole.proof.sentence.english == "not proved")
    // An island in it is no hole.
    var more = towns
    more.appendUnit([[PolygonSet.rectangle((13_000, 13_000, 17_000, 17_000))]])
    let island = try Hierarchy.made([("town", more, [-1, -1, -1, -1, -1])]).check()
    #expect(!island.proved && island.defects.map(\.kind) == [.hole])
    let area = island.defects[0].area / hole.defects[0].area
    #expect(abs(area - 84.0 / 100) < 1e-3)
  }

  /// Four squares around a fifth that touch in corners only: the bare land in their middle is enclosed all the same.
  @Test func landBetweenCornersIsEnclosed() throws {
    let squares = PolygonSet.boxes([
      (10_000, 0, 20_000, 10_000), (0, 10_000, 10_000, 20_000), (20_000, 10_000, 30_000, 20_000),
      (10_000, 20_000, 20_000, 30_000),
    ])
    let check = try Hierarchy.made([("town", squares, [-1, -1, -1, -1])]).check()
    #expect(check.defects.map(\.kind) == [.hole] && !check.proved)
    #expect(check.defects.first?.codes == ["town0", "town1", "town2", "town3"])
  }

  /// With every vertex that one of them has on the borders of the others.
  private func matched(_ set: PolygonSet) throws -> PolygonSet {
    let repaired = try Hierarchy.made([("town", set, set.unitOffsets.dropFirst().map { _ in -1 })])
      .repaired().hierarchy
    return repaired.top.shapes
  }

  /// A vertex that a town lacks makes no land doubled: the villages, which have it, are proved.
  @Test func aVertexThatTopUnitsLackIsTheirsAlone() throws {
    let o = RepairMesh.origin
    func ring(_ points: [(Int32, Int32)]) -> [Coordinate] {
      points.map { Coordinate(x: o.x + $0.0, y: o.y + $0.1) }
    }
    for off in [Int32(0), 1, -1] {
      var towns = PolygonSet()
      towns.appendUnit([[PolygonSet.rectangle((0, 0, 10_000, 9000))]])
      towns.appendUnit([
        [ring([(10_000, 0), (20_000, 0), (20_000, 9000), (10_000, 9000), (10_000 + off, 4000)])]
      ])
      let check = try Hierarchy.made([("town", towns, [-1, -1]), ("village", towns, [0, 1])]).check()
      // A centimetre further in, and the towns overlap.
      #expect(check.levels.map(\.proved) == [false, off != -1], "\(off)")
      #expect(check.defects.first { $0.level == "town" }?.kind == (off == 0 ? .unmatched : .sliver), "\(off)")
    }
  }

  /// A remark that is asked for counts, and nothing is proved beside it.
  @Test func nothingIsProvedBesideWhatCounts() throws {
    let sound = try Hierarchy.made([
      ("town", .boxes([(0, 0, 10_000, 10_000)]), [-1]), ("village", .boxes([(0, 0, 10_000, 10_000)]), [0]),
    ])
    var rules = CheckRules()
    rules.sizes = ["village": 50...60]
    let check = try sound.check(rules)
    #expect(check.proved && check.remarks.map(\.kind) == [.size])
    var counting = DefectFilter()
    #expect(check.proof.counting(check.defects(counting: counting)).holds)
    counting.only = [.size]
    let beside = check.proof.counting(check.defects(counting: counting))
    #expect(!beside.holds && beside.levels.map(\.proved) == [true, false])
    #expect(beside.clause.english.contains("1 defects that count"))
  }

  /// Whatever is wrong: a proof that holds has no defect beside it, and one that does not has one.
  @Test(arguments: 0..<60 as Range<UInt64>) func proofAndDefectsAgree(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var mesh = RepairMesh(seed: seed)
    let clean = try mesh.hierarchy()
    let level = chance.below(clean.levels.count)
    let reach = [3, 60, 1500][chance.below(3)]
    var shapes = clean.levels.map(\.shapes)
    let struck = Set((0..<chance.below(3)).map { _ in chance.below(shapes[level].count) })
    shapes[level] = shapes[level].mapping(struck) { ring in
      var ring = ring
      let i = chance.below(ring.count)
      ring[i].x += Int32(chance.below(2 * reach + 1) - reach)
      if chance.below(2) == 0 { ring.append(contentsOf: ring.prefix(2)) }
      return ring
    }
    // Alone and with the levels above.
    let lowest = try Hierarchy.made([
      ("only", shapes[level], shapes[level].unitOffsets.dropFirst().map { _ in -1 })
    ])
    for hierarchy in [try clean.replacing(shapes), lowest] {
      let check = try hierarchy.check()
      #expect(check.proved == check.defects.isEmpty, "\(check.proof.clause) \(check.defects.map(\.kind))")
      for verdict in check.levels where verdict.proved {
        #expect(!check.defects.contains { $0.level == verdict.level }, "\(verdict.level)")
        #expect(verdict.causes.isEmpty)
      }
      for verdict in check.levels where !verdict.proved { #expect(!verdict.causes.isEmpty) }
    }
  }
}

extension PolygonSet {
  fileprivate func selecting(_ units: [Int]) -> PolygonSet {
    var result = PolygonSet()
    for unit in units { result.appendUnit(unit, of: self) }
    return result
  }
}
