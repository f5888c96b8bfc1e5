import Scenario

extension RoutePlanner {
  /// The same drives, given to crews that are alike such that each drives about as far over the horizon.
  ///
  /// Drives of one shift change hands two by two while that brings kilometres nearer to the policy's tolerance around the mean of
  /// those that are alike; within it, while it evens the required visits. Which of two that are alike is called the first is
  /// one; so their first shift of all stays with whom it is given to.
  func evened(_ results: [Result]) -> [Result] {
    var results = results
    let dates = Dictionary(
      grouping: problem.horizon.dayTypeOfDate.map { problem.dayTypes[$0] }, by: \.self
    ).mapValues(\.count)
    let crewOfID = Dictionary(
      zip(problem.crews.map(\.id), problem.crews.indices), uniquingKeysWith: { first, _ in first })
    func load(_ route: Route) -> CrewLoad {
      let times = dates[route.dayType] ?? 0
      return CrewLoad(metres: Double(times) * route.metres, visits: times * route.visits.count)
    }
    var loads = [CrewLoad](repeating: CrewLoad(), count: problem.crews.count)
    for route in results.flatMap(\.routes) { loads[crewOfID[route.crewID] ?? 0] += load(route) }
    let means = problem.crews.map { crew in
      let alike = problem.crews.indices.filter { problem.crews[$0].isLike(crew) }
      return alike.reduce(0) { $0 + loads[$1].metres } / Double(alike.count)
    }
    let pairs = exchanges(in: results, crewOfID)
    var isChanged = true
    while isChanged {
      isChanged = false
      for pair in pairs {
        let (x, y) = (results[pair.result].routes[pair.a], results[pair.result].routes[pair.b])
        let (first, second) = (crewOfID[x.crewID] ?? 0, crewOfID[y.crewID] ?? 0)
        var (a, b) = (loads[first], loads[second])
        func unevenness() -> (Double, Int) {
          let (mean, tolerance) = (means[first], problem.patrol.hoursTolerance)
          return (a.excess(over: mean, tolerance) + b.excess(over: mean, tolerance), a.squares + b.squares)
        }
        let before = unevenness()
        a += load(y) - load(x)
        b += load(x) - load(y)
        let after = unevenness()
        // More than what rounding adds up to, so that this ends.
        guard after.0 < before.0 - 1e-9 || (after.0 <= before.0 && after.1 < before.1) else { continue }
        (loads[first], loads[second]) = (a, b)
        results[pair.result].routes[pair.a].stops = y.stops
        results[pair.result].routes[pair.b].stops = x.stops
        isChanged = true
      }
    }
    return results
  }

  /// Drives that may change hands: of one shift, and of two crews that are alike, whose first shift of all this is not.
  private func exchanges(
    in results: [Result], _ crewOfID: [String: Int]
  ) -> [(result: Int, a: Int, b: Int)] {
    var pairs: [(result: Int, a: Int, b: Int)] = []
    for (number, result) in results.enumerated() {
      let routes = result.routes
      for a in routes.indices {
        for b in routes.indices.dropFirst(a + 1) where routes[a].shiftID == routes[b].shiftID {
          guard let x = crewOfID[routes[a].crewID], let y = crewOfID[routes[b].crewID],
            problem.crews[x].isLike(problem.crews[y]),
            number > 0 || problem.crews[x].shiftIDs.first != routes[a].shiftID
          else { continue }
          pairs.append((number, a, b))
        }
      }
    }
    return pairs
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

/// What a crew drives and visits over the horizon.
private struct CrewLoad {
  var metres = 0.0
  var visits = 0

  var squares: Int { visits * visits }

  /// The square of what is beyond a tolerance around the mean, as a share of it.
  func excess(over mean: Double, _ tolerance: Double) -> Double {
    guard mean > 0 else { return 0 }
    let beyond = max(0, abs(metres / mean - 1) - tolerance)
    return beyond * beyond
  }

  static func += (a: inout CrewLoad, b: CrewLoad) {
    a.metres += b.metres
    a.visits += b.visits
  }

  static func - (a: CrewLoad, b: CrewLoad) -> CrewLoad {
    CrewLoad(metres: a.metres - b.metres, visits: a.visits - b.visits)
  }
}
