import Grid

/// The search for a solution of the p-median problem within limits, each customer served from one site only.
///
/// From given open sites on it exchanges one site for another and keeps what is better: those exchanges first
/// that promise most, then some by chance; where none helps, a few sites at once are exchanged and the search
/// goes on from there (iterated local search).
struct CapacitatedSearch {
  /// How many exchanges are tried at once, with any number of threads.
  private static let batch = 8

  private let problem: SitingProblem
  private let vicinity: Vicinity
  private let threads: Int
  private var generator: SeededGenerator
  private(set) var best: CapacitatedState
  private var current: CapacitatedState
  /// The exchanges left to try from the current state, the most promising last.
  private var agenda: [CapacitatedState.Exchange] = []
  private var tried = 0
  private(set) var rounds = 0

  init(_ problem: SitingProblem, vicinity: Vicinity, open: [Int], seed: UInt64, threads: Int) {
    self.problem = problem
    self.vicinity = vicinity
    self.threads = threads
    generator = SeededGenerator(seed: seed)
    var start = CapacitatedState(problem, open: open)
    start.settle(isQuick: false)
    start.reprice()
    best = start
    current = start
    plan()
  }

  /// Large problems leave the pushes of single customers for the end.
  private var isQuick: Bool { problem.weights.count > 2000 }

  /// Takes over sites that were found elsewhere if they are better.
  mutating func consider(open: [Int]) {
    var state = CapacitatedState(problem, open: open)
    state.settle(isQuick: false)
    guard state.isBetter(than: best) else { return }
    adopt(state)
  }

  mutating func run(rounds: Int, goal: Double, until clock: SearchClock) {
    guard problem.p > problem.fixed.count, problem.p < problem.costs.sites else { return }
    for _ in 0..<rounds {
      if clock.isOver || (best.lack == 0 && best.cost <= goal) { return }
      self.rounds += 1
      var exchanges: [CapacitatedState.Exchange] = []
      while exchanges.count < Self.batch * 3 / 4, let next = agenda.popLast() { exchanges.append(next) }
      while exchanges.count < Self.batch {
        guard let random = current.randomExchange(&generator) else { break }
        exchanges.append(random)
      }
      guard !exchanges.isEmpty else { return }
      tried += 1
      let (state, isQuick, chosen) = (current, isQuick, exchanges)
      let trials = parallelMap(chosen.count, threads: threads) { range in
        range.map { k in
          var trial = state
          trial.replace(chosen[k].slot, by: chosen[k].site)
          trial.settle(isQuick: isQuick)
          return trial
        }
      }
      var found = trials[0]
      for trial in trials.dropFirst() where trial.isBetter(than: found) { found = trial }
      if found.isBetter(than: current) {
        adopt(found)
      } else if agenda.isEmpty || tried >= 24 {
        perturb()
      }
    }
  }

  /// The best solution, with the pushes of single customers that the search may have left out.
  func finish() -> MedianSolution {
    var state = best
    state.improve(pushes: true)
    return state.solution
  }

  private mutating func adopt(_ state: CapacitatedState) {
    current = state
    current.reprice()
    if current.isBetter(than: best) { best = current }
    plan()
  }

  private mutating func plan() {
    agenda = Array(current.exchanges(vicinity, perSite: 3, threads: threads).prefix(256).reversed())
    tried = 0
  }

  private mutating func perturb() {
    var state = best
    for _ in 0..<(2 + generator.below(2)) {
      if let exchange = state.randomExchange(&generator), state.slotOfSite[exchange.site] < 0 {
        state.replace(exchange.slot, by: exchange.site)
      }
    }
    state.settle(isQuick: isQuick)
    current = state
    current.reprice()
    if current.isBetter(than: best) { best = current }
    plan()
  }
}
