/// Routes under change: always feasible, with what is needed to try an insertion in constant time.
///
/// Each stop knows the segment from its route's start to itself and the segment from itself to the end.
struct RouteState: ~Copyable {
  /// One visit, or the start or the end of a route: a cache line.
  struct Stop: BitwiseCopyable {
    /// -1 where there is none.
    var next: Int32
    var previous: Int32
    /// -1 while no route makes the visit.
    var route: Int32
    var place: Int32
    var ready: Int32
    var due: Int32
    var service: Int32
    /// Cost of the arc to the next stop.
    var costToNext: Int32
    var before: Segment
    var after: Segment

    @inline(__always) var alone: Segment { Segment(duration: service, earliest: ready, latest: due) }
  }

  struct Route: BitwiseCopyable {
    var visits: Int
    var distance: Int
  }

  /// Of all routes together.
  struct Totals: BitwiseCopyable {
    /// Travel and fixed costs, and the prices of all clients left out.
    var cost = 0
    /// Weights of the required clients left out, and how many optional ones are.
    var missing = 0
    var skipped = 0
    var distance = 0
    var visits = 0
    var usedRoutes = 0
  }

  let data: RoutingData
  let stops: Column<Stop>
  let routes: Column<Route>
  /// By route, all dimensions side by side.
  let load: Column<Int>
  /// By client the option that is chosen, -1 for one left out.
  let option: Column<Int32>
  /// By kind its first unused route, -1 when all are used.
  let unused: Column<Int32>
  var total = Totals()
  /// What leaving out an optional client costs above its prize while the search is on.
  private(set) var bonus = 0
  /// What rollback restores.
  var journal: RouteJournal

  init(_ data: RoutingData) {
    self.data = data
    let (v, r) = (data.visitCount, data.routeCount)
    let still = Segment(duration: 0, earliest: 0, latest: 0)
    stops = Column(
      (0..<(v + 2 * r)).map { i in
        Stop(
          next: -1, previous: -1, route: i < v ? -1 : Int32((i - v) % r), place: data.place[i],
          ready: data.ready[i], due: data.due[i], service: data.service[i], costToNext: 0, before: still,
          after: still)
      })
    routes = Column(repeating: Route(visits: 0, distance: 0), count: r)
    load = Column(repeating: 0, count: r * data.dimensions)
    option = Column(repeating: -1, count: data.clientCount)
    unused = Column((0..<data.kindCount).map { data.firstRoute[$0] })
    journal = RouteJournal(data, blank: stops[0])
    for route in 0..<r {
      let (start, end) = (data.limits[route].start, data.limits[route].end)
      stops[start].next = end
      stops[end].previous = start
      stops[start].before = stops[start].alone
      stops[end].after = stops[end].alone
      refresh(Int32(route))
    }
    for client in 0..<data.clientCount {
      total.cost += data.prize[client]
      total.missing += data.weight[client]
      total.skipped += data.isRequired[client] ? 0 : 1
    }
  }

  @inline(__always) func arcCost(_ matrix: Int, _ a: Int32, _ b: Int32) -> Int32 {
    data.costFrom[matrix &+ Int(a) &* data.places &+ Int(b)]
  }

  @inline(__always) func arcTime(_ matrix: Int, _ a: Int32, _ b: Int32) -> Int32 {
    data.timeFrom[matrix &+ Int(a) &* data.places &+ Int(b)]
  }

  // MARK: Prices

  /// What leaving a client out costs in the search.
  @inline(__always) func price(_ client: Int32) -> Int {
    data.prize[client] &+ (data.isRequired[client] ? 0 : bonus)
  }

  /// The cost with prizes as they are.
  var trueCost: Int { total.cost - bonus * total.skipped }

  /// Between steps: a step cannot be rolled back over it.
  mutating func setBonus(_ new: Int) {
    total.cost += (new - bonus) * total.skipped
    bonus = new
  }

  // MARK: Changes

  /// Puts a visit that no route makes behind a stop; the caller has made sure that the route stays feasible.
  mutating func insert(_ visit: Int32, behind before: Int32) {
    let route = stops[before].route
    save(route)
    let after = stops[before].next
    let matrix = data.limits[route].matrix
    let (i, v, j) = (stops[before].place, stops[visit].place, stops[after].place)
    let (toVisit, fromVisit) = (arcCost(matrix, i, v), arcCost(matrix, v, j))
    if routes[route].visits == 0 { use(route) }
    let change = Int(toVisit) &+ Int(fromVisit) &- Int(stops[before].costToNext)
    total.cost &+= change
    total.distance &+= change
    total.visits &+= 1
    routes[route].distance &+= change
    routes[route].visits &+= 1
    for k in 0..<data.dimensions {
      load[Int(route) &* data.dimensions &+ k] &+= data.demand[Int(visit) &* data.dimensions &+ k]
    }
    stops[before].next = visit
    stops[before].costToNext = toVisit
    stops[visit].next = after
    stops[visit].previous = before
    stops[visit].route = route
    stops[visit].costToNext = fromVisit
    stops[after].previous = visit
    refresh(forwards: visit, matrix)
    refresh(backwards: visit, matrix)
  }

  /// Takes a visit out of its route. The route's segments are stale until it is refreshed.
  mutating func unlink(_ visit: Int32) {
    let route = stops[visit].route
    save(route)
    let (before, after) = (stops[visit].previous, stops[visit].next)
    // An unused vehicle does not travel from its start to its end.
    let direct =
      routes[route].visits == 1
      ? 0 : arcCost(data.limits[route].matrix, stops[before].place, stops[after].place)
    let change = Int(direct) &- Int(stops[before].costToNext) &- Int(stops[visit].costToNext)
    total.cost &+= change
    total.distance &+= change
    total.visits &-= 1
    routes[route].distance &+= change
    routes[route].visits &-= 1
    for k in 0..<data.dimensions {
      load[Int(route) &* data.dimensions &+ k] &-= data.demand[Int(visit) &* data.dimensions &+ k]
    }
    stops[before].next = after
    stops[before].costToNext = direct
    stops[after].previous = before
    stops[visit].route = -1
    if routes[route].visits == 0 { release(route) }
  }

  mutating func choose(_ chosen: Int32, for client: Int32) {
    save(client: client)
    if option[client] < 0 {
      total.cost &-= price(client)
      total.missing &-= data.weight[client]
      total.skipped &-= data.isRequired[client] ? 0 : 1
    }
    option[client] = chosen
  }

  mutating func leaveOut(_ client: Int32) {
    guard option[client] >= 0 else { return }
    save(client: client)
    option[client] = -1
    total.cost &+= price(client)
    total.missing &+= data.weight[client]
    total.skipped &+= data.isRequired[client] ? 0 : 1
  }

  // MARK: Segments

  /// Renews a route's segments; `false` when it breaks a limit, and its segments are no use.
  @discardableResult
  func refresh(_ route: Int32) -> Bool {
    let limits = data.limits[route]
    let inTime = refresh(forwards: stops[limits.start].next, limits.matrix)
    refresh(backwards: stops[limits.end].previous, limits.matrix)
    return routes[route].visits == 0
      || inTime && stops[limits.end].before.duration <= limits.maxDuration
        && routes[route].distance <= limits.maxDistance
  }

  /// Renews the segments that end in `stop` and in those behind it; `false` when one is reached too late.
  @discardableResult
  private func refresh(forwards stop: Int32, _ matrix: Int) -> Bool {
    var stop = stop
    let last = stops[stop].previous
    var segment = stops[last].before
    var place = stops[last].place
    var inTime = true
    while stop >= 0 {
      let here = stops[stop].place
      let (alone, travel) = (stops[stop].alone, arcTime(matrix, place, here))
      if !segment.reaches(alone, travel: travel) { inTime = false }
      segment = segment.joined(alone, travel: travel)
      stops[stop].before = segment
      place = here
      stop = stops[stop].next
    }
    return inTime
  }

  /// Renews the segments that begin with `stop` and with those before it.
  private func refresh(backwards stop: Int32, _ matrix: Int) {
    var stop = stop
    let last = stops[stop].next
    var segment = stops[last].after
    var place = stops[last].place
    while stop >= 0 {
      let here = stops[stop].place
      segment = stops[stop].alone.joined(segment, travel: arcTime(matrix, here, place))
      stops[stop].after = segment
      place = here
      stop = stops[stop].previous
    }
  }

  // MARK: Use of vehicles

  mutating func use(_ route: Int32) {
    total.usedRoutes &+= 1
    total.cost &+= data.limits[route].fixedCost
    let kind = data.limits[route].kind
    if unused[kind] == route { seekUnused(kind, from: route &+ 1) }
  }

  mutating func release(_ route: Int32) {
    total.usedRoutes &-= 1
    total.cost &-= data.limits[route].fixedCost
    let kind = data.limits[route].kind
    if unused[kind] < 0 || route < unused[kind] { unused[kind] = route }
  }

  func seekUnused(_ kind: Int32, from first: Int32) {
    var route = first
    let end = data.firstRoute[kind &+ 1]
    while route < end, routes[route].visits > 0 { route &+= 1 }
    unused[kind] = route < end ? route : -1
  }
}
