import Geometry
import Grid
import Scenario

extension Plan {
  /// Stands for all that `findings` and ways follow from: land, rules, rooms, who serves where, and the routes. Who is
  /// on duty on which date is not among it.
  public var basisOfFindings: Fingerprint {
    var print = Fingerprint()
    print.add(land: hierarchy)
    print.add(reflecting: problem.ofFindings)
    print.add(assignment: assignment)
    for area in patrol.areaOfUnit { print.add(area) }
    for route in routes { print.add(route: route) }
    return print
  }

  /// The bounds that are of the plan as it stands.
  public var standingBounds: [Bound] { bounds.filter { $0.basis == basis(of: $0.subject) } }

  /// Stands for what a bound on a subject holds for.
  package func basis(of subject: Bound.Subject) -> Fingerprint {
    switch subject {
    case .siting, .rooms, .changedRooms:
      var print = Fingerprint()
      print.add(land: hierarchy)
      for room in problem.rooms { print.add(room: room) }
      print.add(problem.policy.roomsWithinTownship ? 1 : 0)
      for room in assignment.roomOfUnit { print.add(room) }
      return print
    case .duties, .rosterCost: return Fingerprint()
    case .patrolAreas, .areaBorders, .visits, .travel: return patrol.basis(of: subject)
    }
  }
}

extension PatrolPlan {
  func basis(of subject: Bound.Subject) -> Fingerprint {
    var print = Fingerprint()
    print.add(reflecting: problem.ofRoutes)
    switch subject {
    case .visits(let dayType), .travel(let dayType):
      for route in routes where route.dayType == dayType { print.add(route: route) }
    case .patrolAreas, .areaBorders:
      print.add(land: hierarchy)
      for area in areas { for unit in area.units { print.add(unit) } }
    case .siting, .rooms, .changedRooms, .duties, .rosterCost: break
    }
    return print
  }

  /// Those that were proved for the plan as it stands.
  public var standingBounds: [Bound] { bounds.filter { $0.basis == basis(of: $0.subject) } }
}

extension Problem {
  /// Without what decides on nothing but the roster.
  fileprivate var ofFindings: Problem {
    var problem = self
    (problem.staff, problem.gridWorkers) = ([], [])
    (problem.requests, problem.pinned, problem.history) = ([], [], [])
    problem.policy.roster = RosterPolicy()
    return problem
  }

  /// With what decides on routes and areas alone.
  fileprivate var ofRoutes: Problem {
    var problem = ofFindings
    (problem.rooms, problem.posts, problem.stations) = ([], [], [])
    (problem.rounds, problem.seen) = ([], [])
    (problem.countyPolice, problem.attributes) = (nil, nil)
    problem.policy = Policy()
    return problem
  }
}

extension Fingerprint {
  fileprivate mutating func add(land hierarchy: Hierarchy) {
    for level in hierarchy.levels {
      add(level.name)
      add(level.codes)
      for parent in level.parents { add(parent) }
      for households in level.households { add(households) }
    }
    for anchor in hierarchy.lowest.anchors { add(place: anchor) }
  }

  fileprivate mutating func add(place: Coordinate) {
    add(Int(place.x))
    add(Int(place.y))
  }

  fileprivate mutating func add(room: Room) {
    add(room.id)
    add(place: room.coordinate)
    add(room.townshipCode)
    add(room.maxUnits)
    add(room.maxHouseholds)
  }

  fileprivate mutating func add(assignment: Assignment) {
    for room in assignment.roomOfUnit { add(room) }
    add(assignment.officerOfUnit)
    for auxiliaries in assignment.auxiliariesOfUnit { add(auxiliaries) }
  }

  fileprivate mutating func add(route: Route) {
    add(route.dayType)
    add(route.crewID)
    add(route.shiftID)
    for stop in route.stops {
      add(stop.kind.rawValue)
      add(stop.id)
      add(place: stop.coordinate)
      for number in [stop.arrive, stop.start, stop.depart, stop.travel] { add(number) }
      add(stop.distance)
    }
  }
}
