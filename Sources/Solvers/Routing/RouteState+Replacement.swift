extension RouteState {
  /// A visit that no route makes takes the place of what lies between two stops of a route, perhaps
  /// nothing. The visit, and those between, are the only ones of their clients.
  struct Replacement {
    var visit: Int32
    var behind: Int32
    var ahead: Int32
  }

  /// What a replacement adds to the cost, in a route that is used.
  func cost(of replacement: Replacement) -> Int {
    let limits = data.limits[stops[replacement.behind].route]
    var change = 0 &- price(data.client[replacement.visit]) &- Int(stops[replacement.behind].costToNext)
    var stop = stops[replacement.behind].next
    while stop != replacement.ahead {
      change &+= price(data.client[stop]) &- Int(stops[stop].costToNext)
      stop = stops[stop].next
    }
    let place = stops[replacement.visit].place
    change &+= Int(arcCost(limits.matrix, stops[replacement.behind].place, place))
    change &+= Int(arcCost(limits.matrix, place, stops[replacement.ahead].place))
    return change
  }

  /// Whether the route keeps windows, durations, loads and skills.
  func isFeasible(_ replacement: Replacement) -> Bool {
    let route = stops[replacement.behind].route
    guard data.needs[replacement.visit] & ~data.limits[route].skills == 0,
      isInTime(route, replacement.behind, replacement.visit, replacement.visit, replacement.ahead)
    else { return false }
    for k in 0..<data.dimensions {
      let at = Int(route) &* data.dimensions &+ k
      let loss = loadBetween(stops[replacement.behind].next, replacement.ahead, k)
      let gain = data.demand[Int(replacement.visit) &* data.dimensions &+ k]
      if load[at] &- loss &+ gain > data.capacity[at] { return false }
    }
    return true
  }

  /// Makes a replacement; `false` when the route breaks a limit, and the step is to be rolled back.
  mutating func make(_ replacement: Replacement) -> Bool {
    while stops[replacement.behind].next != replacement.ahead {
      let visit = stops[replacement.behind].next
      unlink(visit)
      leaveOut(data.client[visit])
    }
    insert(replacement.visit, behind: replacement.behind)
    let client = data.client[replacement.visit]
    choose(data.firstOption[client], for: client)
    return refresh(stops[replacement.visit].route)
  }
}
