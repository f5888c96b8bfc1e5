/// Solves routing problems.
public enum RoutingEngine {
  /// The best answer found within the budget. The same seed and number of rounds give the same answer; a clock that
  /// ends the search makes it depend on the machine.
  ///
  /// - Parameters:
  ///   - problem: clients, vehicles and rules.
  ///   - seed: of the search.
  ///   - budget: how long.
  ///   - timer: which clock a budget in seconds means.
  ///   - start: routes to begin with; what in them breaks a rule of `problem` is left out. For clients whose options
  ///     are of one visit each.
  ///   - watch: told now and then of the best so far; it ends the search by answering `false`.
  public static func solve(
    _ problem: RoutingProblem, seed: UInt64, budget: SearchBudget, timer: SearchTimer = .wall,
    start: RoutingAnswer? = nil, watch: RoutingWatch? = nil
  ) -> RoutingAnswer {
    let progress = SearchProgress(budget, timer: timer)
    var search = RoutingSearch(RoutingData(problem), seed: seed)
    return search.run(progress, start: start, watch: watch)
  }
}

/// Looks at a search from time to time: the weights of required clients left out and the cost of the best so far, and
/// the steps that were taken. `false` ends the search.
public typealias RoutingWatch = @Sendable (_ missing: Int, _ cost: Int, _ steps: Int) -> Bool

/// How much of a budget is used.
struct SearchProgress: Sendable {
  let rounds: Int
  private let seconds: Double?
  private let timer: SearchTimer
  private let start: Double

  init(_ budget: SearchBudget, timer: SearchTimer) {
    rounds = max(0, budget.rounds)
    seconds = budget.seconds
    self.timer = timer
    start = timer.seconds
  }

  /// From 0 to 1 and beyond, by rounds or by the clock, whichever is further.
  func share(_ round: Int) -> Double {
    let byRounds = Double(round) / Double(max(1, rounds))
    guard let seconds else { return byRounds }
    return max(byRounds, seconds > 0 ? (timer.seconds - start) / seconds : 1)
  }
}
