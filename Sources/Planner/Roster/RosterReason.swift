extension RosterGroup {
  /// Why the empty places of a slot stay empty, in one sentence about the people of the group as rostered.
  func reason(_ slot: Int, siteID: String) -> String {
    let role = slots[slot].role.rawValue
    if people.isEmpty { return "No \(role) belongs to site \(siteID)." }
    if slots[slot].duration > rules.maxWeek {
      return
        "The shift lasts \(hours(slots[slot].duration)) h and nobody may work more than \(hours(rules.maxWeek)) h a week."
    }
    if rules.maxRun == 0 { return "The rules allow nobody to work on any day." }
    var counts = Array(repeating: 0, count: RosterPerson.Blocker.allCases.count)
    for person in people {
      guard let blocker = person.blocker(slots[slot], rules) else { continue }
      // Full hours tell more of a shortage than the rest that some other duty asks for.
      let full = blocker == .resting && person.exceedsWeek(slots[slot], rules)
      counts[(full ? .weekFull : blocker).rawValue] += 1
    }
    let parts = RosterPerson.Blocker.allCases.filter { counts[$0.rawValue] > 0 }
    let clauses = parts.map { clause($0, counts[$0.rawValue]) }
    let kind = role == "auxiliary" ? "auxiliaries" : "officers"
    if clauses.count == 1 {
      return
        "\(people.count == 1 ? "The only \(role)" : "All \(people.count) \(kind)") of the site \(clauses[0])."
    }
    let shares = zip(parts, clauses).map { "\(counts[$0.rawValue]) \($1)" }
    let list = shares.dropLast().joined(separator: ", ") + " and " + (shares.last ?? "")
    return "Of the \(people.count) \(kind) of the site, \(list)."
  }

  func clause(_ blocker: RosterPerson.Blocker, _ count: Int) -> String {
    let one = count == 1
    switch blocker {
    case .onLeave: return one ? "is on leave" : "are on leave"
    case .onDuty: return one ? "is on duty at that time" : "are on duty at that time"
    case .resting:
      return (one ? "needs" : "need") + " \(hours(rules.minRest)) h of rest before or after another duty"
    case .succession: return (one ? "works" : "work") + " a shift next to it that may not follow"
    case .nightsFull: return (one ? "has" : "have") + " all nights that the rules allow"
    case .nightRunFull: return "would work too many nights in a row"
    case .monthFull: return "would work more than \(hours(rules.maxMonth)) h that month"
    case .weekFull:
      return "would work more than \(hours(rules.maxWeek)) h that week"
    case .runFull:
      return "would work more than \(rules.maxRun) \(rules.maxRun == 1 ? "day" : "days") in a row"
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
