@testable import Solvers

/// The rules of a routing problem, tried by driving every route from every departure: slow, and nothing like the engine.
struct RoutingRules {
  let problem: RoutingProblem

  /// What a vehicle's route costs; `nil` when it breaks a rule.
  func cost(of route: [RoutingAnswer.Stop], by vehicle: RoutingProblem.Vehicle) -> Int? {
    guard !route.isEmpty else { return 0 }
    let visits = route.map { problem.clients[$0.client].visits[$0.visit] }
    for visit in visits where visit.needs & ~vehicle.skills != 0 { return nil }
    for (k, limit) in vehicle.capacity.enumerated() where visits.reduce(0, { $0 + $1.demand[k] }) > limit {
      return nil
    }
    let places = [vehicle.start] + visits.map(\.place) + [vehicle.end]
    let arcs = zip(places, places.dropFirst()).map { $0 * problem.places + $1 }
    let matrix = problem.matrices[vehicle.matrix]
    guard arcs.allSatisfy({ matrix.costs[$0] < RoutingProblem.unreachable }) else { return nil }
    let distance = arcs.reduce(0) { $0 + Int(matrix.costs[$1]) }
    guard distance <= vehicle.maxDistance ?? .max else { return nil }
    let durations = vehicle.shift.compactMap { departure -> Int? in
      var time = departure
      for (index, visit) in visits.enumerated() {
        time = max(time + Int(matrix.times[arcs[index]]), visit.window.lowerBound)
        guard time <= visit.window.upperBound else { return nil }
        time += visit.service
      }
      time += Int(matrix.times[arcs[visits.count]])
      return time <= vehicle.shift.upperBound ? time - departure : nil
    }
    guard let duration = durations.min(), duration <= vehicle.maxDuration ?? .max else { return nil }
    return distance + vehicle.fixedCost
  }

  /// Number of required clients left out and cost of all; `nil` when some rule is broken.
  func value(of routes: [[RoutingAnswer.Stop]]) -> (missing: Int, cost: Int)? {
    var (missing, cost) = (0, 0)
    for (route, vehicle) in zip(routes, problem.vehicles) {
      guard let part = self.cost(of: route, by: vehicle) else { return nil }
      cost += part
    }
    for (index, client) in problem.clients.enumerated() {
      let made = routes.joined().filter { $0.client == index }.map(\.visit).sorted()
      if made.isEmpty {
        cost += client.prize ?? 0
        missing += client.prize == nil ? 1 : 0
      } else if !client.options.contains(where: { $0.sorted() == made }) {
        return nil
      }
    }
    return (missing, cost)
  }

  /// The least of all ways to route, by trying them all.
  func optimum() -> (missing: Int, cost: Int) {
    var best = (missing: Int.max, cost: Int.max)
    func place(_ stops: ArraySlice<RoutingAnswer.Stop>, _ routes: [[RoutingAnswer.Stop]]) {
      guard let stop = stops.first else {
        if let value = value(of: routes), value < best { best = value }
        return
      }
      for vehicle in routes.indices {
        for position in 0...routes[vehicle].count {
          var next = routes
          next[vehicle].insert(stop, at: position)
          place(stops.dropFirst(), next)
        }
      }
    }
    func choose(_ client: Int, _ stops: [RoutingAnswer.Stop]) {
      guard client < problem.clients.count else {
        return place(stops[...], problem.vehicles.map { _ in [] })
      }
      for option in [[]] + problem.clients[client].options {
        choose(client + 1, stops + option.map { RoutingAnswer.Stop(client: client, visit: $0) })
      }
    }
    choose(0, [])
    return best
  }

  /// A small problem with a bit of everything: two depots, unlike vehicles, a choice of days, prizes, no way here
  /// and there.
  static func random(_ seed: UInt64, clients: Int, vehicles: Int) -> RoutingProblem {
    var g = SeededGenerator(seed: seed)
    let places = clients + 2
    let points = (0..<places).map { _ in (x: g.below(20), y: g.below(20)) }
    let matrices = (0..<2).map { kind in
      var matrix = RoutingProblem.Matrix(costs: [], times: [])
      for a in points {
        for b in points {
          let way = abs(a.x - b.x) + abs(a.y - b.y)
          let isClosed = g.below(40) == 0 && way > 0
          matrix.costs.append(
            isClosed ? Int32(RoutingProblem.unreachable) : Int32(way + (way > 0 ? g.below(3) : 0)))
          matrix.times.append(Int32(way * (1 + kind) + g.below(2)))
        }
      }
      return matrix
    }
    let fleet = (0..<vehicles).map { _ in
      let start = g.below(20)
      return RoutingProblem.Vehicle(
        start: g.below(2), end: g.below(2), shift: start...(start + 60 + g.below(100)),
        capacity: [6 + g.below(8), 9], maxDuration: g.below(2) == 0 ? 40 + g.below(80) : nil,
        maxDistance: g.below(3) == 0 ? 40 + g.below(40) : nil, fixedCost: g.below(3) * 5, matrix: g.below(2),
        skills: [0b01, 0b10][g.below(2)])
    }
    func visit(_ index: Int, day: Int?) -> RoutingProblem.Visit {
      let opens = g.below(80)
      return RoutingProblem.Visit(
        place: index + 2, window: opens...(opens + g.below(60)), service: g.below(6),
        demand: [g.below(5), g.below(4)], needs: day.map { 1 << UInt64($0) } ?? 0)
    }
    let everyone = (0..<clients).map { index in
      let prize = g.below(2) == 0 ? nil : 5 + g.below(40)
      if g.below(3) > 0 { return RoutingProblem.Client(visit(index, day: nil), prize: prize) }
      return RoutingProblem.Client(
        visits: [visit(index, day: 0), visit(index, day: 1)],
        options: [[[0], [1]], [[0, 1]], [[1], [0, 1]]][g.below(3)],
        prize: prize)
    }
    return RoutingProblem(places: places, matrices: matrices, vehicles: fleet, clients: everyone)
  }
}
