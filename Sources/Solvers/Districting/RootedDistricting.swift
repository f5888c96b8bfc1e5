/// Dividing a connected graph into connected districts around nodes of their own, each within a range of its own, so that
/// the edges between districts cost least.
///
/// Several searches are made, and the best is taken. Each makes the graph smaller until few nodes are left for a district,
/// anneals there, and anneals again, cooler, each time that nodes come apart (Hendrickson and Leland 1995, "A multilevel
/// algorithm for partitioning graphs", with annealing in the place of their exchanges). A budget of steps for each node
/// makes the answer follow from the seed, and the time grow with the graph.
package struct RootedDistricting: Sendable {
  private let task: DistrictTask
  /// The node that each district keeps.
  private let roots: [Int]

  /// Searches of which the best is taken.
  private static let searches = 4
  /// Nodes for each district that are left where a search begins.
  private static let nodesPerDistrict = 64
  /// No node of a smaller graph weighs so many times the mean of the smallest.
  private static let heaviest = 4
  /// Steps for each node of the smallest graph, of the larger ones, and of a change.
  private static let steps = (smallest: 1_000, larger: 100, change: 400)
  /// Hottest temperatures of the same.
  private static let heat = (smallest: 2.0, larger: 1.0, change: 0.5)
  /// Mean costs of an edge that a node's change of its district counts as.
  private static let leaving = 4
  /// Walks of a change until all districts are within their ranges.
  private static let changes = 4

  /// - Parameters:
  ///   - weights: of each node, 0 or more.
  ///   - edges: of a connected graph, each with its cost.
  ///   - ranges: for each district what it should weigh.
  ///   - roots: for each district a node that it keeps, no two the same.
  package init(
    weights: [Int], edges: [DistrictingProblem.Edge], ranges: [ClosedRange<Int>], roots: [Int]
  ) {
    precondition(ranges.count == roots.count && !roots.isEmpty, "a range and a root for each district")
    var isRoot = ContiguousArray(repeating: false, count: weights.count)
    for root in roots {
      precondition(!isRoot[root], "no two roots are the same")
      isRoot[root] = true
    }
    let graph = DistrictGraph(weights: weights, edges: edges)
    precondition(graph.firstUnreachable == nil, "the graph is connected")
    self.roots = roots
    task = DistrictTask(
      graph: graph, count: roots.count, range: 0...graph.totalWeight,
      rooted: .init(ranges: ContiguousArray(ranges), isRoot: isRoot))
  }

  /// For each node its district: connected and with its root, and within its range wherever that was found.
  package func solve(seed: UInt64) -> [Int] {
    guard task.count > 1 else { return [Int](repeating: 0, count: task.graph.count) }
    var generator = SeededGenerator(seed: seed)
    let seeds = (0..<Self.searches).map { _ in generator.next() }
    let found = concurrentMap(seeds) { search(seed: $0) }
    return found.dropFirst().reduce(found[0]) { $1.isBetter(than: $0) ? $1 : $0 }.districts
  }

  /// A division that differs little from an earlier one.
  ///
  /// - Parameters:
  ///   - earlier: for each node the district that it was in, -1 where it was in none.
  ///   - seed: of the search.
  package func solve(keeping earlier: [Int], seed: UInt64) -> [Int] {
    let kept = grown(task, from: reached(of: earlier))
    var generator = SeededGenerator(seed: seed)
    var task = task
    task.rooted?.homes = ContiguousArray(earlier.map { Int32($0) })
    task.rooted?.leaving =
      Self.leaving * max(1, task.graph.totalCost / max(1, task.graph.neighbours.count / 2))
    var found = DistrictSearch.Division(of: task, districts: kept)
    for round in 0..<Self.changes where found.excess > 0 || (round == 0 && kept != earlier) {
      let walked = Self.walk(
        task, from: found.districts, seed: generator.next(),
        .init(steps: Self.steps.change * task.graph.count, hottest: Self.heat.change))
      if walked.isBetter(than: found) { found = walked }
    }
    return found.districts
  }

  private func search(seed: UInt64) -> DistrictSearch.Division {
    var generator = SeededGenerator(seed: seed)
    let least = Self.nodesPerDistrict * task.count
    var levels: [DistrictCoarsening] = []
    var smallest = task
    while smallest.graph.count > least {
      let level = DistrictCoarsening(
        smallest, heaviest: Self.heaviest * task.graph.totalWeight / least, seed: generator.next())
      // Where weights keep nodes apart, it is small enough.
      guard level.task.graph.count < smallest.graph.count * 9 / 10 else { break }
      levels.append(level)
      smallest = level.task
    }
    var start = [Int](repeating: -1, count: smallest.graph.count)
    for (district, root) in roots.enumerated() { start[levels.reduce(root) { $1.nodeOf[$0] }] = district }
    var found = Self.walk(
      smallest, from: grown(smallest, from: start), seed: generator.next(),
      .init(steps: Self.steps.smallest * smallest.graph.count, hottest: Self.heat.smallest))
    for (index, level) in levels.enumerated().reversed() {
      let finer = index == 0 ? task : levels[index - 1].task
      found = Self.walk(
        finer, from: level.nodeOf.map { found.districts[$0] }, seed: generator.next(),
        .init(steps: Self.steps.larger * finer.graph.count, hottest: Self.heat.larger))
    }
    return found
  }

  /// Where a walk ends: it is cold by then, and remembering better places on the way would take the time of a large graph.
  private static func walk(
    _ task: DistrictTask, from start: [Int], seed: UInt64, _ schedule: DistrictAnnealing.Schedule
  ) -> DistrictSearch.Division {
    var annealing = DistrictAnnealing(task, start: start, seed: seed, keepsBest: false)
    annealing.run(schedule, until: SearchClock(end: nil))
    return DistrictSearch.Division(
      districts: annealing.districts, excess: annealing.excess, cost: annealing.cost)
  }

  /// An earlier division as far as it hangs together with the roots; -1 for all other nodes.
  private func reached(of earlier: [Int]) -> [Int] {
    var districts = [Int](repeating: -1, count: task.graph.count)
    for (district, root) in roots.enumerated() { districts[root] = district }
    var queue = roots
    while let node = queue.popLast() {
      for place in task.graph.places(of: node) {
        let next = Int(task.graph.neighbours[place])
        guard districts[next] < 0, earlier[next] == districts[node] else { continue }
        districts[next] = districts[node]
        queue.append(next)
      }
    }
    return districts
  }

  /// Gives the nodes that have no district, -1, to one beside them: always the district that has least of its range takes
  /// the next.
  private func grown(_ task: DistrictTask, from start: [Int]) -> [Int] {
    var districts = start
    var weights = [Double](repeating: 0, count: task.count)
    var fronts = [[Int]](repeating: [], count: task.count)
    var heads = [Int](repeating: 0, count: task.count)
    let most = (task.rooted?.ranges ?? []).map { Double(max(1, $0.upperBound)) }
    for (node, district) in start.enumerated() where district >= 0 {
      weights[district] += Double(task.graph.weights[node]) / most[district]
      fronts[district].append(node)
    }
    while true {
      let open = fronts.indices.filter { heads[$0] < fronts[$0].count }
      guard let district = open.min(by: { (weights[$0], $0) < (weights[$1], $1) }) else { return districts }
      let free = task.graph.places(of: fronts[district][heads[district]]).lazy
        .map { Int(task.graph.neighbours[$0]) }.first { districts[$0] < 0 }
      guard let free else {
        heads[district] += 1
        continue
      }
      districts[free] = district
      weights[district] += Double(task.graph.weights[free]) / most[district]
      fronts[district].append(free)
    }
  }
}
