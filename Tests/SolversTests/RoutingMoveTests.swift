import Testing

@testable import Solvers

/// Exchanges between routes against driving the routes that they make.
@Suite struct RoutingMoveTests {
  /// The visits of all routes in order.
  private func orders(_ state: borrowing RouteState) -> [[Int32]] {
    let data = state.data
    return (0..<data.routeCount).map { route in
      var order: [Int32] = []
      var stop = state.stops[data.limits[route].start].next
      while stop != data.limits[route].end {
        order.append(stop)
        stop = state.stops[stop].next
      }
      return order
    }
  }

  private func cost(_ order: [Int32], _ route: Int, _ data: RoutingData, _ rules: RoutingRules) -> Int? {
    let stops = order.map { visit in
      let client = Int(data.client[visit])
      return RoutingAnswer.Stop(client: client, visit: Int(visit) - Int(data.firstVisit[client]))
    }
    return rules.cost(of: stops, by: rules.problem.vehicles[data.vehicleOf[route]])
  }

  /// Problems with pairs of vehicles that are alike.
  private func problem(_ seed: Int) -> RoutingProblem {
    var problem = RoutingRules.random(UInt64(seed) + 1_300, clients: 14, vehicles: 4)
    problem.vehicles += problem.vehicles
    return problem
  }

  private func mayExchange(_ data: RoutingData, _ a: Int, _ b: Int) -> Bool {
    a != b
      && data.canExchange[Int(data.limits[a].kind) * data.kindCount + Int(data.limits[b].kind)]
  }

  @Test func tailsAreExchangedWhereTheRulesAllowItAtTheCostForetold() throws {
    var (made, refused) = (0, 0)
    for seed in 0..<12 {
      let problem = problem(seed)
      let (data, rules) = (RoutingData(problem), RoutingRules(problem: problem))
      var search = RoutingSearch(data, seed: UInt64(seed))
      search.construct()
      let before = orders(search.state)
      for a in before.indices {
        for b in before.indices where mayExchange(data, a, b) {
          let old = try #require(cost(before[a], a, data, rules)) + #require(cost(before[b], b, data, rules))
          for (i, first) in ([data.limits[a].start] + before[a]).enumerated() {
            for (j, second) in ([data.limits[b].start] + before[b]).enumerated() {
              let exchange = RouteState.TailExchange(a: first, b: second)
              let one = cost(Array(before[a][..<i] + before[b][j...]), a, data, rules)
              let other = cost(Array(before[b][..<j] + before[a][i...]), b, data, rules)
              search.state.begin()
              let foretold = search.state.cost(of: exchange)
              let total = search.state.total.cost
              let isMade =
                foretold < RoutingProblem.unreachable / 2 && search.state.isInTime(exchange)
                && search.state.isLoadable(exchange) && search.state.make(exchange)
              if let one, let other {
                #expect(isMade && foretold == one + other - old, "seed \(seed), \(a) \(i), \(b) \(j)")
                #expect(search.state.total.cost - total == foretold)
                made += 1
              } else {
                #expect(!isMade, "seed \(seed), \(a) \(i), \(b) \(j)")
                refused += 1
              }
              search.state.rollBack()
              #expect(orders(search.state) == before)
            }
          }
        }
      }
    }
    #expect(made > 200 && refused > 200)
  }

  @Test func partsAreSwappedWhereTheRulesAllowItAtTheCostForetold() throws {
    var (made, refused) = (0, 0)
    for seed in 0..<12 {
      let problem = problem(seed)
      let (data, rules) = (RoutingData(problem), RoutingRules(problem: problem))
      var search = RoutingSearch(data, seed: UInt64(seed))
      search.construct()
      let before = orders(search.state)
      for a in before.indices {
        for b in before.indices where mayExchange(data, a, b) && !before[b].isEmpty {
          let old = try #require(cost(before[a], a, data, rules)) + #require(cost(before[b], b, data, rules))
          for i in before[a].indices {
            for k in i..<before[a].count {
              for j in 0...before[b].count {
                for l in j...before[b].count {
                  let stops = [data.limits[b].start] + before[b] + [data.limits[b].end]
                  let exchange = RouteState.CrossExchange(
                    first: before[a][i], last: before[a][k], behind: stops[j], ahead: stops[l + 1])
                  let one = cost(
                    Array(before[a][..<i] + before[b][j..<l] + before[a][(k + 1)...]), a, data, rules)
                  let other = cost(
                    Array(before[b][..<j] + before[a][i...k] + before[b][l...]), b, data, rules)
                  search.state.begin()
                  let foretold = search.state.cost(of: exchange)
                  let total = search.state.total.cost
                  let isMade =
                    foretold < RoutingProblem.unreachable / 2 && search.state.isFeasible(exchange)
                    && search.state.make(exchange)
                  if let one, let other {
                    #expect(isMade && foretold == one + other - old, "seed \(seed), \(a) \(i), \(b) \(j)")
                    #expect(search.state.total.cost - total == foretold)
                    made += 1
                  } else {
                    #expect(!isMade, "seed \(seed), \(a) \(i) \(k), \(b) \(j) \(l)")
                    refused += 1
                  }
                  search.state.rollBack()
                  #expect(orders(search.state) == before)
                }
              }
            }
          }
        }
      }
    }
    #expect(made > 200 && refused > 200)
  }

  @Test func visitsAreReplacedWhereTheRulesAllowItAtTheCostForetold() throws {
    var (made, refused) = (0, 0)
    for seed in 0..<12 {
      let problem = problem(seed)
      let (data, rules) = (RoutingData(problem), RoutingRules(problem: problem))
      var search = RoutingSearch(data, seed: UInt64(seed))
      search.construct()
      search.state.setBonus(seed % 3)
      search.state.begin()
      for client in 0..<Int32(data.clientCount) where Int(client) % 3 == seed % 3 { search.clear(client) }
      guard search.refreshTouched() else { continue }
      let before = orders(search.state)
      let simple = (0..<data.visitCount).map { search.isSimple(data.client[$0]) }
      let absent = (0..<Int32(data.visitCount)).filter {
        search.state.stops[$0].route < 0 && simple[Int($0)]
      }
      for route in before.indices where !before[route].isEmpty {
        let old = try #require(cost(before[route], route, data, rules))
        let stops = [data.limits[route].start] + before[route] + [data.limits[route].end]
        for visit in absent {
          for i in 0..<(stops.count - 1) {
            for j in (i + 1)..<min(i + 5, stops.count) {
              guard stops[(i + 1)..<j].allSatisfy({ simple[Int($0)] }) else { continue }
              let replacement = RouteState.Replacement(visit: visit, behind: stops[i], ahead: stops[j])
              let new = cost(
                Array(before[route][..<i]) + [visit] + before[route][(j - 1)...], route, data, rules)
              let lost = stops[(i + 1)..<j].reduce(0) { $0 + search.state.price(data.client[$1]) }
              search.state.begin()
              let foretold = search.state.cost(of: replacement)
              let total = search.state.total.cost
              let isMade =
                foretold < RoutingProblem.unreachable / 2 && search.state.isFeasible(replacement)
                && search.state.make(replacement)
              if let new {
                let change = new - old + lost - search.state.price(data.client[visit])
                #expect(isMade && foretold == change, "seed \(seed), \(visit) in \(route) at \(i) \(j)")
                #expect(search.state.total.cost - total == foretold)
                made += 1
              } else {
                #expect(!isMade, "seed \(seed), \(visit) in \(route) at \(i) \(j)")
                refused += 1
              }
              search.state.rollBack()
              #expect(orders(search.state) == before)
            }
          }
        }
      }
    }
    #expect(made > 200 && refused > 200)
  }
}
