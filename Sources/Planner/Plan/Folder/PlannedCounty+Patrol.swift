import Grid
import Roads
import Scenario

extension PlannedCounty {
  /// What follows from other routes of the plan: visits, gaps, and how soon crews reach the land.
  ///
  /// - Parameter response: seconds from the nearest room or base by unit of the lowest level, as the plan has them.
  func outcome(
    of patrol: PatrolOfPlan, response: [Int?], travel: any Travel
  ) throws(PlanFolderError) -> PatrolOutcome {
    var county = self
    county.problem = patrol.problem
    county.routes = patrol.routes
    let analysis = county.coverageAnalysis()
    let firstDay = county.routes.indices.filter {
      county.routes[$0].dayType == county.routes.first?.dayType
    }
    let routes = firstDay.map { county.routes[$0] }
    let unitOfStop = county.unitOfStop
    let revisits = UnitVisits(
      routes: routes, unitOfStop: firstDay.map { unitOfStop[$0] }, unitCount: hierarchy.lowest.count
    ).revisits
    let coverage = Coverage(
      response: response, secondResponse: [], visits: revisits.map(\.visits),
      maxRevisit: revisits.map(\.greatest))
    let assignment = try assignment.whole(on: hierarchy.levels[assignLevel], of: folder)
    return PatrolOutcome(
      hierarchy: hierarchy, problem: patrol.problem, routes: patrol.routes, ways: patrol.ways,
      unserved: patrol.unserved, coverage: coverage,
      gaps: analysis.gaps(coverage, assignment: assignment, routes: routes, travel: travel),
      crewReach: DayResponse.ofCrews(
        patrol.routes, patrol.ways, of: patrol.problem, to: hierarchy.lowest.anchors, travel: travel),
      optimisations: patrol.optimisations)
  }
}

extension KeptAssignment {
  /// The assignment unit by unit.
  func whole(on units: Level, of folder: String) throws(PlanFolderError) -> Assignment {
    let index = UnitIndex(units.shapes)
    var roomOfUnit: [Int] = []
    for code in units.codes {
      guard let room = self.roomOfUnit[code] else {
        throw .contradiction(file: "\(folder)/assignments.csv", detail: "unit \(code) has no room")
      }
      roomOfUnit.append(room)
    }
    let officers = units.codes.map { officerOfUnit[$0] ?? "" }
    let travel = units.codes.map { travelOfUnit[$0] ?? .infinity }
    let rooms = rooms.enumerated().map { number, room in
      let served = units.codes.indices.filter { roomOfUnit[$0] == number }
      let households = served.reduce(0) { $0 + units.households[$1] }
      let seconds = served.reduce(0.0) {
        $0 + (units.households[$1] > 0 ? Double(units.households[$1]) * travel[$1] : 0)
      }
      return Assignment.OpenRoom(
        room: room, unit: index.unit(at: room.coordinate) ?? -1,
        officerIDs: Set(served.map { officers[$0] }).subtracting([""]).sorted(), units: served,
        households: households, meanTravel: seconds / Double(max(1, households)),
        maxTravel: served.map { travel[$0] }.max() ?? 0)
    }
    return Assignment(
      rooms: rooms, roomOfUnit: roomOfUnit, officerOfUnit: officers,
      auxiliariesOfUnit: units.codes.map { auxiliariesOfUnit[$0] ?? [] }, travelOfUnit: travel,
      shortfallOfUnit: units.codes.map { shortfallOfUnit[$0] ?? "" },
      objective: rooms.reduce(0) { $0 + $1.meanTravel * Double($1.households) }, lowerBound: 0)
  }
}
