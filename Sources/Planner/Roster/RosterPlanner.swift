import Grid

/// Gives every duty of the horizon to someone of the site, or says why nobody can have it.
///
/// Sites and roles are planned apart. Each starts from the best cyclic duty plan (`RosterTemplate`), is completed by
/// ejection chains until no more places can be filled, and is then evened out by local search, which spreads what
/// stays empty over the shifts and shares nights, weekends and hours among the people of a site and role. No rule of `RosterPolicy` is ever broken: it holds within
/// the horizon; duties before it are not known. People of several teams are planned for the first site by id, then
/// for the next around those duties.
public struct RosterPlanner: Sendable {
  let problem: Problem
  let teams: [String: [String]]

  /// `teams`: the ids of the people of each site (`Post.siteID`); ids that are not on the staff are ignored.
  public init(problem: Problem, teams: [String: [String]]) {
    self.problem = problem
    self.teams = teams
  }

  /// The same problem and teams give the same roster.
  public func plan() -> Roster {
    let slots = problem.rosterSlots()
    var people = blankPeople()
    var duties: [Roster.Duty] = []
    var unfilled: [Roster.Unfilled] = []
    for key in slots.keys.sorted() {
      let ids = members(key)
      var team = team(slots[key] ?? [], ids.compactMap { people[$0] })
      solve(&team)
      for (id, person) in zip(ids, team.people) {
        for slot in person.held.compactMap(\.slot) { duties.append(duty(team.slots[slot], id)) }
        people[id] = person
        people[id]?.settle()
      }
      for (index, slot) in team.slots.enumerated() where team.missing[index] > 0 {
        unfilled.append(
          Roster.Unfilled(
            date: problem.horizon.start + slot.date, shiftID: problem.posts[slot.post].shiftID,
            postID: problem.posts[slot.post].id, role: slot.role, missing: team.missing[index],
            reason: team.reason(index, siteID: key.siteID)))
      }
    }
    unfilled += withoutShift()
    duties.sort { order($0) < order($1) }
    unfilled.sort { order($0) < order($1) }
    return Roster(duties: duties, unfilled: unfilled)
  }

  /// How many duties stay empty in every roster; each site is taken to have its people to itself.
  public func bound() -> RosterBound {
    let slots = problem.rosterSlots()
    let people = blankPeople()
    return RosterBound(
      entries: slots.keys.sorted().map { key in
        let team = team(slots[key] ?? [], members(key).compactMap { people[$0] })
        return RosterBound.Entry(
          siteID: key.siteID, role: key.role, needed: team.unfilled, unfilled: team.lowerBound())
      })
  }

  /// The places of posts whose shift the problem does not hold: they have no hours, so nobody can be checked for them.
  private func withoutShift() -> [Roster.Unfilled] {
    let known = Set(problem.shifts.map(\.id))
    var unfilled: [Roster.Unfilled] = []
    for post in problem.posts where !known.contains(post.shiftID) {
      for role in Role.allCases {
        guard let need = post.needs[role], need > 0 else { continue }
        for date in weekOfDate.indices where post.weekdays.contains((problem.horizon.start + date).weekday) {
          unfilled.append(
            Roster.Unfilled(
              date: problem.horizon.start + date, shiftID: post.shiftID, postID: post.id, role: role,
              missing: need, reason: "No shift is called \(post.shiftID)."))
        }
      }
    }
    return unfilled
  }

  private func solve(_ team: inout RosterTeam) {
    let bound = team.lowerBound()
    team = team.started()
    var generator = SeededGenerator(seed: 0)
    team.refill(bound: bound, steps: 200, using: &generator)
    var before: Int
    repeat {
      before = team.unfilled
      team.spreadEmpty()
      team.balance()
      // What was balanced may have made room for one more.
      team.fill()
    } while team.unfilled < before
  }

  func team(_ slots: [RosterSlot], _ people: [RosterPerson]) -> RosterTeam {
    RosterTeam(
      rules: RosterRules(problem.policy.roster, shifts: problem.shifts), weekOfDate: weekOfDate, slots: slots,
      people: people)
  }

  private var weekOfDate: [Int] {
    (0..<max(0, problem.horizon.days)).map {
      (problem.horizon.start + $0).isoWeek - problem.horizon.start.isoWeek
    }
  }

  /// Everyone on the staff, without duties.
  func blankPeople() -> [String: RosterPerson] {
    let weeks = weekOfDate.last.map { $0 + 1 } ?? 0
    let start = problem.horizon.start
    let months = (start + max(0, problem.horizon.days - 1)).month - start.month + 1
    let free = Array(repeating: false, count: weekOfDate.count)
    return Dictionary(
      problem.staff.map { member in
        var onLeave = free
        for date in member.unavailable where free.indices.contains(date - problem.horizon.start) {
          onLeave[date - problem.horizon.start] = true
        }
        return (member.id, RosterPerson(onLeave: onLeave, weeks: weeks, months: months))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The ids of a site's people of one role, once each, sorted.
  func members(_ key: RosterTeamKey) -> [String] {
    let ids = Set(teams[key.siteID] ?? [])
    return Set(problem.staff.filter { $0.role == key.role && ids.contains($0.id) }.map(\.id)).sorted()
  }

  func duty(_ slot: RosterSlot, _ staffID: String) -> Roster.Duty {
    Roster.Duty(
      date: problem.horizon.start + slot.date, shiftID: problem.posts[slot.post].shiftID,
      postID: problem.posts[slot.post].id, role: slot.role, staffID: staffID)
  }

  func order(_ duty: Roster.Duty) -> (CivilDate, String, String, String, String) {
    (duty.date, duty.shiftID, duty.postID, duty.role.rawValue, duty.staffID)
  }

  func order(_ empty: Roster.Unfilled) -> (CivilDate, String, String, String) {
    (empty.date, empty.shiftID, empty.postID, empty.role.rawValue)
  }
}
