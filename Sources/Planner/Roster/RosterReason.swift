import Words

extension RosterGroup {
  /// Why the empty places of a slot stay empty, in one sentence about the people of the group as rostered.
  func reason(_ slot: Int, siteID: String) -> Message {
    let role = slots[slot].role
    if people.isEmpty {
      return Message("nobody_of_role", "No \(Message(term: role.rawValue)) belongs to site \(siteID).")
    }
    if slots[slot].duration > rules.maxWeek {
      return Message(
        "shift_beyond_week",
        "The shift lasts \(hours(slots[slot].duration)) h and nobody may work more than \(hours(rules.maxWeek)) h a week."
      )
    }
    if rules.maxRun == 0 { return Message("no_day_allowed", "The rules allow nobody to work on any day.") }
    var counts = Array(repeating: 0, count: RosterPerson.Blocker.allCases.count)
    for person in people {
      guard let blocker = person.blocker(slots[slot], rules) else { continue }
      // Full hours tell more of a shortage than the rest that some other duty asks for.
      let full = blocker == .resting && person.exceedsWeek(slots[slot], rules)
      counts[(full ? .weekFull : blocker).rawValue] += 1
    }
    let parts = RosterPerson.Blocker.allCases.filter { counts[$0.rawValue] > 0 }
    let clauses = parts.map { clause($0, counts[$0.rawValue]) }
    let kind = role == .auxiliary ? Message("auxiliaries") : Message("officers")
    if clauses.count == 1 {
      return people.count == 1
        ? Message("only_one_blocked", "The only \(Message(term: role.rawValue)) of the site \(clauses[0]).")
        : Message("all_blocked", "All \(people.count) \(kind) of the site \(clauses[0]).")
    }
    let shares = zip(parts, clauses).map { Message("so_many", "\(counts[$0.rawValue]) \($1)") }
    return Message("each_blocked", "Of the \(people.count) \(kind) of the site, \(shares.listed).")
  }

  /// What keeps so many people of the group from a duty, as a clause about them.
  func clause(_ blocker: RosterPerson.Blocker, _ count: Int) -> Message {
    let one = count == 1
    switch blocker {
    case .onLeave: return one ? Message("on_leave", "is on leave") : Message("on_leave", "are on leave")
    case .onDuty:
      return one
        ? Message("on_duty", "is on duty at that time") : Message("on_duty", "are on duty at that time")
    case .resting:
      let rest = hours(rules.minRest)
      return one
        ? Message("resting", "needs \(rest) h of rest before or after another duty")
        : Message("resting", "need \(rest) h of rest before or after another duty")
    case .succession:
      return one
        ? Message("forbidden_succession", "works a shift next to it that may not follow")
        : Message("forbidden_succession", "work a shift next to it that may not follow")
    case .nightsFull:
      return one
        ? Message("nights_full", "has all nights that the rules allow")
        : Message("nights_full", "have all nights that the rules allow")
    case .nightRunFull: return Message("night_run_full", "would work too many nights in a row")
    case .monthFull:
      return Message("month_full", "would work more than \(hours(rules.maxMonth)) h that month")
    case .weekFull: return Message("week_full", "would work more than \(hours(rules.maxWeek)) h that week")
    case .runFull:
      return Message("run_full", "would work more than \(Message.counted(rules.maxRun, "day")) in a row")
    }
  }

  private func hours(_ seconds: Int) -> String {
    let hundredths = (seconds * 100 + 1800) / 3600
    let whole = hundredths / 100
    let rest = hundredths % 100
    if rest == 0 { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
