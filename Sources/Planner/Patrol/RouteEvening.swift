import Scenario

extension RoutePlanner {
  /// The same drives, given to crews that are alike such that each drives about as far over the horizon.
  ///
  /// Drives of one shift change hands two by two while that lets the squares of what all crews drive add up to less.
  func evened(_ results: [Result]) -> [Result] {
    var results = results
    let dates = Dictionary(
      grouping: problem.horizon.dayTypeOfDate.map { problem.dayTypes[$0] }, by: \.self
    ).mapValues(\.count)
    let crewOfID = Dictionary(
      zip(problem.crews.map(\.id), problem.crews.indices), uniquingKeysWith: { first, _ in first })
    var metres = [Double](repeating: 0, count: problem.crews.count)
    func drive(_ route: Route) -> Double {
      Double(dates[route.dayType] ?? 0) * route.stops.reduce(0) { $0 + $1.distance }
    }
    for result in results {
      for route in result.routes { metres[crewOfID[route.crewID] ?? 0] += drive(route) }
    }
    // Pairs of drives that may change hands: result, and places of the two in it.
    var pairs: [(result: Int, a: Int, b: Int)] = []
    for (number, result) in results.enumerated() {
      let routes = result.routes
      for a in routes.indices {
        for b in routes.indices.dropFirst(a + 1) where routes[a].shiftID == routes[b].shiftID {
          guard let x = crewOfID[routes[a].crewID], let y = crewOfID[routes[b].crewID],
            problem.crews[x].isLike(problem.crews[y])
          else { continue }
          pairs.append((number, a, b))
        }
      }
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for (number, a, b) in pairs {
        let (x, y) = (results[number].routes[a], results[number].routes[b])
        let (first, second) = (crewOfID[x.crewID] ?? 0, crewOfID[y.crewID] ?? 0)
        let more = drive(y) - drive(x)
        // A metre is more than what rounding adds up to, so that this ends.
        guard more * (metres[first] - metres[second] + more) < -1 else { continue }
        metres[first] += more
        metres[second] -= more
        results[number].routes[a].stops = y.stops
        results[number].routes[b].stops = x.stops
        isChanged = true
      }
    }
    return results
  }
}

extension Crew {
  /// Whether each of the two could make the other's drives.
  func isLike(_ other: Crew) -> Bool {
    (baseID, endID, restID) == (other.baseID, other.endID, other.restID)
      && vehicleKind == other.vehicleKind && Set(skills) == Set(other.skills) && range == other.range
      && breaks == other.breaks
  }
}
