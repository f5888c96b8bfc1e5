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
  /// Spanning trees and simulated annealing first; then, where the graph is narrow enough, the bound by prices of nodes and
  /// a look at all divisions below the best one; where that proves nothing, the bound by flows; then annealing with what
  /// is left of the budget.
  ///
  /// - Parameters:
  ///   - seed: of the search.
  ///   - budget: how long.
  public func solve(
    seed: UInt64 = 1, budget: SearchBudget = SearchBudget(rounds: 20)
  ) -> ProvenDivision {
    let clock = budget.clock
    let task = DistrictTask(graph: graph, count: count, range: range)
    let rounds = max(0, budget.rounds)
    let states = rounds.multipliedReportingOverflow(by: Self.statesPerRound)
    let proof = DistrictProof(task, states: states.overflow ? .max : states.partialValue, until: clock)
    var search = DistrictSearch(task, seed: seed, threads: budget.threads)
    search.run(
      rounds: proof == nil ? rounds : min(rounds, Self.roundsBeforeProof), goal: 0,
      until: clock.share(proof == nil ? Self.shares.searchAlone : Self.shares.search))
    var lowerBound = 0
    var found = search.best
    if rounds > 0, var proof {
      proof.run(
        known: found.excess == 0 ? (found.districts, found.cost) : nil, guess: found.cost,
        rounds: Self.pricings)
      lowerBound = proof.lowerBound
      if let districts = proof.districts { found = .init(districts: districts, excess: 0, cost: lowerBound) }
    }
    if found.excess > 0 || found.cost > lowerBound, lowerBound < .max {
      var spreading = SpreadingBound(task)
      spreading.rise(
        passes: min(rounds, Self.mostPasses), threads: budget.threads, until: clock.share(Self.shares.flows))
      lowerBound = max(lowerBound, spreading.value)
    }
    if found.excess > 0 || found.cost > lowerBound, lowerBound < .max {
      search.run(rounds: rounds - search.rounds, goal: lowerBound, until: clock)
      found = search.best
    }
    let isDivision = found.excess == 0
    return ProvenDivision(
      districts: isDivision ? found.districts : nil, cost: isDivision ? found.cost : nil,
      lowerBound: lowerBound, rounds: search.rounds)
  }

  /// Of the time that is left: of the search before a proof and where there is none, and of the bound by flows.
  private static let shares = (search: 0.2, searchAlone: 0.85, flows: 0.5)
  /// Rounds of the search before the proof, which is better off with a good division.
  private static let roundsBeforeProof = 12
  /// States of the proof for each round of the search, and its pricings at most.
  private static let statesPerRound = 1_000_000
  private static let pricings = 1_000
  /// Passes of the bound by flows at most.
  private static let mostPasses = 400
}
