import Geometry
import Grid
import Roads
import Scenario
import Solvers
import VectorFiles

/// Patrol areas, routes, and what they leave uncovered.
extension PlanMaker {
  /// Divides the lowest level among the bases.
  ///
  /// - Parameter earlier: areas that are to change little; those of bases that are gone are shared out.
  mutating func divide(_ adjacency: Adjacency, earlier: KeptAreas? = nil) -> [PatrolArea] {
    let units = hierarchy.lowest
    let index = UnitIndex(units.shapes)
    let workloads = workloads(index)
    let points = hierarchy.plane.project(bases.map(\.coordinate))
    let planner = PatrolAreaPlanner(
      workloads: workloads, households: units.households, adjacency: adjacency,
      anchors: hierarchy.plane.project(units.anchors), unitAreas: units.areas)
    let result = planner.areas(
      of: bases.enumerated().map { number, base in
        PatrolAreaPlanner.Base(
          id: base.id, point: points[number], unit: index.unit(at: base.coordinate),
          crewIDs: problem.crews.filter { $0.baseID == base.id }.map(\.id))
      },
      earlier: earlier.map { earlier in
        units.codes.map { code in
          let base = earlier.areaOfUnit[code].flatMap { earlier.baseOfArea[$0] }
          return base.flatMap { id in bases.firstIndex { $0.id == id } } ?? -1
        }
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

  /// Seconds of work a day in each unit of the lowest level.
  private func workloads(_ index: UnitIndex) -> [Double] {
    let units = hierarchy.lowest
    let policy = problem.patrol
    let villages = hierarchy.ancestors(of: hierarchy.levels.count - 1, at: assignLevel)
    var workloads = zip(units.households, villages).map { households, village in
      let risk = inputs.attributes.risk[village]
      return Double(households) * policy.householdSeconds * max(0, 1 + policy.riskShare * (risk - 1))
    }
    for checkpoint in problem.checkpoints {
      if let unit = index.unit(at: checkpoint.coordinate) {
        workloads[unit] += policy.dwellWeight * Double(checkpoint.visitsPerDay * checkpoint.dwell)
      }
    }
    if policy.roadSeconds > 0, let roads = inputs.roads {
      for line in 0..<roads.count {
        for (a, b) in zip(roads.vertices(of: line), roads.vertices(of: line).dropFirst()) {
          let middle = Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
          if let unit = index.unit(at: middle) {
            workloads[unit] += policy.roadSeconds * GreatCircle.length([a, b]) / 1000
          }
        }
      }
    }
    return workloads
  }

  /// Routes for every day type that the horizon uses, and their ways along the roads.
  ///
  /// - Parameters:
  ///   - budget: of the search for each day type; `nil` chooses steps by size.
  ///   - watch: looks at the search now and then, and may end it.
  mutating func route(
    _ areas: [PatrolArea], _ travel: any Travel, budget: SearchBudget? = nil, watch: RoutePlanner.Watch? = nil
  ) -> (routes: [Route], ways: [RouteWay], unserved: [UnservedVisit]) {
    let planner = RoutePlanner(problem: problem, travel: travel)
    let units = hierarchy.lowest
    let ground = PresenceGround(
      areas: areas, codes: units.codes, anchors: units.anchors, households: units.households,
      plane: hierarchy.plane, dwell: problem.patrol.presence)
    let dayTypes = problem.dayTypes.filter(horizonUses)
    let results = planner.plan(
      dayTypes: dayTypes, seed: inputs.scenario.seed, budget: budget, ground: ground,
      variety: date.map { UInt64(bitPattern: Int64($0.days)) }, watch: watch)
    for (dayType, result) in zip(dayTypes, results) {
      optimisations.append(
        Plan.Optimisation(
          name: "\(Plan.Optimisation.routes)\(dayType): visits not made", unit: "visits",
          objective: Double(result.unservedByTier.reduce(0, +)),
          lowerBound: Double(result.unservedLowerBound.reduce(0, +))))
      optimisations.append(
        Plan.Optimisation(
          name: "\(Plan.Optimisation.routes)\(dayType): travel", unit: "seconds",
          objective: Double(result.travel),
          lowerBound: Double(result.travelLowerBound)))
      if !result.wideSpacings.isEmpty {
        notes.append(
          "\(dayType): visits are further apart than their greatest spacing at "
            + result.wideSpacings.joined(separator: ", "))
      }
    }
    let routes = results.flatMap(\.routes)
    let names = StreetNames(inputs.roads)
    let ways = concurrentMap(routes) { [problem] in RouteWay(of: $0, in: problem, travel, names: names) }
    return (routes, ways, results.flatMap(\.unserved))
  }

  private func horizonUses(_ dayType: String) -> Bool {
    problem.horizon.dayTypeOfDate.contains { problem.dayTypes[$0] == dayType }
  }

  func coverageAnalysis(_ assignment: Assignment, _ adjacency: Adjacency) -> CoverageAnalysis {
    let villages = hierarchy.levels[assignLevel]
    return CoverageAnalysis(
      problem: problem, rooms: assignment.rooms.map(\.room), units: hierarchy.lowest, adjacency: adjacency,
      villages: villages,
      villageOfUnit: hierarchy.ancestors(of: hierarchy.levels.count - 1, at: assignLevel),
      villageAdjacency: Adjacency(of: villages.shapes, in: hierarchy.plane))
  }

  /// Coverage in space and, for the first day type, in time.
  func analyse(
    _ assignment: Assignment, _ routes: [Route], _ analysis: CoverageAnalysis, _ travel: any Travel
  ) -> (coverage: Coverage, gaps: [CoverageGap]) {
    let firstDay = routes.filter { $0.dayType == routes.first?.dayType }
    let index = UnitIndex(hierarchy.lowest.shapes)
    let coverage = analysis.coverage(
      routes: firstDay, unitOfStop: firstDay.map { $0.stops.map { index.unit(at: $0.coordinate) ?? -1 } },
      travel: travel)
    return (coverage, analysis.gaps(coverage, assignment: assignment, routes: firstDay, travel: travel))
  }
}
