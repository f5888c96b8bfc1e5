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
  /// Searches for the cheapest roster: a first one by annealing, the linear program over lines with its prices and its bound,
  /// a dive from it, and then by turns annealing at those prices and the best lines of some people together.
  ///
  /// The same seed and rounds give the same roster, whatever the budget's threads.
  ///
  /// - Parameters:
  ///   - seed: of the search.
  ///   - budget: how long.
  ///   - timer: which clock a budget in seconds means.
  ///   - start: lines that keep everyone's rules, from which the search sets out.
  /// - Throws: where somebody has no line.
  public func solve(
    seed: UInt64, budget: SearchBudget, timer: SearchTimer = .wall, from start: [UInt8]? = nil
  ) throws(RosterError) -> RosterLines {
    let clock = budget.clock(timer)
    var search = try RosterSearch(self, seed: seed)
    if let start {
      search.replace(by: start)
    } else {
      // A first roster, for what it could at best become.
      search.improve(heat: 8, rounds: min(budget.rounds, 20_000), bound: 0, clock: clock.share(0.05))
    }
    let pricer = RosterPricer(self, search.planner, threads: budget.threads)
    var columns = RosterColumns(pricer)
    columns.add(search.best)
    try columns.converge(
      rounds: min(budget.rounds, 3_000), known: search.bestCost, tolerance: 1e-5, clock: clock.share(0.5))
    let bound = columns.bound
    search.prices = columns.centre
    columns.purge(to: 12)
    var near = RosterNeighbourhoods(
      pricer, lines: search.best, prices: columns.centre, pool: columns.master.columns, seed: seed)
    if bound < search.bestCost {
      var dive = RosterDive(pricer, rounds: 12, clock: clock.share(0.85))
      if let found = try dive.run(columns, below: .max / 2) { near.take(found, Array(people.indices)) }
      if near.cost < search.bestCost { search.replace(by: near.lines) }
    }
    let turns = 4
    for turn in 0..<turns where min(search.bestCost, near.cost) > bound {
      // Of each turn a fifth is annealing.
      let left = Double(turns - turn)
      search.replace(by: search.best)
      search.improve(heat: 2, rounds: budget.rounds / turns, bound: bound, clock: clock.share(0.2 / left))
      if turn > 0 || search.bestCost < near.cost { near.replace(by: search.best) }
      try near.improve(rounds: budget.rounds / 400, bound: bound, clock: clock.share(0.8 / (left - 0.2)))
      if near.cost < search.bestCost { search.replace(by: near.lines) }
    }
    return RosterLines(
      lines: search.best, cost: search.bestCost, lowerBound: bound, rounds: search.rounds + near.rounds)
  }

  /// What no roster costs less than; it need not be exact after so few rounds.
  ///
  /// - Parameter lines: of a roster that is known.
  /// - Throws: where somebody's rules allow no line at all.
  package func lowerBound(rounds: Int, known lines: [UInt8]) throws(RosterError) -> Int {
    var columns = RosterColumns(RosterPricer(self, LinePlanner(self), threads: 1))
    columns.add(lines)
    try columns.converge(
      rounds: rounds, known: cost(lines), tolerance: 1e-5, clock: SearchClock(end: nil))
    return columns.bound
  }
}
