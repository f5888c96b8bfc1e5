/// The dual of choosing districts that cover every node once: prices of the nodes so that no known district costs less than
/// they ask for it, up to what each district may fall short.
struct DistrictDual {
  /// A district and the cost of the edges that leave it.
  struct District: Sendable {
    var nodes: NodeSet
    var border: Int
  }

  /// Prices in the unit of costs, and the value that they have: no more than twice the cost of a division, if
  /// nothing but the known districts existed.
  struct Answer {
    var prices: [Double]
    var value: Double
  }

  let graph: DistrictGraph
  let count: Int
  private(set) var districts: [District] = []
  private var known: Set<NodeSet> = []

  init(_ task: DistrictTask) {
    graph = task.graph
    count = task.count
  }

  /// Adds a district; `false` where it was known.
  @discardableResult
  mutating func add(_ nodes: NodeSet) -> Bool {
    guard known.insert(nodes).inserted else { return false }
    districts.append(District(nodes: nodes, border: border(of: nodes)))
    return true
  }

  func border(of nodes: NodeSet) -> Int {
    var cost = 0
    for node in nodes.nodes {
      for place in graph.places(of: node) where !nodes.contains(Int(graph.neighbours[place])) {
        cost += graph.costs[place]
      }
    }
    return cost
  }

  /// The greatest sum of the prices and `count` times the shortfall, with no price further than `radius` from those
  /// that are given; `nil` where the solver fails, without which bounds hold all the same.
  func solve(around prices: [Double], radius: Double) -> Answer? {
    var program = MixedIntegerProgram()
    for price in prices {
      program.addColumn(objective: -1, within: (price - radius)...(price + radius), isInteger: false)
    }
    let most = prices.reduce(0) { $0 + abs($1) + radius } + Double(graph.totalCost)
    program.addColumn(objective: -Double(count), within: -most...most, isInteger: false)
    // CBC answers programs with whole numbers; this one is a bystander.
    program.addColumn(objective: 0, isInteger: true)
    for district in districts {
      let entries = district.nodes.nodes.map { (column: $0, coefficient: 1.0) }
      program.addRow(
        entries + [(column: graph.count, coefficient: 1.0)],
        within: -Double.infinity...Double(district.border))
    }
    guard let answer = try? program.solve(), let values = answer.values else { return nil }
    return Answer(prices: Array(values.prefix(graph.count)), value: -answer.objective)
  }
}
