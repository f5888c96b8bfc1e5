import Grid

/// Runs the whole way from a scenario's inputs to a plan, one step after the other.
public struct PlanMaker {
  private let inputs: PlanInputs
  private let progress: (String) -> Void
  private var problem: Problem
  private var bases: [PlanInputs.Site]
  private var siteOfStaff: [String: String]
  private var madeUp = MadeUp()
  private var notes: [String] = []
  private var optimisations: [Plan.Optimisation] = []
  private let clock = ContinuousClock()
  private var timings: [(step: String, seconds: Double)] = []

  /// - Parameter progress: told the name of each step as it begins.
  public init(_ inputs: PlanInputs, progress: @escaping (String) -> Void = { _ in }) {
    self.inputs = inputs
    self.progress = progress
    problem = inputs.problem
    bases = inputs.bases
    siteOfStaff = inputs.siteOfStaff
  }

  /// Seconds of presence at a micro-grid that a patrol passes, and of a day's work for each of its households.
  private static let presenceDwell = 300
  private static let presencePerHousehold = 2.0

  private var hierarchy: Hierarchy { inputs.hierarchy }
  private var assignLevel: Int { hierarchy.index(of: problem.assignLevel) ?? 0 }
  private var townshipLevel: Int { hierarchy.index(of: problem.townshipLevel) ?? 0 }

  /// The plan, and how long each step took.
  public mutating func make() throws(PlanError) -> (plan: Plan, timings: [(step: String, seconds: Double)]) {
    let proved = try step("prove") { maker throws(PlanError) in try maker.prove() }
    let travel = step("travel") { $0.makeTravel() }
    let assignment = try step("assign") { maker throws(PlanError) in try maker.assign(travel) }
    problem.rooms = assignment.rooms.map(\.room)
    step("people") { $0.completePeople(assignment) }
    let areas = step("areas") { $0.divide() }
    let routes = step("routes") { $0.route(areas, travel) }
    let paths = step("paths") { $0.paths(of: routes.flatMap(\.routes), travel) }
    let analysis = step("gaps") { $0.analyse(assignment, routes.flatMap(\.routes), travel) }
    let roster = step("roster") { $0.makeRoster(assignment) }
    let plan = Plan(
      title: inputs.scenario.title, hierarchy: hierarchy, problem: problem, levelsProved: proved, bases: bases,
      assignment: assignment, areas: areas, routes: routes.flatMap(\.routes), paths: paths,
      unserved: routes.flatMap(\.unserved), coverage: analysis.coverage, gaps: analysis.gaps, roster: roster,
      assumed: inputs.assumed + notes + madeUp.assumed, optimisations: optimisations)
    return (plan, timings)
  }

  private mutating func step<Result, Failure: Error>(
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
  private mutating func prove() throws(PlanError) -> Bool {
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

  private mutating func makeTravel() -> any Travel {
    guard let roads = inputs.roads else {
      return StraightLineTravel(
        factor: inputs.scenario.straightLineFactor, speed: inputs.scenario.straightLineSpeed)
    }
    let network = RoadNetwork(roads, plane: hierarchy.plane)
    if network.pieceCount > 1 {
      let share = (network.largestPieceShare * 1000).rounded() / 10
      notes.append(
        "the roads fall into \(network.pieceCount) pieces; travel is over the largest, \(share) % of their length")
    }
    let travel = RoadTravel(network)
    notes.append("places join the nearest road at \(Int(travel.accessSpeed)) km/h")
    return travel
  }

  // MARK: Rooms and people

  private mutating func assign(_ travel: some Travel) throws(PlanError) -> Assignment {
    let units = hierarchy.levels[assignLevel]
    let townships = hierarchy.levels[townshipLevel]
    let index = UnitIndex(units.shapes)
    let siting = inputs.scenario.siting
    if siting.rooms == nil { notes.append("the number of rooms is not given: about one for every 8 units is taken") }
    let planner = AssignmentPlanner(
      problem: problem, units: units, townshipOfUnit: hierarchy.ancestors(of: assignLevel, at: townshipLevel),
      townshipCodes: townships.codes, unitOfRoom: problem.rooms.map { index.unit(at: $0.coordinate) ?? -1 },
      adjacency: Adjacency(of: units.shapes, in: hierarchy.plane),
      siting: RoomSiting(count: siting.rooms, maxUnits: siting.maxUnits, maxHouseholds: siting.maxHouseholds))
    var madeUp = madeUp
    var problem = problem
    let sites = siteOfStaff
    let assignment: Assignment
    do {
      assignment = try planner.plan(travel: travel, seed: inputs.scenario.seed) { unitsOfRooms in
        if problem.staff.isEmpty {
          problem.staff = madeUp.staff(
            unitsOfRooms: unitsOfRooms, unitCodes: units.codes, minAuxiliaries: problem.policy.minAuxiliariesPerUnit)
        }
        // People who belong to a base serve there.
        return problem.staff.filter { sites[$0.id] == nil }
      }
    } catch { throw .assignment(error) }
    self.madeUp = madeUp
    self.problem = problem
    optimisations.append(
      Plan.Optimisation(
        name: "rooms", unit: "household-seconds", objective: assignment.objective,
        lowerBound: assignment.lowerBound))
    return assignment
  }

  /// Bases, crews, checkpoints and crew staff where none are given, and the posts that follow from them.
  private mutating func completePeople(_ assignment: Assignment) {
    if problem.crews.isEmpty {
      if bases.isEmpty {
        bases = madeUp.bases(
          at: assignment.rooms, points: hierarchy.plane.project(assignment.rooms.map(\.room.coordinate)))
      }
      problem.crews = madeUp.crews(at: bases, shifts: problem.shifts)
    }
    if problem.checkpoints.isEmpty {
      problem.checkpoints = madeUp.checkpoints(stations: inputs.stations, rooms: assignment.rooms)
    }
    let rules = inputs.scenario.posts
    if siteOfStaff.isEmpty {
      let (staff, sites) = madeUp.crewStaff(
        crews: problem.crews, shifts: problem.shifts, needs: rules.crew, policy: problem.policy.roster)
      problem.staff += staff
      siteOfStaff = sites
    }
    let desks = assignment.rooms.map { room in
      Post(
        id: room.room.id + "-desk", shiftID: rules.roomShift, needs: rules.room, weekdays: rules.roomWeekdays,
        siteID: room.room.id)
    }
    let duties = problem.crews.flatMap { crew in
      crew.shiftIDs.map { shift in
        Post(
          id: "\(crew.id)-\(shift)", shiftID: shift, needs: rules.crew, weekdays: Array(1...7), siteID: crew.baseID)
      }
    }
    problem.posts = desks + duties
  }

  private func makeRoster(_ assignment: Assignment) -> Roster { Roster(duties: [], unfilled: []) }

  // MARK: Patrol

  private mutating func divide() -> [PatrolArea] { [] }
  private mutating func route(_ areas: [PatrolArea], _ travel: any Travel) -> [RoutePlanner.Result] { [] }
  private func paths(of routes: [Route], _ travel: any Travel) -> [[Coordinate]] { [] }
  private func analyse(_ assignment: Assignment, _ routes: [Route], _ travel: any Travel) -> (coverage: Coverage, gaps: [CoverageGap]) { (Coverage(response: [], visits: [], maxRevisit: []), []) }
}
