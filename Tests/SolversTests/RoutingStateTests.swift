import Testing

@testable import Solvers

@Suite struct RoutingStateTests {
  @Test func segmentsTellWhatDrivingThemTells() {
    var g = SeededGenerator(seed: 5)
    var feasible = 0
    for _ in 0..<2_000 {
      let stops = (0..<(1 + g.below(4))).map { _ -> Segment in
        let opens = Int32(g.below(40))
        return Segment(duration: Int32(g.below(6)), earliest: opens, latest: opens + Int32(g.below(25)))
      }
      let travels = stops.map { _ in Int32(g.below(12)) }
      var joined: Segment? = stops[0]
      for index in 1..<max(1, stops.count) where joined != nil && index < stops.count {
        guard let segment = joined, segment.reaches(stops[index], travel: travels[index]) else {
          joined = nil
          continue
        }
        joined = segment.joined(stops[index], travel: travels[index])
      }
      // Begin service at the first stop at every moment that its window allows.
      var ends: [(start: Int32, duration: Int32)] = []
      for start in stops[0].earliest...stops[0].latest {
        var time: Int32? = start + stops[0].duration
        for index in 1..<max(1, stops.count) where index < stops.count {
          guard let now = time, max(now + travels[index], stops[index].earliest) <= stops[index].latest else {
            time = nil
            continue
          }
          time = max(now + travels[index], stops[index].earliest) + stops[index].duration
        }
        if let time { ends.append((start, time - start)) }
      }
      guard let joined else {
        #expect(ends.isEmpty)
        continue
      }
      feasible += 1
      let least = ends.map(\.duration).min()
      #expect(joined.duration == least)
      #expect(joined.latest == ends.last?.start)
      #expect(joined.earliest == ends.first { $0.duration == least }?.start)
    }
    #expect(feasible > 500)
  }

  /// What is known of a state, worked out from the order of its stops alone.
  private func faults(_ state: borrowing RouteState, _ problem: RoutingProblem) -> [String] {
    let data = state.data
    let visitPlaces = problem.clients.flatMap(\.visits).map(\.place)
    func place(_ stop: Int32) -> Int {
      let index = Int(stop)
      if index < data.visitCount { return visitPlaces[index] }
      let vehicle = problem.vehicles[data.vehicleOf[(index - data.visitCount) % data.routeCount]]
      return index < data.visitCount + data.routeCount ? vehicle.start : vehicle.end
    }
    var faults: [String] = []
    var cost = 0
    var onRoutes = 0
    for route in 0..<data.routeCount {
      let limits = data.limits[route]
      var order = [limits.start]
      while let last = order.last, last != limits.end { order.append(state.stops[last].next) }
      for (a, b) in zip(order, order.dropFirst()) where state.stops[b].previous != a {
        faults.append("previous")
      }
      let vehicle = problem.vehicles[data.vehicleOf[route]]
      let costs = problem.matrices[vehicle.matrix].costs
      let arcs = zip(order, order.dropFirst()).map { a, b in
        Int(costs[place(a) * problem.places + place(b)])
      }
      let isUsed = order.count > 2
      let distance = isUsed ? arcs.reduce(0, +) : 0
      cost += distance + (isUsed ? vehicle.fixedCost : 0)
      onRoutes += order.count - 2
      if state.routes[route].visits != order.count - 2 { faults.append("visits") }
      if state.routes[route].distance != distance { faults.append("distance") }
      for k in 0..<data.dimensions {
        let load = order.dropFirst().dropLast().reduce(0) { $0 + data.demand[Int($1) * data.dimensions + k] }
        if state.load[route * data.dimensions + k] != load { faults.append("load") }
      }
      guard isUsed else { continue }
      let times = problem.matrices[vehicle.matrix].times
      func time(_ a: Int32, _ b: Int32) -> Int32 {
        times[place(a) * problem.places + place(b)]
      }
      var before = state.stops[order[0]].alone
      for (a, b) in zip(order, order.dropFirst()) {
        before = before.joined(state.stops[b].alone, travel: time(a, b))
        if state.stops[b].before != before { faults.append("before") }
        if state.stops[b].route != route { faults.append("route") }
      }
      if state.stops[limits.start].after != before { faults.append("after") }
    }
    for client in 0..<data.clientCount where state.option[client] < 0 { cost += data.prize[client] }
    if cost != state.trueCost { faults.append("cost \(state.trueCost), not \(cost)") }
    let skipped = (0..<data.clientCount).count { !data.isRequired[$0] && state.option[$0] < 0 }
    if state.total.cost != cost + state.bonus * skipped { faults.append("cost with bonus") }
    if onRoutes != (0..<data.visitCount).filter({ state.stops[$0].route >= 0 }).count {
      faults.append("count")
    }
    for kind in 0..<data.kindCount {
      let empty = (data.firstRoute[kind]..<data.firstRoute[kind + 1]).first { state.routes[$0].visits == 0 }
      if state.unused[kind] != empty ?? -1 { faults.append("unused") }
    }
    return faults
  }

  @Test func everyStepLeavesWhatARecountFindsAndRollsBackWhole() {
    var rolledBack = 0
    for seed in 0..<20 {
      let problem = RoutingRules.random(UInt64(seed) + 500, clients: 12 + seed, vehicles: 4 + seed % 4)
      let data = RoutingData(problem)
      var search = RoutingSearch(data, seed: UInt64(seed))
      search.construct()
      #expect(faults(search.state, problem) == [], "seed \(seed), constructed")
      for step in 1...60 {
        search.state.setBonus(step % 4)
        let before = snapshot(search.state)
        search.disturb(temperature: Double(step % 3) * 5)
        if step % 2 == 0 || !search.keepsRules {
          search.state.rollBack()
          #expect(snapshot(search.state) == before, "seed \(seed), step \(step) rolled back")
          rolledBack += 1
        }
        #expect(faults(search.state, problem) == [], "seed \(seed), step \(step)")
      }
    }
    #expect(rolledBack >= 600)
  }

  @Test func routesClosedAndOpenedLeaveWhatARecountFinds() {
    var (stood, changed) = (0, 0)
    for seed in 0..<20 {
      let problem = RoutingRules.random(UInt64(seed) + 700, clients: 12 + seed, vehicles: 4 + seed % 4)
      var search = RoutingSearch(RoutingData(problem), seed: UInt64(seed))
      search.construct()
      for turn in 0..<20 {
        search.state.setBonus(turn % 4)
        let used = search.state.total.usedRoutes
        search.step += 1
        search.keepsRules = true
        search.state.begin()
        search.limit = search.state.total.cost + 60
        if turn % 2 == 0 { search.closeRoute() } else { search.openRoute() }
        search.recreate()
        if !search.keepsRules { search.state.rollBack() } else { stood += 1 }
        if search.state.total.usedRoutes != used { changed += 1 }
        #expect(faults(search.state, problem) == [], "seed \(seed), turn \(turn)")
      }
    }
    #expect(stood > 100 && changed > 20)
  }

  private struct Snapshot: Equatable {
    var next: [[Int32]]
    var segments: [[Segment]]
    var numbers: [Int]
  }

  private func snapshot(_ state: borrowing RouteState) -> Snapshot {
    var result = Snapshot(next: [], segments: [], numbers: [state.total.cost, state.total.missing])
    for route in 0..<state.data.routeCount {
      var stops: [Int32] = []
      var segments: [Segment] = []
      var stop = state.data.limits[route].start
      while stop >= 0 {
        stops.append(stop)
        segments += [state.stops[stop].before, state.stops[stop].after]
        stop = state.stops[stop].next
      }
      result.next.append(stops)
      result.segments.append(segments)
      result.numbers += [state.routes[route].visits, state.routes[route].distance]
    }
    for kind in 0..<state.data.kindCount { result.numbers.append(Int(state.unused[kind])) }
    for client in 0..<state.data.clientCount { result.numbers.append(Int(state.option[client])) }
    return result
  }

  /// The engine's constant-time trial of a place against driving the whole route.
  @Test func theBestGapIsTheBestOfAllPlaces() throws {
    var (found, none) = (0, 0)
    for seed in 0..<25 {
      let problem = RoutingRules.random(UInt64(seed) + 900, clients: 14, vehicles: 4)
      let data = RoutingData(problem)
      let rules = RoutingRules(problem: problem)
      var search = RoutingSearch(data, seed: UInt64(seed))
      search.construct()
      for _ in 0..<5 {
        search.disturb(temperature: 1)
        if !search.keepsRules { search.state.rollBack() }
      }
      var best = RoutingBest(data)
      best.take(search.state)
      let routes = best.answer(iterations: 0).routes
      for visit in 0..<data.visitCount where search.state.stops[visit].route < 0 {
        search.untilBlink = .max
        let gap = search.bestGap(Int32(visit), below: .max)
        let client = Int(data.client[visit])
        let stop = RoutingAnswer.Stop(client: client, visit: visit - Int(data.firstVisit[client]))
        var least: Int?
        for (vehicle, route) in routes.enumerated() {
          let now = try #require(rules.cost(of: route, by: problem.vehicles[vehicle]))
          for position in 0...route.count {
            var tried = route
            tried.insert(stop, at: position)
            if let cost = rules.cost(of: tried, by: problem.vehicles[vehicle]) {
              least = min(least ?? .max, cost - now)
            }
          }
        }
        #expect(gap.behind < 0 ? least == nil : gap.cost == least, "seed \(seed), visit \(visit)")
        if least == nil { none += 1 } else { found += 1 }
      }
    }
    #expect(found > 20 && none > 20)
  }
}
