import Testing

@testable import Geometry
@testable import Grid
@testable import VectorFiles

/// All of a level's land, added up exactly.
private func doubledArea(_ shapes: PolygonSet) -> Int128 {
  (0..<shapes.ringCount).reduce(0) {
    $0 + PolygonSet.doubledArea(of: shapes.coordinates[shapes.range(ofRing: $1)])
  }
}

@Suite struct SubdivisionBuildTests {
  @Test(arguments: [(UInt64(1), false), (2, true), (3, true), (4, false)])
  func everyLevelIsAnExactPartitionInRange(seed: UInt64, hole: Bool) throws {
    let order = GridFixture.order(seed: seed, hole: hole)
    let build = try buildGrids(order)
    #expect(build.misses.isEmpty)
    #expect(build.outside == 0)
    #expect(build.levels.map(\.name) == ["village", "grid", "microgrid"])
    #expect(build.levels[1].codes.count == 6 || build.levels[1].codes.count == 5)
    for (upper, lower) in zip(build.levels, build.levels.dropFirst()) {
      #expect(lower.codes.count > upper.codes.count)
      #expect(try UnitValidity.invalidUnits(in: lower.shapes).isEmpty)
      #expect(PartitionProof(children: lower.shapes, parentOf: lower.parents, parents: upper.shapes).holds)
      #expect(doubledArea(lower.shapes) == doubledArea(upper.shapes))
      // Connected: a polygon each.
      #expect(lower.shapes.polygonCount == lower.codes.count)
      #expect(Set(lower.codes).count == lower.codes.count)
      for (code, parent) in zip(lower.codes, lower.parents) { #expect(code.hasPrefix(upper.codes[parent])) }
    }
    for households in build.levels[1].households { #expect((300...500).contains(households)) }
    for households in build.levels[2].households { #expect((20...40).contains(households)) }
    #expect(build.levels.allSatisfy { $0.households.reduce(0, +) == 2_200 })
  }

  /// With many on the given outlines, which move a little where cuts meet them.
  @Test func householdsAreThoseThatLieInside() throws {
    var order = GridFixture.order(seed: 5)
    order.points += GridFixture.pointsOnOutlines(of: order.shapes)
    let build = try buildGrids(order)
    for level in build.levels {
      #expect(level.households == GridFixture.households(of: order.points, in: level.shapes))
    }
    let given = order.points.reduce(0) { $0 + $1.households }
    #expect(build.outside > 0 && build.levels[0].households.reduce(0, +) + build.outside == given)
  }

  @Test func givenOutlinesOnlyGainVerticesOnTheirBorders() throws {
    let order = GridFixture.order(seed: 6)
    let build = try buildGrids(order)
    let outlines = build.levels[0].shapes
    #expect(outlines.coordinates.count > order.shapes.coordinates.count)
    #expect(Set(order.shapes.coordinates).isSubset(of: Set(outlines.coordinates)))
    for vertex in outlines.coordinates {
      let nearest = zip(order.shapes.coordinates, order.shapes.coordinates.dropFirst()).map { a, b in
        distance(vertex, a, b)
      }.min()
      #expect(try #require(nearest) < 1)
    }
  }

  @Test func sameOrderSameResult() throws {
    let once = try buildGrids(GridFixture.order(seed: 7, hole: true))
    let again = try buildGrids(GridFixture.order(seed: 7, hole: true))
    for (a, b) in zip(once.levels, again.levels) {
      #expect(a.shapes == b.shapes)
      #expect(a.codes == b.codes)
    }
    #expect(try buildGrids(GridFixture.order(seed: 8, hole: true)).levels[2].shapes != once.levels[2].shapes)
  }

  @Test func aTableSaysHowManyAndTheirNames() throws {
    let build = try buildGrids(
      GridFixture.order(
        seed: 9, counts: [2_000, 2_900],
        levels: [
          GridOrder.LevelOrder(
            name: "hamlet", size: .children(counts: [3, 4], names: [["a", "b", "c"], []])),
          GridOrder.LevelOrder(name: "grid", size: .range(300...500, target: 400)),
        ]))
    #expect(build.levels[1].codes == ["701", "702", "703", "801", "802", "803", "804"])
    #expect(build.levels[1].names == ["a", "b", "c", "east-1", "east-2", "east-3", "east-4"])
    #expect(build.misses.isEmpty)
    // From the codes down: the first row lies north of the last.
    let boxes = (0..<7).map { build.levels[1].shapes.box(of: $0).centre }
    #expect(boxes[3].y > boxes[6].y)
  }

  @Test func borderFollowsARiver() throws {
    let square = [
      GridFixture.place(0, 0), GridFixture.place(10, 0), GridFixture.place(10, 10), GridFixture.place(0, 10),
    ]
    var shapes = PolygonSet()
    shapes.appendUnit([[square]])
    let river = [
      GridFixture.place(3, -1), GridFixture.place(3.5, 2), GridFixture.place(4.6, 5),
      GridFixture.place(4.2, 8), GridFixture.place(5, 11),
    ]
    var barriers = LineSet()
    barriers.append(river[...2])
    barriers.append(river[2...])
    var order = GridOrder(
      level: "village", codes: ["1"], names: ["one"], shapes: shapes,
      points: spreadHouseholds([400], over: shapes, settlements: [1], seed: 3),
      levels: [GridOrder.LevelOrder(name: "grid", size: .range(80...320, target: 200))])
    let bend = Set(river[1...3])
    #expect(Set(try buildGrids(order).levels[1].shapes.coordinates).isDisjoint(with: bend))
    order.barriers = barriers
    let build = try buildGrids(order)
    #expect(build.levels[1].codes.count == 2)
    for unit in 0..<2 {
      #expect(
        bend.isSubset(of: Set(build.levels[1].shapes.coordinates[build.levels[1].shapes.range(ofUnit: unit)]))
      )
    }
  }

  @Test func householdsOfAUnitDoNotDependOnOthers() {
    let shapes = GridFixture.land(seed: 12, hole: true)
    let both = spreadHouseholds([50, 80], over: shapes, settlements: [2, 3], seed: 5)
    var alone = PolygonSet()
    alone.appendUnit(1, of: shapes)
    let more = spreadHouseholds([120], over: alone, settlements: [3], seed: 5)
    #expect(both.count == 130 && more.count == 120)
    #expect(Array(both.dropFirst(50)) == Array(more.prefix(80)))
    #expect(spreadHouseholds([120], over: alone, settlements: [3], seed: 6) != more)
    let changed = spreadHouseholds([70, 80], over: shapes, settlements: [4, 3], seed: 5)
    #expect(Array(changed.dropFirst(70)) == Array(both.dropFirst(50)))
  }

  @Test func whatCannotBeBuiltIsRefused() throws {
    var order = GridFixture.order(seed: 11)
    order.points.removeAll { $0.place.x > GridFixture.place(13, 0).x }
    order.points.removeAll { UnitIndex(order.shapes).unit(at: $0.place) == 1 }
    #expect(throws: GridBuildError.self) { try buildGrids(order) }
    order.levels.append(
      GridOrder.LevelOrder(name: "late", size: .children(counts: [1, 1], names: [[], []])))
    #expect(throws: GridBuildError.self) { try buildGrids(order) }
  }

  private func distance(_ p: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
    let (ux, uy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    let (vx, vy) = (Double(p.x) - Double(a.x), Double(p.y) - Double(a.y))
    let length = ux * ux + uy * uy
    let t = length > 0 ? min(1, max(0, (ux * vx + uy * vy) / length)) : 0
    let (dx, dy) = (vx - t * ux, vy - t * uy)
    return (dx * dx + dy * dy).squareRoot()
  }
}
