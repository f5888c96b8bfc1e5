import Testing

@testable import Grid

/// Degrees of the lattice near a county; land some kilometres wide.
private func place(_ x: Double, _ y: Double) -> Coordinate {
  Coordinate(x: 1_150_000_000 + Int32(x * 100_000), y: 330_000_000 + Int32(y * 100_000))
}

/// Two concave parents that share a wavy border, the first with a hole that no unit covers.
private func land(seed: UInt64, hole: Bool) -> PolygonSet {
  var chance = SeededGenerator(seed: seed)
  var wave: [Coordinate] = []
  for k in 1..<6 { wave.append(place(10 + 2.5 * chance.unit(), 2 * Double(k) + chance.unit())) }
  var shapes = PolygonSet()
  var west: [Coordinate] = [place(0, 0), place(5, 3.5 * chance.unit()), place(10, 0)]
  west += wave
  west += [place(10, 13), place(4, 9 + 3 * chance.unit()), place(0, 12)]
  let lake: [Coordinate] = [place(4, 5), place(4.5, 6.8), place(6, 6.5), place(5.6, 5.2)]
  shapes.appendUnit([hole ? [west, lake] : [west]])
  var east: [Coordinate] = [place(10, 0), place(21, 1), place(17, 6), place(22, 12), place(10, 13)]
  east += wave.reversed()
  shapes.appendUnit([[east]])
  return shapes
}

private func order(
  seed: UInt64, hole: Bool = false, counts: [Int] = [900, 1_300],
  levels: [GridOrder.LevelOrder] = [
    GridOrder.LevelOrder(name: "grid", size: .range(300...500, target: 400)),
    GridOrder.LevelOrder(name: "microgrid", size: .range(20...40, target: 30)),
  ]
) -> GridOrder {
  let shapes = land(seed: seed, hole: hole)
  return GridOrder(
    level: "village", codes: ["7", "8"], names: ["west", "east"], shapes: shapes,
    points: spreadHouseholds(counts, over: shapes, settlements: [2, 3], seed: seed), levels: levels)
}

/// All of a level's land, added up exactly.
private func doubledArea(_ shapes: PolygonSet) -> Int128 {
  (0..<shapes.ringCount).reduce(0) {
    $0 + PolygonSet.doubledArea(of: shapes.coordinates[shapes.range(ofRing: $1)])
  }
}

@Suite struct SubdivisionBuildTests {
  @Test(arguments: [(UInt64(1), false), (2, true), (3, true), (4, false)])
  func everyLevelIsAnExactPartitionInRange(seed: UInt64, hole: Bool) throws {
    let order = order(seed: seed, hole: hole)
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

  @Test func householdsAreThoseThatLieInside() throws {
    let order = order(seed: 5)
    let build = try buildGrids(order)
    let lowest = build.levels[2]
    var counts = [Int](repeating: 0, count: lowest.codes.count)
    for point in order.points {
      for unit in counts.indices where lowest.shapes.place(of: point.place, inUnit: unit) == .inside {
        counts[unit] += point.households
      }
    }
    // Those within a centimetre of a border may lie on the other side of it, or on it.
    let differing = zip(counts, lowest.households).reduce(0) { $0 + abs($1.0 - $1.1) }
    #expect(differing <= 4)
  }

  @Test func givenOutlinesOnlyGainVerticesOnTheirBorders() throws {
    let order = order(seed: 6)
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
    let once = try buildGrids(order(seed: 7, hole: true))
    let again = try buildGrids(order(seed: 7, hole: true))
    for (a, b) in zip(once.levels, again.levels) {
      #expect(a.shapes == b.shapes)
      #expect(a.codes == b.codes)
    }
    #expect(try buildGrids(order(seed: 8, hole: true)).levels[2].shapes != once.levels[2].shapes)
  }

  @Test func aTableSaysHowManyAndTheirNames() throws {
    let build = try buildGrids(
      order(
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
    let square = [place(0, 0), place(10, 0), place(10, 10), place(0, 10)]
    var shapes = PolygonSet()
    shapes.appendUnit([[square]])
    let river = [place(3, -1), place(3.5, 2), place(4.6, 5), place(4.2, 8), place(5, 11)]
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

  @Test func unitsStillInRangeStay() throws {
    var order = order(seed: 10)
    let first = try buildGrids(order)
    order.earlier = zip(first.levels, first.levels.dropFirst()).map { upper, lower in
      GridOrder.EarlierLevel(
        codes: lower.codes, names: lower.names, parentCodes: lower.parents.map { upper.codes[$0] },
        shapes: lower.shapes)
    }
    let same = try buildGrids(order)
    for (a, b) in zip(first.levels, same.levels) { #expect(a.shapes == b.shapes) }

    // One micro-grid of the first grid grows out of its range.
    let lowest = first.levels[2]
    let growing = try #require(order.points.first { lowest.shapes.place(of: $0.place, inUnit: 0) == .inside })
    order.points += (0..<30).map { i in
      HouseholdPoint(
        place: Coordinate(x: growing.place.x + Int32(i % 6), y: growing.place.y + Int32(i / 6)), households: 1
      )
    }
    let next = try buildGrids(order)
    #expect(next.levels[1].shapes == first.levels[1].shapes)
    func units(_ level: GridBuild.Level, inFirst: Bool) -> [String: [Coordinate]] {
      var result: [String: [Coordinate]] = [:]
      for unit in level.codes.indices where (level.parents[unit] == 0) == inFirst {
        result[level.codes[unit]] = Array(level.shapes.coordinates[level.shapes.range(ofUnit: unit)])
      }
      return result
    }
    #expect(units(next.levels[2], inFirst: false) == units(lowest, inFirst: false))
    #expect(units(next.levels[2], inFirst: true) != units(lowest, inFirst: true))
    #expect(next.kept < first.levels[1].codes.count + lowest.codes.count)
  }

  @Test func householdsOfAUnitDoNotDependOnOthers() {
    let shapes = land(seed: 12, hole: true)
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
    var order = order(seed: 11)
    order.points.removeAll { $0.place.x > place(13, 0).x }
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
