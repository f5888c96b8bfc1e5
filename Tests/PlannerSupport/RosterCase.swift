import Scenario

/// Small problems for the roster.
package enum RosterCase {
  package static func problem(
    start: String = "2026-12-01", days: Int, staff: [StaffMember], shifts: [(String, String, String)],
    posts: [Post], policy: RosterPolicy = RosterPolicy()
  ) -> Problem {
    var rules = Policy()
    rules.roster = policy
    return Problem(
      levels: ["county", "village"], assignLevel: "village", townshipLevel: "township",
      horizon: Horizon(
        start: CivilDate(start)!, days: days, clock: Clock("+08:00")!,
        dayTypeOfDate: Array(repeating: 0, count: days)),
      dayTypes: ["weekday"], policy: rules, staff: staff,
      shifts: shifts.map {
        Shift(id: $0.0, window: DailyWindow(start: TimeOfDay($0.1)!, end: TimeOfDay($0.2)!))
      }, posts: posts)
  }

  package static func officers(_ count: Int) -> [StaffMember] {
    (0..<count).map { StaffMember(id: "O\($0 + 10)", role: .officer, homeUnit: "", fullTime: true) }
  }

  package static func post(
    _ id: String, _ shift: String, _ needs: [Role: Int], weekdays: [Int] = [1, 2, 3, 4, 5, 6, 7],
    site: String = "S"
  ) -> Post {
    Post(id: id, shiftID: shift, needs: needs, weekdays: weekdays, siteID: site)
  }

  package static func rules(rest: Double = 11, days: Int = 6, hours: Double = 44) -> RosterPolicy {
    var policy = RosterPolicy()
    policy.minRestHours = rest
    policy.maxConsecutiveDays = days
    policy.maxHoursPerWeek = hours
    return policy
  }
}
