import Testing

@testable import Roads
@testable import Solvers

/// The hierarchy against Floyd-Warshall on random networks of bare arcs.
@Suite struct TravelHierarchyTests {
  struct Network {
    var junctions: Int
    var list: [RoadArcs.Draft] = []

    mutating func add(_ from: Int, _ to: Int, _ cost: RoadCost) {
      list.append(
        RoadArcs.Draft(from: Int32(from), to: Int32(to), edge: Int32(list.count), cost: cost))
    }

    var arcs: RoadArcs { RoadArcs(junctions: junctions, arcs: list) }

    /// Few different costs, so that many ways are equal; some free; some pieces apart; arcs side by side and loops.
    static func random(_ generator: inout SeededGenerator) -> Network {
      var network = Network(junctions: 2 + generator.below(40))
      let kinds = 1 + generator.below(4)
      for _ in 0..<(network.junctions * (1 + generator.below(3))) {
        let from = generator.below(network.junctions)
        let far = generator.below(3) == 0
        let to = far ? generator.below(network.junctions) : (from + generator.below(4)) % network.junctions
        let cost = RoadCost(
          milliseconds: UInt64(generator.below(kinds + 1) * 10), millimetres: UInt64(generator.below(3)))
        network.add(from, to, cost)
        if generator.below(2) == 0 { network.add(to, from, cost) }
      }
      return network
    }

    func floydWarshall() -> [[RoadCost]] {
      var best = (0..<junctions).map { i in (0..<junctions).map { $0 == i ? RoadCost.zero : .never } }
      for arc in list {
        let (a, b) = (Int(arc.from), Int(arc.to))
        best[a][b] = min(best[a][b], arc.cost)
      }
      for k in 0..<junctions {
        for i in 0..<junctions where best[i][k] < .never {
          for j in 0..<junctions where best[k][j] < .never {
            best[i][j] = min(best[i][j], best[i][k] + best[k][j])
          }
        }
      }
      return best
    }
  }

  static func costs(_ table: RoadTable, by search: @Sendable () -> some RoadBatchSearch) -> [[RoadCost]] {
    let columns = table.leaves.count
    var cells = [RoadCost](repeating: .zero, count: table.roots.count * columns)
    cells.withUnsafeMutableBufferPointer { cells in
      nonisolated(unsafe) let cells = cells
      table.forEachCost(by: search) { root, leaf, cost in cells[root * columns + leaf] = cost }
    }
    return table.roots.indices.map { Array(cells[($0 * columns)..<(($0 + 1) * columns)]) }
  }

  @Test(arguments: 1...60) func tablesEqualFloydWarshall(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let network = Network.random(&generator)
    let truth = network.floydWarshall()
    let hierarchy = RoadHierarchy(network.arcs)
    #expect(Set(hierarchy.junctions).count == network.junctions)
    let all = Array(0..<network.junctions)
    let few = (0..<(1 + generator.below(3))).map { _ in generator.below(network.junctions) }
    for (from, to) in [(all, all), (few, all), (all, few)] {
      let expected = from.map { i in to.map { truth[i][$0] } }
      func links(_ junctions: [Int]) -> [[RoadLink]] {
        junctions.map { [RoadLink(junction: Int32($0), cost: .zero)] }
      }
      for threads in [1, 2] {
        let forward = RoadTable(roots: links(from), leaves: links(to), threads: threads)
        let sweep = RoadSweep(hierarchy.slopes(reversed: false), to: to.map { Int32($0) })
        #expect(Self.costs(forward) { SweepSearch(sweep) } == expected)
        let arcs = network.arcs
        #expect(Self.costs(forward) { PlainSearch(arcs, to: to.map { Int32($0) }) } == expected)
        let backward = RoadTable(roots: links(to), leaves: links(from), threads: threads)
        let against = RoadSweep(hierarchy.slopes(reversed: true), to: from.map { Int32($0) })
        let found = Self.costs(backward) { SweepSearch(against) }
        for (r, row) in expected.enumerated() {
          for (c, cost) in row.enumerated() { #expect(found[c][r] == cost) }
        }
      }
    }
  }

  /// Links with costs of their own, several at each end, as places beside the road have them.
  @Test(arguments: 1...20) func severalLinksAreJoinedAtTheLeastSum(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(100 + seed))
    let network = Network.random(&generator)
    let truth = network.floydWarshall()
    let hierarchy = RoadHierarchy(network.arcs)
    func ends() -> [[RoadLink]] {
      (0..<11).map { _ in
        (0..<generator.below(4)).map { _ in
          RoadLink(
            junction: Int32(generator.below(network.junctions)),
            cost: RoadCost(milliseconds: UInt64(generator.below(50)), millimetres: 7))
        }
      }
    }
    let table = RoadTable(roots: ends(), leaves: ends(), threads: 2)
    let sweep = RoadSweep(hierarchy.slopes(reversed: false), to: table.leaves.joined().map(\.junction))
    let found = Self.costs(table) { SweepSearch(sweep) }
    var reached = 0
    for (r, root) in table.roots.enumerated() {
      for (l, leaf) in table.leaves.enumerated() {
        var best = RoadCost.never
        for a in root {
          for b in leaf {
            best = min(best, a.cost + truth[Int(a.junction)][Int(b.junction)] + b.cost)
          }
        }
        #expect(found[r][l] == best)
        reached += best < .never ? 1 : 0
      }
    }
    #expect(reached > 0)
  }

  @Test func costsAreAddedExactlyAndComparedByTimeFirst() {
    let a = RoadCost(metres: 1000.0004, speed: 10)
    #expect(a.milliseconds == 100_000 && a.metres == 1000.001)
    #expect(RoadCost(milliseconds: 5, millimetres: 1) < RoadCost(milliseconds: 5, millimetres: 2))
    #expect(RoadCost(milliseconds: 4, millimetres: 9) < RoadCost(milliseconds: 5, millimetres: 0))
    #expect((a + a).metres == 2000.002 && (a + a).seconds == 200)
    #expect(RoadCost(metres: 1e12, speed: 1) == .never && RoadCost.never.seconds == .infinity)
  }
}
