import Testing

@testable import Geometry
@testable import Grid

/// A county, its towns and, where given, their villages.
private func county(
  _ outline: (Int32, Int32, Int32, Int32), _ towns: PolygonSet, villages: (PolygonSet, [Int])? = nil
) throws -> Hierarchy {
  var parts = [
    ("county", PolygonSet.boxes([outline]), [-1]), ("town", towns, [Int](repeating: 0, count: towns.count)),
  ]
  if let (shapes, parents) = villages { parts.append(("village", shapes, parents)) }
  return try Hierarchy.made(parts)
}

private func options(_ change: (inout RepairOptions) -> Void) -> RepairOptions {
  var result = RepairOptions()
  change(&result)
  return result
}

extension PolygonSet {
  /// The unit's area in square lattice units.
  fileprivate func latticeArea(_ unit: Int) -> Int {
    rings(ofUnit: unit).reduce(0) { $0 + Int(Self.doubledArea(of: coordinates[range(ofRing: $1)])) } / 2
  }

  fileprivate var latticeAreas: [Int] { (0..<count).map(latticeArea) }

  fileprivate func vertices(_ unit: Int) -> Set<Coordinate> { Set(coordinates[range(ofUnit: unit)]) }
}

extension Repair {
  /// The units whose land changed, not just their vertices.
  fileprivate var codesThatMoved: [String] { changes.filter { $0.gained + $0.lost > 0 }.map(\.code) }
}

private func point(_ x: Int32, _ y: Int32) -> Coordinate {
  Coordinate(x: RepairMesh.origin.x + x, y: RepairMesh.origin.y + y)
}

private func ring(_ points: [(Int32, Int32)]) -> [Coordinate] { points.map { point($0.0, $0.1) } }

@Suite struct RepairRuleTests {
  @Test func aRepairThatIsStoppedSaysSo() throws {
    let broken = try Hierarchy.made([("town", Self.gapped, [-1, -1, -1])])
    #expect(try broken.repaired().isSettled)
    let stopped = try broken.repaired(RepairOptions(), mostPasses: 1)
    #expect(!stopped.isSettled && !stopped.changes.isEmpty)
  }

  /// Two squares with a strip of three centimetres between, closed by a third.
  private static var gapped: PolygonSet {
    var set = PolygonSet()
    for (west, south, east, north) in [(0, 0, 5000, 5000), (5003, 0, 9000, 5000), (0, -5000, 9000, 0)] {
      let corners = [(west, south), (east, south), (east, north), (west, north)]
      set.appendUnit([
        [
          corners.map {
            Coordinate(x: RepairMesh.origin.x + Int32($0.0), y: RepairMesh.origin.y + Int32($0.1))
          }
        ]
      ])
    }
    return set
  }

  /// Town 0 is larger and has a tongue into town 1, which is around the tongue on three sides.
  private func tongue() throws -> Hierarchy {
    var towns = PolygonSet()
    towns.appendUnit([
      [
        ring([
          (0, 0), (30_000, 0), (30_000, 4000), (35_000, 4000), (35_000, 6000), (30_000, 6000),
          (30_000, 10_000),
          (0, 10_000),
        ])
      ]
    ])
    towns.appendUnit([[PolygonSet.rectangle((30_000, 0, 40_000, 10_000))]])
    return try county((0, 0, 40_000, 10_000), towns)
  }

  @Test(arguments: [
    (RepairOptions.OverlapRule.longestBorder, 1), (.largest, 0), (.smallest, 1), (.priority(["town0"]), 0),
    (.priority(["town1", "town0"]), 1), (.priority(["county0"]), 1),
  ])
  func overlapGoesByTheRule(rule: RepairOptions.OverlapRule, winner: Int) throws {
    let repair = try tongue().repaired(options { $0.overlaps = rule })
    #expect(repair.proved)
    let towns = repair.hierarchy.levels[1].shapes
    let tongue = 5000 * 2000
    #expect(towns.latticeArea(0) == 300_000_000 + (winner == 0 ? tongue : 0))
    #expect(towns.latticeArea(1) == 100_000_000 - (winner == 0 ? tongue : 0))
    #expect(repair.codesThatMoved == [winner == 0 ? "town1" : "town0"])
    #expect(repair.lost(inLevel: "town") > 900 && repair.gained(inLevel: "town") == 0)
  }

  @Test func protectedUnitGoesBeforeTheRule() throws {
    let broken = try tongue()
    let repair = try broken.repaired(options { $0.protected = ["town0"] })
    #expect(repair.proved)
    #expect(repair.hierarchy.levels[1].shapes.isUnit(0, equalToUnit: 0, of: broken.levels[1].shapes))
  }

  /// A gap of about 2.8 m between town 0 and, on its other side, towns 1 and 2 that stand above each other.
  private func gap() throws -> Hierarchy {
    try county(
      (0, 0, 20_000, 10_000),
      .boxes([(0, 0, 10_000, 10_000), (10_300, 0, 20_000, 5000), (10_300, 5000, 20_000, 10_000)]))
  }

  @Test(arguments: [RepairOptions.GapRule.upTo(width: 5), .all])
  func gapGoesToTheLongestBorder(rule: RepairOptions.GapRule) throws {
    let repair = try gap().repaired(options { $0.gaps = rule })
    #expect(repair.proved)
    #expect(repair.hierarchy.levels[1].shapes.latticeArea(0) == 10_300 * 10_000)
    #expect(repair.codesThatMoved == ["town0"])
  }

  @Test func widerGapIsLeftAndListed() throws {
    let broken = try gap()
    let repair = try broken.repaired(options { $0.gaps = .upTo(width: 2) })
    #expect(!repair.proved)
    #expect(repair.left.map(\.kind) == [.gap])
    #expect(repair.hierarchy.levels[1].shapes.latticeAreas == broken.levels[1].shapes.latticeAreas)
  }

  @Test func gapThatOnlyProtectedUnitsBorderIsLeft() throws {
    let broken = try gap()
    let repair = try broken.repaired(
      options {
        $0.gaps = .all
        $0.protected = ["town0", "town1", "town2"]
      })
    #expect(repair.left.map(\.kind) == [.gap])
    #expect(repair.codesThatMoved.isEmpty)
  }

  /// Towns without a county above: nothing says that a hole of one of them is not to be covered.
  @Test func holesOfTheTopLevel() throws {
    var towns = PolygonSet()
    let lake = ring([(2000, 2000), (2000, 2200), (2200, 2200), (2200, 2000)])
    towns.appendUnit([[PolygonSet.rectangle((0, 0, 10_000, 10_000)), lake]])
    towns.appendUnit([
      [
        ring([
          (10_000, 0), (20_000, 0), (20_000, 10_000), (10_000, 10_000), (10_000, 6000), (10_200, 6000),
          (10_200, 4000), (10_000, 4000),
        ])
      ]
    ])
    let broken = try Hierarchy.made([("town", towns, [-1, -1])])
    let named = try broken.check().defects.filter { $0.kind != .unmatched }
    #expect(named.map(\.kind) == [.hole, .hole])
    #expect(named.map(\.codes) == [["town0", "town1"], ["town0"]])
    let filled = try broken.repaired()
    #expect(filled.proved)
    #expect(filled.hierarchy.levels[0].shapes.latticeArea(0) == 100_000_000)
    #expect(filled.hierarchy.levels[0].shapes.latticeArea(1) == 100_000_000)
    let left = try broken.repaired(options { $0.gaps = .upTo(width: 1) })
    #expect(left.left.map(\.codes) == [["town0", "town1"], ["town0"]])
    #expect(left.codesThatMoved.isEmpty)
    // A level above that has the lake says so.
    var county = PolygonSet()
    county.appendUnit([
      [
        ring([(0, 0), (10_000, 0), (20_000, 0), (20_000, 10_000), (10_000, 10_000), (0, 10_000)]),
        lake,
      ]
    ])
    let under = try Hierarchy.made([("county", county, [-1]), ("town", towns, [0, 0])])
    #expect(try under.check().levels[0].proved)
    let mended = try under.repaired()
    #expect(mended.proved && mended.hierarchy.levels[1].shapes.latticeArea(0) == 100_000_000 - 200 * 200)
  }

  /// Village 0 of town 0 reaches over the border into town 1, where village 1 overlaps none of it.
  private func straying() throws -> Hierarchy {
    try county(
      (0, 0, 20_000, 10_000), .boxes([(0, 0, 10_000, 10_000), (10_000, 0, 20_000, 10_000)]),
      villages: (.boxes([(0, 0, 12_000, 10_000), (12_000, 0, 20_000, 10_000)]), [0, 1]))
  }

  @Test func childrenAreClipped() throws {
    let broken = try straying()
    let repair = try broken.repaired()
    #expect(repair.proved)
    #expect(repair.codesThatMoved == ["village0", "village1"])
    #expect(repair.hierarchy.levels[1].shapes.latticeAreas == broken.levels[1].shapes.latticeAreas)
    #expect(repair.hierarchy.levels[2].shapes.latticeArea(1) == 100_000_000)
  }

  @Test func parentsGrow() throws {
    let broken = try straying()
    let repair = try broken.repaired(options { $0.nesting = .growParents })
    #expect(repair.proved)
    #expect(repair.codesThatMoved == ["town0", "town1"])
    #expect(repair.hierarchy.levels[2].shapes.latticeAreas == broken.levels[2].shapes.latticeAreas)
    #expect(repair.hierarchy.levels[1].shapes.latticeArea(0) == 120_000_000)
  }

  @Test func protectedChildMovesItsParents() throws {
    let broken = try straying()
    let repair = try broken.repaired(options { $0.protected = ["village0"] })
    #expect(repair.proved)
    #expect(repair.codesThatMoved == ["town0", "town1"])
    #expect(repair.hierarchy.levels[2].shapes.latticeAreas == broken.levels[2].shapes.latticeAreas)
  }

  @Test func protectedParentCutsItsChildren() throws {
    let broken = try straying()
    let repair = try broken.repaired(
      options {
        $0.nesting = .growParents
        $0.protected = ["town1"]
      })
    #expect(repair.proved)
    #expect(repair.codesThatMoved == ["village0", "village1"])
    #expect(repair.hierarchy.levels[1].shapes.latticeAreas == broken.levels[1].shapes.latticeAreas)
  }

  /// Towns that meet in a vertex each, 3 lattice units apart.
  @Test func nearVerticesBecomeOne() throws {
    var towns = PolygonSet()
    towns.appendUnit([[ring([(0, 0), (10_000, 0), (10_500, 5000), (10_000, 10_000), (0, 10_000)])]])
    towns.appendUnit([[ring([(10_000, 0), (20_000, 0), (20_000, 10_000), (10_000, 10_000), (10_503, 5000)])]])
    let broken = try county((0, 0, 20_000, 10_000), towns)
    // The county lacks the towns' corners on its own border.
    let snapped = try broken.repaired()
    #expect(snapped.proved)
    let shapes = snapped.hierarchy.levels[1].shapes
    #expect(shapes.vertices(0).union(shapes.vertices(1)).count == 7)
    let exact = try broken.repaired(options { $0.snap = 0 })
    #expect(exact.proved)
    let both = exact.hierarchy.levels[1].shapes
    #expect(
      both.vertices(0).isSuperset(of: [point(10_503, 5000)]) != both.vertices(0).contains(point(10_500, 5000))
    )
    #expect(both.vertices(0).union(both.vertices(1)).count == 7)
  }

  @Test func unmatchedVertexIsPutIn() throws {
    var towns = PolygonSet()
    towns.appendUnit([[ring([(0, 0), (10_000, 0), (10_000, 5000), (10_000, 10_000), (0, 10_000)])]])
    towns.appendUnit([[PolygonSet.rectangle((10_000, 0, 20_000, 10_000))]])
    let broken = try county((0, 0, 20_000, 10_000), towns)
    #expect(try !broken.check().proved)
    let repair = try broken.repaired()
    #expect(repair.proved)
    #expect(repair.hierarchy.levels[1].shapes.vertices(1).contains(point(10_000, 5000)))
    #expect(
      repair.hierarchy.levels[0].shapes.vertices(0).isSuperset(of: [point(10_000, 0), point(10_000, 10_000)]))
    #expect(repair.changes.allSatisfy { $0.gained == 0 && $0.lost == 0 })
  }

  /// Town 1's tongue crosses town 0; the tip beyond, 2.8 m wide, would be cut off from it.
  @Test func cutOffSliverGoesToANeighbour() throws {
    var towns = PolygonSet()
    towns.appendUnit([[PolygonSet.rectangle((10_000, 0, 20_000, 10_000))]])
    towns.appendUnit([
      [
        ring([
          (20_000, 0), (25_000, 0), (25_000, 10_000), (20_000, 10_000), (20_000, 6000), (9700, 6000),
          (9700, 4000), (20_000, 4000),
        ])
      ]
    ])
    towns.appendUnit([
      [
        ring([
          (0, 0), (10_000, 0), (10_000, 4000), (9700, 4000), (9700, 6000), (10_000, 6000), (10_000, 10_000),
          (0, 10_000),
        ])
      ]
    ])
    let repair = try county((0, 0, 25_000, 10_000), towns).repaired(options { $0.overlaps = .largest })
    #expect(repair.proved)
    let shapes = repair.hierarchy.levels[1].shapes
    #expect(shapes.polygons(of: 1).count == 1)
    #expect(shapes.latticeArea(2) == 100_000_000)
  }

  @Test func unitInsideAnotherKeepsItsLand() throws {
    let broken = try county(
      (0, 0, 20_000, 10_000), .boxes([(0, 0, 20_000, 10_000), (5000, 4000, 7000, 6000)]))
    for rule in [RepairOptions.OverlapRule.longestBorder, .largest] {
      let repair = try broken.repaired(options { $0.overlaps = rule })
      #expect(repair.proved && repair.landless.isEmpty)
      #expect(repair.hierarchy.levels[1].shapes.latticeArea(1) == 2000 * 2000)
    }
  }

  @Test func unitWithoutLandStays() throws {
    var towns = PolygonSet.boxes([(0, 0, 10_000, 10_000), (10_300, 0, 20_000, 10_000)])
    towns.appendUnit([])
    let repair = try county((0, 0, 20_000, 10_000), towns).repaired()
    #expect(repair.left.map(\.kind) == [.invalidPolygon] && repair.left.map(\.codes) == [["town2"]])
    #expect(repair.landless == [Repair.Landless(level: "town", code: "town2", lostAll: false)])
    #expect(repair.hierarchy.levels[1].count == 3)
  }

  @Test func childWhollyBeyondItsParentIsReported() throws {
    let broken = try county(
      (0, 0, 20_000, 10_000), .boxes([(0, 0, 10_000, 10_000), (10_000, 0, 20_000, 10_000)]),
      villages: (
        .boxes([(0, 0, 10_000, 10_000), (10_000, 0, 15_000, 10_000), (15_000, 0, 20_000, 10_000)]), [0, 1, 0]
      ))
    let clipped = try broken.repaired()
    #expect(clipped.left.map(\.codes) == [["village2"]])
    #expect(clipped.landless == [Repair.Landless(level: "village", code: "village2", lostAll: true)])
    let grown = try broken.repaired(options { $0.nesting = .growParents })
    #expect(grown.proved && grown.landless.isEmpty)
  }

  /// Land of town 1 that only village 0, a child of town 0, covers and that a wide gap keeps from village 1.
  @Test func landBeyondAWideGapIsLeftWithIt() throws {
    let broken = try county(
      (0, 0, 20_000, 10_000), .boxes([(0, 0, 10_000, 10_000), (10_000, 0, 20_000, 10_000)]),
      villages: (.boxes([(0, 0, 10_200, 10_000), (12_000, 0, 20_000, 10_000)]), [0, 1]))
    let repair = try broken.repaired()
    #expect(repair.left.map(\.kind) == [.gap])
    #expect(repair.hierarchy.levels[2].shapes.latticeAreas == [100_000_000, 80_000_000])
    #expect(try repair.hierarchy.repaired().changes.isEmpty)
    let filled = try broken.repaired(options { $0.gaps = .all })
    #expect(filled.proved)
    #expect(filled.hierarchy.levels[2].shapes.latticeAreas == [100_000_000, 100_000_000])
  }

  /// Town 0 has an exclave in town 1 on which none of its own villages stands.
  @Test func exclaveWithoutAChildGoesToTheNearest() throws {
    var towns = PolygonSet()
    towns.appendUnit([
      [PolygonSet.rectangle((0, 0, 10_000, 10_000))], [PolygonSet.rectangle((14_000, 4000, 16_000, 6000))],
    ])
    towns.appendUnit([
      [
        PolygonSet.rectangle((10_000, 0, 20_000, 10_000)),
        Array(PolygonSet.rectangle((14_000, 4000, 16_000, 6000)).reversed()),
      ]
    ])
    let broken = try county(
      (0, 0, 20_000, 10_000), towns,
      villages: (
        .boxes([(0, 0, 10_000, 5000), (0, 5000, 10_000, 10_000), (10_000, 0, 20_000, 10_000)]), [0, 0, 1]
      ))
    let repair = try broken.repaired()
    #expect(repair.proved)
    #expect(repair.hierarchy.levels[2].shapes.latticeAreas == [54_000_000, 50_000_000, 96_000_000])
  }

  /// Four squares around a fifth touch in corners only: their land is four polygons, not one with a hole.
  @Test func landThatMeetsInCornersDissolvesIntoValidPolygons() throws {
    let squares = PolygonSet.boxes([
      (1000, 0, 2000, 1000), (0, 1000, 1000, 2000), (2000, 1000, 3000, 2000), (1000, 2000, 2000, 3000),
    ])
    let whole = try squares.dissolved(into: [0, 0, 0, 0], groupCount: 1)
    #expect(whole.polygonCount == 4)
    #expect(try UnitValidity.invalidUnits(in: whole).isEmpty)
  }
}
