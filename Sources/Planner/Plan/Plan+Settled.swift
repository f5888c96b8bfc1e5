import Grid
import Roads
import Solvers
import Words

extension Plan {
  /// Whether its findings and ways, and what its roster says of empty places, are of the plan as it stands. A plan that
  /// is not settled was changed, and is not written.
  public var isSettled: Bool {
    findings.basis == basisOfFindings && roster == roster.reconciled(with: problem)
  }

  /// The plan with all that follows over the roads worked out anew: travel, ways, coverage, gaps and reasons. A visit
  /// that no route makes any more is told as not made.
  ///
  /// - Parameter roads: of the scenario that it was made from.
  public func settled(by roads: PlannedTravel) -> Plan {
    guard !isSettled else { return self }
    var plan = self
    plan.roster = roster.reconciled(with: problem)
    plan.assignment = assignment.travelling(
      from: assignedUnits, needs: assignedUnits.households.map(problem.policy.auxiliariesNeeded),
      by: roads.travel)
    let names = roads.streets
    plan.ways = concurrentMap(routes) { [problem] in
      RouteWay(of: $0, in: problem, roads.travel, names: names).told
    }
    plan.unserved = patrol.reconciledUnserved
    plan.findings = plan.findings(by: roads) { $1() }
    plan.bounds = plan.standingBounds
    return plan
  }

  /// What follows over the roads from a plan whose assignment has its travel.
  ///
  /// - Parameter step: is told the name of each part and does it.
  func findings(
    by roads: PlannedTravel, step: (_ name: String, _ work: () -> Void) -> Void
  ) -> Findings {
    let travel = roads.travel
    var result = Findings(
      basis: basisOfFindings, coverage: Coverage(response: [], secondResponse: [], visits: [], maxRevisit: [])
    )
    step("explain") { result.explanations = explanations(by: travel) }
    let analysis = coverageAnalysis()
    let first = routes.indices.filter { routes[$0].dayType == routes.first?.dayType }
    let firstDay = first.map { routes[$0] }
    let unitOfStop = unitOfStop
    step("gaps") {
      result.coverage = analysis.coverage(
        routes: firstDay, unitOfStop: first.map { unitOfStop[$0] }, travel: travel)
      result.gaps = analysis.gaps(result.coverage, assignment: assignment, routes: firstDay, travel: travel)
    }
    step("crew reach") { result.reach = reach(by: travel) }
    if !problem.rounds.isEmpty { step("rounds") { result.rounds = rounds(by: travel) } }
    return result
  }

  /// At each half hour of every day type that has routes.
  private func reach(by travel: any Travel) -> [DayReach] {
    problem.dayTypes.filter { dayType in routes.contains { $0.dayType == dayType } }.map { dayType in
      DayReach(
        dayType: dayType, dayResponse(of: dayType, step: 1800, travel: travel),
        breaks: problem.policy.responseBreaks)
    }
  }

  private func explanations(by travel: any Travel) -> [RoomReason] {
    guard !assignment.rooms.isEmpty else { return [] }
    let units = assignedUnits
    let study = AssignmentStudy(
      assignmentPlanner(siting: RoomSiting(count: nil)), rooms: rooms, roomOfUnit: assignment.roomOfUnit,
      travel: travel)
    return study.explanations().map { RoomReason($0, units: units, rooms: rooms) }
  }

  /// Plans rooms and their people on the plan's land and by its rules.
  func assignmentPlanner(siting: RoomSiting) -> AssignmentPlanner {
    let units = assignedUnits
    let index = UnitIndex(units.shapes)
    return AssignmentPlanner(
      problem: problem, units: units, townshipOfUnit: hierarchy.ancestors(of: assignLevel, at: townshipLevel),
      townshipCodes: townships.codes, unitOfRoom: problem.rooms.map { index.unit(at: $0.coordinate) ?? -1 },
      adjacency: Adjacency(of: units.shapes, in: hierarchy.plane), siting: siting,
      attributes: problem.attributes)
  }
}

extension PatrolPlan {
  /// The visits that are not made, by the routes as they stand; those that were known keep their reasons.
  var reconciledUnserved: [UnservedVisit] {
    let routed = Set(routes.map(\.dayType))
    var result = unserved.filter { !routed.contains($0.dayType) }
    for dayType in problem.dayTypes where routed.contains(dayType) {
      var begins: [String: [Int]] = [:]
      for route in routes where route.dayType == dayType {
        for visit in route.visits { begins[visit.id, default: []].append(visit.start) }
      }
      for point in problem.checkpoints {
        let known = unserved.filter { $0.dayType == dayType && $0.checkpointID == point.id }
        let missing = point.missing(on: dayType, begins: begins[point.id] ?? [])
        result += known.prefix(missing)
        for number in known.count..<max(known.count, missing) {
          result.append(
            UnservedVisit(
              dayType: dayType, checkpointID: point.id,
              visit: point.visits(on: dayType) - missing + number + 1,
              reason: Message("stops_changed", "No route makes it any more: the stops were changed.")))
        }
      }
    }
    return result
  }
}

extension Assignment {
  /// The same assignment with the travel of each unit from its room, and what follows from it.
  ///
  /// - Parameter needs: the auxiliaries that each unit needs.
  func travelling(from units: Level, needs: [Int], by travel: any Travel) -> Assignment {
    guard !rooms.isEmpty else { return self }
    let table = travel.table(from: rooms.map(\.room.coordinate), to: units.anchors)
    var result = self
    result.travelOfUnit = units.codes.indices.map { Double(table.seconds(roomOfUnit[$0], $0)) }
    result.shortfallOfUnit = units.codes.indices.map { unit in
      Self.shortfall(
        room: rooms[roomOfUnit[unit]].room.id, isReached: result.travelOfUnit[unit].isFinite,
        officer: officerOfUnit[unit], auxiliaries: auxiliariesOfUnit[unit].count, need: needs[unit])
    }
    return result.told(of: units)
  }

  /// What a unit lacks.
  static func shortfall(
    room: String, isReached: Bool, officer: String, auxiliaries: Int, need: Int
  ) -> [Message] {
    [
      isReached ? nil : Message("no_way_from_room", "no way from room \(room)"),
      officer.isEmpty ? Message("no_officer", "no officer at room \(room)") : nil,
      auxiliaries < need
        ? Message("auxiliaries_missing", "\(need - auxiliaries) of \(need) auxiliaries missing") : nil,
    ].compactMap(\.self)
  }
}
