import Grid
import Roads
import Scenario
import Solvers
import Words

extension PlanMaker {
  /// Areas and routes of a scenario that names its bases, crews and checkpoints.
  package mutating func makePatrol(
    earlier: PatrolPlan? = nil, budget: SearchBudget? = nil, watch: RoutePlanner.Watch? = nil
  ) throws(PlanError) -> (patrol: PatrolPlan, roads: PlannedTravel) {
    guard !problem.crews.isEmpty, !problem.checkpoints.isEmpty else { throw .nothingToPatrol }
    try step("prove") { maker throws(PlanError) in try maker.prove() }
    let roads = step("travel") { $0.makeTravel() }
    let adjacency = Adjacency(of: hierarchy.lowest.shapes, in: hierarchy.plane)
    let areas = try step("areas") { maker throws(PlanError) in
      try maker.checkRoutes()
      let areas = maker.divide(adjacency, earlier: earlier)
      try maker.checkReach(areas, roads.travel)
      return areas
    }
    return made(areas, roads, budget, watch)
  }

  /// Routes for a plan's crews and checkpoints in the areas that it has.
  package mutating func makeRoutes(
    of plan: PatrolPlan, budget: SearchBudget? = nil, watch: RoutePlanner.Watch? = nil
  ) throws(PlanError) -> (patrol: PatrolPlan, roads: PlannedTravel) {
    guard plan.hierarchy.lowest.codes == hierarchy.lowest.codes else { throw .otherLand }
    problem = plan.problem
    try checkRoutes()
    let roads = step("travel") { $0.makeTravel() }
    return made(plan.areas, roads, budget, watch)
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
    _ areas: [PatrolArea], _ roads: PlannedTravel, _ budget: SearchBudget?, _ watch: RoutePlanner.Watch?
  ) -> (patrol: PatrolPlan, roads: PlannedTravel) {
    let routing = step("routes") { $0.route(areas, roads.travel, budget: budget, watch: watch) }
    var patrol = PatrolPlan(
      title: inputs.scenario.title, scenarioFile: inputs.scenario.absoluteFile, hierarchy: hierarchy,
      problem: problem, areas: areas, routes: routing.routes, ways: routing.ways, unserved: routing.unserved,
      assumed: inputs.assumed + notes)
    patrol.bounds = bounds.map { $0.holding(for: patrol.basis(of: $0.subject)) }
    return (patrol, roads)
  }

  /// Refuses a base that has no way to any land of its area.
  func checkReach(_ areas: [PatrolArea], _ travel: any Travel) throws(PlanError) {
    for area in areas where !area.units.isEmpty {
      guard let base = problem.bases.first(where: { $0.id == area.baseID }) else { continue }
      let profiles = problem.crews.filter { $0.baseID == base.id }.map(\.profile)
      for profile in profiles.isEmpty ? [nil] : profiles {
        guard
          area.isReached(
            from: base.coordinate, anchors: hierarchy.lowest.anchors, by: travel.by(profile))
        else { throw .unreachableArea(base: base.id, area: area.id) }
      }
    }
  }
}
