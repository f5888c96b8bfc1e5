import Scenario

extension RoutePlanner {
  /// The same drives, given to crews that are alike such that each drives about as far over the horizon and makes about as
  /// many required visits.
  ///
  /// Drives of one shift change hands two by two while that lets the squares of all crews' loads add up to less, kilometres
  /// and visits each as shares of their mean. Which of two that are alike is called the first is one; so their first shift
  /// of all stays with whom it is given to.
  func evened(_ results: [Result]) -> [Result] {
    var results = results
    let dates = Dictionary(
      grouping: problem.horizon.dayTypeOfDate.map { problem.dayTypes[$0] }, by: \.self
    ).mapValues { Double($0.count) }
    let crewOfID = Dictionary(
      zip(problem.crews.map(\.id), problem.crews.indices), uniquingKeysWith: { first, _ in first })
    func load(_ route: Route) -> SIMD2<Double> {
      let times = dates[route.dayType] ?? 0
      return SIMD2(times * route.metres, times * Double(route.visits.count))
    }
    var loads = [SIMD2<Double>](repeating: .zero, count: problem.crews.count)
    for route in results.flatMap(\.routes) { loads[crewOfID[route.crewID] ?? 0] += load(route) }
    let mean = loads.reduce(.zero, +) / Double(max(1, loads.count))
    let scale = (mean * mean).replacing(with: 1, where: mean .== 0)
    let pairs = exchanges(in: results, crewOfID)
    var isChanged = true
    while isChanged {
      isChanged = false
      for pair in pairs {
        let (x, y) = (results[pair.result].routes[pair.a], results[pair.result].routes[pair.b])
        let (first, second) = (crewOfID[x.crewID] ?? 0, crewOfID[y.crewID] ?? 0)
        let more = load(y) - load(x)
        let change = more * (loads[first] - loads[second] + more) / scale
        // More than what rounding adds up to, so that this ends.
        guard change.sum() < -1e-9 else { continue }
        loads[first] += more
        loads[second] -= more
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
