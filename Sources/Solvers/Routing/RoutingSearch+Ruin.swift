extension RoutingSearch {
  private static let longestString = 10
  private static let meanRemoved = 10.0
  /// Chance that the part kept in the middle of a string is longer by one.
  private static let keepMore = 0.01
  /// Clients left out before that a step tries at most, among how many nearest clients, and when the first of them
  /// gets a vehicle of its own.
  private static let absentTried = 10
  private static let absentReach = 30
  private static let openingTried = 80
  /// Of so many steps around a client left out one gives it a vehicle.
  private static let oneOpensOf = 6

  /// Tears strings of stops near one client out of their routes; the clients they serve go to the pool.
  ///
  /// (Christiaens and Vanden Berghe, "Slack induction by string removals for vehicle routing problems", 2020: strings
  /// leave room in several routes close to each other, in space and in capacity.)
  mutating func ruin() {
    let seed = seedClient()
    opens = state.option[seed] < 0 && chance.below(Self.oneOpensOf) == 0
    keepsOptions = data.visitCount > data.clientCount && chance.below(2) == 0
    let longest = min(Self.longestString, max(1, state.total.visits / max(1, state.total.usedRoutes)))
    let most = 4 * Self.meanRemoved / Double(1 + longest) - 1
    var strings = Int(chance.unit() * most) + 1
    let row = Int(seed) * hood.reach
    for index in 0..<hood.reach {
      let client = hood.near[row + index]
      if state.option[client] < 0 {
        let isTried = pooled[client] != step && absent.count < (opens ? Self.openingTried : Self.absentTried)
        if isTried, client == seed || chance.below(opens ? 4 : 2) > 0 { absent.append(client) }
        continue
      }
      // With all strings torn, others left out nearby are looked for, for a new route from further away.
      if strings == 0 {
        if !opens, index >= Self.absentReach { break }
        continue
      }
      for visit in data.firstVisit[client]..<data.firstVisit[client + 1] where strings > 0 {
        let route = state.stops[visit].route
        guard route >= 0, torn[route] != step else { continue }
        torn[route] = step
        tear(visit, longest: longest)
        strings -= 1
      }
    }
    refreshTouched()
  }

  /// Renews the segments of all routes that have changed. Where a way round is shorter than the direct way, taking a
  /// visit out may break a route: then the step is void.
  @discardableResult
  mutating func refreshTouched() -> Bool {
    for index in 0..<state.journal.routeCount where !state.refresh(state.journal.routes[index]) {
      keepsRules = false
    }
    return keepsRules
  }

  /// A client at random, often one that has to be served and is not.
  private mutating func seedClient() -> Int32 {
    let client = Int32(chance.below(data.clientCount))
    guard state.total.missing > 0, chance.below(2) == 0 else { return client }
    for offset in 0..<data.clientCount {
      let other = (Int(client) + offset) % data.clientCount
      if data.isRequired[other], state.option[other] < 0 { return Int32(other) }
    }
    return client
  }

  /// Removes a string that holds `visit` from its route, or one with a part in its middle kept.
  private mutating func tear(_ visit: Int32, longest: Int) {
    let size = state.routes[state.stops[visit].route].visits
    let length = 1 + chance.below(min(size, longest))
    var kept = 0
    if length > 1, chance.below(2) == 0 {
      kept = 1
      while length + kept < size, chance.unit() < Self.keepMore { kept += 1 }
      if length + kept > size { kept = 0 }
    }
    // Where in the string the visit stands: as far back as the route allows, then as far as the string is long.
    let span = length + kept
    var back = 0
    var first = visit
    while back < span - 1, state.stops[first].previous < data.visitCount {
      first = state.stops[first].previous
      back += 1
    }
    var ahead = 0
    var last = visit
    while ahead < span - 1, state.stops[last].next < data.visitCount {
      last = state.stops[last].next
      ahead += 1
    }
    let least = max(0, span - 1 - ahead)
    let start = least + chance.below(back - least + 1)
    for _ in start..<back { first = state.stops[first].next }
    // The kept part begins somewhere behind the first stop of the string.
    let keptFrom = kept == 0 ? span : 1 + chance.below(length - 1)
    for index in 0..<span {
      let next = state.stops[first].next
      if index < keptFrom || index >= keptFrom + kept { lift(first) }
      // Other visits of the client go, too, but from other routes: `next` is still in this one.
      first = next
    }
  }

  /// Takes a visit out and puts its client into the pool, with all its other visits unless options are kept.
  mutating func lift(_ visit: Int32) {
    let client = data.client[visit]
    state.unlink(visit)
    guard pooled[client] != step else { return }
    pooled[client] = step
    pool.append(client)
    if !keepsOptions { clear(client) }
  }

  /// Takes all visits of a client out; refreshing the routes is left to the caller.
  mutating func clear(_ client: Int32) {
    for visit in data.firstVisit[client]..<data.firstVisit[client + 1] where state.stops[visit].route >= 0 {
      state.unlink(visit)
    }
    state.leaveOut(client)
  }
}
