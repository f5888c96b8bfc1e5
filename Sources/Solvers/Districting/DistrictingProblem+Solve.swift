/// A division with the proof of how good it is.
public struct ProvenDivision: Sendable, Equatable {
  /// For each node the number of its district; `nil` where no division was found.
  public var districts: [Int]?
  /// Of the edges between districts; `nil` without a division.
  public var cost: Int?
  /// No division costs less; `Int.max` where it is proven that there is none.
  public var lowerBound: Int
  /// How many rounds the search went.
  public var rounds: Int

  /// Whether no division costs less.
  public var isProven: Bool { cost == lowerBound }
  /// Whether it is proven that there is no division.
  public var isInfeasible: Bool { lowerBound == .max }
}

extension DistrictingProblem {
  /// A good division and a lower bound.
  ///
  /// - Parameters:
  ///   - seed: of the search.
  ///   - budget: how long.
  public func solve(seed: UInt64 = 1, budget: SearchBudget = SearchBudget(rounds: 20)) -> ProvenDivision {
    let clock = budget.clock
    let task = DistrictTask(graph: graph, count: count, range: range)
    var search = DistrictSearch(task, seed: seed, threads: budget.threads)
    search.run(rounds: budget.rounds, goal: 0, until: clock)
    let found = search.best.excess == 0 ? search.best : nil
    return ProvenDivision(
      districts: found?.districts, cost: found?.cost, lowerBound: 0, rounds: search.rounds)
  }
}
