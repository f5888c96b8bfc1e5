@testable import Solvers

/// Every route and every answer of a small routing problem, by trying them all: what a bound is held against.
struct RoutingEnumeration {
  let problem: RoutingProblem
  /// By vehicle each route with its cost.
  let routes: [[(stops: [RoutingAnswer.Stop], cost: Int)]]

  init(_ problem: RoutingProblem) {
    self.problem = problem
    let stops = problem.clients.enumerated().flatMap { client, one in
      one.visits.indices.map { RoutingAnswer.Stop(client: client, visit: $0) }
    }
    let rules = RoutingRules(problem: problem)
    routes = problem.vehicles.map { vehicle in
      var found: [(stops: [RoutingAnswer.Stop], cost: Int)] = []
      func extend(_ route: [RoutingAnswer.Stop]) {
        if !route.isEmpty, let cost = rules.cost(of: route, by: vehicle) { found.append((route, cost)) }
        for stop in stops where !route.contains(where: { $0.client == stop.client }) {
          if Self.isPossible(problem, route + [stop], vehicle) { extend(route + [stop]) }
        }
      }
      extend([])
      return found
    }
  }

  /// Whether the beginning of a route is in time and within limits, so that more can follow.
  private static func isPossible(
    _ problem: RoutingProblem, _ route: [RoutingAnswer.Stop], _ vehicle: RoutingProblem.Vehicle
  ) -> Bool {
    let matrix = problem.matrices[vehicle.matrix]
    var (time, place, distance) = (vehicle.shift.lowerBound, vehicle.start, 0)
    for stop in route {
      let visit = problem.clients[stop.client].visits[stop.visit]
      let arc = place * problem.places + visit.place
      guard matrix.costs[arc] < RoutingProblem.unreachable, visit.needs & ~vehicle.skills == 0 else {
        return false
      }
      distance += Int(matrix.costs[arc])
      time = max(time + Int(matrix.times[arc]), visit.window.lowerBound)
      guard time <= visit.window.upperBound, distance <= vehicle.maxDistance ?? .max else { return false }
      time += visit.service
      place = visit.place
    }
    return time <= vehicle.shift.upperBound
  }

  /// The least cost of an answer that serves every client that has to be served; `nil` when there is none.
  func optimum() -> Int? {
    // A bit for each visit; by set of visits the least cost.
    let firsts = problem.clients.indices.map { client in
      problem.clients[..<client].reduce(0) { $0 + $1.visits.count }
    }
    var best: [Int: Int] = [0: 0]
    for own in routes {
      var cheapest: [Int: Int] = [0: 0]
      for route in own {
        let set = route.stops.reduce(0) { $0 | 1 << (firsts[$1.client] + $1.visit) }
        cheapest[set] = min(cheapest[set] ?? .max, route.cost)
      }
      var next: [Int: Int] = [:]
      for (made, cost) in best {
        for (set, more) in cheapest where made & set == 0 {
          next[made | set] = min(next[made | set] ?? .max, cost + more)
        }
      }
      best = next
    }
    var least: Int?
    for (made, cost) in best {
      var total = cost
      let isAnswer = problem.clients.indices.allSatisfy { client in
        let one = problem.clients[client]
        let visits = one.visits.indices.filter { made >> (firsts[client] + $0) & 1 == 1 }
        guard !visits.isEmpty else {
          total += one.prize ?? 0
          return one.prize != nil
        }
        return one.options.contains { $0.sorted() == visits }
      }
      if isAnswer { least = min(least ?? .max, total) }
    }
    return least
  }

  /// Whether no vehicle saves more than a bound says, at its prices.
  func confirms(_ bound: RoutingBound) -> Bool {
    let firsts = problem.clients.indices.map { client in
      problem.clients[..<client].reduce(0) { $0 + $1.visits.count }
    }
    return bound.kinds.allSatisfy { kind in
      kind.vehicles.allSatisfy { vehicle in
        routes[vehicle].allSatisfy { route in
          var reduced = route.cost * RoutingBound.scale
          for stop in route.stops { reduced -= bound.prices[stop.client][stop.visit] }
          let numbers = route.stops.map { firsts[$0.client] + $0.visit }
          for cut in bound.cuts {
            var isHalf = false
            for number in numbers {
              let isMember = cut.visits.contains { $0.contains(number) }
              if !isMember, !cut.remembered.contains(number) { isHalf = false }
              if isMember {
                if isHalf { reduced += cut.price }
                isHalf.toggle()
              }
            }
          }
          return reduced >= min(0, kind.least)
        }
      }
    }
  }
}
