import Testing

@testable import Solvers

@Suite struct RoutingBoundTests {
  @Test("No answer costs less than the bound, and often one costs as much", arguments: 0..<12)
  func isBelowTheOptimum(_ part: Int) {
    var (feasible, equal) = (0, 0)
    for seed in (part * 20)..<(part * 20 + 20) {
      let problem = RoutingRules.random(UInt64(1000 + seed), clients: 2 + seed % 5, vehicles: 1 + seed % 3)
      let all = RoutingEnumeration(problem)
      let bound = RoutingBound(problem, budget: SearchBudget(rounds: 50))
      #expect(bound.recomputed(for: problem) == bound.cost, "seed \(seed)")
      #expect(all.confirms(bound), "seed \(seed)")
      guard let optimum = all.optimum() else { continue }
      feasible += 1
      equal += bound.cost == optimum ? 1 : 0
      #expect(bound.cost <= optimum, "seed \(seed)")
      let none = RoutingBound(problem, budget: SearchBudget(rounds: 0))
      #expect(none.cost <= optimum && none.recomputed(for: problem) == none.cost, "seed \(seed)")
    }
    #expect(feasible == 0 || 2 * equal >= feasible, "\(equal) of \(feasible)")
  }

  @Test("The enumeration agrees with the rules tried one by one", arguments: 0..<20)
  func enumerates(_ seed: Int) {
    let problem = RoutingRules.random(UInt64(seed), clients: 2 + seed % 2, vehicles: 1 + seed % 2)
    let best = RoutingRules(problem: problem).optimum()
    #expect(RoutingEnumeration(problem).optimum() == (best.missing == 0 ? best.cost : nil))
  }

  @Test("An answer to begin with does not make the bound wrong", arguments: 0..<30)
  func beginsWithAnAnswer(_ seed: Int) {
    let problem = RoutingRules.random(UInt64(3000 + seed), clients: 3 + seed % 4, vehicles: 2)
    let answer = RoutingEngine.solve(problem, seed: 1, budget: SearchBudget(rounds: 200))
    let bound = RoutingBound(problem, budget: SearchBudget(rounds: 20), hints: .init(answer: answer))
    let all = RoutingEnumeration(problem)
    #expect(all.confirms(bound) && bound.recomputed(for: problem) == bound.cost)
    if let optimum = all.optimum() { #expect(bound.cost <= optimum) }
  }

  @Test("Any number of threads gives the same bound", arguments: 1...4)
  func doesNotDependOnThreads(_ seed: Int) {
    let problem = RoutingRules.random(UInt64(seed), clients: 25, vehicles: 6)
    let bounds = [1, 2, 3].map { RoutingBound(problem, budget: SearchBudget(rounds: 5, threads: $0)) }
    #expect(bounds[0] == bounds[1] && bounds[1] == bounds[2])
    let answer = RoutingEngine.solve(problem, seed: 1, budget: SearchBudget(rounds: 2000))
    if answer.unserved.isEmpty { #expect(bounds[0].cost <= answer.cost) }
  }

  @Test("More work gives no lower bound")
  func grows() {
    let problem = RoutingRules.random(7, clients: 20, vehicles: 5)
    let bounds = [0, 1, 3, 10].map { RoutingBound(problem, budget: SearchBudget(rounds: $0)).cost }
    #expect(bounds == bounds.sorted())
  }

  @Test("Nothing to visit and nobody to do it")
  func copesWithNothing() {
    let matrix = RoutingProblem.Matrix(costs: [0], times: [0])
    let client = RoutingProblem.Client(RoutingProblem.Visit(place: 0, window: 0...10))
    let empty = RoutingProblem(places: 1, matrices: [matrix], vehicles: [], clients: [])
    #expect(RoutingBound(empty, budget: SearchBudget(rounds: 1)).cost == 0)
    let nobody = RoutingProblem(places: 1, matrices: [matrix], vehicles: [], clients: [client])
    _ = RoutingBound(nobody, budget: SearchBudget(rounds: 1))
    var optional = nobody
    optional.clients[0].prize = 7
    #expect(RoutingBound(optional, budget: SearchBudget(rounds: 1)).cost <= 7)
  }

  @Test("Visits at one place that take no time are bounded, too")
  func copesWithNoTime() {
    let places = 6
    let costs = (0..<places * places).map { Int32($0 / places == $0 % places ? 0 : 3) }
    let matrix = RoutingProblem.Matrix(costs: costs, times: costs.map { _ in 0 })
    let problem = RoutingProblem(
      places: places, matrices: [matrix],
      vehicles: [RoutingProblem.Vehicle(start: 0, end: 0, shift: 0...10)],
      clients: (1..<places).map { RoutingProblem.Client(RoutingProblem.Visit(place: $0, window: 0...10)) })
    #expect(RoutingBound(problem, budget: SearchBudget(rounds: 5)).cost == 18)
  }

  @Test("Visits apart are not made in one go")
  func keepsVisitsApart() {
    // One vehicle passes a client at place 1; another way back costs 10, and there is no time to wait.
    let matrix = RoutingProblem.Matrix(costs: [0, 5, 5, 0], times: [0, 5, 5, 0])
    let windows = [0...49, 50...99, 100...149, 150...199]
    let visits = windows.map { RoutingProblem.Visit(place: 1, window: $0) }
    let client = RoutingProblem.Client(visits: visits, options: visits.indices.map { [$0] })
    func bound(_ shifts: [ClosedRange<Int>], count: Int, apart: Int) -> Int {
      let problem = RoutingProblem(
        places: 2, matrices: [matrix],
        vehicles: shifts.map { RoutingProblem.Vehicle(start: 0, end: 0, shift: $0) }, clients: [client])
      let repeated = [RoutingBound.Repeated(client: 0, count: count, apart: apart)]
      let bound = RoutingBound(problem, budget: SearchBudget(rounds: 5), hints: .init(repeated: repeated))
      #expect(bound.recomputed(for: problem, repeated: repeated) == bound.cost)
      return bound.cost
    }
    #expect(bound([0...210], count: 2, apart: 100) == 10)
    #expect(bound([0...90, 100...210], count: 2, apart: 100) == 20)
    #expect(bound([0...210, 0...210], count: 4, apart: 50) == 10)
  }
}
