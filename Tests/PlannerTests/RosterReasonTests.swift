import Planner
import PlannerTestSupport
import Scenario
import Testing

/// Each reason names what really stands in the way.
@Suite struct RosterReasonTests {
  private let day = [("day", "08:00", "16:00")]

  private func reasons(_ problem: Problem, staffOfSites: [String: [String]]? = nil) -> [String] {
    let staffOfSites = staffOfSites ?? RosterPlannerTests.everyone(problem)
    let roster = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    return roster.unfilled.map(\.reason.english)
  }

  private func problem(
    days: Int = 1, people: Int, needs: [Role: Int] = [.officer: 1], policy: RosterPolicy = RosterCase.rules()
  ) -> Problem {
    RosterCase.problem(
      start: "2026-11-30", days: days, staff: RosterCase.officers(people), shifts: day,
      posts: [RosterCase.post("P", "day", needs)], policy: policy)
  }

  @Test func nobodyOfTheRole() {
    #expect(reasons(problem(people: 2, needs: [.auxiliary: 1])) == ["No auxiliary belongs to site S."])
    #expect(reasons(problem(people: 2), staffOfSites: [:]) == ["No officer belongs to site S."])
  }

  @Test func aShiftThatIsNotThere() {
    var problem = problem(days: 2, people: 2)
    problem.posts.append(RosterCase.post("Q", "dusk", [.officer: 2], weekdays: [1]))
    #expect(reasons(problem) == ["No shift is called dusk."])
  }

  @Test func leave() {
    var problem = problem(people: 2)
    for i in 0..<2 { problem.staff[i].unavailable = [CivilDate("2026-11-30")!] }
    #expect(reasons(problem) == ["All 2 officers of the site are on leave."])
  }

  @Test func alreadyOnDuty() {
    #expect(
      reasons(problem(people: 2, needs: [.officer: 3])) == [
        "All 2 officers of the site are on duty at that time."
      ])
  }

  @Test func weeklyHours() {
    let found = reasons(problem(days: 7, people: 1, policy: RosterCase.rules(days: 7)))
    #expect(
      found == Array(repeating: "The only officer of the site would work more than 44 h that week.", count: 2)
    )
  }

  @Test func shiftLongerThanTheWeek() {
    #expect(
      reasons(problem(people: 1, policy: RosterCase.rules(hours: 7.5)))
        == ["The shift lasts 8 h and nobody may work more than 7.5 h a week."])
  }

  @Test func daysInARow() {
    let found = reasons(problem(days: 3, people: 1, policy: RosterCase.rules(days: 2)))
    #expect(found == ["The only officer of the site would work more than 2 days in a row."])
  }

  @Test func rest() {
    let problem = RosterCase.problem(
      days: 1, staff: RosterCase.officers(1), shifts: [("a", "00:00", "08:00"), ("b", "16:00", "24:00")],
      posts: [RosterCase.post("A", "a", [.officer: 1]), RosterCase.post("B", "b", [.officer: 1])])
    #expect(
      reasons(problem) == ["The only officer of the site needs 11 h of rest before or after another duty."])
  }

  @Test func severalReasonsAreCounted() {
    var problem = problem(people: 4, needs: [.officer: 3])
    for i in 0..<2 { problem.staff[i].unavailable = [CivilDate("2026-11-30")!] }
    #expect(
      reasons(problem) == ["Of the 4 officers of the site, 2 are on leave and 2 are on duty at that time."])
  }
}
