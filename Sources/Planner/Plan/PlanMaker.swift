import Geometry
import Grid
import Roads
import Scenario

/// Runs the whole way from a scenario's inputs to a plan, one step after the other.
public struct PlanMaker {
  let inputs: PlanInputs
  /// A plan from which the new one is to change little.
  let earlier: EarlierAssignment?
  let earlierAreas: KeptAreas?
  private let progress: (String) -> Void
  var problem: Problem
  var bases: [PlanInputs.Site]
  var siteOfStaff: [String: String]
  var madeUp = MadeUp()
  /// The only date that routes are wanted for.
  var date: CivilDate?
  var notes: [String] = []
  var optimisations: [Plan.Optimisation] = []
  private let clock = ContinuousClock()
  private var timings: [(step: String, seconds: Double)] = []

  /// - Parameters:
  ///   - inputs: everything that the scenario names.
  ///   - earlier: a plan from which the new one is to change little; `nil` plans afresh.
  ///   - earlierAreas: its patrol areas, likewise.
  ///   - progress: told the name of each step as it begins.
  public init(
    _ inputs: PlanInputs, earlier: EarlierAssignment? = nil, earlierAreas: KeptAreas? = nil,
    progress: @escaping (String) -> Void = { _ in }
  ) {
    self.inputs = inputs
    self.earlier = earlier
    self.earlierAreas = earlierAreas
    self.progress = progress
    problem = inputs.problem
    bases = inputs.bases
    siteOfStaff = inputs.siteOfStaff
  }

  var hierarchy: Hierarchy { inputs.hierarchy }
  var assignLevel: Int { hierarchy.index(of: problem.assignLevel) ?? 0 }
  var townshipLevel: Int { hierarchy.index(of: problem.townshipLevel) ?? 0 }

  /// The plan, and how long each step took.
  public mutating func make() throws(PlanError) -> (plan: Plan, timings: [(step: String, seconds: Double)]) {
    let proved = try step("prove") { maker throws(PlanError) in try maker.prove() }
    let travel = step("travel") { $0.makeTravel() }
    let assignment = try step("assign") { maker throws(PlanError) in try maker.assign(travel) }
    let explanations = step("explain") { $0.explain(assignment, travel) }
    problem.rooms = assignment.rooms.map(\.room)
    step("people") { $0.completePeople(assignment) }
    let adjacency = Adjacency(of: hierarchy.lowest.shapes, in: hierarchy.plane)
    let areas = try step("areas") { maker throws(PlanError) in
      let areas = maker.divide(adjacency, earlier: maker.earlierAreas)
      try maker.checkReach(areas, travel)
      return areas
    }
    let routing = step("routes") { $0.route(areas, travel) }
    let analysis = coverageAnalysis(assignment, adjacency)
    let (coverage, gaps) = step("gaps") { $0.analyse(assignment, routing.routes, analysis, travel) }
    let reach = step("crew reach") {
      DayResponse.ofCrews(
        routing.routes, routing.ways, of: $0.problem, to: $0.hierarchy.lowest.anchors, travel: travel)
    }
    let (roster, rosterCost, rosterBound) = step("roster") { $0.makeRoster(assignment) }
    var plan = Plan(
      title: inputs.scenario.title, hierarchy: hierarchy, problem: problem, levelsProved: proved,
      bases: bases,
      assignment: assignment, areas: areas, routes: routing.routes, ways: routing.ways,
      unserved: routing.unserved, coverage: coverage, gaps: gaps, crewReach: reach, roster: roster,
      assumed: inputs.assumed + notes + madeUp.assumed, optimisations: optimisations,
      staffing: staffing(assignment, roster), equity: equity(assignment), scenarioFile: inputs.scenario.file,
      explanations: explanations)
    plan.rosterCost = rosterCost
    plan.rosterBound = rosterBound
    return (plan, timings)
  }

  mutating func step<Result, Failure: Error>(
    _ name: String, _ body: (inout PlanMaker) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    progress(name)
    let start = clock.now
    let result = try body(&self)
    let took = clock.now - start
    timings.append((name, Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18))
    return result
  }

  // MARK: Land and travel

  /// Refuses polygons that are no polygons; gaps and overlaps are noted, and the plan is made all the same.
  mutating func prove() throws(PlanError) -> Bool {
    let proof: Hierarchy.Proof
    do {
      proof = try hierarchy.prove()
    } catch { throw .geometry(error) }
    for (level, invalid) in zip(hierarchy.levels, proof.invalid) {
      guard let first = invalid.first else { continue }
      throw .hierarchy(
        .invalidUnit(
          level: level.name, code: level.codes[first.unit], reason: first.invalidity.reason,
          place: "\(first.invalidity.place.longitude) \(first.invalidity.place.latitude)"))
    }
    for index in 1..<hierarchy.levels.count where !proof.holds(level: index) {
      notes.append(
        "level \(hierarchy.levels[index].name) is not an exact partition of level \(hierarchy.levels[index - 1].name): "
          + "see 'check'")
    }
    return proof.holds
  }

  mutating func makeTravel() -> any Travel {
    let planned = PlannedTravel(inputs.scenario, roads: inputs.roads, plane: hierarchy.plane)
    notes += planned.notes
    return planned.travel
  }
}
