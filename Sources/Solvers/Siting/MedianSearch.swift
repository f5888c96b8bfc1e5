/// Variable neighbourhood search over sites without limits: shakes ever more of them loose and repairs by
/// interchange.
package struct MedianSearch: Sendable {
  /// How many shakes are tried at once, with any number of threads.
  private static let batch = 4

  package private(set) var best: MedianState
  private(set) var rounds = 0
  private let threads: Int
  private var generator: SeededGenerator
  private var width = 1

  package init(_ start: MedianState, generator: SeededGenerator, threads: Int) {
    best = start
    self.generator = generator
    self.threads = threads
  }

  /// Takes over sites that were found elsewhere if they lead to something better.
  mutating func consider(open: [Int]) {
    var state = MedianState(best.problem)
    state.open(open)
    state.improve(&generator)
    if state.cost < best.cost - best.tolerance { best = state }
  }

  /// - Parameter goal: a cost that nothing can be below.
  package mutating func run(rounds: Int, goal: Double, until clock: SearchClock) {
    let problem = best.problem
    let free = problem.p - problem.fixed.count
    guard free > 0, problem.p < problem.costs.sites else { return }
    let widest = min(free, max(2, free / 4), 20)
    for _ in 0..<rounds {
      if clock.isOver || best.cost <= goal + best.tolerance { return }
      self.rounds += 1
      let shakes = (0..<Self.batch).map { k in
        (width: (width - 1 + k) % widest + 1, seed: generator.next())
      }
      let start = best
      let trials = concurrentMap(shakes.count, threads: threads) { range in
        range.map { k in
          var generator = SeededGenerator(seed: shakes[k].seed)
          var trial = start
          trial.shake(shakes[k].width, &generator)
          trial.improve(&generator)
          return trial
        }
      }
      var found = trials[0]
      for trial in trials.dropFirst() where trial.cost < found.cost { found = trial }
      if found.cost < best.cost - best.tolerance {
        best = found
        width = 1
      } else {
        width = (width - 1 + Self.batch) % widest + 1
      }
    }
  }
}
