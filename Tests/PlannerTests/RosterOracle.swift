import Planner
import Scenario

/// A second reading of the roster rules, straight from the problem, that shares no code with the planner.
struct RosterOracle {
  let problem: Problem
  let staffOfSites: [String: [String]]

  struct Place: Hashable {
    var date: CivilDate
    var post: Int
    var role: Role
  }

  /// A stretch of duty in seconds since 1970-01-01 of the bureau's clock.
  struct Spell {
    var date: CivilDate
    var shift: String
    var start: Int
    var end: Int

    /// Whether it touches the hours from 00:00 to 05:00.
    var isNight: Bool { start % 86_400 < 5 * 3600 || end - date.days * 86_400 > 86_400 }

    /// Whether some second of it lies on a date.
    func touches(_ other: CivilDate) -> Bool {
      start < (other.days + 1) * 86_400 && end > other.days * 86_400
    }
  }

  func spell(_ date: CivilDate, _ shiftID: String) -> Spell {
    let shift = problem.shifts.first { $0.id == shiftID }!
    let midnight = date.days * 86_400
    let start = midnight + shift.window.start.seconds
    var end = midnight + shift.window.end.seconds
    if end <= start { end += 86_400 }
    return Spell(date: date, shift: shiftID, start: start, end: end)
  }

  /// Whether one person may do all of these.
  func allowed(_ spells: [Spell], _ member: StaffMember) -> Bool {
    let rule = problem.policy.roster
    let sorted = spells.sorted { $0.start < $1.start }
    for (a, b) in zip(sorted, sorted.dropFirst())
    where Double(b.start - a.end) < rule.minRestHours * 3600 || b.start < a.end { return false }
    for pair in rule.forbiddenSuccessions {
      for first in spells where first.shift == pair.shiftID {
        if spells.contains(where: { $0.shift == pair.nextID && $0.date - first.date == 1 }) { return false }
      }
    }
    let nights = spells.filter(\.isNight)
    if nights.count > rule.maxNights ?? .max { return false }
    let nightDates = Set(nights.map(\.date))
    for date in nightDates {
      var run = 0
      while nightDates.contains(date + run) { run += 1 }
      if run > rule.maxConsecutiveNights ?? .max { return false }
    }
    for month in Set(spells.map { $0.date.text.prefix(7) }) {
      let seconds = spells.filter { $0.date.text.hasPrefix(month) }.reduce(0) { $0 + $1.end - $1.start }
      if Double(seconds) / 3600 > rule.maxHoursPerMonth ?? .infinity { return false }
    }
    for leave in member.unavailable where spells.contains(where: { $0.touches(leave) }) { return false }
    let dates = Set(spells.map(\.date))
    for date in dates {
      var run = 0
      while dates.contains(date + run) { run += 1 }
      if run > rule.maxConsecutiveDays { return false }
      var monday = date
      while monday.weekday != 1 { monday = monday + -1 }
      let seconds = spells.filter { (0..<7).contains($0.date - monday) }.reduce(0) { $0 + $1.end - $1.start }
      if Double(seconds) / 3600 > rule.maxHoursPerWeek { return false }
    }
    return true
  }

  /// Everything that is wrong with a roster.
  func faults(_ roster: Roster) -> [String] {
    var faults: [String] = []
    for (who, duties) in Dictionary(grouping: roster.duties, by: \.staffID) {
      guard let member = problem.staff.first(where: { $0.id == who }) else {
        faults.append("unknown \(who)")
        continue
      }
      if !allowed(duties.map { spell($0.date, $0.shiftID) }, member) {
        faults.append("rule broken for \(who)")
      }
      for duty in duties {
        let post = problem.posts.first { $0.id == duty.postID }
        if member.role != duty.role { faults.append("role of \(who)") }
        if post?.shiftID != duty.shiftID { faults.append("shift of \(duty.postID)") }
        if !(staffOfSites[post?.siteID ?? ""] ?? []).contains(who) {
          faults.append("\(who) is not of the site")
        }
      }
    }
    var counted = 0
    for offset in 0..<problem.horizon.days {
      let date = problem.horizon.start + offset
      for post in problem.posts where post.weekdays.contains(date.weekday) {
        for (role, need) in post.needs {
          let filled = roster.duties.filter { $0.date == date && $0.postID == post.id && $0.role == role }
            .count
          let short = roster.unfilled.filter { $0.date == date && $0.postID == post.id && $0.role == role }
          if filled + short.reduce(0, { $0 + $1.missing }) != need {
            faults.append("\(date.text) \(post.id)")
          }
          counted += need
        }
      }
    }
    let told = roster.duties.count + roster.unfilled.reduce(0) { $0 + $1.missing }
    if told != counted { faults.append("\(told) places told of, \(counted) needed") }
    for empty in roster.unfilled where empty.missing < 1 || !empty.reason.english.hasSuffix(".") {
      faults.append("reason of \(empty.postID)")
    }
    return faults
  }

  /// The least number of empty places, by trying every roster; only for a handful of places.
  func optimum() -> Int {
    var places: [Place] = []
    for offset in 0..<problem.horizon.days {
      let date = problem.horizon.start + offset
      for (index, post) in problem.posts.enumerated() where post.weekdays.contains(date.weekday) {
        for role in Role.allCases {
          let place = Place(date: date, post: index, role: role)
          places += Array(repeating: place, count: post.needs[role] ?? 0)
        }
      }
    }
    var best = places.count
    var held = Array(repeating: [(place: Place, spell: Spell)](), count: problem.staff.count)
    func visit(_ index: Int, _ empty: Int) {
      if empty >= best { return }
      guard index < places.count else {
        best = empty
        return
      }
      let place = places[index]
      let post = problem.posts[place.post]
      let spell = spell(place.date, post.shiftID)
      for (person, member) in problem.staff.enumerated()
      where member.role == place.role && (staffOfSites[post.siteID] ?? []).contains(member.id) {
        if allowed(held[person].map(\.spell) + [spell], member) {
          held[person].append((place, spell))
          visit(index + 1, empty)
          held[person].removeLast()
        }
      }
      visit(index + 1, empty + 1)
    }
    visit(0, 0)
    return best
  }
}
