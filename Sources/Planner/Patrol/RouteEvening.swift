import Scenario

extension RoutePlanner {
  /// The same drives, given to crews that are alike such that each drives about as far over the horizon.
  ///
  /// Two crews exchange all drives of a day type while that lets the squares of what all crews drive add up to less; so what
  /// falls evenly on them on one day still does. The first day type stays as it is.
  func evened(_ results: [Result]) -> [Result] {
    var results = results
    let dates = Dictionary(
      grouping: problem.horizon.dayTypeOfDate.map { problem.dayTypes[$0] }, by: \.self
    ).mapValues(\.count)
    // By result, then by crew.
    var drives = results.map { result in
      problem.crews.map { crew in
        result.routes.filter { $0.crewID == crew.id }.reduce(0.0) { sum, route in
          sum + Double(dates[route.dayType] ?? 0) * route.stops.reduce(0) { $0 + $1.distance }
        }
      }
    }
    var metres = problem.crews.indices.map { crew in drives.reduce(0) { $0 + $1[crew] } }
    let pairs = problem.crews.indices.flatMap { a in
      problem.crews.indices.dropFirst(a + 1).filter { problem.crews[a].isLike(problem.crews[$0]) }.map {
        (a, $0)
      }
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for number in results.indices.dropFirst() {
        for (a, b) in pairs {
          let more = drives[number][b] - drives[number][a]
          // A metre is more than what rounding adds up to, so that this ends.
          guard more * (metres[a] - metres[b] + more) < -1 else { continue }
          metres[a] += more
          metres[b] -= more
          drives[number].swapAt(a, b)
          results[number].exchange(problem.crews[a].id, problem.crews[b].id)
          isChanged = true
        }
      }
    }
    return results
  }
}

extension RoutePlanner.Result {
  /// Gives each of two crews, which are on the same shifts, the other's drives.
  fileprivate mutating func exchange(_ a: String, _ b: String) {
    for first in routes.indices where routes[first].crewID == a {
      let shiftID = routes[first].shiftID
      guard let second = routes.firstIndex(where: { $0.crewID == b && $0.shiftID == shiftID }) else {
        continue
      }
      let stops = routes[first].stops
      routes[first].stops = routes[second].stops
      routes[second].stops = stops
    }
  }
}

extension Crew {
  /// Whether each of the two could make all of the other's drives.
  func isLike(_ other: Crew) -> Bool {
    (baseID, endID, restID) == (other.baseID, other.endID, other.restID)
      && vehicleKind == other.vehicleKind && Set(skills) == Set(other.skills) && range == other.range
      && breaks == other.breaks && Set(shiftIDs) == Set(other.shiftIDs)
  }
}
