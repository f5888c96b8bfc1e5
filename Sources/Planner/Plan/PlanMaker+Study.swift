import Grid
import Roads
import Words

/// The assignment by itself, and what can be asked about it.
extension PlanMaker {
  /// On the scenario's own rooms, before any are sited.
  func assignmentPlanner() -> AssignmentPlanner {
    let units = hierarchy.levels[assignLevel]
    let index = UnitIndex(units.shapes)
    let siting = inputs.scenario.siting
    var planner = AssignmentPlanner(
      problem: problem, units: units, townshipOfUnit: hierarchy.ancestors(of: assignLevel, at: townshipLevel),
      townshipCodes: hierarchy.levels[townshipLevel].codes,
      unitOfRoom: problem.rooms.map { index.unit(at: $0.coordinate) ?? -1 },
      adjacency: Adjacency(of: units.shapes, in: hierarchy.plane),
      siting: RoomSiting(
        model: siting.model, count: siting.rooms, maxUnits: siting.maxUnits,
        maxHouseholds: siting.maxHouseholds, places: inputs.places),
      attributes: problem.attributes)
    planner.earlier = earlier
    return planner
  }

  /// Proves the land, joins it to the roads, and sites and assigns rooms or takes those of a plan as they stand.
  ///
  /// - Parameter kept: the assignment of a plan; `nil` sites rooms and assigns the units.
  /// - Returns: the study, the planner and the travel for further ones, and what an earlier plan's change was.
  package mutating func studyAssignment(
    _ kept: Plan? = nil
  ) throws(PlanError) -> (
    study: AssignmentStudy, planner: AssignmentPlanner, travel: any Travel, replan: Replan?
  ) {
    try step("prove") { maker throws(PlanError) in try maker.prove() }
    let travel = step("travel") { $0.makeTravel() }.travel
    let planner = assignmentPlanner()
    if let kept {
      let roomOfUnit = try roomOfUnit(kept)
      return (
        AssignmentStudy(planner, rooms: kept.rooms, roomOfUnit: roomOfUnit, travel: travel), planner, travel,
        nil
      )
    }
    let assignment = try step("assign") { maker throws(PlanError) in try maker.assign(travel) }
    return (study(of: assignment, travel), planner, travel, assignment.replan)
  }

  private func study(of assignment: Assignment, _ travel: any Travel) -> AssignmentStudy {
    AssignmentStudy(
      assignmentPlanner(), rooms: assignment.rooms.map(\.room), roomOfUnit: assignment.roomOfUnit,
      lowerBound: assignment.lowerBound, travel: travel)
  }

  private func roomOfUnit(_ kept: Plan) throws(PlanError) -> [Int] {
    let codes = hierarchy.levels[assignLevel].codes
    let room = Dictionary(
      zip(kept.assignedUnits.codes, kept.assignment.roomOfUnit), uniquingKeysWith: { first, _ in first })
    var result: [Int] = []
    for code in codes {
      guard let room = room[code] else { throw .unitWithoutRoom(code: code) }
      result.append(room)
    }
    guard room.count == codes.count else {
      let known = Set(codes)
      throw .unitElsewhere(code: room.keys.filter { !known.contains($0) }.min() ?? "")
    }
    return result
  }

  /// Tells what an earlier plan weighed.
  mutating func noteChanges(_ assignment: Assignment) {
    guard let earlier, let replan = assignment.replan else { return }
    let moved = Message("\(replan.moves.count) of \(assignment.roomOfUnit.count) units change rooms")
    guard inputs.scenario.siting.model == .median else {
      notes.append(
        Message(
          "earlier_rooms_not_kept",
          "rooms sited by this model do not hold on to those of an earlier plan: \(moved)"))
      return
    }
    notes.append(
      Message(
        "change_weighed",
        "a unit that changes rooms counts as \(Int(earlier.changeSeconds)) s of travel for each household of a mean "
          + "unit; \(moved)"))
    bounds.append(
      Bound(
        .changedRooms, unit: "household-seconds", objective: replan.objective, lowerBound: replan.lowerBound))
  }
}
