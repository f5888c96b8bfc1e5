import Grid
import Scenario

extension Plan {
  /// The plan with other rooms, or other units to its rooms: people follow, the desks of the rooms with them, and the
  /// roster is made anew. Who changed rooms stands in `moves`.
  ///
  /// - Parameters:
  ///   - study: of the plan's units, as the changes leave them.
  ///   - roads: by which people reach the units.
  package func serving(_ study: AssignmentStudy, by roads: PlannedTravel) -> Plan {
    let units = assignedUnits
    let own = problem.ownSites(besides: assignment)
    let found = study.assignment(available: problem.staff.filter { own[$0.id] == nil })
    let before = EarlierAssignment(self, changeSeconds: 0)
    let replan = Replan(found, before, units, lowerBound: 0, travel: roads.travel)
    var plan = self
    plan.problem.takeRooms(study.rooms)
    plan.problem.take(
      sites: problem.sitesOfStaff(found, townships: townships, own: own))
    plan.assignment = found.told(of: units)
    plan.moves = replan.moves.map { RoomMove($0, units: units, rooms: study.rooms) }
    plan.bounds.removeAll { bound in
      if case .siting = bound.subject { true } else { [.rooms, .changedRooms].contains(bound.subject) }
    }
    // What was known of the study is of these rooms; a plan's bound is of any as many.
    plan.bounds.insert(
      Bound(
        .rooms, unit: "household-seconds", objective: study.objective,
        lowerBound: min(study.boundOfAnyRooms, study.objective), basis: plan.basis(of: .rooms)), at: 0)
    return plan.withNewRoster().settled(by: roads)
  }
}

extension AssignmentStudy {
  /// What no as many rooms have less of, the existing ones among them, that reach all units which these reach.
  var boundOfAnyRooms: Double {
    let choice = RoomChoice(open: Array(rooms.indices), siteOfUnit: roomOfUnit)
    let travel = travelOfUnit
    return choice.bound(
      sites, costs: costs, fixed: rooms.indices.filter { rooms[$0].status == .existing }
    ) { travel[$0].isFinite }.value
  }

  /// The assignment as it stands, with people for rooms and units.
  func assignment(available: [StaffMember]) -> Assignment {
    var choice = RoomChoice(open: Array(rooms.indices), siteOfUnit: roomOfUnit)
    let detached = choice.joinDetachedPieces(sites, costs: costs, table, planner.adjacency)
    var result = planner.assignment(
      choice, sites, table, lowerBound: lowerBound ?? 0, available: available)
    result.detached = detached
    return result
  }
}

extension Problem {
  /// The base or station of everyone who belongs to one, and serves no room or unit.
  func ownSites(besides assignment: Assignment) -> [String: String] {
    let serving = Set(assignment.rooms.flatMap(\.officerIDs) + assignment.auxiliariesOfUnit.joined())
    return Dictionary(
      staff.filter { !serving.contains($0.id) }.compactMap { member in
        member.siteIDs.first.map { (member.id, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Rooms are staffed by their officers and the auxiliaries of their villages, bases by those who belong to them,
  /// the desks of stations by those who belong there and by the people of the rooms in their townships.
  ///
  /// - Parameter own: the site of everyone who belongs to one.
  func sitesOfStaff(
    _ assignment: Assignment, townships: Level, own: [String: String]
  ) -> [String: [String]] {
    var sites: [String: [String]] = [:]
    for room in assignment.rooms {
      for id in Set(room.officerIDs + room.units.flatMap { assignment.auxiliariesOfUnit[$0] }) {
        sites[id, default: []].append(room.room.id)
      }
    }
    let desks = Set(posts.map(\.siteID))
    let index = UnitIndex(townships.shapes)
    for station in stations where desks.contains(station.site.id) {
      let township = index.unit(at: station.site.coordinate).map { townships.codes[$0] }
      let rooms = Set(assignment.rooms.map(\.room).filter { $0.townshipCode == township }.map(\.id))
      for (id, list) in sites where list.contains(where: rooms.contains) {
        sites[id]?.append(station.site.id)
      }
    }
    for (id, site) in own { sites[id, default: []].append(site) }
    return sites
  }

  mutating func take(sites: [String: [String]]) {
    for index in staff.indices { staff[index].siteIDs = sites[staff[index].id] ?? [] }
  }

  /// Takes other rooms; each has the desks that the rooms had.
  fileprivate mutating func takeRooms(_ new: [Room]) {
    let old = Set(rooms.map(\.id))
    let desks = posts.filter { $0.siteID == rooms.first?.id }
    let model = rooms.first?.id ?? ""
    rooms = new
    posts =
      new.flatMap { room in
        desks.map { desk in
          var desk = desk
          desk.id = room.id + desk.id.dropFirst(model.count)
          desk.siteID = room.id
          return desk
        }
      } + posts.filter { !old.contains($0.siteID) }
  }
}
