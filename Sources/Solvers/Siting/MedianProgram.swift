/// A small p-median problem within limits as a mixed-integer program, which branch and cut solves to the end.
///
/// Where limits just fit, which customers go together is a packing problem: few of all assignments keep within them, and
/// exchanging one customer for another does not lead from one to the next. The program has a variable for each site that
/// may open and one for each customer at each site that may serve it (Balinski 1965).
struct MedianProgram {
  /// The most pairs of a site and a customer; with more the search alone has to do.
  static let mostPairs = 1600

  private let problem: SitingProblem
  private var program = MixedIntegerProgram()
  /// The variables of the pairs: site, customer, variable.
  private var pairs: [(site: Int, customer: Int, column: Int)] = []

  /// `nil` where the problem has too many pairs.
  init?(_ problem: SitingProblem) {
    self.problem = problem
    let (sites, customers) = (problem.costs.sites, problem.costs.customers)
    guard sites * customers <= Self.mostPairs else { return nil }
    program.isTight = false
    for s in 0..<sites {
      program.addColumn(objective: 0, within: (problem.isFixed[s] ? 1 : 0)...1, isInteger: true)
    }
    for s in 0..<sites {
      for i in 0..<customers where problem.costs[s, i].isFinite && problem.isServable(i, at: s) {
        pairs.append((s, i, program.addColumn(objective: problem.cost(i, at: s), isInteger: true)))
      }
    }
    program.addRow((0..<sites).map { ($0, 1) }, within: Double(problem.p)...Double(problem.p))
    for i in 0..<customers {
      program.addRow(pairs.filter { $0.customer == i }.map { ($0.column, 1) }, within: 1...1)
    }
    for (site, _, column) in pairs { program.addRow([(column, 1), (site, -1)], within: -1...0) }
    for s in 0..<sites {
      let own = pairs.filter { $0.site == s }
      if problem.maxUnits[s] < own.count {
        program.addRow(
          own.map { ($0.column, 1) } + [(s, -Double(problem.maxUnits[s]))], within: -Double(customers)...0)
      }
      let all = own.reduce(0) { $0 + problem.demands[$1.customer] }
      if problem.maxDemand[s] < all {
        program.addRow(
          own.map { ($0.column, Double(problem.demands[$0.customer])) }
            + [(s, -Double(problem.maxDemand[s]))], within: -Double(problem.maxDemand[s])...0)
      }
    }
  }

  /// The best solution that is found, and a cost that none is below: infinite where it is proven that there is none.
  ///
  /// - Parameter start: a solution that serves everybody within the limits.
  func solve(from start: MedianSolution?, nodes: Int) -> (solution: MedianSolution?, bound: Double) {
    let values = start.map { start in
      var x = [Double](repeating: 0, count: program.columnCount)
      for site in start.open { x[site] = 1 }
      for (site, customer, column) in pairs where start.siteOf[customer] == site { x[column] = 1 }
      return x
    }
    // A solver that fails has nothing to say.
    guard
      let answer = try? program.solve(from: values, limits: MixedIntegerLimits(nodes: nodes))
    else { return (nil, 0) }
    let solution = answer.values.map { x in
      var siteOf = [Int](repeating: -1, count: problem.costs.customers)
      for (site, customer, column) in pairs where x[column] > 0.5 { siteOf[customer] = site }
      return MedianSolution(
        open: (0..<problem.costs.sites).filter { x[$0] > 0.5 }, siteOf: siteOf, costs: problem.costs,
        weights: problem.weights)
    }
    // CBC ends a search a hair above the best.
    return (solution, answer.isInfeasible ? .infinity : answer.bound - abs(answer.bound) * 1e-6)
  }
}
