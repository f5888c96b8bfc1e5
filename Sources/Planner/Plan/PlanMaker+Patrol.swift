import Grid

/// Patrol areas, routes, and what they leave uncovered.
extension PlanMaker {
  /// Seconds of presence at a micro-grid that a patrol passes, and of a day's work for each household.
  private static let presenceDwell = 300
  private static let presencePerHousehold = 2.0

  /// Divides the lowest level among the bases.
  mutating func divide(_ adjacency: Adjacency) -> [PatrolArea] {
    let units = hierarchy.lowest
    let index = UnitIndex(units.shapes)
    var workloads = units.households.map { Double($0) * Self.presencePerHousehold }
    for checkpoint in problem.checkpoints {
      if let unit = index.unit(at: checkpoint.coordinate) {
        workloads[unit] += Double(checkpoint.visitsPerDay * checkpoint.dwell)
      }
    }
    notes.append(
      "a patrol area's work is the dwell at its checkpoints and \(Int(Self.presencePerHousehold)) s a day per household"
    )
    let points = hierarchy.plane.project(bases.map(\.coordinate))
    let planner = PatrolAreaPlanner(
      workloads: workloads, households: units.households, adjacency: adjacency,
      anchors: hierarchy.plane.project(units.anchors), unitAreas: units.areas)
    let result = planner.areas(
      of: bases.enumerated().map { number, base in
        PatrolAreaPlanner.Base(
          id: base.id, point: points[number], unit: index.unit(at: base.coordinate),
          crewIDs: problem.crews.filter { $0.baseID == base.id }.map(\.id))
      })
    for island in result.islands {
      notes.append(
        "\(island.units.count) units around \(units.codes[island.units[0]]) touch no other land; area "
          + "\(island.areaID) takes them")
    }
    optimisations.append(
      Plan.Optimisation(
        name: "patrol areas", unit: "greatest workload over the mean", objective: 1 + result.balance,
        lowerBound: 1 + result.lowerBound))
    return result.areas
  }

  /// Routes for every day type, and their ways along the roads.
  mutating func route(
    _ areas: [PatrolArea], _ travel: any Travel
  ) -> (routes: [Route], paths: [[Coordinate]], unserved: [UnservedVisit]) {
    let planner = RoutePlanner(problem: problem, travel: travel)
    let units = hierarchy.lowest
    var ground = PresenceGround(
      areas: areas, codes: units.codes, anchors: units.anchors, households: units.households,
      plane: hierarchy.plane,
      dwell: Self.presenceDwell)
    notes.append(
      "spare time of a shift is spent at micro-grids of the patrol area, \(Self.presenceDwell) s at each")
    var routes: [Route] = []
    var unserved: [UnservedVisit] = []
    for dayType in problem.dayTypes where horizonUses(dayType) {
      let result = planner.plan(dayType: dayType, seed: inputs.scenario.seed, ground: ground)
      ground.visits = result.unitVisits
      routes += result.routes
      unserved += result.unserved
      optimisations.append(
        Plan.Optimisation(
          name: "routes, \(dayType): visits not made", unit: "visits",
          objective: Double(result.unservedByTier.reduce(0, +)),
          lowerBound: Double(result.unservedLowerBound.reduce(0, +))))
      optimisations.append(
        Plan.Optimisation(
          name: "routes, \(dayType): travel", unit: "seconds", objective: Double(result.travel),
          lowerBound: Double(result.travelLowerBound)))
    }
    return (routes, concurrentMap(routes) { Self.path(of: $0, travel) }, unserved)
  }

  private func horizonUses(_ dayType: String) -> Bool {
    problem.horizon.dayTypeOfDate.contains { problem.dayTypes[$0] == dayType }
  }

  private static func path(of route: Route, _ travel: any Travel) -> [Coordinate] {
    var path = route.stops.prefix(1).map(\.coordinate)
    for (from, to) in zip(route.stops, route.stops.dropFirst()) {
      path += travel.path(from: from.coordinate, to: to.coordinate).dropFirst()
    }
    return path
  }

  /// Coverage in space and, for the first day type, in time.
  func analyse(
    _ assignment: Assignment, _ routes: [Route], _ adjacency: Adjacency, _ travel: any Travel
  ) -> (coverage: Coverage, gaps: [CoverageGap]) {
    let villages = hierarchy.levels[assignLevel]
    let analysis = CoverageAnalysis(
      problem: problem, rooms: assignment.rooms.map(\.room), units: hierarchy.lowest, adjacency: adjacency,
      villages: villages,
      villageOfUnit: hierarchy.ancestors(of: hierarchy.levels.count - 1, at: assignLevel),
      villageAdjacency: Adjacency(of: villages.shapes, in: hierarchy.plane))
    let firstDay = routes.filter { $0.dayType == routes.first?.dayType }
    let index = UnitIndex(hierarchy.lowest.shapes)
    let coverage = analysis.coverage(
      routes: firstDay, unitOfStop: firstDay.map { $0.stops.map { index.unit(at: $0.coordinate) ?? -1 } },
      travel: travel)
    return (coverage, analysis.gaps(coverage, assignment: assignment, routes: firstDay, travel: travel))
  }
}
