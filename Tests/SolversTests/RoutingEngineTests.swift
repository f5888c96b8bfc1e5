import Testing

@testable import Solvers

@Suite struct RoutingEngineTests {
  @Test func tinyProblemsAreSolvedToTheOptimum() {
    var (served, leftOut, impossible) = (0, 0, 0)
    for seed in 0..<60 {
      let problem = RoutingRules.random(UInt64(seed), clients: 2 + seed % 3, vehicles: 1 + seed % 2)
      let rules = RoutingRules(problem: problem)
      let answer = RoutingEngine.solve(problem, seed: 1, budget: SearchBudget(rounds: 10_000))
      let best = rules.optimum()
      #expect(answer.unserved.count == best.missing && answer.cost == best.cost, "seed \(seed)")
      served += answer.routes.joined().count
      leftOut +=
        problem.clients.indices.filter { client in
          problem.clients[client].prize != nil && !answer.routes.joined().contains { $0.client == client }
        }.count
      impossible += answer.unserved.count
    }
    #expect(served > 80 && leftOut > 10 && impossible > 5)
  }

  @Test func everyAnswerKeepsTheRulesAndItsCost() throws {
    var served = 0
    for seed in 100..<130 {
      let problem = RoutingRules.random(UInt64(seed), clients: 10 + seed % 30, vehicles: 3 + seed % 5)
      let answer = RoutingEngine.solve(problem, seed: UInt64(seed), budget: SearchBudget(rounds: 1_000))
      let value = try #require(RoutingRules(problem: problem).value(of: answer.routes), "seed \(seed)")
      #expect(value.cost == answer.cost && value.missing == answer.unserved.count)
      served += answer.routes.joined().count
    }
    #expect(served > 200)
  }

  @Test func theSeedAndTheRoundsDecide() {
    let problem = RoutingRules.random(3, clients: 30, vehicles: 6)
    func solve(_ seed: UInt64, _ rounds: Int) -> RoutingAnswer {
      RoutingEngine.solve(problem, seed: seed, budget: SearchBudget(rounds: rounds))
    }
    #expect(solve(1, 400) == solve(1, 400))
    #expect(solve(1, 10).routes != solve(2, 10).routes)
    let (short, long) = (solve(1, 1), solve(1, 4_000))
    #expect((long.unserved.count, long.cost) < (short.unserved.count, short.cost))
    #expect(solve(1, 130).iterations == 130)
  }

  @Test func problemsWithNothingToDoAreAnswered() {
    var problem = RoutingRules.random(1, clients: 3, vehicles: 2)
    problem.vehicles = []
    let none = RoutingEngine.solve(problem, seed: 1, budget: SearchBudget(rounds: 5))
    #expect(none.routes.isEmpty)
    #expect(none.unserved == problem.clients.indices.filter { problem.clients[$0].prize == nil })
    problem = RoutingRules.random(1, clients: 3, vehicles: 2)
    problem.clients = []
    #expect(RoutingEngine.solve(problem, seed: 1, budget: SearchBudget(rounds: 5)).cost == 0)
  }
}
