import Planner
import Scenario

/// What the report page is told of the roster: who works how much where, and what stays empty.
struct ReportRoster: Encodable {
  /// One person's work at one site over the horizon.
  struct PersonRow: Encodable {
    var id: String
    var role: String
    /// A room or a base.
    var site: String
    var duties: Int
    var hours: Double
    var nights: Int
    /// Duties on weekends and holidays.
    var weekends: Int
  }

  struct UnfilledRow: Encodable {
    var date: String
    var shift: String
    var post: String
    var role: String
    var missing: Int
    var reason: Said
  }

  struct PostRow: Encodable {
    var id: String
    var shift: String
    /// A room or a base.
    var site: String
  }

  var posts: [PostRow]
  /// By site, then person.
  var people: [PersonRow]
  var unfilled: [UnfilledRow]
  var hoursLimit: Double
  var dutiesNeeded: Int
  var dutiesFilled: Int
  /// `nil` where no bound is known.
  var bound: ReportData.OptimisationRow?

  init(_ plan: Plan, _ figures: PlanFigures) {
    let (roster, problem) = (plan.roster, plan.problem)
    posts = problem.posts.map { PostRow(id: $0.id, shift: $0.shiftID, site: $0.siteID) }
    people = Self.people(roster, problem)
    unfilled = roster.unfilled.map { gap in
      UnfilledRow(
        date: gap.date.text, shift: gap.shiftID, post: gap.postID, role: gap.role.rawValue,
        missing: gap.missing, reason: Said(gap.reason))
    }
    hoursLimit = problem.policy.roster.maxHoursPerWeek
    dutiesFilled = figures.places.filled
    dutiesNeeded = figures.places.needed
    bound = figures.bounds.first { $0.subject == .duties }.map(ReportData.OptimisationRow.init)
  }

  private static func people(_ roster: Roster, _ problem: Problem) -> [PersonRow] {
    let sites = Dictionary(problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { a, _ in a })
    let windows = Dictionary(problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { a, _ in a })
    struct Key: Hashable {
      var site: String
      var id: String
    }
    var rows: [Key: PersonRow] = [:]
    for duty in roster.duties {
      let key = Key(site: sites[duty.postID] ?? "", id: duty.staffID)
      let blank = PersonRow(
        id: key.id, role: duty.role.rawValue, site: key.site, duties: 0, hours: 0, nights: 0, weekends: 0)
      var row = rows[key] ?? blank
      row.duties += 1
      row.hours += Double(windows[duty.shiftID]?.duration ?? 0) / 3600
      if windows[duty.shiftID]?.touchesNight == true { row.nights += 1 }
      let rules = problem.policy.roster
      if rules.isWeekend(duty.date) || rules.holidays.contains(duty.date) { row.weekends += 1 }
      rows[key] = row
    }
    return rows.values.sorted { ($0.site, $0.id) < ($1.site, $1.id) }
  }

  /// UTF-8 JSON with sorted keys.
  var json: String { ReportData.json(of: self) }
}
