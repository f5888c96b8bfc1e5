import Grid
import Roads
import Scenario
import VectorFiles

/// Rooms, the people who serve in them, and their roster.
extension PlanMaker {
  mutating func assign(_ travel: some Travel) throws(PlanError) -> Assignment {
    let units = hierarchy.levels[assignLevel]
    let siting = inputs.scenario.siting
    let isForAll = if case .allWithin = siting.model { true } else { false }
    if siting.rooms == nil && !isForAll {
      notes.append("the number of rooms is not given: about one for every 8 units is taken")
    }
    let planner = assignmentPlanner()
    var madeUp = madeUp
    var problem = problem
    let sites = siteOfStaff
    let assignment: Assignment
    do {
      assignment = try planner.plan(travel: travel, seed: inputs.scenario.seed) { unitsOfRooms in
        if problem.staff.isEmpty {
          problem.staff = madeUp.staff(
            unitsOfRooms: unitsOfRooms, unitCodes: units.codes,
            auxiliaries: units.households.map(problem.policy.auxiliariesNeeded))
        }
        // People who belong to a base serve there.
        return problem.staff.filter { sites[$0.id] == nil }
      }
    } catch { throw .assignment(error) }
    if siting.rooms == nil && !isForAll {
      notes.append(
        "the number of rooms is not given: \(assignment.rooms.count) are opened, about one for 8 units")
    }
    self.madeUp = madeUp
    self.problem = problem
    optimisations += assignment.answers.map {
      Plan.Optimisation(name: $0.name, unit: $0.unit, objective: $0.objective, lowerBound: $0.lowerBound)
    }
    if !assignment.answers.isEmpty {
      notes.append("rooms are not sited for the least travel: the bound on it is for these rooms")
    }
    if case .allWithin(let limit, _) = siting.model {
      let beyond = units.households.indices.filter {
        units.households[$0] > 0 && assignment.travelOfUnit[$0] > limit
      }
      if !beyond.isEmpty {
        notes.append(
          "\(beyond.reduce(0) { $0 + units.households[$1] }) households in \(beyond.count) units are served from "
            + "beyond \(Int(limit)) s: no room may open nearer, or those that do are full")
      }
    }
    optimisations.append(
      Plan.Optimisation(
        name: "rooms", unit: "household-seconds", objective: assignment.objective,
        lowerBound: assignment.lowerBound))
    noteChanges(assignment)
    return assignment
  }

  /// Bases, crews, checkpoints and crew staff where none are given, and the posts that follow from them.
  mutating func completePeople(_ assignment: Assignment) {
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
      var desk = Post(
        id: room.room.id + "-desk", shiftID: rules.roomShift, needs: rules.room, weekdays: rules.roomWeekdays,
        siteID: room.room.id)
      desk.isClosedOnHolidays = rules.roomClosedOnHolidays
      return desk
    }
    let duties = problem.crews.flatMap { crew in
      crew.shiftIDs.map { shift in
        Post(
          id: "\(crew.id)-\(shift)", shiftID: shift, needs: rules.crew, weekdays: Array(1...7),
          siteID: crew.baseID)
      }
    }
    let stations = rules.stations.map { rule in
      inputs.stations.flatMap { station in
        rule.shiftIDs.map { shift in
          Post(
            id: "\(station.id)-\(shift)", shiftID: shift, needs: rule.needs, weekdays: rule.weekdays,
            siteID: station.id)
        }
      }
    }
    problem.posts = desks + duties + (stations ?? [])
  }

  /// Rooms are staffed by their officers and the auxiliaries of their villages, bases by those who belong to them,
  /// the desks of stations by those who belong there and by the people of the rooms in their townships.
  mutating func makeRoster(
    _ assignment: Assignment
  ) -> (roster: Roster, cost: RosterCost, bound: RosterBound) {
    var sites: [String: [String]] = [:]
    for room in assignment.rooms {
      for id in Set(room.officerIDs + room.units.flatMap { assignment.auxiliariesOfUnit[$0] }) {
        sites[id, default: []].append(room.room.id)
      }
    }
    if inputs.scenario.posts.stations != nil {
      let townships = hierarchy.levels[townshipLevel]
      let index = UnitIndex(townships.shapes)
      for station in inputs.stations {
        let township = index.unit(at: station.coordinate).map { townships.codes[$0] }
        let rooms = Set(assignment.rooms.map(\.room).filter { $0.townshipCode == township }.map(\.id))
        for (id, list) in sites where list.contains(where: rooms.contains) { sites[id]?.append(station.id) }
      }
    }
    for (id, site) in siteOfStaff { sites[id, default: []].append(site) }
    for index in problem.staff.indices { problem.staff[index].siteIDs = sites[problem.staff[index].id] ?? [] }
    let planner = RosterPlanner(problem: problem, teams: problem.teams)
    let roster = planner.plan()
    let bound = planner.bound()
    // A roster of this problem has no duty that no post asks for.
    let cost = (try? planner.cost(of: roster)) ?? RosterCost()
    optimisations += [
      Plan.Optimisation(
        name: "roster", unit: "unfilled duties",
        objective: Double(roster.unfilled.reduce(0) { $0 + $1.missing }),
        lowerBound: Double(bound.unfilled)),
      Plan.Optimisation(
        name: "roster, soft cost", unit: "weighted breaches", objective: cost.total,
        lowerBound: min(cost.lowerBound, cost.total)),
    ]
    return (roster, cost, bound)
  }
}
