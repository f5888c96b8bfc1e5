import Planner
import PlannerTestSupport
import Scenario
import Solvers
import Testing

/// The rules that a scenario may add: each binds, is kept, and is given as the reason.
@Suite struct RosterRulesTests {
  private func plan(_ problem: Problem) -> Roster {
    let staffOfSites = RosterPlannerTests.everyone(problem)
    let roster = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    return roster
  }

  private func problem(people: Int, days: Int, _ change: (inout RosterPolicy) -> Void) -> Problem {
    var policy = RosterCase.rules(days: 7, hours: 84)
    change(&policy)
    return RosterPlannerTests.around(people, days: days, policy: policy)
  }

  /// One person and one shift, from 2026-11-30: what the rule leaves of so many days, and why.
  private func alone(
    days: Int, at start: String = "08:00", _ change: (inout RosterPolicy) -> Void
  ) -> (duties: Int, reasons: Set<String>) {
    var policy = RosterCase.rules(days: 31, hours: 168)
    change(&policy)
    let roster = plan(
      RosterCase.problem(
        start: "2026-11-30", days: days, staff: RosterCase.officers(1),
        shifts: [("shift", start, start == "00:00" ? "08:00" : "16:00")],
        posts: [RosterCase.post("P", "shift", [.officer: 1])], policy: policy))
    return (roster.duties.count, Set(roster.unfilled.map(\.reason.english)))
  }

  @Test func nightsInAll() {
    let (duties, reasons) = alone(days: 3, at: "00:00") { $0.maxNights = 2 }
    #expect(duties == 2)
    #expect(reasons == ["The only officer of the site has all nights that the rules allow."])
  }

  @Test func nightsInARow() {
    let (duties, reasons) = alone(days: 5, at: "00:00") { $0.maxConsecutiveNights = 2 }
    #expect(duties == 4)
    #expect(reasons == ["The only officer of the site would work too many nights in a row."])
    #expect(alone(days: 5) { $0.maxConsecutiveNights = 2 }.duties == 5)
  }

  /// One day of November, six of December.
  @Test func hoursOfAMonth() {
    let (duties, reasons) = alone(days: 7) { $0.maxHoursPerMonth = 24 }
    #expect(duties == 4)
    #expect(reasons == ["The only officer of the site would work more than 24 h that month."])
  }

  @Test func successions() {
    let (duties, reasons) = alone(days: 5) {
      $0.forbiddenSuccessions = [.init(shiftID: "shift", nextID: "shift")]
    }
    #expect(duties == 3)
    #expect(reasons == ["The only officer of the site works a shift next to it that may not follow."])
  }

  /// Every second rule at random, on staffOfSites that they hold back.
  @Test func rulesTogetherAreNeverBroken() {
    var generator = SeededGenerator(seed: 31)
    var held = 0
    var filled = 0
    for _ in 0..<40 {
      let people = 3 + generator.below(6)
      let problem = problem(people: people, days: 14 + generator.below(20)) { policy in
        policy.maxConsecutiveDays = 6
        if generator.below(2) == 0 { policy.maxNights = 1 + generator.below(5) }
        if generator.below(2) == 0 { policy.maxConsecutiveNights = 1 + generator.below(3) }
        if generator.below(2) == 0 { policy.maxHoursPerMonth = Double(60 + generator.below(100)) }
        for first in ["early", "late", "night"] {
          for next in ["early", "late", "night"] where generator.below(5) == 0 {
            policy.forbiddenSuccessions.append(.init(shiftID: first, nextID: next))
          }
        }
      }
      var free = problem
      free.policy.roster = RosterCase.rules(days: 6, hours: 84)
      let roster = plan(problem)
      filled += roster.duties.count
      if roster.duties.count < plan(free).duties.count { held += 1 }
    }
    #expect(held > 15)
    #expect(filled > 1000)
  }

  /// A holiday on a weekday and a worked Sunday: the duties that count as weekend are those of the holiday.
  @Test func holidaysAreSharedAsWeekends() {
    var policy = RosterCase.rules(hours: 84)
    let start = CivilDate("2026-11-30")!
    policy.holidays = Set((0..<4).map { start + $0 })
    policy.workdays = Set((4..<14).map { start + $0 })
    let roster = plan(RosterPlannerTests.around(6, days: 14, policy: policy))
    let onHolidays = Dictionary(grouping: roster.duties.filter { $0.date < start + 4 }, by: \.staffID)
    #expect(onHolidays.count == 6)
    #expect(onHolidays.values.allSatisfy { $0.count == 2 })
  }
}
