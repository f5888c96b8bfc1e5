import Testing

@testable import Solvers

/// The parts of the districting solver, each against what it stands for.
@Suite struct DistrictingPartTests {
  private static func task(_ rules: DistrictingRules) throws -> DistrictTask {
    let problem = try rules.problem()
    return DistrictTask(graph: problem.graph, count: problem.count, range: problem.range)
  }

  /// Every set of nodes that is a district, and what it costs.
  private static func districts(
    _ rules: DistrictingRules, _ prices: DistrictDiagram.Prices
  ) -> [Set<Int>: Int] {
    var found: [Set<Int>: Int] = [:]
    for bits in 1..<(1 << rules.weights.count) {
      let nodes = Set(rules.weights.indices.filter { bits >> $0 & 1 == 1 })
      guard rules.isDistrict(nodes) else { continue }
      let border = rules.edges.filter { nodes.contains($0.a) != nodes.contains($0.b) }.map(\.cost)
      found[nodes] = prices.scale * border.reduce(0, +) - nodes.map { prices.ofNode[$0] }.reduce(0, +)
    }
    return found
  }

  @Test func aDiagramHoldsEachDistrictWithinTheLimitOnce() throws {
    var held = 0
    for seed in 0..<60 {
      let rules = DistrictingRules.random(UInt64(1000 + seed), nodes: 4 + seed % 6)
      var generator = SeededGenerator(seed: UInt64(seed))
      let prices = DistrictDiagram.Prices(
        scale: 16, ofNode: rules.weights.map { _ in generator.below(120) - 40 })
      let all = Self.districts(rules, prices)
      let task = try Self.task(rules)
      var pricing = DistrictPricing(
        task, plan: FrontierPlan(task.graph), states: 1_000_000, until: SearchClock(end: nil))
      let widest = pricing.coarsest(prices)
      let coarsest = try #require(widest)
      #expect(coarsest.leastCost <= all.values.min() ?? DistrictDiagram.infinite)
      let costs = all.values.sorted()
      for limit in [costs.first, costs.dropFirst(costs.count / 3).first, costs.last].compactMap(\.self) {
        let finding = pricing.districts(prices, within: limit, coarsest: coarsest)
        var paths: [Set<Int>: Int] = [:]
        var count = 0
        let isComplete = try #require(finding.exact).forEachPath(within: limit) { nodes, cost in
          paths[Set(nodes.nodes)] = cost
          count += 1
          return true
        }
        #expect(
          isComplete && paths == all.filter { $0.value <= limit } && count == paths.count, "seed \(seed)")
        #expect(finding.bound <= costs[0] && finding.exact?.leastCost == costs[0])
        held += count
      }
      if let first = costs.first {
        let none = pricing.districts(prices, within: first - 1, coarsest: coarsest)
        #expect(none.bound == first)
      }
    }
    #expect(held > 600)
  }

  @Test func treesDivideIntoConnectedDistricts() throws {
    for seed in 0..<60 {
      let rules = DistrictingRules.random(UInt64(2000 + seed), nodes: 6 + seed % 20)
      let lax = DistrictingRules(
        weights: rules.weights, edges: rules.edges, count: rules.count, range: 0...1_000)
      var split = SpanningTreeSplit(try Self.task(rules), seed: UInt64(seed))
      #expect(lax.allows(split.divide()), "seed \(seed)")
    }
    // Of a path of equal nodes every tree is the path, and it can be divided.
    let path = try DistrictingProblem(
      weights: [Int](repeating: 2, count: 24), edges: (1..<24).map { .init($0 - 1, $0) }, count: 6, least: 8,
      most: 8)
    var split = SpanningTreeSplit(DistrictTask(graph: path.graph, count: 6, range: 8...8), seed: 1)
    #expect(path.allows(split.divide()))
  }

  @Test func aDivisionUnderChangeKeepsItsAccounts() throws {
    var moves = 0
    for seed in 0..<30 {
      let rules = DistrictingRules.random(UInt64(3000 + seed), nodes: 20)
      let task = try Self.task(rules)
      var split = SpanningTreeSplit(task, seed: UInt64(seed))
      var generator = SeededGenerator(seed: UInt64(seed))
      var state = DistrictState(task, districts: split.divide())
      let lax = DistrictingRules(
        weights: rules.weights, edges: rules.edges, count: rules.count, range: 0...1_000)
      for _ in 0..<200 where state.borderCount > 0 {
        let node = state.borderNode(generator.below(state.borderCount))
        let places = task.graph.places(of: node)
        let next = task.graph.neighbours[places.lowerBound + generator.below(places.count)]
        let to = state.districtOf[next]
        guard to != state.districtOf[node] else { continue }
        var moved = state.districts
        moved[node] = Int(to)
        let canLeave = state.canLeave(node)
        #expect(canLeave == lax.allows(moved))
        guard canLeave else { continue }
        let change = state.costOfMoving(node, to: to)
        let before = state.cost
        state.move(node, to: to)
        let fresh = DistrictState(task, districts: moved)
        #expect(state.cost == fresh.cost && state.cost == before + change && state.cost == rules.cost(moved))
        #expect(state.excess == fresh.excess && state.borderCount == fresh.borderCount)
        moves += 1
      }
    }
    #expect(moves > 1000)
  }

  @Test func flowsThatMustCrossCostNoMoreThanAnyDivision() throws {
    var tight = 0
    for seed in 0..<80 {
      let rules = DistrictingRules.random(UInt64(4000 + seed), nodes: 4 + seed % 5)
      guard let optimum = rules.optimum() else { continue }
      var spreading = SpreadingBound(try Self.task(rules))
      spreading.rise(passes: 20, threads: 1, until: SearchClock(end: nil))
      #expect(spreading.value <= optimum, "seed \(seed)")
      if optimum > 0, 2 * spreading.value >= optimum { tight += 1 }
    }
    #expect(tight > 20)
  }

  @Test func flowsAreTheSameOnAnyNumberOfThreads() throws {
    let problem = try DistrictingTests.lattice(9, by: 9, count: 9)
    let task = DistrictTask(graph: problem.graph, count: 9, range: problem.range)
    let values = (1...3).map { threads in
      var spreading = SpreadingBound(task)
      spreading.rise(passes: 6, threads: threads, until: SearchClock(end: nil))
      return spreading.value
    }
    // Nine squares of three by three cost 36.
    #expect(values == [values[0], values[0], values[0]] && (24...36).contains(values[0]), "\(values)")
  }

  @Test func homesCostWhoLeavesThem() throws {
    let rules = DistrictingRules.random(5, nodes: 12)
    var task = try Self.task(rules)
    let districts = [Int](0..<12).map { $0 % rules.count }
    task.rooted = .init(
      ranges: .init(repeating: rules.range, count: rules.count), isRoot: .init(repeating: false, count: 12),
      homes: .init(districts.enumerated().map { $0 < 4 ? -1 : Int32(($1 + ($0 < 7 ? 1 : 0)) % rules.count) }),
      leaving: 50)
    let away = rules.count > 1 ? 3 : 0
    #expect(DistrictState(task, districts: districts).cost == rules.cost(districts) + 50 * away)
  }

  @Test func coarserTasksKeepWeightsCostsAndRoots() throws {
    let problem = try DistrictingTests.lattice(12, by: 12, count: 4)
    let roots = [0, 1, 2, 143]
    let task = DistrictTask(
      graph: problem.graph, count: 4, range: problem.range,
      rooted: .init(
        ranges: .init(repeating: problem.range, count: 4), isRoot: .init((0..<144).map(roots.contains))))
    let level = DistrictCoarsening(task, heaviest: 3, seed: 1)
    #expect(level.task.graph.totalWeight == task.graph.totalWeight && level.task.graph.count < 100)
    #expect(level.task.graph.weights.allSatisfy { $0 <= 3 })
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20 {
      let districts = (0..<level.task.graph.count).map { _ in generator.below(4) }
      let finer = level.nodeOf.map { districts[$0] }
      #expect(
        DistrictState(level.task, districts: districts).cost == DistrictState(task, districts: finer).cost)
    }
    for root in roots {
      #expect(level.nodeOf.count { $0 == level.nodeOf[root] } == 1 && level.task.isRoot(level.nodeOf[root]))
    }
  }

  @Test func rootedDistrictsKeepTheirRootsAndShares() throws {
    let problem = try DistrictingTests.lattice(24, by: 24, count: 4)
    // All roots stand side by side; the last district has a half of all.
    let roots = [276, 277, 300, 301]
    let ranges = [90...102, 90...102, 90...102, 280...296]
    let rooted = RootedDistricting(
      weights: problem.weights, edges: problem.edges, ranges: ranges, roots: roots)
    for seed in 1...3 {
      let found = rooted.solve(seed: UInt64(seed))
      #expect(found == rooted.solve(seed: UInt64(seed)))
      #expect(roots.map { found[$0] } == [0, 1, 2, 3] && problem.graph.pieces(of: found) == 4)
      for (district, range) in ranges.enumerated() {
        #expect(range.contains(found.count { $0 == district }), "seed \(seed)")
      }
      #expect(problem.cost(of: found) < 75)
      // What is right stays, and what is nearly right changes little.
      #expect(rooted.solve(keeping: found, seed: 9) == found)
      let other = RootedDistricting(
        weights: problem.weights, edges: problem.edges, ranges: [100...110] + ranges.dropFirst(), roots: roots
      )
      let kept = other.solve(keeping: found, seed: 9)
      #expect((100...110).contains(kept.count { $0 == 0 }) && problem.graph.pieces(of: kept) == 4)
      #expect(zip(kept, found).count { $0 != $1 } < 60)
    }
    #expect(
      RootedDistricting(weights: [1, 2], edges: [.init(0, 1)], ranges: [0...9], roots: [1]).solve(seed: 1)
        == [0, 0])
  }
}
