/// A roster of a `RosterModel`.
public struct RosterLines: Sendable {
  /// One code per person and day.
  public var lines: [UInt8]
  /// What the lines cost by the wishes of everyone, and what each person too few or too many costs by the cover.
  public var cost: Int
  /// No roster costs less.
  public var lowerBound: Int
  /// How many rounds the search went.
  public var rounds: Int
}

/// Why there is no roster.
public enum RosterError: Error, Equatable {
  /// The person's rules allow no line, as trying all shows.
  case noLine(person: String)
  /// None was found that keeps all rules of the person: there may be one.
  case noLineFound(person: String)
}

extension RosterModel {
  /// Searches for the cheapest roster.
  ///
  /// One core, whatever the budget's threads. The same seed and rounds give the same roster.
  ///
  /// - Parameters:
  ///   - seed: of the search.
  ///   - budget: how long.
  ///   - start: lines that keep everyone's rules, from which the search sets out.
  /// - Throws: where somebody has no line.
  public func solve(
    seed: UInt64, budget: SearchBudget, from start: [UInt8]? = nil
  ) throws(RosterError) -> RosterLines {
    let clock = budget.clock
    var search = try RosterSearch(self, seed: seed)
    if let start {
      search.replace(by: start)
    } else {
      // A first roster, for what it could at best become.
      search.improve(heat: 8, rounds: min(budget.rounds, 20_000), bound: 0, clock: clock.share(0.08))
    }
    let dual = try RosterDual(
      self, search.planner, target: search.bestCost, rounds: min(budget.rounds, 3_000),
      clock: clock.share(0.2))
    search.prices = dual.prices
    search.improve(heat: 12, rounds: budget.rounds, bound: dual.bound, clock: clock)
    return RosterLines(
      lines: search.best, cost: search.bestCost, lowerBound: dual.bound, rounds: search.rounds)
  }
}
