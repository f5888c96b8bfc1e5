extension RoutingSearch {
  /// Exchanges the tails of two routes where that costs less than the step may; `false` when no such pair was found.
  mutating func exchangeTails() -> Bool {
    let visit = Int32(chance.below(data.visitCount))
    let route = state.stops[visit].route
    guard route >= 0 else { return false }
    let room = limit &- state.total.cost
    let kind = Int(data.limits[route].kind)
    // Behind the visit's stop, now and then behind the start: the whole route is the tail.
    let from = chance.below(8) == 0 ? data.limits[route].start : visit
    if chance.below(4) == 0 {
      let other = chance.below(data.kindCount)
      let isIdle = from != visit && other == kind || state.stops[from].next >= data.visitCount
      guard !isIdle, data.canExchange[kind * data.kindCount + other], state.unused[other] >= 0 else {
        return false
      }
      let exchange = RouteState.TailExchange(a: from, b: data.limits[state.unused[other]].start)
      return tryOut(exchange, room)
    }
    let row = Int(visit) * hood.width
    let first = chance.below(hood.width)
    for index in 0..<hood.width {
      let next = hood.after[row + (first + index) % hood.width]
      guard next >= 0 else { continue }
      let other = state.stops[next].route
      guard other >= 0, other != route, data.canExchange[kind * data.kindCount + Int(data.limits[other].kind)]
      else { continue }
      if tryOut(RouteState.TailExchange(a: from, b: state.stops[next].previous), room) { return true }
      if !keepsRules { return false }
    }
    return false
  }

  private mutating func tryOut(_ exchange: RouteState.TailExchange, _ room: Int) -> Bool {
    guard state.cost(of: exchange) < room, state.isInTime(exchange), state.isLoadable(exchange) else {
      return false
    }
    keepsRules = state.make(exchange)
    return keepsRules
  }

  private static let longestPart = 8

  /// Moves a part of a route into another, or swaps it with a part of that, where that costs less than the step may.
  mutating func exchangeParts() -> Bool {
    let first = Int32(chance.below(data.visitCount))
    let route = state.stops[first].route
    guard route >= 0 else { return false }
    let room = limit &- state.total.cost
    let kind = Int(data.limits[route].kind)
    var last = first
    var left = chance.below(Self.longestPart)
    while left > 0, state.stops[last].next < data.visitCount {
      last = state.stops[last].next
      left -= 1
    }
    let length = chance.below(2) == 0 ? 0 : 1 + chance.below(Self.longestPart)
    let row = Int(first) * hood.width
    let start = chance.below(hood.width)
    for index in 0..<hood.width {
      let behind = hood.before[row + (start + index) % hood.width]
      guard behind >= 0 else { continue }
      let other = state.stops[behind].route
      guard other >= 0, other != route, data.canExchange[kind * data.kindCount + Int(data.limits[other].kind)]
      else { continue }
      var ahead = state.stops[behind].next
      var left = length
      while left > 0, ahead < data.visitCount {
        ahead = state.stops[ahead].next
        left -= 1
      }
      let exchange = RouteState.CrossExchange(first: first, last: last, behind: behind, ahead: ahead)
      guard state.cost(of: exchange) < room, state.isFeasible(exchange) else { continue }
      keepsRules = state.make(exchange)
      return keepsRules
    }
    return false
  }

  private static let mostReplaced = 3

  /// Serves a client that is left out in the place of a few neighbouring stops, or of none, where that costs less than
  /// the step may.
  mutating func replace() -> Bool {
    let visit = Int32(chance.below(data.visitCount))
    guard state.option[data.client[visit]] < 0, isSimple(data.client[visit]) else { return false }
    let room = limit &- state.total.cost
    let most = chance.below(Self.mostReplaced + 1)
    let isBehind = chance.below(2) == 0
    let row = Int(visit) * hood.width
    let start = chance.below(hood.width)
    for index in 0..<hood.width {
      let at = row + (start + index) % hood.width
      let other = isBehind ? hood.before[at] : hood.after[at]
      guard other >= 0, state.stops[other].route >= 0 else { continue }
      var replacement = RouteState.Replacement(visit: visit, behind: other, ahead: other)
      var left = most
      if isBehind {
        replacement.ahead = state.stops[other].next
        while left > 0, isReplaceable(replacement.ahead) {
          replacement.ahead = state.stops[replacement.ahead].next
          left -= 1
        }
      } else {
        replacement.behind = state.stops[other].previous
        while left > 0, isReplaceable(replacement.behind) {
          replacement.behind = state.stops[replacement.behind].previous
          left -= 1
        }
      }
      guard left == 0, state.cost(of: replacement) < room, state.isFeasible(replacement) else { continue }
      keepsRules = state.make(replacement)
      return keepsRules
    }
    return false
  }

  private func isReplaceable(_ stop: Int32) -> Bool {
    stop < data.visitCount && isSimple(data.client[stop]) && !data.isRequired[data.client[stop]]
  }

  /// Whether a client has one visit and no choice.
  func isSimple(_ client: Int32) -> Bool {
    data.firstVisit[client + 1] == data.firstVisit[client] + 1
      && data.firstOption[client + 1] == data.firstOption[client] + 1
  }
}
