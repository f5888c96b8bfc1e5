import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

/// A repair around defects alone leaves what one of the whole county leaves, vertex by vertex.
@Suite struct RepairSiteTests {
  private func rim(_ vertices: [Coordinate]) -> [DirectedEdge] {
    zip(vertices, vertices.dropFirst() + vertices.prefix(1)).map { DirectedEdge(from: $0, to: $1) }
  }

  @Test func verticesWithinReachAreFoundAsPlainly() {
    var chance = SeededGenerator(seed: 3)
    for reach in [0, 1, 3, 10] as [Int32] {
      let vertices = (0..<150).map { _ in
        Coordinate(x: Int32(chance.below(80)) - 40, y: Int32(chance.below(80)) - 40)
      }
      let found = DefectSurroundings.closeVertices(rim(vertices), reach)
      var plain = Set<[Int32]>()
      for a in vertices {
        for b in vertices where a < b && b.x - a.x <= reach && abs(b.y - a.y) <= reach {
          let box = Box([a, b])
          plain.insert([box.minX, box.minY, box.maxX, box.maxY])
        }
      }
      #expect(Set(found.map { [$0.minX, $0.minY, $0.maxX, $0.maxY] }) == plain, "\(reach)")
    }
  }

  /// A sweep by longitude alone would compare each vertex with every other.
  @Test func ofARimAlongOneMeridianNeighboursAloneAreCompared() {
    let vertices = (0..<4000).map { Coordinate(x: 1_150_000_000, y: 300_000_000 + 100 * Int32($0)) }
    var compared = 0
    VertexCells(vertices, loose: CoordinateSet(vertices), reach: (10, 10)).forEachNeighbours { _, _ in
      compared += 1
    }
    #expect(compared < 4 * vertices.count)
    #expect(DefectSurroundings.closeVertices(rim(vertices), 10).isEmpty)
    #expect(DefectSurroundings.closeVertices(rim(vertices), 100).count == vertices.count - 1)
  }

  /// A mesh of many cells, of which some have a vertex moved or left out: as one level, or beneath a county of the whole
  /// outline and towns of a few columns of cells each.
  private static func damaged(_ seed: UInt64, nested: Bool) throws -> Hierarchy {
    var chance = SeededGenerator(seed: seed)
    let (width, height) = (14, 12)
    var cells = Mesh(width: width, height: height, chance: &chance).cells
    let whole = cells
    for _ in 0..<(1 + chance.below(3)) {
      let unit = chance.below(cells.count)
      var ring = whole.rings(asPartsOf: unit)[0][0]
      let place = chance.below(ring.count)
      if chance.below(3) == 0 {
        ring.remove(at: place)
      } else {
        let reach = [3, 400, 4000][chance.below(3)]
        ring[place].x += Int32(chance.below(2 * reach + 1) - reach)
        ring[place].y += Int32(chance.below(2 * reach + 1) - reach)
      }
      cells = cells.replacing(unit, by: [[ring]])
    }
    if !nested { return try Hierarchy.made([("cell", cells, [Int](repeating: -1, count: cells.count))]) }
    let townOf = (0..<cells.count).map { $0 % width / 2 }
    let towns = try whole.dissolved(into: townOf, groupCount: width / 2)
    let county = try towns.dissolved(into: townOf.prefix(width / 2).map { _ in 0 }, groupCount: 1)
    return try Hierarchy.made([
      ("county", county, [-1]), ("town", towns, [Int](repeating: 0, count: towns.count)),
      ("cell", cells, townOf),
    ])
  }

  private static func options(_ seed: UInt64) -> RepairOptions {
    var options = RepairOptions()
    options.gaps = seed % 2 == 0 ? .all : .upTo(width: 5)
    options.nesting = seed % 4 < 2 ? .clipChildren : .growParents
    if seed % 5 == 0 { options.protected = ["cell20", "cell77"] }
    return options
  }

  /// Pass by pass, all of the county each time.
  private static func repairedWhole(_ hierarchy: Hierarchy, _ options: RepairOptions) throws -> [PolygonSet] {
    let protected = hierarchy.levels.map { $0.codes.map(options.protected.contains) }
    var shapes = try hierarchy.levels.map { level in
      level.shapes.mending(
        try UnitValidity.invalidUnits(in: level.shapes).map(\.unit)
          .filter { !options.protected.contains(level.codes[$0]) })
    }
    for _ in 0..<24 {
      let result = try RepairPass(hierarchy, shapes, protected, options).run()
      if result == shapes { break }
      shapes = result
    }
    return shapes
  }

  @Test(arguments: 0..<40 as Range<UInt64>, [false, true])
  func aPartIsRepairedAsTheWhole(seed: UInt64, nested: Bool) throws {
    let broken = try Self.damaged(seed, nested: nested)
    let options = Self.options(seed)
    let repair = try broken.repaired(options)
    #expect(repair.hierarchy.levels.map(\.shapes) == (try Self.repairedWhole(broken, options)))
  }

  @Test func fewUnitsTakePart() throws {
    var sites = 0
    for seed in 0..<20 as Range<UInt64> {
      let broken = try Self.damaged(seed, nested: false)
      let evidence = try ProofEvidence(broken.levels.map(\.shapes), of: broken)
      // What is invalid is mended before, and what is whole needs no site.
      guard evidence.invalid[0].isEmpty, !evidence.outline.isWhole else { continue }
      let site = try #require(
        RepairSite(
          of: broken, evidence, strips: [], protected: [[Bool](repeating: false, count: broken.lowest.count)],
          reach: 7))
      sites += 1
      // Three cells at most are damaged; each has eight around it, and these have sixteen.
      #expect(site.hierarchy.lowest.count <= 3 * 25 + 1, "seed \(seed)")
      #expect(site.protected[0].last == true && site.merged(site.shapes) == evidence.shapes, "seed \(seed)")
    }
    #expect(sites > 5)
  }
}
