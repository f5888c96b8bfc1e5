extension RouteState {
  /// Two routes exchange short parts: cross-exchange (Taillard et al. 1997); with one part empty a part moves.
  struct CrossExchange {
    /// First and last visit of the part of one route.
    var first: Int32
    var last: Int32
    /// The stops of the other route around its part; next to each other when it has none.
    var behind: Int32
    var ahead: Int32
  }

  /// What an exchange adds to the cost.
  @inline(__always) func cost(of exchange: CrossExchange) -> Int {
    let route = stops[exchange.first].route
    let limits = data.limits[route]
    let matrix = limits.matrix
    let (before, after) = (stops[exchange.first].previous, stops[exchange.last].next)
    let (first, last) = (stops[exchange.behind].next, stops[exchange.ahead].previous)
    var change = 0 &- Int(stops[before].costToNext) &- Int(stops[exchange.last].costToNext)
    change &+= Int(arcCost(matrix, stops[exchange.behind].place, stops[exchange.first].place))
    change &+= Int(arcCost(matrix, stops[exchange.last].place, stops[exchange.ahead].place))
    change &-= Int(stops[exchange.behind].costToNext)
    if first == exchange.ahead {
      if before == limits.start, after == limits.end {
        change &-= limits.fixedCost
      } else {
        change &+= Int(arcCost(matrix, stops[before].place, stops[after].place))
      }
    } else {
      change &-= Int(stops[last].costToNext)
      change &+= Int(arcCost(matrix, stops[before].place, stops[first].place))
      change &+= Int(arcCost(matrix, stops[last].place, stops[after].place))
    }
    return change
  }

  /// Whether both routes keep windows, durations and loads.
  func isFeasible(_ exchange: CrossExchange) -> Bool {
    let (a, b) = (stops[exchange.first].route, stops[exchange.behind].route)
    let (before, after) = (stops[exchange.first].previous, stops[exchange.last].next)
    guard isInTime(b, exchange.behind, exchange.first, exchange.last, exchange.ahead) else { return false }
    let (first, last) = (stops[exchange.behind].next, stops[exchange.ahead].previous)
    if first == exchange.ahead {
      let travel = arcTime(data.limits[a].matrix, stops[before].place, stops[after].place)
      let isEmptied = before >= data.visitCount && after >= data.visitCount
      guard isEmptied || stops[before].before.reaches(stops[after].after, travel: travel) else {
        return false
      }
    } else {
      guard isInTime(a, before, first, last, after) else { return false }
    }
    for k in 0..<data.dimensions {
      let (atA, atB) = (Int(a) &* data.dimensions &+ k, Int(b) &* data.dimensions &+ k)
      let loss = loadBetween(exchange.first, after, k) &- loadBetween(first, exchange.ahead, k)
      if load[atA] &- loss > data.capacity[atA] || load[atB] &+ loss > data.capacity[atB] { return false }
    }
    return true
  }

  /// Whether a route is in time with the part `first` to `last`, not its own, between two of its stops.
  func isInTime(
    _ route: Int32, _ before: Int32, _ first: Int32, _ last: Int32, _ after: Int32
  ) -> Bool {
    let limits = data.limits[route]
    let part = segment(first, last, limits.matrix)
    let travel = arcTime(limits.matrix, stops[before].place, stops[first].place)
    let head = stops[before].before
    guard head.reaches(part, travel: travel) else { return false }
    let joined = head.joined(part, travel: travel)
    let onward = arcTime(limits.matrix, stops[last].place, stops[after].place)
    return joined.reaches(stops[after].after, travel: onward)
      && (limits.maxDuration == .max
        || joined.joined(stops[after].after, travel: onward).duration <= limits.maxDuration)
  }

  /// What lies from one stop of a route to a later one.
  private func segment(_ first: Int32, _ last: Int32, _ matrix: Int) -> Segment {
    var stop = first
    var segment = stops[stop].alone
    while stop != last {
      let next = stops[stop].next
      segment = segment.joined(
        stops[next].alone, travel: arcTime(matrix, stops[stop].place, stops[next].place))
      stop = next
    }
    return segment
  }

  func loadBetween(_ first: Int32, _ end: Int32, _ dimension: Int) -> Int {
    var (stop, sum) = (first, 0)
    while stop != end {
      sum &+= data.demand[Int(stop) &* data.dimensions &+ dimension]
      stop = stops[stop].next
    }
    return sum
  }

  /// Makes an exchange; `false` when a route breaks a limit, and the step is to be rolled back.
  mutating func make(_ exchange: CrossExchange) -> Bool {
    let (a, b) = (stops[exchange.first].route, stops[exchange.behind].route)
    save(a)
    save(b)
    let matrix = data.limits[a].matrix
    let (before, after) = (stops[exchange.first].previous, stops[exchange.last].next)
    let (first, last) = (stops[exchange.behind].next, stops[exchange.ahead].previous)
    link(exchange.behind, exchange.first, matrix)
    link(exchange.last, exchange.ahead, matrix)
    if first == exchange.ahead {
      link(before, after, matrix)
    } else {
      link(before, first, matrix)
      link(last, after, matrix)
    }
    recount(a)
    recount(b)
    return refresh(a) && refresh(b)
  }
}
