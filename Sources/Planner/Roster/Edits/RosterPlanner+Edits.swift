import Scenario

extension RosterPlanner {
  /// Takes a hand's edits into a roster as far as the rules allow.
  ///
  /// What an edited date held is given up first, so that people can exchange duties; then what was written is given, by
  /// date. A duty that would break a rule, or for which there is no place, is not given: what stood there before stays
  /// where it can, and suggestions are made. Edits that say what the roster says are none.
  package func taking(_ edits: [RosterEdit], into roster: Roster) throws(AbsenceError) -> EditedRoster {
    let siteOfPost = Dictionary(
      problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { first, _ in first })
    let changed = leaveWritten(in: edits)
    let planner = RosterPlanner(problem: changed, staffOfSites: staffOfSites)
    let away = Dictionary(
      changed.staff.map { ($0.id, Set($0.unavailable)) }, uniquingKeysWith: { first, _ in first })
    let newlyAway = Set(edits.filter(\.isLeave).map(\.staffID))
    let old = Dictionary(grouping: roster.duties) {
      Cell(siteID: siteOfPost[$0.postID] ?? $0.postID, staffID: $0.staffID, date: $0.date)
    }
    var work = Work(roster: roster)
    for edit in edits {
      let held = old[Cell(edit)] ?? []
      guard Set(held.map(\.place)) != Set(edit.places) else { continue }
      work.changes.append((edit, held))
      work.giveUp(held)
    }
    // Leave takes what runs into it, too, and what the person has elsewhere; what an edit keeps there is refused below.
    let said = Dictionary(edits.map { (Cell($0), $0) }, uniquingKeysWith: { first, _ in first })
    for duty in roster.duties where newlyAway.contains(duty.staffID) {
      let ends = duty.date + (changed.runsOn(duty) ? 1 : 0)
      guard [duty.date, ends].contains(where: { away[duty.staffID]?.contains($0) == true }) else { continue }
      let cell = Cell(siteID: siteOfPost[duty.postID] ?? duty.postID, staffID: duty.staffID, date: duty.date)
      if let edit = said[cell], Set((old[cell] ?? []).map(\.place)) == Set(edit.places) {
        work.changes.append((edit, old[cell] ?? []))
        work.giveUp(old[cell] ?? [])
      }
      work.giveUp([duty])
    }
    let slots = changed.rosterSlots()
    let roles = Dictionary(
      changed.staff.map { ($0.id, $0.role) }, uniquingKeysWith: { first, _ in first })
    for (edit, _) in work.changes where roles[edit.staffID] == nil {
      work.refuse(edit, as: .officer, .unknownPerson)
    }
    for key in slots.keys.sorted() {
      let own = work.changes.filter { $0.edit.siteID == key.siteID && roles[$0.edit.staffID] == key.role }
      if !own.isEmpty { try planner.take(own, key, slots, &work) }
    }
    // Sites none of whose posts asks for the role.
    for (edit, _) in work.changes {
      guard let role = roles[edit.staffID] else { continue }
      if slots[RosterGroupKey(siteID: edit.siteID, role: role)] == nil {
        work.refuse(edit, as: role, .notAsked)
      }
    }
    return try planner.finish(work, slots)
  }

  private struct Cell: Hashable {
    var siteID: String
    var staffID: String
    var date: CivilDate

    init(siteID: String, staffID: String, date: CivilDate) {
      self.siteID = siteID
      self.staffID = staffID
      self.date = date
    }

    init(_ edit: RosterEdit) { self.init(siteID: edit.siteID, staffID: edit.staffID, date: edit.date) }
  }

  /// What is known so far.
  private struct Work {
    var duties: [Roster.Duty]
    let roster: Roster
    var changes: [(edit: RosterEdit, held: [Roster.Duty])] = []
    var refused: [(duty: Roster.Duty, cause: EditedRoster.Cause, siteID: String)] = []

    init(roster: Roster) {
      self.roster = roster
      duties = roster.duties
    }

    mutating func giveUp(_ old: [Roster.Duty]) {
      let old = Set(old)
      if !old.isEmpty { duties.removeAll(where: old.contains) }
    }

    mutating func refuse(_ edit: RosterEdit, as role: Role, _ cause: EditedRoster.Cause) {
      for place in edit.places { refused.append((edit.duty(place, role), cause, edit.siteID)) }
    }
  }

  /// The problem with leave as the edits have it: on the dates that they speak of it is what they say.
  private func leaveWritten(in edits: [RosterEdit]) -> Problem {
    var problem = problem
    let said = Dictionary(grouping: edits, by: \.staffID)
    for index in problem.staff.indices {
      guard let own = said[problem.staff[index].id] else { continue }
      let off = Set(own.filter(\.isLeave).map(\.date))
      // Someone of several sites is away where one of them says so; a duty that is written strikes out no leave.
      let here = Set(own.filter { !$0.isLeave && $0.places.isEmpty }.map(\.date)).subtracting(off)
      let before = problem.staff[index].unavailable
      let after = before.filter { !here.contains($0) } + off.subtracting(before).sorted()
      if after != before { problem.staff[index].unavailable = after.sorted() }
    }
    return problem
  }

  /// Gives the people of one role at one site what was written for them.
  private func take(
    _ changes: [(edit: RosterEdit, held: [Roster.Duty])], _ key: RosterGroupKey,
    _ slots: [RosterGroupKey: [RosterSlot]], _ work: inout Work
  ) throws(AbsenceError) {
    let ids = members(key)
    var group = try group(key, ids, holding: work.duties, slots)
    let personOf = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    let order = changes.sorted { ($0.edit.date, $0.edit.staffID) < ($1.edit.date, $1.edit.staffID) }
    func slot(_ duty: Roster.Duty) -> Int? { self.slot(of: duty, in: group) }
    /// Gives a duty; says why where it cannot be given.
    func give(_ duty: Roster.Duty) -> EditedRoster.Cause? {
      guard let person = personOf[duty.staffID] else { return .notOfSite(key.siteID) }
      guard let slot = slot(duty) else { return .notAsked }
      if let blocker = group.people[person].blocker(group.slots[slot], group.rules) {
        return .rule(name: blocker.name, clause: group.clause(blocker, 1))
      }
      guard group.missing[slot] > 0 else {
        return .full(ids.indices.filter { group.people[$0].holds(slot) }.map { ids[$0] })
      }
      group.assign(slot, to: person)
      work.duties.append(duty)
      return nil
    }
    // What an edit leaves as it was stands before all that is new.
    for (edit, held) in order {
      for duty in held where edit.places.contains(duty.place) {
        if let cause = give(duty) { work.refused.append((duty, cause, key.siteID)) }
      }
    }
    var lacking: [(edit: RosterEdit, held: [Roster.Duty])] = []
    for (edit, held) in order {
      let refusals = edit.places.filter { place in !held.contains { $0.place == place } }
        .map { edit.duty($0, key.role) }
        .compactMap { duty in give(duty).map { (duty: duty, cause: $0, siteID: key.siteID) } }
      work.refused += refusals
      if !refusals.isEmpty { lacking.append((edit, held)) }
    }
    for (edit, held) in lacking {
      for duty in held where !edit.places.contains(duty.place) { _ = give(duty) }
    }
  }

  private func slot(of duty: Roster.Duty, in group: RosterGroup) -> Int? {
    let date = duty.date - problem.horizon.start
    return group.slots.firstIndex {
      $0.date == date && problem.posts[$0.post].id == duty.postID
        && problem.posts[$0.post].shiftID == duty.shiftID
    }
  }

  /// The roster, and what could be done about each duty that is not given.
  private func finish(
    _ work: Work, _ slots: [RosterGroupKey: [RosterSlot]]
  ) throws(AbsenceError) -> EditedRoster {
    var roster = work.roster
    roster.duties = work.duties.sorted(by: Roster.isBefore)
    let (before, after) = (Set(work.roster.duties), Set(roster.duties))
    var result = EditedRoster(roster: roster.reconciled(with: problem), problem: problem)
    result.given = work.roster.duties.filter { !after.contains($0) }.sorted(by: Roster.isBefore)
    result.taken = roster.duties.filter { !before.contains($0) }
    let refused = Set(work.refused.map { "\($0.siteID) \($0.duty.staffID) \($0.duty.date.text)" })
    result.lost = work.changes.filter {
      refused.contains("\($0.edit.siteID) \($0.edit.staffID) \($0.edit.date.text)")
    }
    .flatMap { change in change.held.filter { !change.edit.places.contains($0.place) } }
    .filter { !after.contains($0) }.sorted(by: Roster.isBefore)
    for (duty, cause, siteID) in work.refused.sorted(by: { Roster.isBefore($0.duty, $1.duty) }) {
      var item = EditedRoster.Refused(duty: duty, cause: cause)
      let key = RosterGroupKey(siteID: siteID, role: duty.role)
      if slots[key] != nil {
        let ids = members(key)
        item.suggestions = suggestions(duty, try group(key, ids, holding: result.roster.duties, slots), ids)
      }
      result.refused.append(item)
    }
    return result
  }

  /// What could be done in the place of a duty: first what changes nothing else, then by what it costs in evenness.
  private func suggestions(_ duty: Roster.Duty, _ group: RosterGroup, _ ids: [String]) -> [EditedRoster
    .Suggestion]
  {
    typealias Option = (changes: Int, cost: Int, suggestion: EditedRoster.Suggestion)
    guard let wanted = slot(of: duty, in: group) else { return [] }
    var options: [Option] = []
    let person = ids.firstIndex(of: duty.staffID)
    if group.missing[wanted] > 0 {
      for other in ids.indices where other != person && group.canTake(other, wanted) {
        options.append((0, group.growth(other, wanted), .other(ids[other])))
      }
    }
    if let person {
      for index in group.slots.indices
      where index != wanted && group.slots[index].post == group.slots[wanted].post {
        guard group.missing[index] > 0, group.canTake(person, index) else { continue }
        let days = abs(group.slots[index].date - group.slots[wanted].date)
        options.append(
          (0, group.growth(person, index) + days, .otherDate(problem.horizon.start + group.slots[index].date))
        )
      }
      if group.missing[wanted] > 0 {
        for held in group.people[person].slots {
          var without = group
          without.release(held, from: person)
          guard without.canTake(person, wanted) else { continue }
          let post = problem.posts[group.slots[held].post]
          options.append(
            (
              1, without.growth(person, wanted),
              .givingUp(
                Roster.Duty(
                  date: problem.horizon.start + group.slots[held].date, shiftID: post.shiftID,
                  postID: post.id,
                  role: duty.role, staffID: duty.staffID))
            ))
        }
      }
    }
    return options.enumerated()
      .sorted {
        ($0.element.changes, $0.element.cost, $0.offset) < ($1.element.changes, $1.element.cost, $1.offset)
      }
      .prefix(3).map(\.element.suggestion)
  }
}

extension Roster.Duty {
  /// Where it is.
  package var place: RosterEdit.Place { RosterEdit.Place(shiftID: shiftID, postID: postID) }
}

extension RosterEdit {
  fileprivate func duty(_ place: Place, _ role: Role) -> Roster.Duty {
    Roster.Duty(date: date, shiftID: place.shiftID, postID: place.postID, role: role, staffID: staffID)
  }
}

extension Problem {
  /// Whether a duty runs into the date after the one on which it begins.
  fileprivate func runsOn(_ duty: Roster.Duty) -> Bool {
    shifts.first { $0.id == duty.shiftID }.map { $0.window.start.seconds + $0.window.duration > 86_400 }
      ?? false
  }
}
