import Scenario

extension RosterPlanner {
  /// Works absences into a roster with the fewest changes.
  ///
  /// Fewest places empty comes first, then fewest places whose holder changes. Only dates from the first absence on
  /// change, and duties of the evening before that run into it; nobody who is absent gets a new duty, and places that
  /// were empty before stay so. Nobody is given a duty that breaks a rule.
  public func replan(_ roster: Roster, absences: [Absence]) throws(AbsenceError) -> RosterChange {
    try check(absences)
    let planner = RosterPlanner(problem: problem.with(absences), staffOfSites: staffOfSites)
    let absent = Set(absences.map(\.staffID))
    let first = (absences.map(\.first).min() ?? problem.horizon.start) - problem.horizon.start
    let slots = planner.problem.rosterSlots()
    var result = roster
    var steps: [RosterChange.Step] = []
    var isFewest = true
    for key in slots.keys.sorted() {
      let ids = planner.members(key)
      guard ids.contains(where: absent.contains) else { continue }
      var group = try planner.group(key, ids, holding: result.duties, slots, away: absent)
      let before = group
      let vacated = group.vacate(ids.map(absent.contains))
      guard !vacated.isEmpty else { continue }
      var search = AbsenceSearch(group, vacant: vacated, absent: ids.map(absent.contains), firstDate: first)
      isFewest = search.run() && isFewest
      steps += planner.apply(before, search.group, ids, key.siteID, to: &result)
    }
    steps.sort { order($0) < order($1) }
    result.duties.sort(by: Roster.isBefore)
    result.unfilled.sort(by: Roster.isBefore)
    return RosterChange(roster: result, steps: steps, isFewest: isFewest)
  }

  private func check(_ absences: [Absence]) throws(AbsenceError) {
    let staff = Set(problem.staff.map(\.id))
    for absence in absences {
      guard staff.contains(absence.staffID) else { throw .unknownPerson(absence.staffID) }
      for date in [absence.first, absence.last]
      where !(0..<problem.horizon.days).contains(date - problem.horizon.start) {
        throw .outsideHorizon(absence.staffID, date)
      }
    }
  }

  /// A group as rostered; duties at other sites keep its people busy. What is pinned stays with those who are not away.
  func group(
    _ key: RosterGroupKey, _ ids: [String], holding duties: [Roster.Duty],
    _ slots: [RosterGroupKey: [RosterSlot]], away: Set<String> = []
  ) throws(AbsenceError) -> RosterGroup {
    var people = blankPeople()
    let personOf = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    let postOf = Dictionary(
      problem.posts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var own: [(slot: Int, person: Int, duty: Roster.Duty)] = []
    for duty in duties {
      guard let person = personOf[duty.staffID] else { continue }
      let date = duty.date - problem.horizon.start
      guard let post = postOf[duty.postID] else { throw .unknownDuty(duty) }
      let place = RosterGroupKey(siteID: problem.posts[post].siteID, role: duty.role)
      let list = slots[place] ?? []
      guard let slot = list.firstIndex(where: { $0.date == date && $0.post == post }) else {
        throw .unknownDuty(duty)
      }
      if place == key {
        own.append((slot, person, duty))
      } else {
        people[duty.staffID]?.addElsewhere(list[slot])
      }
    }
    var group = group(key, slots[key] ?? [], people, lines(duties))
    let pinned = Set(problem.pinned)
    for (slot, person, duty) in own {
      guard group.missing[slot] > 0 else { throw .unknownDuty(duty) }
      group.restore(slot, to: person)
      let pin = PinnedDuty(staffID: duty.staffID, date: duty.date, postID: duty.postID)
      if pinned.contains(pin) && !away.contains(duty.staffID) { group.keep(slot, for: person) }
    }
    return group
  }

  /// The code of everyone's days in a roster, -1 on leave.
  private func lines(_ duties: [Roster.Duty]) -> [String: [Int]] {
    var lines: [String: [Int]] = [:]
    for member in problem.staff where !member.team.isEmpty {
      let away = Set(member.unavailable)
      lines[member.id] = problem.horizon.dates.map { away.contains($0) ? -1 : 0 }
    }
    for duty in duties {
      let shift = problem.shifts.firstIndex { $0.id == duty.shiftID } ?? -1
      lines[duty.staffID]?[duty.date - problem.horizon.start] = shift + 1
    }
    return lines
  }

  /// Writes what differs between two states of a group into the roster.
  private func apply(
    _ before: RosterGroup, _ after: RosterGroup, _ ids: [String], _ siteID: String, to roster: inout Roster
  ) -> [RosterChange.Step] {
    var steps: [RosterChange.Step] = []
    for (index, slot) in after.slots.enumerated() {
      func holds(_ group: RosterGroup, _ person: Int) -> Bool { group.people[person].holds(index) }
      let lost = ids.indices.filter { holds(before, $0) && !holds(after, $0) }
      let gained = ids.indices.filter { holds(after, $0) && !holds(before, $0) }
      for (turn, person) in lost.enumerated() {
        let old = duty(slot, ids[person])
        let next = turn < gained.count ? ids[gained[turn]] : nil
        roster.duties.removeAll { $0 == old }
        if let next { roster.duties.append(duty(slot, next)) }
        steps.append(
          RosterChange.Step(
            date: old.date, shiftID: old.shiftID, postID: old.postID, role: old.role, from: old.staffID,
            to: next))
      }
      guard lost.count > gained.count else { continue }
      let post = problem.posts[slot.post]
      let date = problem.horizon.start + slot.date
      roster.unfilled.removeAll { $0.date == date && $0.postID == post.id && $0.role == slot.role }
      roster.unfilled.append(
        Roster.Unfilled(
          date: date, shiftID: post.shiftID, postID: post.id, role: slot.role,
          missing: after.missing[index], reason: after.reason(index, siteID: siteID)))
    }
    return steps
  }

  private func order(_ step: RosterChange.Step) -> (String, String, String, String, String) {
    (step.date.text, step.shiftID, step.postID, step.role.rawValue, step.from)
  }
}

extension RosterGroup {
  /// Takes from those who are away the duties that touch a date of their leave; returns a slot for each.
  fileprivate mutating func vacate(_ absent: [Bool]) -> [Int] {
    var vacated: [Int] = []
    for person in people.indices where absent[person] {
      // Duties of before the horizon, and of other sites, are none of the group's.
      for slot in people[person].held.compactMap(\.slot) where people[person].isAway(during: slots[slot]) {
        release(slot, from: person)
        vacated.append(slot)
      }
    }
    return vacated.sorted()
  }
}

extension Problem {
  /// With the dates of the absences among the days that people cannot work.
  public func with(_ absences: [Absence]) -> Problem {
    var problem = self
    for absence in absences {
      for index in staff.indices where staff[index].id == absence.staffID {
        let dates = (0...(absence.last - absence.first)).map { absence.first + $0 }
        let known = problem.staff[index].unavailable
        problem.staff[index].unavailable = Set(known + dates).sorted()
      }
    }
    return problem
  }
}
