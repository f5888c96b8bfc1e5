/// The search for a solution of the p-median problem within limits, each customer served from one site only.
///
/// From given open sites on it exchanges one site for another and keeps what is better: those exchanges first
/// that promise most, then some by chance. What an exchange really changes is remembered beside what it promised,
/// so that no promise misleads twice. Where no exchange helps, one that costs little is made all the same and
/// forbidden to be undone, and the search goes on from there; if that leads nowhere, it returns.
struct CapacitatedSearch {
  /// How many exchanges are tried at once, with any number of threads, and how many of them by promise.
  private static let batch = 8
  private static let promised = 6
  private static let mostOffers = 48
  /// After how many returns home in vain the search starts afresh.
  private static let patience = 10
  private static let mostHomes = 10
  /// How far from the best, as a factor, a state may be to be searched beyond its limits, and for how many steps.
  private static let promisingCost = 1.008
  private static let oscillation = 50

  private let problem: SitingProblem
  private let vicinity: Vicinity
  private let threads: Int
  private var generator: SeededGenerator
  private(set) var best: CapacitatedState
  /// Where the search returns to: the best since it last started afresh.
  private var home: CapacitatedState
  private var current: CapacitatedState
  /// The best of the homes before, which new ones are mixed from.
  private var homes: [(open: [Int], cost: Double)] = []
  /// How many times it has returned since it found a better home.
  private var returns = 0
  /// The exchanges left to try from the current state, the most promising last.
  private var agenda: [CapacitatedState.Exchange] = []
  /// By closing and opening site, how much more an exchange cost than it promised when last tried.
  private var disappointment: [Int: Double] = [:]
  /// Sites that stay open or closed until the search is back at the best.
  private var held: Set<Int> = []
  /// How many times open sites came up whose assignment is worth searching beyond its limits.
  private var visits: [[Int]: Int] = [:]
  private(set) var rounds = 0

  init(_ problem: SitingProblem, vicinity: Vicinity, open: [Int], seed: UInt64, threads: Int) {
    self.problem = problem
    self.vicinity = vicinity
    self.threads = threads
    generator = SeededGenerator(seed: seed)
    best = CapacitatedState(problem, open: open)
    home = best
    current = best
    current.settle(isQuick: isQuick)
    best = current
    home = current
    adopt(current)
  }

  /// Large problems leave the pushes of single customers for the end.
  private var isQuick: Bool { problem.weights.count > 2000 }

  /// In small problems it pays to look at the assignment alone for long.
  private var isSmall: Bool { problem.weights.count <= 200 }

  /// Takes over sites that were found elsewhere if they are better.
  mutating func consider(open: [Int]) {
    var state = CapacitatedState(problem, open: open)
    state.settle(isQuick: isQuick)
    if state.isBetter(than: best) { adopt(state) }
  }

  /// - Parameter goal: a cost that nothing can be below.
  mutating func run(rounds: Int, goal: Double, until clock: SearchClock) {
    guard problem.p > problem.fixed.count, problem.p < problem.costs.sites else { return }
    for _ in 0..<rounds {
      if clock.isOver || (best.lack == 0 && best.cost <= goal) { return }
      self.rounds += 1
      let exchanges = nextExchanges()
      guard !exchanges.isEmpty else { return }
      let (state, isQuick) = (current, isQuick)
      var trials = concurrentMap(exchanges.count, threads: threads) { range in
        range.map { k in
          var trial = state
          trial.replace(exchanges[k].slot, by: exchanges[k].site)
          trial.settle(isQuick: isQuick, rival: state)
          return trial
        }
      }
      if isSmall { oscillate(&trials) }
      for (exchange, trial) in zip(exchanges, trials) {
        guard let promise = exchange.promise else { continue }
        disappointment[key(exchange)] =
          trial.lack > state.lack ? .infinity : trial.cost - state.cost - promise
      }
      var found = trials[0]
      for trial in trials.dropFirst() where trial.isBetter(than: found) { found = trial }
      if found.isBetter(than: current) {
        adopt(found)
      } else if agenda.isEmpty {
        divert()
      }
    }
  }

  /// Searches the assignments of those trials beyond their limits that are nearly as good as the best and whose
  /// sites came up for the first, second, fourth, eighth time and so on: no search is sure to find the best
  /// assignment, and those that come up often are not to take all the time.
  private mutating func oscillate(_ trials: inout [CapacitatedState]) {
    let most = best.cost * Self.promisingCost
    let chosen = trials.indices.filter { k in
      guard trials[k].lack == 0, trials[k].cost < most else { return false }
      let visit = visits[trials[k].open, default: 0] + 1
      visits[trials[k].open] = visit
      return visit.nonzeroBitCount == 1
    }
    guard !chosen.isEmpty else { return }
    let (states, seed) = (trials, generator.next())
    let found = concurrentMap(chosen.count, threads: threads) { range in
      range.map { k in
        var state = states[chosen[k]]
        var generator = SeededGenerator(seed: seed &+ UInt64(k))
        state.oscillate(steps: Self.oscillation, &generator)
        state.improve(pushes: true)
        return state
      }
    }
    for (k, state) in zip(chosen, found) { trials[k] = state }
  }

  /// The best solution, with the pushes of single customers that the search may have left out.
  func finish() -> MedianSolution {
    var state = best
    state.improve(pushes: true)
    return state.solution
  }

  private func key(_ exchange: CapacitatedState.Exchange) -> Int {
    current.siteOfSlot[exchange.slot] * problem.costs.sites + exchange.site
  }

  private mutating func nextExchanges() -> [CapacitatedState.Exchange] {
    var exchanges: [CapacitatedState.Exchange] = []
    while exchanges.count < Self.promised, let next = agenda.popLast() { exchanges.append(next) }
    while exchanges.count < Self.batch, let random = current.randomExchange(&generator) {
      exchanges.append(random)
    }
    return exchanges
  }

  private mutating func adopt(_ state: CapacitatedState) {
    current = state
    current.reprice()
    if current.isBetter(than: best) { best = current }
    if current.isBetter(than: home) {
      home = current
      held = []
      returns = 0
    }
    // Where sites have few customers prices say less, so more is tried.
    let most = isQuick ? 0 : 0.01 * current.cost
    agenda = offers().prefix(Self.mostOffers).prefix { $0.change < most }.reversed()
  }

  /// The exchanges that may be made, as far as known the best first.
  private func offers() -> [CapacitatedState.Exchange] {
    current.exchanges(vicinity, perSite: 4, threads: threads).compactMap { exchange in
      if held.contains(exchange.site) || held.contains(current.siteOfSlot[exchange.slot]) { return nil }
      var exchange = exchange
      exchange.change += disappointment[key(exchange)] ?? 0
      return exchange
    }
    .sorted { ($0.change, $0.site, $0.slot) < ($1.change, $1.site, $1.slot) }
  }

  /// Back home, and away from it: by an exchange that costs little and is held, or by a few by chance. After many
  /// returns in vain from sites of which half are others.
  private mutating func divert() {
    current = home
    held = []
    returns += 1
    if returns == Self.patience {
      startAfresh()
    } else if !isQuick, generator.below(2) == 0 {
      // Some of the customers find their places anew.
      for i in current.slotOf.indices where generator.below(4) == 0 { current.move(i, to: current.waiting) }
      if generator.below(2) == 0 { exchangeByChance(1) }
      current.settle(isQuick: isQuick)
    } else if generator.below(2) == 0 {
      let offers = offers().prefix(200)
      guard !offers.isEmpty else { return }
      let chosen = offers[generator.below(offers.count)]
      held = [current.siteOfSlot[chosen.slot], chosen.site]
      current.replace(chosen.slot, by: chosen.site)
      current.settle(isQuick: isQuick)
    } else {
      exchangeByChance(1 + generator.below(3))
      current.settle(isQuick: isQuick)
    }
    adopt(current)
  }

  /// From a mixture of two of the best homes so far, else from one with half its sites exchanged.
  private mutating func startAfresh() {
    if home.lack == 0, !homes.contains(where: { $0.open == home.open }) {
      homes.append((home.open, home.cost))
      homes.sort { $0.cost < $1.cost }
      homes = Array(homes.prefix(Self.mostHomes))
    }
    if homes.count > 2, generator.below(4) > 0 {
      let first = generator.below(homes.count)
      let second = (first + 1 + generator.below(homes.count - 1)) % homes.count
      current = CapacitatedState(problem, open: mixture(homes[first].open, homes[second].open))
    } else {
      exchangeByChance(problem.p / 2)
    }
    current.settle(isQuick: isQuick)
    home = current
    returns = 0
  }

  /// The sites that both have, and of the others as many by chance as are to be open.
  private mutating func mixture(_ a: [Int], _ b: [Int]) -> [Int] {
    let (first, second) = (Set(a), Set(b))
    var open = a.filter(second.contains)
    var others = (a + b).filter { !first.contains($0) || !second.contains($0) }
    while open.count < problem.p { open.append(others.remove(at: generator.below(others.count))) }
    return open
  }

  private mutating func exchangeByChance(_ count: Int) {
    for _ in 0..<count {
      guard let chosen = current.randomExchange(&generator) else { return }
      current.replace(chosen.slot, by: chosen.site)
    }
  }
}
