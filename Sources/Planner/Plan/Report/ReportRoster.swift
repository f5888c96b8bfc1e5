import Grid

/// The roster side of the report: who works how much where, and what stays empty.
extension ReportData {
  /// One person's work at one site over the horizon.
  struct PersonRow: Encodable {
    var id: String
    var role: String
    /// A room or a base.
    var site: String
    var duties: Int
    var hours: Double
  }

  struct UnfilledRow: Encodable {
    var date: String
    var shift: String
    var post: String
    var role: String
    var missing: Int
    var reason: String
  }

  /// By site, then person.
  static func people(of plan: Plan) -> [PersonRow] {
    let sites = Dictionary(plan.problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { a, _ in a })
    let lengths = Dictionary(
      plan.problem.shifts.map { ($0.id, $0.window.duration) }, uniquingKeysWith: { a, _ in a })
    struct Key: Hashable {
      var site: String
      var id: String
    }
    var rows: [Key: PersonRow] = [:]
    for duty in plan.roster.duties {
      let key = Key(site: sites[duty.postID] ?? "", id: duty.staffID)
      var row =
        rows[key]
        ?? PersonRow(id: key.id, role: duty.role.rawValue, site: key.site, duties: 0, hours: 0)
      row.duties += 1
      row.hours += Double(lengths[duty.shiftID] ?? 0) / 3600
      rows[key] = row
    }
    return rows.values.sorted { ($0.site, $0.id) < ($1.site, $1.id) }
  }

  static func unfilled(of plan: Plan) -> [UnfilledRow] {
    plan.roster.unfilled.map { gap in
      UnfilledRow(
        date: gap.date.text, shift: gap.shiftID, post: gap.postID, role: gap.role.rawValue,
        missing: gap.missing, reason: gap.reason)
    }
  }
}
