extension RouteState {
  /// Two routes exchange what follows two of their stops, each keeping its own end: 2-opt* (Potvin and Rousseau 1995).
  /// With an unused vehicle it splits a route, with a start it joins two, with both it changes a route's vehicle.
  struct TailExchange {
    var a: Int32
    var b: Int32
  }

  /// What an exchange adds to the cost; the stops are visits or starts in two different routes.
  @inline(__always) func cost(of exchange: TailExchange) -> Int {
    let (a, b) = (stops[exchange.a].route, stops[exchange.b].route)
    let (limitsA, limitsB) = (data.limits[a], data.limits[b])
    let (nextA, nextB) = (stops[exchange.a].next, stops[exchange.b].next)
    let (tailA, tailB) = (nextA != limitsA.end, nextB != limitsB.end)
    let matrix = limitsA.matrix
    var change = 0 &- Int(stops[exchange.a].costToNext) &- Int(stops[exchange.b].costToNext)
    change &+= joinCost(matrix, exchange.a, tailB ? nextB : limitsA.end, limitsA)
    change &+= joinCost(matrix, exchange.b, tailA ? nextA : limitsB.end, limitsB)
    if limitsA.kind != limitsB.kind {
      // The tails go home to another place.
      if tailA {
        let last = stops[limitsA.end].previous
        change &+= Int(arcCost(matrix, stops[last].place, stops[limitsB.end].place))
        change &-= Int(stops[last].costToNext)
      }
      if tailB {
        let last = stops[limitsB.end].previous
        change &+= Int(arcCost(matrix, stops[last].place, stops[limitsA.end].place))
        change &-= Int(stops[last].costToNext)
      }
    }
    let (headA, headB) = (exchange.a != limitsA.start, exchange.b != limitsB.start)
    if headA || tailA { change &-= limitsA.fixedCost }
    if headA || tailB { change &+= limitsA.fixedCost }
    if headB || tailB { change &-= limitsB.fixedCost }
    if headB || tailA { change &+= limitsB.fixedCost }
    return change
  }

  @inline(__always)
  private func joinCost(_ matrix: Int, _ from: Int32, _ to: Int32, _ limits: RoutingData.Limits) -> Int {
    from == limits.start && to == limits.end ? 0 : Int(arcCost(matrix, stops[from].place, stops[to].place))
  }

  /// Whether an exchange may be feasible as far as time goes; between vehicles of one kind it is certain.
  @inline(__always) func isInTime(_ exchange: TailExchange) -> Bool {
    let limits = data.limits[stops[exchange.a].route]
    guard limits.kind == data.limits[stops[exchange.b].route].kind else { return true }
    return joins(exchange.a, stops[exchange.b].next, limits)
      && joins(exchange.b, stops[exchange.a].next, limits)
  }

  @inline(__always) private func joins(_ from: Int32, _ to: Int32, _ limits: RoutingData.Limits) -> Bool {
    // An unused vehicle stays at home.
    if from >= data.visitCount, to >= data.visitCount { return true }
    let travel = arcTime(limits.matrix, stops[from].place, stops[to].place)
    let (head, tail) = (stops[from].before, stops[to].after)
    return head.reaches(tail, travel: travel)
      && (limits.maxDuration == .max || head.joined(tail, travel: travel).duration <= limits.maxDuration)
  }

  /// Whether both vehicles can load what they get.
  func isLoadable(_ exchange: TailExchange) -> Bool {
    let (a, b) = (Int(stops[exchange.a].route), Int(stops[exchange.b].route))
    for k in 0..<data.dimensions {
      let (atA, atB) = (a &* data.dimensions &+ k, b &* data.dimensions &+ k)
      let (headA, headB) = (loadUpTo(exchange.a, k), loadUpTo(exchange.b, k))
      if headA &+ load[atB] &- headB > data.capacity[atA] { return false }
      if headB &+ load[atA] &- headA > data.capacity[atB] { return false }
    }
    return true
  }

  private func loadUpTo(_ stop: Int32, _ dimension: Int) -> Int {
    var (stop, sum) = (stop, 0)
    while stop < data.visitCount {
      sum &+= data.demand[Int(stop) &* data.dimensions &+ dimension]
      stop = stops[stop].previous
    }
    return sum
  }

  /// Makes an exchange that can be loaded; `false` when a route breaks a limit, and the step is to be rolled back.
  mutating func make(_ exchange: TailExchange) -> Bool {
    let (a, b) = (stops[exchange.a].route, stops[exchange.b].route)
    save(a)
    save(b)
    let (endA, endB) = (data.limits[a].end, data.limits[b].end)
    let (nextA, nextB) = (stops[exchange.a].next, stops[exchange.b].next)
    let (lastA, lastB) = (stops[endA].previous, stops[endB].previous)
    let matrix = data.limits[a].matrix
    if nextB != endB {
      link(exchange.a, nextB, matrix)
      link(lastB, endA, matrix)
    } else {
      link(exchange.a, endA, matrix)
    }
    if nextA != endA {
      link(exchange.b, nextA, matrix)
      link(lastA, endB, matrix)
    } else {
      link(exchange.b, endB, matrix)
    }
    recount(a)
    recount(b)
    return refresh(a) && refresh(b)
  }

  func link(_ from: Int32, _ to: Int32, _ matrix: Int) {
    stops[from].next = to
    stops[to].previous = from
    let isUnused = from >= data.visitCount && to >= data.visitCount
    stops[from].costToNext = isUnused ? 0 : arcCost(matrix, stops[from].place, stops[to].place)
  }

  /// Counts a route anew after its stops were linked otherwise.
  mutating func recount(_ route: Int32) {
    let old = routes[route]
    var new = Route(visits: 0, distance: 0)
    let first = Int(route) &* data.dimensions
    for k in 0..<data.dimensions { load[first &+ k] = 0 }
    var stop = data.limits[route].start
    while stop != data.limits[route].end {
      new.distance &+= Int(stops[stop].costToNext)
      stop = stops[stop].next
      guard stop < data.visitCount else { break }
      new.visits &+= 1
      stops[stop].route = route
      for k in 0..<data.dimensions {
        load[first &+ k] &+= data.demand[Int(stop) &* data.dimensions &+ k]
      }
    }
    routes[route] = new
    total.visits &+= new.visits &- old.visits
    total.distance &+= new.distance &- old.distance
    total.cost &+= new.distance &- old.distance
    if old.visits == 0, new.visits > 0 { use(route) }
    if old.visits > 0, new.visits == 0 { release(route) }
  }
}
