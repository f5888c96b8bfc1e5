/// Chooses districts that cover every node once, with the least sum of costs: a depth-first search with a limit.
struct DivisionCover {
  struct District {
    var nodes: NodeSet
    /// 0 or more.
    var cost: Int
  }

  private let count: Int
  /// The nodes in the order in which they are covered, the one with the fewest districts first.
  private let order: [Int]
  /// For each place of the order the districts that have its node and none before it, the cheapest first.
  private let districts: [[District]]
  private var chosen: [NodeSet] = []
  private var limit = 0
  private var steps = 0
  private let clock: SearchClock
  private(set) var best: [NodeSet]?

  init(nodes: Int, count: Int, districts: [District], until clock: SearchClock) {
    self.count = count
    self.clock = clock
    var degree = [Int](repeating: 0, count: nodes)
    let lists = districts.map(\.nodes.nodes)
    for list in lists { for node in list { degree[node] += 1 } }
    order = (0..<nodes).sorted { (degree[$0], $0) < (degree[$1], $1) }
    var place = [Int](repeating: 0, count: nodes)
    for (index, node) in order.enumerated() { place[node] = index }
    var first = [[District]](repeating: [], count: nodes)
    for (list, district) in zip(lists, districts) {
      guard let index = list.map({ place[$0] }).min() else { continue }
      first[index].append(district)
    }
    self.districts = first.map { list in list.sorted { $0.cost < $1.cost } }
  }

  /// Looks for the cheapest cover that costs no more than a limit.
  ///
  /// - Parameter steps: districts that are tried at most.
  /// - Returns: whether the search was complete; then nothing but `best` costs as little.
  mutating func search(within limit: Int, steps: Int) -> Bool {
    self.limit = limit
    self.steps = steps
    return choose(from: 0, covered: NodeSet(), cost: 0)
  }

  private mutating func choose(from place: Int, covered: NodeSet, cost: Int) -> Bool {
    var place = place
    while place < order.count, covered.contains(order[place]) { place += 1 }
    if place == order.count {
      if chosen.count == count {
        best = chosen
        limit = cost - 1
      }
      return true
    }
    guard chosen.count < count else { return true }
    for district in districts[place] {
      // The limit falls with every cover that is found.
      if cost + district.cost > limit { break }
      guard steps > 0, steps & 0xFFFF != 0 || !clock.isOver else { return false }
      steps -= 1
      guard !district.nodes.meets(covered) else { continue }
      chosen.append(district.nodes)
      let isComplete = choose(
        from: place + 1, covered: covered.union(district.nodes), cost: cost + district.cost)
      chosen.removeLast()
      guard isComplete else { return false }
    }
    return true
  }
}
