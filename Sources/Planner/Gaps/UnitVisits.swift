/// The visits that routes pay to units in the course of a day.
struct UnitVisits {
  private static let day = 86_400

  private(set) var count: [Int]
  /// The greatest seconds from one visit to the next, the day taken as a ring; `nil` without a visit, and a
  /// whole day with one.
  private(set) var maxRevisit: [Int?]

  /// A visit is a stop at a checkpoint or at a unit, and counts from the moment it begins.
  init(routes: [Route], unitOfStop: [[Int]], unitCount: Int) {
    precondition(routes.count == unitOfStop.count, "a list of units for every route")
    var times = [[Int]](repeating: [], count: unitCount)
    for (route, units) in zip(routes, unitOfStop) {
      precondition(route.stops.count == units.count, "a unit for every stop")
      for (stop, unit) in zip(route.stops, units) where unit >= 0 {
        guard stop.kind == .checkpoint || stop.kind == .unit else { continue }
        // A night shift runs into the next day, which is planned alike.
        times[unit].append((stop.start % Self.day + Self.day) % Self.day)
      }
    }
    count = times.map(\.count)
    maxRevisit = times.map { times in
      let sorted = times.sorted()
      guard let first = sorted.first, let last = sorted.last else { return nil }
      let overnight = first + Self.day - last
      return zip(sorted, sorted.dropFirst()).reduce(overnight) { max($0, $1.1 - $1.0) }
    }
  }
}
