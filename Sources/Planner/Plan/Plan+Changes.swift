import Solvers

extension Plan {
  /// The plan with absences worked into its roster with the fewest changes, and what changed.
  public func workingIn(_ absences: [Absence]) throws(AbsenceError) -> (plan: Plan, change: RosterChange) {
    let change = try RosterPlanner(problem: problem, staffOfSites: problem.staffOfSites).replan(
      roster, absences: absences)
    var plan = self
    plan.problem = problem.with(absences)
    return (plan.with(change.roster), change)
  }

  /// The plan with what a hand wrote into its roster, as far as the rules allow, and what they do not.
  package func taking(_ edits: [RosterEdit]) throws(AbsenceError) -> (plan: Plan, edited: EditedRoster) {
    let edited = try RosterPlanner(problem: problem, staffOfSites: problem.staffOfSites).taking(
      edits, into: roster)
    var plan = self
    plan.problem = edited.problem
    return (plan.with(edited.roster), edited)
  }

  /// The plan with its whole roster made anew.
  public func withNewRoster() -> Plan {
    with(RosterPlanner(problem: problem, staffOfSites: problem.staffOfSites).plan())
  }

  /// The plan with another roster; what that changes is noted as a revision.
  func with(_ roster: Roster) -> Plan {
    var plan = self
    plan.revisions.note(from: self.roster, to: roster)
    plan.roster = roster
    return plan
  }

  /// The plan with other areas and routes, whose bounds come with them.
  public func with(_ patrol: PatrolPlan, by roads: PlannedTravel) -> Plan {
    let kept = bounds.filter { bound in
      !bound.subject.isOfRoutes && !patrol.bounds.contains { $0.subject == bound.subject }
    }
    var plan = self
    plan.patrol = patrol
    plan.bounds = kept + patrol.bounds
    return plan.settled(by: roads)
  }
}

extension PatrolPlan {
  /// The areas and routes with a day changed from a time on, and what changed.
  package func changing(
    _ changes: [PatrolChange], dayType: String? = nil, now: Int, seed: UInt64, by roads: PlannedTravel
  ) throws(PatrolChangeError) -> (patrol: PatrolPlan, result: PatrolReplanner.Result) {
    let replanner = PatrolReplanner(
      problem: problem, routes: routes, unserved: unserved, travel: roads.travel)
    let result = try replanner.replan(
      dayType: dayType ?? problem.dayTypes.first ?? "", now: now, changes: changes, seed: seed)
    var patrol = self
    for case .add(let checkpoint) in changes {
      // Places stand before streets.
      let places = problem.checkpoints.firstIndex { !$0.way.isEmpty } ?? problem.checkpoints.count
      patrol.problem.checkpoints.insert(checkpoint, at: places)
    }
    patrol.routes = result.routes.map(\.told)
    patrol.unserved = result.unserved
    patrol.ways = concurrentMap(Array(result.routes.indices)) { [ways, patrol] index in
      result.isChanged[index]
        ? RouteWay(of: patrol.routes[index], in: patrol.problem, roads.travel, names: roads.streets).told
        : ways[index]
    }
    return (patrol, result)
  }
}
