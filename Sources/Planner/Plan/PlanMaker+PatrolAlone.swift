import Geometry
import Grid
import Roads
import Scenario
import Solvers
import VectorFiles

/// Areas and routes that were made by themselves.
public struct MadePatrol: Sendable {
  public var title: String
  public var scenarioFile: String
  public var hierarchy: Hierarchy
  public var problem: Problem
  public var areas: [PatrolArea]
  public var routes: [Route]
  public var ways: [RouteWay]
  public var unserved: [UnservedVisit]
  public var optimisations: [Plan.Optimisation]
  public var assumed: [String]
  /// With which the routes were made.
  public var travel: any Travel
}

/// The areas that a plan has.
public struct KeptAreas: Sendable {
  /// By code of the unit the id of its area, and the base of each area.
  public var areaOfUnit: [String: String]
  public var baseOfArea: [String: String]
}

extension PlanMaker {
  /// Areas and routes of a scenario that names its bases, crews and checkpoints.
  public mutating func makePatrol(
    earlier: KeptAreas? = nil, budget: SearchBudget? = nil, watch: RoutePlanner.Watch? = nil
  ) throws(PlanError) -> MadePatrol {
    guard !problem.crews.isEmpty, !problem.checkpoints.isEmpty else { throw .nothingToPatrol }
    _ = try step("prove") { maker throws(PlanError) in try maker.prove() }
    let travel = step("travel") { $0.makeTravel() }
    let adjacency = Adjacency(of: hierarchy.lowest.shapes, in: hierarchy.plane)
    let areas = try step("areas") { maker throws(PlanError) in
      let areas = maker.divide(adjacency, earlier: earlier)
      try maker.checkReach(areas, travel)
      return areas
    }
    return made(areas, travel, budget, watch)
  }

  /// Routes for a plan's crews and checkpoints in the areas that it has.
  public mutating func makeRoutes(
    of plan: Problem, in kept: KeptAreas, budget: SearchBudget? = nil, watch: RoutePlanner.Watch? = nil
  ) throws(PlanError) -> MadePatrol {
    problem.crews = plan.crews
    problem.checkpoints = plan.checkpoints
    let units = hierarchy.lowest
    var areas: [PatrolArea] = []
    for (id, base) in kept.baseOfArea.sorted(by: { $0.key < $1.key }) {
      let members = units.codes.indices.filter { kept.areaOfUnit[units.codes[$0]] == id }
      areas.append(
        PatrolArea(
          id: id, baseID: base, crewIDs: problem.crews.filter { $0.baseID == base }.map(\.id), units: members,
          households: members.reduce(0) { $0 + units.households[$1] }, workload: 0))
    }
    let travel = step("travel") { $0.makeTravel() }
    return made(areas, travel, budget, watch)
  }

  /// Wants routes for one date only, and other ones than on other dates where the policy says so.
  public mutating func keep(_ date: CivilDate) throws(PlanError) {
    let day = date - problem.horizon.start
    guard problem.horizon.dayTypeOfDate.indices.contains(day) else {
      let last = problem.horizon.start + (problem.horizon.days - 1)
      throw .noSuchDate(date, first: problem.horizon.start, last: last)
    }
    self.date = date
    problem.horizon = Horizon(
      start: date, days: 1, clock: problem.horizon.clock,
      dayTypeOfDate: [problem.horizon.dayTypeOfDate[day]])
  }

  private mutating func made(
    _ areas: [PatrolArea], _ travel: any Travel, _ budget: SearchBudget?, _ watch: RoutePlanner.Watch?
  ) -> MadePatrol {
    let routing = step("routes") { $0.route(areas, travel, budget: budget, watch: watch) }
    return MadePatrol(
      title: inputs.scenario.title, scenarioFile: inputs.scenario.file, hierarchy: hierarchy,
      problem: problem,
      areas: areas, routes: routing.routes, ways: routing.ways, unserved: routing.unserved,
      optimisations: optimisations, assumed: inputs.assumed + notes, travel: travel)
  }

  /// Refuses a base that has no way to any land of its area.
  func checkReach(_ areas: [PatrolArea], _ travel: any Travel) throws(PlanError) {
    for area in areas where !area.units.isEmpty {
      guard let base = bases.first(where: { $0.id == area.baseID }) else { continue }
      guard area.isReached(from: base.coordinate, anchors: hierarchy.lowest.anchors, by: travel) else {
        throw .unreachableArea(base: base.id, area: area.id)
      }
    }
  }

  /// Travel for changing routes, from the roads alone.
  public static func patrolTravel(
    _ scenario: Scenario, around problem: Problem
  ) throws(ScenarioError) -> (travel: any Travel, roads: RoadLines?) {
    var lines = try scenario.roads.map { source throws(ScenarioError) in try RoadLines(reading: source) }
    if scenario.roadsMeetAtCrossings { lines = lines?.joinedAtCrossings().lines }
    let plane = LocalPlane(centre: problem.crews.first?.base ?? Coordinate(x: 0, y: 0))
    return (PlannedTravel(scenario, roads: lines, plane: plane).travel, lines)
  }
}

extension PatrolOfPlan {
  /// Takes over what a re-plan changed.
  public mutating func apply(
    _ result: PatrolReplanner.Result, _ changes: [PatrolChange], _ travel: any Travel, _ roads: RoadLines?
  ) {
    for case .add(let checkpoint) in changes { problem.checkpoints.append(checkpoint) }
    let names = StreetNames(roads)
    let (problem, old) = (problem, ways)
    routes = result.routes
    unserved = result.unserved
    optimisations = []
    ways = concurrentMap(Array(result.routes.indices)) { index in
      result.isChanged[index]
        ? RouteWay(of: result.routes[index], in: problem, travel, names: names) : old[index]
    }
  }
}
