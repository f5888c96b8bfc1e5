import Scenario

extension RoutePlanner {
  /// The same drives, given to crews that are alike such that each drives about as far over the horizon.
  ///
  /// Drives of one shift change hands between two crews, one such pair of drives at a time or two, while that brings kilometres
  /// nearer to the policy's tolerance around the mean of those that are alike; within it, while it evens the required visits.
  /// Which of two that are alike is called the first is one; so their first shift of all stays with whom it is given to.
  func evened(_ results: [Result]) -> [Result] {
    var results = results
    let dates = Dictionary(
      grouping: problem.horizon.dayTypeOfDate.map { problem.dayTypes[$0] }, by: \.self
    ).mapValues(\.count)
    let crewOfID = Dictionary(
      zip(problem.crews.map(\.id), problem.crews.indices), uniquingKeysWith: { first, _ in first })
    // By result and route, then by crew.
    var drives = results.map { result in
      result.routes.map { route in
        let times = dates[route.dayType] ?? 0
        return CrewLoad(metres: Double(times) * route.metres, visits: times * route.visits.count)
      }
    }
    var loads = [CrewLoad](repeating: CrewLoad(), count: problem.crews.count)
    for (result, own) in zip(results, drives) {
      for (route, drive) in zip(result.routes, own) { loads[crewOfID[route.crewID] ?? 0] += drive }
    }
    let means = problem.crews.map { crew in
      let alike = problem.crews.indices.filter { problem.crews[$0].isLike(crew) }
      return alike.reduce(0) { $0 + loads[$1].metres } / Double(alike.count)
    }
    func unevenness(_ first: Int, _ a: CrewLoad, _ b: CrewLoad) -> (excess: Double, visits: Int) {
      let (mean, tolerance) = (means[first], problem.patrol.hoursTolerance)
      return (a.excess(over: mean, tolerance) + b.excess(over: mean, tolerance), a.squares + b.squares)
    }
    /// Makes exchanges between two crews where that is fairer.
    func make(_ move: [Exchange]) -> Bool {
      let (first, second) = (move[0].first, move[0].second)
      let more = move.reduce(CrewLoad()) { $0 + drives[$1.result][$1.b] - drives[$1.result][$1.a] }
      let before = unevenness(first, loads[first], loads[second])
      let after = unevenness(first, loads[first] + more, loads[second] - more)
      // More than what rounding adds up to, so that this ends.
      guard
        after.excess < before.excess - 1e-9
          || (after.excess <= before.excess && after.visits < before.visits)
      else { return false }
      loads[first] += more
      loads[second] = loads[second] - more
      for pair in move {
        drives[pair.result].swapAt(pair.a, pair.b)
        let stops = results[pair.result].routes[pair.a].stops
        results[pair.result].routes[pair.a].stops = results[pair.result].routes[pair.b].stops
        results[pair.result].routes[pair.b].stops = stops
      }
      return true
    }
    let exchanges = exchanges(in: results, crewOfID)
    // For each the others between the same crews before it: all couples at once are too many to hold.
    let between = Dictionary(grouping: exchanges.indices) { [exchanges[$0].first, exchanges[$0].second] }
    let others = exchanges.indices.map { number in
      between[[exchanges[number].first, exchanges[number].second], default: []].prefix { $0 < number }
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for exchange in exchanges where make([exchange]) { isChanged = true }
      for (exchange, others) in zip(exchanges, others) {
        for other in others where make([exchanges[other], exchange]) { isChanged = true }
      }
    }
    return results
  }

  /// Two routes of one result, and their crews, which may exchange their drives.
  private struct Exchange {
    var result: Int
    var a: Int
    var b: Int
    var first: Int
    var second: Int
  }

  /// Drives that may change hands: of one shift, and of two crews that are alike, whose first shift of all this is not.
  private func exchanges(in results: [Result], _ crewOfID: [String: Int]) -> [Exchange] {
    var exchanges: [Exchange] = []
    for (number, result) in results.enumerated() {
      let routes = result.routes
      for a in routes.indices {
        for b in routes.indices.dropFirst(a + 1) where routes[a].shiftID == routes[b].shiftID {
          guard let x = crewOfID[routes[a].crewID], let y = crewOfID[routes[b].crewID],
            problem.crews[x].isLike(problem.crews[y]),
            number > 0 || problem.crews[x].shiftIDs.first != routes[a].shiftID
          else { continue }
          exchanges.append(Exchange(result: number, a: a, b: b, first: x, second: y))
        }
      }
    }
    return exchanges
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

  static func + (a: CrewLoad, b: CrewLoad) -> CrewLoad {
    CrewLoad(metres: a.metres + b.metres, visits: a.visits + b.visits)
  }

  static func += (a: inout CrewLoad, b: CrewLoad) { a = a + b }

  static func - (a: CrewLoad, b: CrewLoad) -> CrewLoad {
    CrewLoad(metres: a.metres - b.metres, visits: a.visits - b.visits)
  }
}
