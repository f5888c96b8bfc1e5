/// Dividing a connected graph into connected districts of about equal weight, so that the edges between districts cost
/// least: the political districting problem in the form of Validi and Buchanan (2022), "Political districting to
/// minimize cut edges".
public struct DistrictingProblem: Sendable {
  /// Two nodes that touch.
  public struct Edge: Sendable, Equatable {
    /// One of them.
    public var a: Int
    /// The other.
    public var b: Int
    /// What it costs where the two are in different districts, 0 or more: 1 counts the cut edges, the length of the common
    /// border gives the shortest borders.
    public var cost: Int

    /// Between two nodes.
    public init(_ a: Int, _ b: Int, cost: Int = 1) {
      self.a = a
      self.b = b
      self.cost = cost
    }
  }

  /// For each node what it weighs, 0 or more.
  public let weights: [Int]
  /// Between the nodes, which are numbered from 0. What stands twice costs twice; an edge from a node to itself is
  /// never cut.
  public let edges: [Edge]
  /// How many districts there are; none is empty.
  public let count: Int
  /// What each district weighs at least and at most, within what there is.
  public let range: ClosedRange<Int>

  let graph: DistrictGraph

  /// Checks what is given.
  ///
  /// - Parameters:
  ///   - weights: of each node, 0 or more.
  ///   - edges: between nodes, each with its cost.
  ///   - count: how many districts, 1 or more.
  ///   - least: that a district may weigh.
  ///   - most: that a district may weigh.
  /// - Throws: where the input is none, or plainly has no division; that there is a division is not promised.
  public init(weights: [Int], edges: [Edge], count: Int, least: Int, most: Int) throws(DistrictingError) {
    guard (1...max(1, weights.count)).contains(count), !weights.isEmpty else {
      throw .tooFewNodes(nodes: weights.count, districts: count)
    }
    var total = 0
    for (node, weight) in weights.enumerated() {
      guard (0...Self.greatest).contains(weight), total + weight <= Self.greatest else {
        throw .badWeight(node: node)
      }
      total += weight
    }
    var cost = 0
    for (index, edge) in edges.enumerated() {
      guard weights.indices.contains(edge.a), weights.indices.contains(edge.b) else {
        throw .noSuchNode(edge: index)
      }
      guard (0...Self.greatest).contains(edge.cost), cost + edge.cost <= Self.greatest else {
        throw .badCost(edge: index)
      }
      cost += edge.cost
    }
    guard least <= most, least <= total / count,
      most >= total / count + (total % count == 0 ? 0 : 1)
    else { throw .noSuchRange(total: total, districts: count, least: least, most: most) }
    if let node = weights.firstIndex(where: { $0 > most }) {
      throw .heavyNode(node, weight: weights[node], most: most)
    }
    graph = DistrictGraph(weights: weights, edges: edges)
    if let node = graph.firstUnreachable { throw .notConnected(node: node) }
    self.weights = weights
    self.edges = edges
    self.count = count
    range = max(0, least)...min(most, total)
  }

  /// Weights and costs add up to no more than this, so that no sum overflows.
  static let greatest = 1 << 40

  /// What the edges between districts cost.
  ///
  /// - Parameter districts: the district of each node.
  public func cost(of districts: [Int]) -> Int {
    edges.reduce(0) { $0 + (districts[$1.a] == districts[$1.b] ? 0 : $1.cost) }
  }

  /// Whether each district is there, in one piece, and within the range.
  ///
  /// - Parameter districts: the district of each node, from 0 to below `count`.
  public func allows(_ districts: [Int]) -> Bool {
    guard districts.count == weights.count, districts.allSatisfy((0..<count).contains) else { return false }
    var sums = [Int](repeating: 0, count: count)
    for (node, district) in districts.enumerated() { sums[district] += weights[node] }
    return sums.allSatisfy(range.contains) && graph.pieces(of: districts) == count
      && Set(districts).count == count
  }
}
