import Geometry
import Grid
import Solvers
import Testing

/// Units 0 ..< points.count and the pairs that border one another, each border 1 m long.
private func graph(_ count: Int, _ pairs: [(Int, Int)]) -> Adjacency {
  var rows = [Set<Int>](repeating: [], count: count)
  for (a, b) in pairs {
    rows[a].insert(b)
    rows[b].insert(a)
  }
  var offsets = [0]
  var neighbours: [Int] = []
  for row in rows {
    neighbours += row.sorted()
    offsets.append(neighbours.count)
  }
  return Adjacency(offsets: offsets, neighbours: neighbours, borders: neighbours.map { _ in 1 })
}

private func lattice(_ width: Int, _ height: Int) -> (graph: Adjacency, points: [PlanePoint]) {
  var pairs: [(Int, Int)] = []
  var points: [PlanePoint] = []
  for y in 0..<height {
    for x in 0..<width {
      points.append(PlanePoint(x: Double(x), y: Double(y)))
      if x + 1 < width { pairs.append((y * width + x, y * width + x + 1)) }
      if y + 1 < height { pairs.append((y * width + x, (y + 1) * width + x)) }
    }
  }
  return (graph(width * height, pairs), points)
}

/// A random tree with some more pairs, at random points: sweeps rarely leave its sides connected.
private func tangle(_ count: Int, extra: Int, seed: UInt64) -> (graph: Adjacency, points: [PlanePoint]) {
  var chance = SeededGenerator(seed: seed)
  var pairs = (1..<count).map { (chance.below($0), $0) }
  for _ in 0..<extra {
    let a = chance.below(count)
    let b = chance.below(count)
    if a != b { pairs.append((a, b)) }
  }
  let points = (0..<count).map { _ in PlanePoint(x: chance.unit(), y: chance.unit()) }
  return (graph(count, pairs), points)
}

/// What makes groups wrong, by plain definition; `nil` when nothing does.
private func fault(_ groups: [[Int]], of units: [Int], in graph: Adjacency) -> String? {
  if groups.flatMap(\.self).sorted() != units.sorted() { return "not a partition" }
  for group in groups {
    guard let first = group.first else { return "an empty group" }
    var reached: Set = [first]
    var next = [first]
    while let unit = next.popLast() {
      for n in graph.neighbours(of: unit) where group.contains(n) && reached.insert(n).inserted {
        next.append(n)
      }
    }
    if reached.count != group.count { return "a group in pieces: \(group)" }
  }
  return nil
}

@Suite struct ConnectedGroupsTests {
  @Test(arguments: [(12, 10, 7), (9, 9, 9), (20, 3, 8), (5, 5, 25), (17, 11, 2)])
  func equalSharesOfALatticeAreExact(width: Int, height: Int, count: Int) throws {
    let (graph, points) = lattice(width, height)
    let units = Array(points.indices)
    let groups = try connectedGroups(
      of: units, in: graph, at: points, weights: units.map { _ in 1 },
      targets: [Double](repeating: 1, count: count))
    #expect(groups.count == count)
    #expect(fault(groups, of: units, in: graph) == nil)
    let share = Double(units.count) / Double(count)
    for group in groups { #expect((Double(group.count) - share).magnitude < 1) }
  }

  @Test func sharesAreKeptInTheirOrder() throws {
    let (graph, points) = lattice(10, 10)
    let units = Array(points.indices)
    let groups = try connectedGroups(
      of: units, in: graph, at: points, weights: units.map { _ in 1 }, targets: [1, 5, 2, 2])
    #expect(groups.map(\.count) == [10, 50, 20, 20])
    #expect(fault(groups, of: units, in: graph) == nil)
  }

  @Test func heavyUnitsCountForTheirWeight() throws {
    let (graph, points) = lattice(16, 16)
    let units = Array(points.indices)
    var chance = SeededGenerator(seed: 5)
    let weights = units.map { _ in 30 + chance.below(21) }
    let groups = try connectedGroups(
      of: units, in: graph, at: points, weights: weights, targets: [Double](repeating: 1, count: 8))
    let share = Double(weights.reduce(0, +)) / 8
    for group in groups {
      let weight = Double(group.reduce(0) { $0 + weights[$1] })
      #expect((weight / share - 1).magnitude < 0.06)
    }
    #expect(fault(groups, of: units, in: graph) == nil)
  }

  @Test func theShortestCutWins() throws {
    // Two squares of 5 x 5 joined by a bridge one unit wide, longer along x than along y.
    var pairs: [(Int, Int)] = [(50, 51), (24, 50), (51, 25)]
    var points: [PlanePoint] = []
    for square in 0..<2 {
      for y in 0..<5 {
        for x in 0..<5 {
          let unit = square * 25 + y * 5 + x
          points.append(PlanePoint(x: Double(x + square * 8), y: Double(y)))
          if x < 4 { pairs.append((unit, unit + 1)) }
          if y < 4 { pairs.append((unit, unit + 5)) }
        }
      }
    }
    points += [PlanePoint(x: 5, y: 4), PlanePoint(x: 7, y: 0)]
    let graph = graph(52, pairs)
    let units = Array(0..<52)
    let groups = try connectedGroups(
      of: units, in: graph, at: points, weights: units.map { _ in 1 }, targets: [1, 1])
    let cut = groups[0].reduce(0) { $0 + graph.neighbours(of: $1).filter { !groups[0].contains($0) }.count }
    #expect(cut == 1)
  }

  @Test func tanglesStayConnected() throws {
    for seed in UInt64(0)..<120 {
      let count = 4 + Int(seed % 37)
      let (graph, points) = tangle(count, extra: Int(seed % 5) * count / 3, seed: seed)
      let units = Array(points.indices)
      var chance = SeededGenerator(seed: seed + 1_000)
      let weights = units.map { _ in chance.below(4) }
      let targets = (0..<(1 + chance.below(count))).map { _ in 0.2 + chance.unit() }
      let groups = try connectedGroups(of: units, in: graph, at: points, weights: weights, targets: targets)
      #expect(groups.count == targets.count)
      #expect(fault(groups, of: units, in: graph) == nil, "seed \(seed)")
    }
  }

  /// Against every connected bipartition of small planar graphs: the balance is the best there is.
  @Test func halvesAreAsGoodAsBruteForceFinds() throws {
    for seed in UInt64(0)..<60 {
      var chance = SeededGenerator(seed: seed)
      let (full, points) = lattice(4, 3)
      // A connected part of the lattice.
      var units = [chance.below(12)]
      while units.count < 9 {
        let unit = units[chance.below(units.count)]
        let next = Array(full.neighbours(of: unit))[chance.below(full.neighbours(of: unit).count)]
        if !units.contains(next) { units.append(next) }
      }
      var best = Int.max
      for mask in 1..<(1 << 9) - 1 {
        let left = units.indices.filter { mask >> $0 & 1 == 1 }.map { units[$0] }
        let right = units.indices.filter { mask >> $0 & 1 == 0 }.map { units[$0] }
        if fault([left, right], of: units, in: full) == nil {
          best = min(best, abs(left.count - right.count))
        }
      }
      let groups = try connectedGroups(
        of: units, in: full, at: points, weights: points.map { _ in 1 }, targets: [1, 1])
      #expect(fault(groups, of: units, in: full) == nil)
      #expect(abs(groups[0].count - groups[1].count) == best, "seed \(seed)")
    }
  }

  @Test func aStarGivesItsLeavesAway() throws {
    let star = graph(6, (1..<6).map { (0, $0) })
    let points = (0..<6).map { PlanePoint(x: Double($0 % 3), y: Double($0 / 3)) }
    let groups = try connectedGroups(
      of: Array(0..<6), in: star, at: points, weights: [1, 1, 1, 1, 1, 1], targets: [1, 1, 1])
    #expect(groups.map(\.count).sorted() == [1, 1, 4])
    #expect(fault(groups, of: Array(0..<6), in: star) == nil)
  }

  @Test func otherUnitsOfTheGraphAreLeftAlone() throws {
    let (graph, points) = lattice(8, 8)
    let units = points.indices.filter { points[$0].x < 4 }
    let groups = try connectedGroups(
      of: units, in: graph, at: points, weights: points.map { _ in 1 }, targets: [1, 1, 1, 1])
    #expect(fault(groups, of: units, in: graph) == nil)
    #expect(groups.map(\.count) == [8, 8, 8, 8])
  }

  @Test func whatCannotBeDividedIsRefused() {
    let (graph, points) = lattice(3, 3)
    let ones = points.map { _ in 1 }
    func divide(_ units: [Int], _ targets: [Double]) throws(SubdivisionError) -> [[Int]] {
      try connectedGroups(of: units, in: graph, at: points, weights: ones, targets: targets)
    }
    #expect(throws: SubdivisionError.noTargets) { try divide([0, 1], []) }
    #expect(throws: SubdivisionError.badTarget(0)) { try divide([0, 1], [1, 0]) }
    #expect(throws: SubdivisionError.badTarget(.infinity)) { try divide([0, 1], [.infinity, 1]) }
    #expect(throws: SubdivisionError.tooFewUnits(units: 2, groups: 3)) { try divide([0, 1], [1, 1, 1]) }
    #expect(throws: SubdivisionError.notConnected(pieces: 2)) { try divide([0, 2], [1, 1]) }
  }
}

@Suite struct ApportionmentTests {
  @Test func sharesKeepTheQuota() {
    for seed in UInt64(0)..<60 {
      var chance = SeededGenerator(seed: seed)
      let weights = (0..<(1 + chance.below(9))).map { _ in 20 + chance.below(60) }
      let total = weights.count * (4 + chance.below(40))
      let places = apportion(total, over: weights)
      #expect(places.reduce(0, +) == total)
      for (place, weight) in zip(places, weights) {
        let ideal = Double(total * weight) / Double(weights.reduce(0, +))
        #expect((Double(place) - ideal).magnitude < 1, "seed \(seed)")
      }
    }
  }

  @Test func boundsHold() {
    #expect(apportion(10, over: [1_000, 1, 1]) == [8, 1, 1])
    #expect(apportion(10, over: [1_000, 1, 1], limits: [4, 3, 9]).reduce(0, +) == 10)
    #expect(apportion(10, over: [1_000, 1, 1], limits: [4, 3, 9])[0] == 4)
    #expect(apportion(2, over: [5, 5, 5]) == [1, 1, 1])
    #expect(apportion(9, over: [1, 1], limits: [2, 2]) == [2, 2])
    #expect(apportion(6, over: [0, 0]).reduce(0, +) == 6)
  }
}

@Suite struct ReadingOrderTests {
  @Test func rowsRunFromNorthWest() {
    let points = [(2, 0), (0, 2), (1, 1), (0, 0), (2, 2), (1, 2), (2, 1), (1, 0), (0, 1)].map {
      PlanePoint(x: Double($0.0), y: Double($0.1))
    }
    #expect(readingOrder(of: points) == [1, 5, 4, 8, 2, 6, 3, 7, 0])
    #expect(readingOrder(of: []).isEmpty)
  }
}

@Suite struct VoronoiTests {
  @Test func everyPlaceLiesInTheCellOfItsNearestSite() throws {
    var chance = SeededGenerator(seed: 11)
    let sites = (0..<80).map { _ in PlanePoint(x: 1_000 * chance.unit(), y: 1_000 * chance.unit()) }
    let cells = try voronoiCells(of: sites)
    #expect(cells.count == 80)
    for _ in 0..<400 {
      let place = PlanePoint(x: 1_000 * chance.unit(), y: 1_000 * chance.unit())
      let nearest = sites.indices.min { sites[$0].distance(to: place) < sites[$1].distance(to: place) }
      let holders = cells.indices.filter { holds(cells[$0], place) }
      #expect(holders == [nearest])
    }
  }

  @Test func neighboursShareCornersExactly() throws {
    var chance = SeededGenerator(seed: 12)
    let sites = (0..<60).map { _ in PlanePoint(x: 1_000 * chance.unit(), y: 1_000 * chance.unit()) }
    let cells = try voronoiCells(of: sites)
    var use: [PlanePoint: Int] = [:]
    for corner in cells.flatMap(\.self) { use[corner, default: 0] += 1 }
    let inner = use.filter { (0...1_000).contains($0.key.x) && (0...1_000).contains($0.key.y) }
    #expect(inner.count > 60)
    #expect(inner.values.allSatisfy { $0 == 3 })
  }

  @Test func aRepeatedSiteHasNoLand() throws {
    let sites = [(0, 0), (4, 0), (0, 4), (4, 0)].map { PlanePoint(x: $0.0, y: $0.1) }
    let cells = try voronoiCells(of: sites)
    #expect(cells.map(\.isEmpty) == [false, false, false, true])
    #expect(try voronoiCells(of: [sites[0]]) == [[]])
  }

  private func holds(_ ring: [PlanePoint], _ place: PlanePoint) -> Bool {
    !ring.isEmpty
      && ring.indices.allSatisfy { i in
        let a = ring[i]
        let b = ring[(i + 1) % ring.count]
        return (b.x - a.x) * (place.y - a.y) > (place.x - a.x) * (b.y - a.y)
      }
  }
}
