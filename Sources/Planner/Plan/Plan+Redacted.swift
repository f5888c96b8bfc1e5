import Scenario
import Words

extension Plan {
  /// The same plan with its people numbered: nothing in it names a person or says how to reach one, and it does not tell
  /// where its scenario lies.
  ///
  /// A person is made anew from what may stand - role, home unit, hours, leave, team - so that whatever else comes to be
  /// known of people is left out until someone lists it here. Who has which number follows from the ids alone: the
  /// numbers of one plan are those of its next roster as long as nobody joins or leaves.
  public var redacted: Plan {
    let numbers = Pseudonyms(of: self)
    var plan = self
    plan.scenarioFile = ""
    plan.problem = problem.redacted(numbers)
    for room in plan.assignment.rooms.indices {
      plan.assignment.rooms[room].officerIDs = assignment.rooms[room].officerIDs.map { numbers[$0] }.sorted()
    }
    plan.assignment.officerOfUnit = assignment.officerOfUnit.map { numbers[$0] }
    plan.assignment.auxiliariesOfUnit = assignment.auxiliariesOfUnit.map { $0.map { numbers[$0] } }
    plan.roster = Roster(duties: roster.duties.map { numbers[$0] }, unfilled: roster.unfilled)
    plan.roster.duties.sort(by: Roster.isBefore)
    // The reasons name people.
    plan.roster.unpinned = roster.unpinned.map {
      Roster.Unpinned(
        pinned: numbers[$0.pinned],
        reason: Message("left_out", "Left out, as everything that is said of a person."))
    }
    plan.revisions = RosterRevisions(
      changes: revisions.changes.map {
        .init(revision: $0.revision, isTaken: $0.isTaken, duty: numbers[$0.duty], hours: $0.hours)
      })
    if findings.basis == basisOfFindings { plan.findings.basis = plan.basisOfFindings }
    return plan
  }
}

/// Numbers in the place of ids: officers, auxiliaries and grid workers by themselves, each in the order of the ids.
private struct Pseudonyms {
  private var numbers: [String: String] = [:]
  private var teams: [String: String] = [:]

  init(of plan: Plan) {
    let problem = plan.problem
    for role in Role.allCases {
      number(problem.staff.filter { $0.role == role }.map(\.id), as: role.rawValue)
    }
    number(problem.gridWorkers.map(\.id), as: "worker")
    // Whom hand edits and tables of the past name beside the staff.
    var others = plan.assignment.officerOfUnit + plan.assignment.auxiliariesOfUnit.joined()
    others += plan.assignment.rooms.flatMap(\.officerIDs)
    others += plan.roster.duties.map(\.staffID) + plan.roster.unpinned.map(\.pinned.staffID)
    others += plan.revisions.changes.map(\.duty.staffID)
    others += problem.requests.map(\.staffID) + problem.pinned.map(\.staffID) + problem.history.map(\.staffID)
    number(others, as: "person")
    let named = Set(problem.staff.map(\.team)).subtracting([""]).sorted()
    for (index, team) in named.enumerated() { teams[team] = "team-\(index + 1)" }
  }

  private mutating func number(_ ids: [String], as word: String) {
    let new = Set(ids).subtracting([""]).filter { numbers[$0] == nil }.sorted()
    let width = String(new.count).count
    for (index, id) in new.enumerated() {
      let digits = String(index + 1)
      numbers[id] = "\(word)-" + String(repeating: "0", count: width - digits.count) + digits
    }
  }

  subscript(id: String) -> String { numbers[id] ?? "" }

  subscript(duty: Roster.Duty) -> Roster.Duty {
    Roster.Duty(
      date: duty.date, shiftID: duty.shiftID, postID: duty.postID, role: duty.role,
      staffID: self[duty.staffID])
  }

  subscript(pinned: PinnedDuty) -> PinnedDuty {
    PinnedDuty(staffID: self[pinned.staffID], date: pinned.date, postID: pinned.postID)
  }

  func team(_ name: String) -> String { teams[name] ?? "" }
}

extension Problem {
  fileprivate func redacted(_ numbers: Pseudonyms) -> Problem {
    var problem = self
    problem.staff = staff.map { known in
      var person = StaffMember(
        id: numbers[known.id], role: known.role, homeUnit: known.homeUnit, fullTime: known.fullTime,
        unavailable: known.unavailable)
      person.isMadeUp = known.isMadeUp
      person.siteIDs = known.siteIDs
      person.team = numbers.team(known.team)
      return person
    }
    // A team may be called after whoever leads it.
    problem.rounds = rounds.map { rule in
      var rule = rule
      rule.teams = rule.teams?.enumerated().map { number, team in
        RoundRule.Team(id: "volunteers-\(number + 1)", unitCode: team.unitCode)
      }
      return rule
    }
    problem.gridWorkers = gridWorkers.map { GridWorker(id: numbers[$0.id], unitCode: $0.unitCode) }
    problem.requests = requests.map {
      RosterRequest(
        staffID: numbers[$0.staffID], date: $0.date, shiftID: $0.shiftID, isOn: $0.isOn, weight: $0.weight)
    }
    problem.pinned = pinned.map { numbers[$0] }
    problem.history = history.map {
      PastDuty(
        staffID: numbers[$0.staffID], date: $0.date, shiftID: $0.shiftID, start: $0.start, end: $0.end)
    }
    problem.history.sort { ($0.date, $0.start, $0.staffID) < ($1.date, $1.start, $1.staffID) }
    return problem
  }
}
