import Scenario

/// The staffOfSites of a problem: who they are, what they did before, and what they would like.
extension RosterPlanner {
  /// - Parameters:
  ///   - people: everyone by id, with the duties of sites that are already planned.
  ///   - settled: the lines, a code by date and -1 on leave, of those whose days are settled.
  func group(
    _ key: RosterGroupKey, _ slots: [RosterSlot], _ people: [String: RosterPerson], _ settled: [String: [Int]]
  ) -> RosterGroup {
    let ids = members(key)
    var members = ids.compactMap { people[$0] }
    sharePast(&members, ids)
    return RosterGroup(
      rules: RosterRules(problem.policy.roster, shifts: problem.shifts), weekOfDate: weekOfDate,
      daysIntoWeek: problem.horizon.start.weekday - 1, slots: slots, people: members,
      wishes: wishes(key, ids, settled))
  }

  private var weekOfDate: [Int] {
    problem.horizon.dates.map { $0.isoWeek - problem.horizon.start.isoWeek }
  }

  /// Everyone on the staff, without duties in the horizon.
  func blankPeople() -> [String: RosterPerson] {
    let dates = problem.horizon.dates
    let start = problem.horizon.start
    let weeks = (dates.last ?? start).isoWeek - start.isoWeek + 1
    let months = (dates.last ?? start).month - start.month + 1
    let past = Dictionary(grouping: problem.history, by: \.staffID)
    let shiftOf = Dictionary(
      problem.shifts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(
      problem.staff.map { member in
        let away = Set(member.unavailable)
        var person = RosterPerson(
          onLeave: dates.map(away.contains), isOnLeaveAfter: away.contains(start + problem.horizon.days),
          weeks: weeks, months: months)
        for duty in past[member.id] ?? [] {
          let date = duty.date - start
          person.carried += load(duty)
          person.remember(
            date: date, shift: shiftOf[duty.shiftID] ?? -1, isNight: duty.isNight,
            start: date * 86_400 + duty.start, end: date * 86_400 + duty.end,
            isInWeek: duty.date.isoWeek == start.isoWeek, isInMonth: duty.date.month == start.month)
        }
        person.endMemory()
        return (member.id, person)
      }, uniquingKeysWith: { first, _ in first })
  }

  private func load(_ duty: PastDuty) -> RosterLoad {
    var load = RosterLoad()
    load.nights = duty.isNight ? 1 : 0
    load.weekends = problem.policy.roster.isWeekend(duty.date) ? 1 : 0
    load.holidays = problem.policy.roster.holidays.contains(duty.date) ? 1 : 0
    load.minutes = (duty.end - duty.start) / 60
    return load
  }

  /// Shares what was done before the horizon among those who did it, in proportion to the days on which they were not
  /// on leave. Whoever is new owes them nothing.
  private func sharePast(_ members: inout [RosterPerson], _ ids: [String]) {
    guard let first = problem.history.map(\.date).min() else { return }
    let known = Set(problem.history.map(\.staffID))
    let old = ids.indices.filter { known.contains(ids[$0]) }
    let leave = Dictionary(
      problem.staff.map { ($0.id, Set($0.unavailable)) }, uniquingKeysWith: { first, _ in first })
    let days = problem.horizon.start - first
    let open = old.map { index in
      Double(days - (leave[ids[index]] ?? []).count { (first..<problem.horizon.start).contains($0) })
    }
    var all = RosterLoad()
    for index in old { all += members[index].carried }
    let sum = open.reduce(0, +)
    for (index, open) in zip(old, open) where sum > 0 {
      members[index].pastShare = RosterShare(all) * (open / sum)
    }
  }

  private func wishes(_ key: RosterGroupKey, _ ids: [String], _ settled: [String: [Int]]) -> GroupWishes {
    var wishes = GroupWishes(
      people: ids.count, shifts: problem.shifts.count, weights: problem.policy.roster.weights)
    let personOf = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    for request in problem.requests {
      // A request for another time is none of this roster.
      guard let person = personOf[request.staffID],
        (0..<problem.horizon.days).contains(request.date - problem.horizon.start)
      else { continue }
      let shift = request.shiftID.map { id in problem.shifts.firstIndex { $0.id == id } ?? -1 }
      wishes.ask(
        person, date: request.date - problem.horizon.start, shift: shift, isOn: request.isOn,
        weight: request.weight, dates: problem.horizon.days)
    }
    let ofSite = Set(staffOfSites[key.siteID] ?? [])
    let teamOf = Dictionary(
      problem.staff.filter { !$0.team.isEmpty && ofSite.contains($0.id) }.map { ($0.id, $0.team) },
      uniquingKeysWith: { first, _ in first })
    guard !teamOf.isEmpty else { return wishes }
    let teams = Set(teamOf.values).sorted()
    var alone = teams.count
    for (person, id) in ids.enumerated() {
      guard let team = teamOf[id] else {
        wishes.teamOf[person] = alone
        alone += 1
        continue
      }
      wishes.teamOf[person] = teams.firstIndex(of: team) ?? 0
      let others = teamOf.filter { $0.value == team && $0.key != id }.map(\.key).sorted()
      wishes.mates[person] = others.compactMap { personOf[$0] }
      wishes.settledMates[person] = others.compactMap { personOf[$0] == nil ? settled[$0] : nil }
    }
    return wishes
  }

  /// The ids of a site's people of one role, once each, sorted.
  func members(_ key: RosterGroupKey) -> [String] {
    let ids = Set(staffOfSites[key.siteID] ?? [])
    return Set(problem.staff.filter { $0.role == key.role && ids.contains($0.id) }.map(\.id)).sorted()
  }
}
