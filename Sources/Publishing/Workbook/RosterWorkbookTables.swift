import Planner
import Scenario

/// What the workbook shows, before it is laid out in cells.
struct RosterTables {
  /// A sheet: one base, or the rooms of one township.
  struct Sheet {
    var name: String
    var people: [Person]
  }

  /// One person's rows at one site.
  struct Person {
    var site: String
    var role: Role
    var id: String
    /// The name where the county gives one.
    var name: String
    /// Shift ids by date of the horizon; several where someone has several duties on one date.
    var shifts: [[String]]

    var called: String { name.isEmpty ? id : "\(name) \(id)" }
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

  let title: String
  let dates: [CivilDate]
  let shifts: [Shift]
  var sheets: [Sheet] = []
  var balances: [Balance] = []
  var unfilled: [Empty] = []

  init(roster: Roster, problem: Problem, siteNames: [String: String]) {
    let start = problem.horizon.start
    dates = (0..<max(0, problem.horizon.days)).map { start + $0 }
    title = "\(start.text) – \((start + max(0, problem.horizon.days - 1)).text)"
    shifts = problem.shifts
    let siteOfPost = Dictionary(
      problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { first, _ in first })
    let townshipOfRoom = Dictionary(
      problem.rooms.map { ($0.id, $0.townshipCode) }, uniquingKeysWith: { first, _ in first })

    let book = PhoneBook(problem)
    // Bases come before townships.
    var people: [SheetKey: [PersonKey: Person]] = [:]
    var filled: [RosterTeamKey: Int] = [:]
    for duty in roster.duties where dates.indices.contains(duty.date - start) {
      let site = siteOfPost[duty.postID] ?? duty.postID
      let township = townshipOfRoom[site]
      let sheet = SheetKey(isTownship: township != nil, id: township ?? site)
      let key = PersonKey(site: site, role: duty.role, id: duty.staffID)
      let blank = Person(
        site: siteNames[site] ?? site, role: duty.role, id: duty.staffID, name: book[duty.staffID].name,
        shifts: Array(repeating: [], count: dates.count))
      people[sheet, default: [:]][key, default: blank].shifts[duty.date - start].append(duty.shiftID)
      filled[RosterTeamKey(siteID: site, role: duty.role), default: 0] += 1
    }
    for key in people.keys.sorted() {
      let rows = (people[key] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      sheets.append(Sheet(name: siteNames[key.id] ?? key.id, people: rows))
    }
    for (key, slots) in problem.rosterSlots().sorted(by: { $0.key < $1.key }) {
      balances.append(
        Balance(
          siteID: key.siteID, site: siteNames[key.siteID] ?? key.siteID, role: key.role,
          needed: slots.reduce(0) { $0 + $1.need }, filled: filled[key] ?? 0))
    }
    unfilled = roster.unfilled.map { entry in
      let site = siteOfPost[entry.postID] ?? entry.postID
      return Empty(site: siteNames[site] ?? site, entry: entry)
    }
  }

  /// Hours on duty and nights of the shifts that a row holds.
  func totals(_ person: Person) -> (hours: Double, nights: Int) {
    var seconds = 0
    var nights = 0
    for id in person.shifts.joined() {
      guard let shift = shifts.first(where: { $0.id == id }) else { continue }
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
