/// The best answer so far.
struct RoutingBest: ~Copyable {
  /// By visit the next stop, by route its first.
  private let next: Column<Int32>
  private let first: Column<Int32>
  private let data: RoutingData
  private(set) var value: (missing: Int, cost: Int)?
  private let option: Column<Int32>

  init(_ data: RoutingData) {
    self.data = data
    next = Column(repeating: -1, count: data.visitCount)
    first = Column(repeating: Int32(data.visitCount), count: data.routeCount)
    option = Column(repeating: -1, count: data.clientCount)
  }

  /// Keeps a state that leaves out less weight of required clients, or as much at less cost.
  mutating func take(_ state: borrowing RouteState) {
    let new = (state.total.missing, state.trueCost)
    if let value, value <= new { return }
    value = new
    for visit in 0..<data.visitCount { next[visit] = state.stops[visit].next }
    for route in 0..<data.routeCount { first[route] = state.stops[data.limits[route].start].next }
    for client in 0..<data.clientCount { option[client] = state.option[client] }
  }

  /// In the order of the problem's vehicles, without the prizes of required clients.
  func answer(iterations: Int) -> RoutingAnswer {
    var routes = [[RoutingAnswer.Stop]](repeating: [], count: data.routeCount)
    for route in 0..<data.routeCount {
      var visit = Int(first[route])
      while visit < data.visitCount {
        let client = Int(data.client[visit])
        routes[data.vehicleOf[route]].append(
          RoutingAnswer.Stop(client: client, visit: visit - Int(data.firstVisit[client])))
        visit = Int(next[visit])
      }
    }
    let unserved = (0..<data.clientCount).filter { data.isRequired[$0] && option[$0] < 0 }
    return RoutingAnswer(
      routes: routes, cost: (value?.cost ?? 0) - unserved.reduce(0) { $0 + data.prize[$1] },
      unserved: unserved,
      iterations: iterations)
  }
}
