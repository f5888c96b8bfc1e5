import Words

/// What the posts of a plan ask for: places on dates, with when these begin and end, and who may take them.
struct DutyPlaces {
  struct Key: Hashable {
    var post: String
    var role: String
    /// Since the start of the horizon.
    var day: Int
  }

  struct Place {
    var site: String
    var shift: String
    /// Seconds after the midnight at which the horizon begins.
    var begin: Int
    var end: Int
    var need: Int

    /// Whether it touches the hours from 00:00 to 05:00 of any date.
    func isNight(on day: Int) -> Bool {
      begin - day * CivilDay.seconds < 5 * 3600 || end > (day + 1) * CivilDay.seconds
    }
  }

  struct Person {
    var id: String
    var role: String
    var sites: Set<String>
    /// Days since the start of the horizon.
    var leave: Set<Int>

    /// Whether leave falls on a date that a place touches.
    func isAway(_ day: Int, _ place: Place) -> Bool {
      leave.contains(day) || (place.end > (day + 1) * CivilDay.seconds && leave.contains(day + 1))
    }
  }

  /// Nobody asks for more people at once.
  private static let most = 10_000

  private(set) var places: [Key: Place] = [:]
  private(set) var staff: [String: Person] = [:]
  private let holidays: Set<Int>
  private let workdays: Set<Int>
  private let plan: PlanFiles

  init(_ plan: PlanFiles) throws {
    self.plan = plan
    let rules = try plan.problem.member("policy").member("roster")
    holidays = Set(try rules.textsIfAny("holidays").compactMap { CivilDay.days($0) })
    workdays = Set(try rules.textsIfAny("workdays").compactMap { CivilDay.days($0) })
    var spans: [String: (begin: Int, end: Int)] = [:]
    for shift in try plan.problem.list("shifts") {
      let (begin, end) = (try plan.clock(shift.text("start")), try plan.clock(shift.text("end")))
      spans[try shift.text("id")] = (begin, end > begin ? end : end + CivilDay.seconds)
    }
    for post in try plan.problem.list("posts") {
      guard let span = spans[try post.text("shift_id")] else { continue }
      guard case .object(let needs) = try post.member("needs").value else {
        throw post.missing("needs")
      }
      let isClosed = post.optional("holidays") != nil
      let weekdays = Set(try post.ints("weekdays"))
      for day in 0..<plan.days {
        let date = plan.start + day
        let isUsual = weekdays.contains(CivilDay.weekday(date))
        guard isClosed ? !holidays.contains(date) && (isUsual || workdays.contains(date)) : isUsual else {
          continue
        }
        for (role, need) in needs {
          let need = try Document(file: post.file, value: need).int
          guard need > 0 else { continue }
          guard need <= Self.most else { throw post.unreadable(Message("a number is beyond measure")) }
          places[Key(post: try post.text("id"), role: role, day: day)] = Place(
            site: try post.text("site_id"), shift: try post.text("shift_id"),
            begin: day * CivilDay.seconds + span.begin, end: day * CivilDay.seconds + span.end, need: need)
        }
      }
    }
    for person in try plan.problem.list("staff") {
      let id = try person.text("id")
      let leave = try person.texts("unavailable").compactMap { CivilDay.days($0).map { $0 - plan.start } }
      staff[id] = Person(
        id: id, role: try person.text("role"), sites: Set(try person.texts("site_ids")), leave: Set(leave))
    }
  }

  /// Whether a day is a Saturday or Sunday that is no holiday and no workday.
  func isWeekend(_ day: Int) -> Bool {
    CivilDay.weekday(plan.start + day) >= 6 && !isHoliday(day) && !workdays.contains(plan.start + day)
  }

  func isHoliday(_ day: Int) -> Bool { holidays.contains(plan.start + day) }

  /// Who may serve at a site in a role.
  func members(_ site: String, _ role: String) -> [Person] {
    staff.values.filter { $0.role == role && $0.sites.contains(site) }.sorted { $0.id < $1.id }
  }

  /// The key of a row of the roster or of what is unfilled.
  func key(_ row: [String: String], of table: String) throws -> Key {
    Key(
      post: try plan.field(row, "post_id", of: table), role: try plan.field(row, "role", of: table),
      day: try plan.day(row, of: table))
  }

  /// How many places stay empty, by place; desks that a holiday closes are none.
  func unfilled() throws -> [Key: Int] {
    var result: [Key: Int] = [:]
    for row in try plan.rows("unfilled") {
      let key = try key(row, of: "unfilled")
      if places[key] != nil { result[key, default: 0] += try plan.whole(row, "missing", of: "unfilled") }
    }
    return result
  }
}
