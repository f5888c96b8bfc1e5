import Grid
import Scenario
import Words

/// Runs the whole way from a scenario's inputs to a plan, one step after the other.
public struct PlanMaker {
  let inputs: PlanInputs
  /// A plan from which the new one is to change little.
  let earlier: EarlierAssignment?
  private let earlierPlan: Plan?
  private let progress: (String) -> Void
  private let tell: (Message) -> Void
  var problem: Problem
  var siteOfStaff: [String: String]
  var madeUp = MadeUp()
  /// The only date that routes are wanted for.
  var date: CivilDate?
  var notes: [Message] = []
  /// Without what each holds for, until the plan is whole.
  var bounds: [Bound] = []
  private let clock = ContinuousClock()
  private var timings: [(step: String, seconds: Double)] = []

  /// - Parameters:
  ///   - inputs: everything that the scenario names.
  ///   - earlier: a plan from which the new one is to change little; `nil` plans afresh.
  ///   - changeSeconds: what a unit that changes rooms counts as; see `EarlierAssignment`.
  ///   - progress: told the name of each step as it begins.
  ///   - tell: told at once what the roads do not reach, which is assumed all the same.
  public init(
    _ inputs: PlanInputs, earlier: Plan? = nil,
    changeSeconds: Double = EarlierAssignment.usualChangeSeconds,
    progress: @escaping (String) -> Void = { _ in }, tell: @escaping (Message) -> Void = { _ in }
  ) {
    self.inputs = inputs
    self.earlier = earlier.map { EarlierAssignment($0, changeSeconds: changeSeconds) }
    earlierPlan = earlier
    self.progress = progress
    self.tell = tell
    problem = inputs.problem
    siteOfStaff = inputs.siteOfStaff
  }

  var hierarchy: Hierarchy { inputs.hierarchy }
  var assignLevel: Int { hierarchy.index(of: problem.assignLevel) ?? 0 }
  var townshipLevel: Int { hierarchy.index(of: problem.townshipLevel) ?? 0 }

  /// The plan, and how long each step took.
  public func make() throws(PlanError) -> (plan: Plan, timings: [(step: String, seconds: Double)]) {
    var maker = self
    return try maker.run()
  }

  private mutating func run() throws(PlanError) -> (plan: Plan, timings: [(step: String, seconds: Double)]) {
    try step("prove") { maker throws(PlanError) in try maker.prove() }
    let roads = step("travel") { $0.makeTravel() }
    let travel = roads.travel
    let found = try step("assign") { maker throws(PlanError) in try maker.assign(travel) }
    let units = hierarchy.levels[assignLevel]
    let assignment = found.told(of: units)
    problem.rooms = assignment.rooms.map(\.room)
    try step("people") { maker throws(PlanError) in try maker.completePeople(assignment) }
    let adjacency = Adjacency(of: hierarchy.lowest.shapes, in: hierarchy.plane)
    let areas = try step("areas") { maker throws(PlanError) in
      try maker.checkRoutes()
      let areas = maker.divide(adjacency, earlier: maker.earlierPlan?.patrol)
      try maker.checkReach(areas, travel)
      return areas
    }
    let routing = step("routes") { $0.route(areas, travel) }
    let roster = step("roster") { $0.makeRoster(assignment) }
    var plan = Plan(
      title: inputs.scenario.title, scenarioFile: inputs.scenario.absoluteFile, hierarchy: hierarchy,
      problem: problem, assignment: assignment,
      moves: found.replan.map { replan in
        replan.moves.map { RoomMove($0, units: units, rooms: problem.rooms) }
      }, areas: areas, routes: routing.routes, ways: routing.ways, unserved: routing.unserved, roster: roster,
      bounds: bounds, assumed: inputs.assumed + notes + madeUp.assumed,
      backdrop: try backdrop(),
      findings: Findings(coverage: Coverage(response: [], secondResponse: [], visits: [], maxRevisit: [])))
    if let earlierPlan { plan.revisions = RosterRevisions(of: plan, after: earlierPlan) }
    plan.bounds = bounds.map { $0.holding(for: plan.basis(of: $0.subject)) }
    plan.findings = plan.findings(by: roads) { name, work in step(name) { _ in work() } }
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

  private func backdrop() throws(PlanError) -> Backdrop {
    do {
      return try Backdrop(roads: inputs.roads, water: inputs.water, around: hierarchy.top.shapes.box)
    } catch { throw .geometry(error) }
  }

  /// Refuses polygons that are no polygons; gaps and overlaps are noted, and the plan is made all the same.
  mutating func prove() throws(PlanError) {
    let proof: Proof
    do {
      proof = try hierarchy.prove()
    } catch { throw .geometry(error) }
    for (level, verdict) in zip(hierarchy.levels, proof.levels) {
      guard let first = verdict.invalid.first else { continue }
      throw .hierarchy(
        .invalidUnit(
          level: level.name, code: level.codes[first.unit], reason: first.invalidity.reason,
          place: first.invalidity.place.map { "\($0.longitude) \($0.latitude)" }))
    }
    if !proof.holds { notes.append(Message("land_not_proved", "\(proof.clause); 'check' names the places")) }
  }

  mutating func makeTravel() -> PlannedTravel {
    let planned = PlannedTravel(
      inputs.scenario, roads: inputs.roads, plane: hierarchy.plane,
      for: hierarchy.lowest.namedAnchors, and: sites)
    notes += planned.notes
    planned.slips.forEach(tell)
    return planned
  }

  /// The places besides units that travel begins or ends at.
  private var sites: [PlannedTravel.Place] {
    let stations = (problem.bases + problem.stations.map(\.site)).map {
      (name: $0.name, coordinate: $0.coordinate)
    }
    let rooms = inputs.problem.rooms.map { (name: $0.name, coordinate: $0.coordinate) }
    let checkpoints = inputs.problem.checkpoints.map { (name: $0.name, coordinate: $0.coordinate) }
    return [stations, rooms, checkpoints].joined().map {
      PlannedTravel.Place(name: $0.name, coordinate: $0.coordinate)
    }
  }
}
