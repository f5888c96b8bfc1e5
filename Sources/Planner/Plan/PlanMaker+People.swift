import Roads
import Scenario
import Words

/// Rooms, the people who serve in them, and their roster.
extension PlanMaker {
  mutating func assign(_ travel: some Travel) throws(PlanError) -> Assignment {
    let units = hierarchy.levels[assignLevel]
    let siting = inputs.scenario.siting
    let wanted = units.households.reduce(0) {
      $0 + self.problem.policy.auxiliariesNeeded(households: $1)
    }
    guard !self.problem.staff.isEmpty || wanted <= Self.mostMadeUp else {
      throw .tooManyPeople(wanted, Message("auxiliaries of units"))
    }
    let isForAll = if case .allWithin = siting.model { true } else { false }
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
        Message(
          "room_count_chosen",
          "the number of rooms is not given: \(assignment.rooms.count) are opened, about one for 8 units"))
    }
    self.madeUp = madeUp
    self.problem = problem
    if units.households.allSatisfy({ $0 == 0 }) {
      notes.append(
        Message(
          "no_households",
          "no unit has households: means of travel count every place once, and shares are of nothing"))
    }
    bounds += assignment.answers.map {
      Bound(.siting(model: $0.name), unit: $0.unit, objective: $0.objective, lowerBound: $0.lowerBound)
    }
    if !assignment.answers.isEmpty {
      notes.append(
        Message(
          "other_siting_model",
          "rooms are not sited for the least travel: the bound on it is of any as many rooms"))
    }
    if case .allWithin(let limit, _) = siting.model {
      let beyond = units.households.indices.filter {
        units.households[$0] > 0 && assignment.travelOfUnit[$0] > limit
      }
      if !beyond.isEmpty {
        notes.append(
          Message(
            "served_beyond_limit",
            "\(beyond.reduce(0) { $0 + units.households[$1] }) households in \(beyond.count) units are served from "
              + "beyond \(Int(limit)) s: no room may open nearer, or those that do are full"))
      }
    }
    bounds.append(
      Bound(
        .rooms, unit: "household-seconds", objective: assignment.objective, lowerBound: assignment.lowerBound
      ).proved(by: assignment.certificate))
    noteChanges(assignment)
    return assignment
  }

  /// The most people that are made up.
  private static let mostMadeUp = 1_000_000

  /// Bases, crews, checkpoints and crew staff where none are given, and the posts that follow from them.
  mutating func completePeople(_ assignment: Assignment) throws(PlanError) {
    if problem.crews.isEmpty {
      if problem.bases.isEmpty {
        problem.bases = madeUp.bases(
          at: assignment.rooms, points: hierarchy.plane.project(assignment.rooms.map(\.room.coordinate)))
      }
      problem.crews = madeUp.crews(at: problem.bases, shifts: problem.shifts)
    }
    if problem.checkpoints.isEmpty {
      problem.checkpoints = madeUp.checkpoints(
        stations: problem.stations.map(\.site), rooms: assignment.rooms)
    }
    let rules = inputs.scenario.posts
    if siteOfStaff.isEmpty {
      let teams = MadeUp.teams(of: problem.crews, shifts: problem.shifts, policy: problem.policy.roster)
      let wanted = teams.reduce(0, +) * rules.crew.values.reduce(0, +)
      guard wanted <= Self.mostMadeUp else { throw .tooManyPeople(wanted, Message("people of crews")) }
      let (staff, sites) = madeUp.crewStaff(
        crews: problem.crews, shifts: problem.shifts, needs: rules.crew, policy: problem.policy.roster,
        besides: problem.staff)
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
      problem.stations.map(\.site).flatMap { station in
        rule.shiftIDs.map { shift in
          Post(
            id: "\(station.id)-\(shift)", shiftID: shift, needs: rule.needs, weekdays: rule.weekdays,
            siteID: station.id)
        }
      }
    }
    problem.posts = desks + duties + (stations ?? [])
  }

  /// The roster of everyone at the sites where they serve.
  mutating func makeRoster(_ assignment: Assignment) -> Roster {
    problem.take(
      sites: problem.sitesOfStaff(assignment, townships: hierarchy.levels[townshipLevel], own: siteOfStaff))
    return RosterPlanner(problem: problem, staffOfSites: problem.staffOfSites).plan()
  }
}
