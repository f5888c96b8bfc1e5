/// Steps that change how many routes there are: torn strings alone never empty a long route, nor fill a new one.
extension RoutingSearch {
  /// Clients left out that such a step tries at most.
  static let fleetTried = 100
  /// How often a closed route makes place for a new one.
  private static let renewShare = 0.3

  /// Empties a route, rather a short one, and tries clients left out beside its own.
  mutating func closeRoute() {
    keepsOptions = false
    opens = false
    guard let route = routeToClose() else { return }
    var stop = state.stops[data.limits[route].start].next
    let seed = data.client[stop]
    while stop < data.visitCount {
      // Other visits of the client go, too, but from other routes: `next` is still in this one.
      let next = state.stops[stop].next
      lift(stop)
      stop = next
    }
    gatherAbsent(around: seed)
    opens = absent.count > 0 && chance.unit() < Self.renewShare
    refreshTouched()
  }

  /// Gives a client left out a vehicle, and tries many others left out, which may join it.
  mutating func openRoute() {
    keepsOptions = false
    gatherAbsent(around: Int32(chance.below(data.clientCount)))
    opens = absent.count > 0
  }

  /// The shortest of the routes of a few visits at random.
  private mutating func routeToClose() -> Int32? {
    var shortest: Int32?
    for _ in 0..<8 where shortest == nil || chance.below(2) == 0 {
      let route = state.stops[chance.below(data.visitCount)].route
      guard route >= 0 else { continue }
      if let other = shortest, state.routes[other].visits <= state.routes[route].visits { continue }
      shortest = route
    }
    return shortest
  }

  /// Clients left out: those near a client first, then others anywhere.
  private mutating func gatherAbsent(around seed: Int32) {
    let row = Int(seed) * hood.reach
    for index in 0..<hood.reach { gather(hood.near[row + index]) }
    let first = chance.below(data.clientCount)
    for index in 0..<data.clientCount where absent.count < Self.fleetTried {
      gather(Int32((first + index) % data.clientCount))
    }
  }

  private mutating func gather(_ client: Int32) {
    guard state.option[client] < 0, pooled[client] != step, absent.count < Self.fleetTried else { return }
    pooled[client] = step
    absent.append(client)
  }
}
