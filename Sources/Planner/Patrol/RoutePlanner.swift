import Grid

/// Routes crews through the checkpoints: multi-depot routing with time windows, shift limits and spaced visits.
///
/// ```swift
/// let planner = RoutePlanner(problem: problem, travel: travel)
/// let plan = planner.plan(dayType: "weekday", seed: 1, ground: ground)
/// ```
///
/// Every run leaves its base when its shift starts and is back when it ends. Aims, in this order: required visits
/// made, red before yellow before blue; little travel; even duty. What is then left of a shift is spent at units of
/// the crew's patrol area, if `ground` is given.
public struct RoutePlanner: Sendable {
  let problem: Problem
  let travel: any Travel
  /// Places of the travel table: each base once, then each checkpoint.
  let coordinates: [Coordinate]
  let table: TravelTable
  /// The place of each crew's base, and of each checkpoint.
  let bases: [Int]
  let checkpoints: [Int]

  /// The routes of one day type.
  public struct Result: Sendable {
    /// In the order of crews, then of their shifts; a run for each, even where nothing is required of it.
    public var routes: [Route]
    public var unserved: [UnservedVisit]
    /// Required visits not made, by tier, red first; and how many of them no plan can make.
    public var unservedByTier: [Int]
    public var unservedLowerBound: [Int]
    /// Seconds of travel that the required visits take (before stops at units are added), and a lower bound of it
    /// for any plan that makes as many visits to each checkpoint.
    public var travel: Int
    public var travelLowerBound: Int
    /// Visits of each unit in `ground`, those before this plan included: hand them to the next day type's ground.
    public var unitVisits: [Int]
  }

  /// Asks `travel` for one table between all bases and checkpoints.
  public init(problem: Problem, travel: any Travel) {
    var coordinates: [Coordinate] = []
    var placeOfBase: [Coordinate: Int] = [:]
    var bases: [Int] = []
    for crew in problem.crews {
      if placeOfBase[crew.base] == nil {
        placeOfBase[crew.base] = coordinates.count
        coordinates.append(crew.base)
      }
      bases.append(placeOfBase[crew.base] ?? 0)
    }
    let first = coordinates.count
    coordinates += problem.checkpoints.map(\.coordinate)
    self.problem = problem
    self.travel = travel
    self.coordinates = coordinates
    self.bases = bases
    checkpoints = Array(first..<coordinates.count)
    table = travel.table(from: coordinates, to: coordinates)
    precondition(
      table.rows == coordinates.count && table.columns == coordinates.count, "a table of all pairs")
  }

  /// The routes of the example day of `dayType`. The same seed and number of `steps` give the same routes.
  ///
  /// - Parameter steps: ruin and recreate steps; more take longer and find better routes. `nil` chooses by size.
  public func plan(dayType: String, seed: UInt64, steps: Int? = nil, ground: PresenceGround? = nil) -> Result
  {
    let visits = VisitProblem(
      problem: problem, dayType: dayType, table: table, bases: bases, checkpointPlaces: checkpoints)
    let plan = VisitSearch(visits, steps: steps ?? Self.steps(for: visits), seed: seed).run()
    let limits = VisitLimits(problem: visits)
    let made = visits.points.map { $0.visits.filter { plan.runOf[$0] >= 0 }.count }

    var presence = ground.map { PresencePlanner(ground: $0, travel: travel) }
    var routes: [Route] = []
    for run in visits.runs.indices {
      let r = visits.runs[run]
      var stops = stops(of: run, in: plan)
      if presence != nil {
        let speed = problem.crews.first { $0.id == r.crewID }?.maxSpeed ?? 0
        stops = presence?.fill(stops, crewID: r.crewID, maxSpeed: speed, end: r.end) ?? stops
      }
      routes.append(Route(dayType: dayType, crewID: r.crewID, shiftID: r.shiftID, stops: stops))
    }

    let diagnosis = VisitDiagnosis(plan: plan, checkpoints: problem.checkpoints)
    var unserved: [UnservedVisit] = []
    for (index, point) in visits.points.enumerated() {
      for (offset, reason) in diagnosis.reasons(index).enumerated() {
        unserved.append(
          UnservedVisit(
            dayType: dayType, checkpointID: problem.checkpoints[point.checkpoint].id,
            visit: made[index] + offset + 1,
            reason: reason))
      }
    }
    return Result(
      routes: routes, unserved: unserved, unservedByTier: plan.missing,
      unservedLowerBound: limits.unavoidable(),
      travel: plan.travel, travelLowerBound: limits.leastTravel(made: made),
      unitVisits: presence?.visits ?? ground?.visits ?? [])
  }

  /// Steps that take a county of usual size (150 checkpoints, 36 runs) about a second, and a large one a few.
  private static func steps(for visits: VisitProblem) -> Int {
    max(5_000, min(30_000, 30 * visits.visitCount))
  }

  private func stops(of run: Int, in plan: VisitPlan) -> [Route.Stop] {
    let r = plan.problem.runs[run]
    let slots = plan.runs[run]
    var stops = [
      Route.Stop(
        kind: .start, id: r.baseID, coordinate: coordinates[r.base], arrive: r.start, start: r.start,
        depart: r.start, travel: 0, distance: 0)
    ]
    for position in 1..<slots.count {
      let (before, slot) = (slots[position - 1], slots[position])
      let isEnd = position == slots.count - 1
      let way = plan.problem.travel(r.speed, before.place, slot.place)
      let arrive = stops[position - 1].depart + way
      let checkpoint =
        isEnd
        ? nil : problem.checkpoints[plan.problem.points[plan.problem.pointOfVisit[slot.visit]].checkpoint]
      stops.append(
        Route.Stop(
          kind: isEnd ? .end : .checkpoint, id: checkpoint?.id ?? r.baseID,
          coordinate: coordinates[slot.place],
          arrive: arrive, start: isEnd ? arrive : slot.begin, depart: isEnd ? arrive : slot.depart,
          travel: way,
          distance: before.place == slot.place ? 0 : Double(table.metres(before.place, slot.place))))
    }
    return stops
  }
}
