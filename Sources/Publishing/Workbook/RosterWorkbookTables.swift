import Planner
import Scenario

/// What the workbook shows, before it is laid out in cells.
struct RosterTables {
  /// A sheet: one base, or the rooms of one township.
  struct Sheet {
    var name: String
    var groups: [Group]
    /// Of its sites, each code once, with the shift that it stands for.
    var codes: [(code: String, shift: Shift)]

    var people: [Person] { groups.flatMap(\.people) }
  }

  /// The people of one site.
  struct Group {
    var siteID: String
    var site: String
    var people: [Person]
  }

  /// One person's rows at one site.
  struct Person {
    var site: String
    var role: Role
    var id: String
    var contact: Contact
    /// By date of the horizon; several where someone has several duties on one date.
    var duties: [[Roster.Duty]]
    /// Dates of leave.
    var isAway: [Bool]
  }

  /// A row of the summary.
  struct Balance {
    var siteID: String
    var site: String
    var role: Role
    var needed: Int
    var filled: Int
  }

  struct Empty {
    var site: String
    var entry: Roster.Unfilled
  }

  /// A duty that a later roster gave up or took on.
  struct Change {
    var revision: Int
    var isTaken: Bool
    var duty: Roster.Duty
    var site: String
  }

  let title: String
  let dates: [CivilDate]
  let shifts: [Shift]
  let codes: DutyCodes
  let book: PhoneBook
  var sheets: [Sheet] = []
  var balances: [Balance] = []
  var unfilled: [Empty] = []
  var changes: [Change] = []
  /// Places that a sheet's sites need, by shift and date.
  private let needed: [Place: Int]

  private struct Place: Hashable {
    var siteID: String
    var shiftID: String
    var date: Int
  }

  init(
    roster: Roster, problem: Problem, siteNames: [String: String],
    revisions: RosterRevisions = RosterRevisions()
  ) {
    let start = problem.horizon.start
    let dates = (0..<max(0, problem.horizon.days)).map { start + $0 }
    self.dates = dates
    title = "\(start.text) – \((start + max(0, problem.horizon.days - 1)).text)"
    shifts = problem.shifts
    codes = DutyCodes(problem)
    let book = PhoneBook(problem)
    self.book = book
    let siteOfPost = Dictionary(
      problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { first, _ in first })
    func site(_ duty: Roster.Duty) -> String { siteOfPost[duty.postID] ?? duty.postID }
    let slots = problem.rosterSlots()
    var needed: [Place: Int] = [:]
    for (key, list) in slots {
      for slot in list {
        let place = Place(siteID: key.siteID, shiftID: problem.shifts[slot.shift].id, date: slot.date)
        needed[place, default: 0] += slot.need
      }
    }
    self.needed = needed

    // Whoever belongs to a site that has posts stands there, with duties or without.
    var people: [PersonKey: Person] = [:]
    let away = Dictionary(
      problem.staff.map { ($0.id, Set($0.unavailable)) }, uniquingKeysWith: { first, _ in first })
    func person(_ site: String, _ role: Role, _ id: String) -> Person {
      Person(
        site: siteNames[site] ?? site, role: role, id: id, contact: book[id],
        duties: Array(repeating: [], count: dates.count),
        isAway: dates.map { away[id]?.contains($0) ?? false })
    }
    for member in problem.staff {
      for site in Set(member.siteIDs)
      where slots[RosterGroupKey(siteID: site, role: member.role)] != nil {
        people[PersonKey(site: site, role: member.role, id: member.id)] = person(site, member.role, member.id)
      }
    }
    var filled: [RosterGroupKey: Int] = [:]
    for duty in roster.duties where dates.indices.contains(duty.date - start) {
      let key = PersonKey(site: site(duty), role: duty.role, id: duty.staffID)
      people[key, default: person(key.site, key.role, key.id)].duties[duty.date - start].append(duty)
      filled[RosterGroupKey(siteID: key.site, role: duty.role), default: 0] += 1
    }
    sheets = Self.sheets(people, problem, siteNames, codes)
    for (key, slots) in slots.sorted(by: { $0.key < $1.key }) {
      balances.append(
        Balance(
          siteID: key.siteID, site: siteNames[key.siteID] ?? key.siteID, role: key.role,
          needed: slots.reduce(0) { $0 + $1.need }, filled: filled[key] ?? 0))
    }
    unfilled = roster.unfilled.map { entry in
      let site = siteOfPost[entry.postID] ?? entry.postID
      return Empty(site: siteNames[site] ?? site, entry: entry)
    }
    changes = revisions.changes.map { change in
      Change(
        revision: change.revision, isTaken: change.isTaken, duty: change.duty,
        site: siteNames[site(change.duty)] ?? site(change.duty))
    }
  }

  /// A sheet for each base, then for each township; in it a group for each site.
  private static func sheets(
    _ people: [PersonKey: Person], _ problem: Problem, _ siteNames: [String: String], _ codes: DutyCodes
  ) -> [Sheet] {
    let townshipOfRoom = Dictionary(
      problem.rooms.map { ($0.id, $0.townshipCode) }, uniquingKeysWith: { first, _ in first })
    let shifts = Dictionary(problem.shifts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let bySheet = Dictionary(grouping: people.keys) { key in
      let township = townshipOfRoom[key.site]
      return SheetKey(isTownship: township != nil, id: township ?? key.site)
    }
    return bySheet.sorted { $0.key < $1.key }.map { sheet, keys in
      let groups = Dictionary(grouping: keys, by: \.site).sorted { $0.key < $1.key }.map { site, keys in
        Group(
          siteID: site, site: siteNames[site] ?? site, people: keys.sorted().compactMap { people[$0] })
      }
      var seen: Set<String> = []
      let used = groups.flatMap { codes.entries(at: $0.siteID) }.compactMap { entry in
        seen.insert(entry.code).inserted ? shifts[entry.place.shiftID].map { (entry.code, $0) } : nil
      }
      return Sheet(name: siteNames[sheet.id] ?? sheet.id, groups: groups, codes: used)
    }
  }

  /// The dates by weeks from Monday to Sunday; the first and the last may be short.
  var weeks: [Range<Int>] {
    var weeks: [Range<Int>] = []
    for index in dates.indices {
      if let last = weeks.last, dates[index].weekday != 1 {
        weeks[weeks.count - 1] = last.lowerBound..<index + 1
      } else {
        weeks.append(index..<index + 1)
      }
    }
    return weeks
  }

  /// How many places of a shift the sites of a sheet have on a date.
  func needed(_ sheet: Sheet, _ shift: String, on date: Int) -> Int {
    sheet.groups.reduce(0) { sum, group in
      sum + (needed[Place(siteID: group.siteID, shiftID: shift, date: date)] ?? 0)
    }
  }

  /// Hours on duty and nights of the duties that a row holds.
  func totals(_ person: Person) -> (hours: Double, nights: Int) {
    var seconds = 0
    var nights = 0
    for duty in person.duties.joined() {
      guard let shift = shifts.first(where: { $0.id == duty.shiftID }) else { continue }
      seconds += shift.window.duration
      nights += shift.window.touchesNight ? 1 : 0
    }
    return (Double(seconds) / 3600, nights)
  }

  private struct SheetKey: Hashable, Comparable {
    var isTownship: Bool
    var id: String

    static func < (a: SheetKey, b: SheetKey) -> Bool {
      (a.isTownship ? 1 : 0, a.id) < (b.isTownship ? 1 : 0, b.id)
    }
  }

  private struct PersonKey: Hashable, Comparable {
    var site: String
    var role: Role
    var id: String

    /// Officers come before auxiliaries.
    static func < (a: PersonKey, b: PersonKey) -> Bool {
      (a.site, a.role == .officer ? 0 : 1, a.id) < (b.site, b.role == .officer ? 0 : 1, b.id)
    }
  }
}

extension Role {
  /// In both languages of the sheets.
  var title: String {
    switch self {
    case .officer: "民警 officer"
    case .auxiliary: "辅警 auxiliary"
    }
  }
}
