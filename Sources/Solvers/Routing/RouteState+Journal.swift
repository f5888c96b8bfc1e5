/// The routes and choices as they were before a step changed them.
struct RouteJournal: ~Copyable {
  let isRouteSaved: Column<Bool>
  let isClientSaved: Column<Bool>
  /// Saved routes, with their counts, loads and where their stops begin.
  let routes: Column<Int32>
  let counts: Column<RouteState.Route>
  let loads: Column<Int>
  let firstStop: Column<Int>
  let stopIDs: Column<Int32>
  let stops: Column<RouteState.Stop>
  let clients: Column<Int32>
  let options: Column<Int32>
  var routeCount = 0
  var clientCount = 0
  var total = RouteState.Totals()

  init(_ data: RoutingData, blank: RouteState.Stop) {
    let stopCount = data.visitCount + 2 * data.routeCount
    isRouteSaved = Column(repeating: false, count: data.routeCount)
    isClientSaved = Column(repeating: false, count: data.clientCount)
    routes = Column(repeating: -1, count: data.routeCount)
    counts = Column(repeating: RouteState.Route(visits: 0, distance: 0), count: data.routeCount)
    loads = Column(repeating: 0, count: data.routeCount * data.dimensions)
    firstStop = Column(repeating: 0, count: data.routeCount + 1)
    stopIDs = Column(repeating: -1, count: stopCount)
    stops = Column(repeating: blank, count: stopCount)
    clients = Column(repeating: -1, count: data.clientCount)
    options = Column(repeating: -1, count: data.clientCount)
  }
}

extension RouteState {
  /// Begins a step: what is changed from here on can be rolled back.
  mutating func begin() {
    for index in 0..<journal.routeCount { journal.isRouteSaved[journal.routes[index]] = false }
    for index in 0..<journal.clientCount { journal.isClientSaved[journal.clients[index]] = false }
    journal.routeCount = 0
    journal.clientCount = 0
    journal.total = total
  }

  /// Notes a route's stops before its first change in this step.
  mutating func save(_ route: Int32) {
    guard !journal.isRouteSaved[route] else { return }
    journal.isRouteSaved[route] = true
    let index = journal.routeCount
    journal.routes[index] = route
    journal.counts[index] = routes[route]
    for k in 0..<data.dimensions {
      journal.loads[index &* data.dimensions &+ k] = load[Int(route) &* data.dimensions &+ k]
    }
    var at = journal.firstStop[index]
    var stop = data.limits[route].start
    while stop >= 0 {
      journal.stopIDs[at] = stop
      journal.stops[at] = stops[stop]
      at &+= 1
      stop = stops[stop].next
    }
    journal.firstStop[index &+ 1] = at
    journal.routeCount = index &+ 1
  }

  mutating func save(client: Int32) {
    guard !journal.isClientSaved[client] else { return }
    journal.isClientSaved[client] = true
    journal.clients[journal.clientCount] = client
    journal.options[journal.clientCount] = option[client]
    journal.clientCount &+= 1
  }

  /// Makes all as it was when the step began.
  mutating func rollBack() {
    for index in 0..<journal.routeCount {
      var stop = stops[data.limits[journal.routes[index]].start].next
      while stop < data.visitCount {
        stops[stop].route = -1
        stop = stops[stop].next
      }
    }
    for at in 0..<journal.firstStop[journal.routeCount] { stops[journal.stopIDs[at]] = journal.stops[at] }
    for index in 0..<journal.routeCount {
      let route = journal.routes[index]
      let wasUsed = routes[route].visits > 0
      routes[route] = journal.counts[index]
      for k in 0..<data.dimensions {
        load[Int(route) &* data.dimensions &+ k] = journal.loads[index &* data.dimensions &+ k]
      }
      if wasUsed != (routes[route].visits > 0) {
        let kind = data.limits[route].kind
        seekUnused(kind, from: data.firstRoute[kind])
      }
    }
    for index in 0..<journal.clientCount { option[journal.clients[index]] = journal.options[index] }
    total = journal.total
  }
}
