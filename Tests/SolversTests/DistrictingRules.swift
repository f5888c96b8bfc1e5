import Solvers

/// Random districting problems, and what is true of them by trying everything; shares no code with the solver.
struct DistrictingRules {
  let weights: [Int]
  let edges: [DistrictingProblem.Edge]
  let count: Int
  let range: ClosedRange<Int>

  /// A random tree with a few more edges, some of them twice, and a range that may be too tight.
  static func random(_ seed: UInt64, nodes: Int) -> DistrictingRules {
    var generator = SeededGenerator(seed: seed)
    let weights = (0..<nodes).map { _ in generator.below(12) }
    func edge(_ a: Int, _ b: Int) -> DistrictingProblem.Edge {
      DistrictingProblem.Edge(a, b, cost: seed % 3 == 0 ? generator.below(900) : 1)
    }
    var edges = (1..<nodes).map { edge($0, generator.below($0)) }
    for _ in 0..<generator.below(2 * nodes) {
      edges.append(edge(generator.below(nodes), generator.below(nodes)))
    }
    let count = 1 + generator.below(min(nodes, 5))
    let mean = weights.reduce(0, +) / count
    let slack = generator.below(seed % 2 == 0 ? 2 : 8)
    return DistrictingRules(
      weights: weights, edges: edges, count: count,
      range: max(0, mean - slack)...max(mean + 1 + slack, weights.max() ?? 0))
  }

  func problem() throws -> DistrictingProblem {
    try DistrictingProblem(
      weights: weights, edges: edges, count: count, least: range.lowerBound, most: range.upperBound)
  }

  func cost(_ districts: [Int]) -> Int {
    edges.filter { districts[$0.a] != districts[$0.b] }.map(\.cost).reduce(0, +)
  }

  /// Whether a set of nodes is connected, there, and within the range.
  func isDistrict(_ nodes: Set<Int>) -> Bool {
    guard let first = nodes.first, range.contains(nodes.map { weights[$0] }.reduce(0, +)) else {
      return false
    }
    var reached: Set = [first]
    while true {
      let more = edges.filter { reached.contains($0.a) != reached.contains($0.b) }
        .flatMap { [$0.a, $0.b] }.filter { nodes.contains($0) && !reached.contains($0) }
      if more.isEmpty { return reached == nodes }
      reached.formUnion(more)
    }
  }

  func allows(_ districts: [Int]) -> Bool {
    districts.count == weights.count && Set(districts) == Set(0..<count)
      && (0..<count).allSatisfy { district in
        isDistrict(Set(districts.indices.filter { districts[$0] == district }))
      }
  }

  /// The least cost of a division; `nil` where there is none.
  func optimum() -> Int? {
    var best: Int?
    var isKnown: [Set<Int>: Bool] = [:]
    func isDistrict(_ nodes: Set<Int>) -> Bool {
      if let known = isKnown[nodes] { return known }
      let answer = self.isDistrict(nodes)
      isKnown[nodes] = answer
      return answer
    }
    // Nodes in order, each in a district that was begun or in the next.
    func place(_ districts: [Int], _ begun: Int) {
      if districts.count == weights.count {
        guard begun == count, best.map({ cost(districts) < $0 }) ?? true else { return }
        let sets = Dictionary(grouping: districts.indices) { districts[$0] }.values.map { Set($0) }
        if sets.allSatisfy(isDistrict) { best = cost(districts) }
        return
      }
      for district in 0..<min(count, begun + 1) { place(districts + [district], max(begun, district + 1)) }
    }
    place([], 0)
    return best
  }
}
