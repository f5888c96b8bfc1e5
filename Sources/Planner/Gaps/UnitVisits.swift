/// The visits that routes pay to units in the course of a day.
package struct UnitVisits {
  /// For each unit when its visits begin, seconds after midnight of the day on which the shift starts.
  package let times: [[Int]]

  /// A visit is a stop at a checkpoint, at either end of a street or at a unit, and counts from the moment it begins.
  ///
  /// - Parameter unitOfStop: for each route and each of its stops the unit that holds it; -1 for none.
  package init(routes: [Route], unitOfStop: [[Int]], unitCount: Int) {
    precondition(routes.count == unitOfStop.count, "a list of units for every route")
    var times = [[Int]](repeating: [], count: unitCount)
    for (route, units) in zip(routes, unitOfStop) {
      precondition(route.stops.count == units.count, "a unit for every stop")
      for (stop, unit) in zip(route.stops, units) where unit >= 0 && stop.kind.isPresence {
        times[unit].append(stop.start)
      }
    }
    self.times = times
  }

  /// A night shift runs into the next day, which is planned alike.
  package var revisits: [Revisits] { times.map { Revisits($0) } }
}

extension Route.Stop.Kind {
  /// Whether the crew shows itself there.
  package var isPresence: Bool { self == .checkpoint || self == .street || self == .unit }
}
