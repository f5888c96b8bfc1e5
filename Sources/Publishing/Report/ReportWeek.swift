import Planner

extension Plan {
  /// By unit of the lowest level, how often a crew stops there in the first week of the horizon, whatever the day types of
  /// its days. Who only drives through is not counted.
  var stopsInWeek: [Int] {
    var routesOn: [String: Int] = [:]
    for day in 0..<min(7, problem.horizon.days) {
      routesOn[problem.dayTypes[problem.horizon.dayType(of: day)], default: 0] += 1
    }
    var stops = [Int](repeating: 0, count: hierarchy.lowest.count)
    for (route, units) in zip(routes, unitOfStop) {
      for (stop, unit) in zip(route.stops, units) where unit >= 0 && stop.kind.isPresence {
        stops[unit] += routesOn[route.dayType] ?? 0
      }
    }
    return stops
  }
}
