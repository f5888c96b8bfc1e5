import Grid

/// A plan's numbers are as fine as its files tell them, so that it is read back as it was written: seconds of travel
/// and of work are whole, metres between stops have one decimal, those of a turn none.
extension Assignment {
  /// As a plan holds it: travel in whole seconds, and what rooms serve worked out from the units. How it was found
  /// is left out: that stands in the plan's bounds and moves.
  package func told(of units: Level) -> Assignment {
    var result = self
    (result.answers, result.replan, result.certificate) = ([], nil, nil)
    (result.objective, result.lowerBound) = (0, 0)
    result.travelOfUnit = travelOfUnit.map { $0.rounded() }
    var served = [[Int]](repeating: [], count: rooms.count)
    for (unit, room) in roomOfUnit.enumerated() where room >= 0 { served[room].append(unit) }
    for (index, list) in served.enumerated() {
      result.rooms[index].serve(list, of: units, result.travelOfUnit)
    }
    result.officerShares = officerShares.map { shares in
      var shares = shares
      shares.workloads = shares.workloads.map { $0.rounded() }
      return shares
    }
    return result
  }
}

extension Assignment.OpenRoom {
  /// Takes up the units it serves, and what follows from them.
  mutating func serve(_ served: [Int], of units: Level, _ travel: [Double]) {
    let equity = TravelEquity(
      travel: served.map { travel[$0] }, households: served.map { units.households[$0] })
    self.units = served
    households = served.reduce(0) { $0 + units.households[$1] }
    meanTravel = equity.mean
    maxTravel = served.reduce(0) { travel[$1].isFinite ? max($0, travel[$1]) : $0 }
  }
}

extension Route {
  var told: Route {
    var route = self
    for index in stops.indices { route.stops[index].distance = (stops[index].distance * 10).rounded() / 10 }
    return route
  }
}

extension RouteWay {
  var told: RouteWay {
    RouteWay(
      path: path.count == 1 ? path + path : path,
      turns: turns.map { turn in
        var turn = turn
        turn.metres = turn.metres.rounded()
        return turn
      })
  }
}

extension PatrolArea {
  var told: PatrolArea {
    var area = self
    area.workload = workload.rounded()
    return area
  }
}
