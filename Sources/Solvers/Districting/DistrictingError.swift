import Words

/// Why there is no districting problem to solve.
public enum DistrictingError: Error, Equatable, Sendable, Worded, CustomStringConvertible {
  /// There are fewer nodes than districts, or no district is asked for.
  case tooFewNodes(nodes: Int, districts: Int)
  /// A weight is negative, or the weights add up to more than 2^40.
  case badWeight(node: Int)
  /// An end of an edge is no node.
  case noSuchNode(edge: Int)
  /// A cost is negative, or the costs add up to more than 2^40.
  case badCost(edge: Int)
  /// The total is not between the least and the most of all districts together.
  case noSuchRange(total: Int, districts: Int, least: Int, most: Int)
  /// A node alone weighs more than a district may.
  case heavyNode(Int, weight: Int, most: Int)
  /// No path leads from node 0 to this one.
  case notConnected(node: Int)

  public var message: Message {
    switch self {
    case .tooFewNodes(let nodes, let districts): Message("\(nodes) nodes do not make \(districts) districts")
    case .badWeight(let node): Message("node \(node): the weight is negative or too large")
    case .noSuchNode(let edge): Message("edge \(edge): an end of it is no node")
    case .badCost(let edge): Message("edge \(edge): the cost is negative or too large")
    case .noSuchRange(let total, let districts, let least, let most):
      Message("\(districts) districts of \(least) to \(most) each cannot weigh \(total) together")
    case .heavyNode(let node, let weight, let most):
      Message("node \(node) weighs \(weight), more than the \(most) of a district")
    case .notConnected(let node): Message("no path leads from node 0 to node \(node)")
    }
  }
}
