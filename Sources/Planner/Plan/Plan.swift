import Grid
import Scenario
import Words

/// A complete plan: one value, which is made, changed, written and read back.
///
/// ```swift
/// let plan = try Plan(folder)
/// let changed = try plan.workingIn(absences).plan
/// try changed.write(to: folder)
/// ```
///
/// It holds what was decided, and what followed over the roads (`findings`). All else that is shown of it, from the
/// verdict on the staffing to the page, is worked out anew whenever it is written (`PlanFigures`).
public struct Plan: Sendable, Equatable {
  /// Of the scenario.
  public var title: String
  /// The scenario it was made from: an absolute path; empty where it was made in memory.
  public var scenarioFile: String
  /// The land.
  public var hierarchy: Hierarchy
  /// With every room that was sited, and every person, crew and post that was made up.
  public var problem: Problem
  /// Which room serves which unit, and who.
  public var assignment: Assignment
  /// Who changed rooms since the plan from which it was made; `nil` where there was none.
  public var moves: [RoomMove]?
  /// The land of each base.
  public var areas: [PatrolArea]
  /// One for each day type, crew and shift that has any.
  public var routes: [Route]
  /// The way of each route along the roads, beside `routes`.
  package var ways: [RouteWay]
  /// Required visits that are not made.
  public var unserved: [UnservedVisit]
  /// Who is on duty when.
  public var roster: Roster
  /// What rosters after the plan's first changed.
  package var revisions: RosterRevisions
  /// How good the rooms, areas and routes are, each as long as it holds for the plan as it stands.
  public var bounds: [Bound]
  /// What was not given and therefore assumed, in sentences.
  public var assumed: [Message]
  /// The roads that maps show behind it.
  public var backdrop: Backdrop
  package var findings: Findings

  package init(
    title: String, scenarioFile: String = "", hierarchy: Hierarchy, problem: Problem, assignment: Assignment,
    moves: [RoomMove]? = nil, areas: [PatrolArea], routes: [Route], ways: [RouteWay],
    unserved: [UnservedVisit], roster: Roster, revisions: RosterRevisions = RosterRevisions(),
    bounds: [Bound] = [], assumed: [Message] = [], backdrop: Backdrop = Backdrop(),
    findings: Findings
  ) {
    self.title = title
    self.scenarioFile = scenarioFile
    self.hierarchy = hierarchy
    self.problem = problem
    self.assignment = assignment
    self.moves = moves
    self.areas = areas
    self.routes = routes
    self.ways = ways
    self.unserved = unserved
    self.roster = roster
    self.revisions = revisions
    self.bounds = bounds
    self.assumed = assumed
    self.backdrop = backdrop
    self.findings = findings
  }
}

extension Plan {
  /// How long help takes to each unit, and how often it is visited.
  public var coverage: Coverage { findings.coverage }
  /// Land that help reaches late, or that goes too long without a visit.
  public var gaps: [CoverageGap] { findings.gaps }

  /// The index of the assignment level.
  public var assignLevel: Int { hierarchy.index(of: problem.assignLevel) ?? 0 }
  /// The index of the level of townships.
  public var townshipLevel: Int { hierarchy.index(of: problem.townshipLevel) ?? 0 }
  /// The assignment level.
  public var assignedUnits: Level { hierarchy.levels[assignLevel] }
  /// The level of townships.
  public var townships: Level { hierarchy.levels[townshipLevel] }
  /// The open rooms.
  public var rooms: [Room] { assignment.rooms.map(\.room) }

  /// The dates of the horizon on which a day type is used, as days since its start.
  public func dates(of dayType: String) -> [Int] {
    problem.horizon.dayTypeOfDate.indices.filter {
      problem.dayTypes[problem.horizon.dayTypeOfDate[$0]] == dayType
    }
  }

  /// The part of the plan that a patrol by itself has, too.
  public var patrol: PatrolPlan {
    get {
      PatrolPlan(
        title: title, scenarioFile: scenarioFile, hierarchy: hierarchy, problem: problem, areas: areas,
        routes: routes, ways: ways, unserved: unserved, bounds: bounds, assumed: assumed)
    }
    set {
      problem = newValue.problem
      areas = newValue.areas
      routes = newValue.routes
      ways = newValue.ways
      unserved = newValue.unserved
      bounds = newValue.bounds
    }
  }

  /// Names of rooms, bases and stations by id, and of townships by code, for people.
  public var siteNames: [String: String] {
    Dictionary(
      rooms.map { ($0.id, $0.name) } + problem.bases.map { ($0.id, $0.name) }
        + problem.stations.map { ($0.site.id, $0.site.name) } + zip(townships.codes, townships.names),
      uniquingKeysWith: { first, _ in first })
  }
}

/// A unit that changed rooms since the plan from which this one was made.
public struct RoomMove: Sendable, Equatable {
  /// The code of the unit.
  public var unitCode: String
  /// How many households it has.
  public var households: Int
  /// The earlier room, which may be closed, and the new one.
  public var fromRoomID: String
  /// The id of the room that serves it now.
  public var toRoomID: String
  /// Whole seconds from each; `nil` where there is no way.
  public var before: Int?
  /// Whole seconds from the room that serves it now; `nil` where there is no way.
  public var after: Int?
  package var reason: Replan.Reason

  package init(
    unitCode: String, households: Int, fromRoomID: String, toRoomID: String, before: Int?, after: Int?,
    reason: Replan.Reason
  ) {
    self.unitCode = unitCode
    self.households = households
    self.fromRoomID = fromRoomID
    self.toRoomID = toRoomID
    self.before = before
    self.after = after
    self.reason = reason
  }
}

extension RoomMove {
  package init(_ move: Replan.Move, units: Level, rooms: [Room]) {
    func whole(_ seconds: Double) -> Int? { Int(exactly: seconds.rounded()) }
    self.init(
      unitCode: units.codes[move.unit], households: units.households[move.unit], fromRoomID: move.from.id,
      toRoomID: rooms[move.to].id, before: whole(move.before), after: whole(move.after), reason: move.reason)
  }
}
