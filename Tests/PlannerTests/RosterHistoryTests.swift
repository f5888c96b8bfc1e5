import Geometry
import Grid
import PlannerTestSupport
import Roads
import Testing
import VectorFiles

@testable import Planner
@testable import Scenario
@testable import Solvers

/// The month before: its duties bind at the border and count for fairness; holidays close what they close.
@Suite struct RosterHistoryTests {
  private let start = CivilDate("2026-11-30")!

  private func plan(_ problem: Problem) -> Roster {
    let staffOfSites = RosterPlannerTests.everyone(problem)
    let roster = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    return roster
  }

  private func past(_ duties: [Roster.Duty], _ problem: Problem) -> [PastDuty] {
    duties.compactMap { duty in
      problem.shifts.first { $0.id == duty.shiftID }.map {
        PastDuty(
          staffID: duty.staffID, date: duty.date, shiftID: duty.shiftID, start: $0.window.start.seconds,
          end: $0.window.start.seconds + $0.window.duration)
      }
    }
  }

  /// One person, one shift a day: the first days of the horizon that he works after what he did before.
  private func days(
    worked: [Int], at hour: String = "08:00", horizon: Int = 4, start: CivilDate? = nil,
    _ change: (inout RosterPolicy) -> Void = { _ in }
  ) -> [Int] {
    var policy = RosterCase.rules(days: 31, hours: 168)
    change(&policy)
    var problem = RosterCase.problem(
      start: (start ?? self.start).text, days: horizon, staff: RosterCase.officers(1),
      shifts: [("shift", hour, hour == "20:00" ? "08:00" : hour == "00:00" ? "08:00" : "16:00")],
      posts: [RosterCase.post("P", "shift", [.officer: 1])], policy: policy)
    let first = problem.horizon.start
    problem.history = past(
      worked.map {
        Roster.Duty(date: first + $0, shiftID: "shift", postID: "P", role: .officer, staffID: "O10")
      }, problem)
    return plan(problem).duties.map { $0.date - first }
  }

  @Test func everyRuleHoldsOverTheBorder() {
    #expect(days(worked: []) == [0, 1, 2, 3])
    #expect(days(worked: [-3, -2, -1]) == [0, 1, 2, 3])
    // Days in a row: three before leave two of five; a day off the day before leaves all.
    #expect(days(worked: [-3, -2, -1]) { $0.maxConsecutiveDays = 5 } == [0, 1, 3])
    #expect(days(worked: [-4, -3, -2]) { $0.maxConsecutiveDays = 5 } == [0, 1, 2, 3])
    // The night before ends at 08:00: a day's rest after it.
    #expect(days(worked: [-1], at: "20:00") { $0.minRestHours = 24 }.first == 1)
    #expect(days(worked: [-2], at: "20:00") { $0.minRestHours = 24 }.first == 0)
    // Hours of the week that began on Monday, three days before.
    let thursday = start + 3
    #expect(days(worked: [-3, -2, -1], start: thursday) { $0.maxHoursPerWeek = 40 } == [0, 1])
    #expect(days(worked: [-5, -4], start: thursday) { $0.maxHoursPerWeek = 40 } == [0, 1, 2, 3])
    // Hours of November.
    #expect(days(worked: [-9, -8], start: start) { $0.maxHoursPerMonth = 16 } == [1, 2])
    #expect(days(worked: [-40, -39], start: start) { $0.maxHoursPerMonth = 16 } == [0, 1, 2])
    // Nights in a row.
    #expect(days(worked: [-2, -1], at: "00:00") { $0.maxConsecutiveNights = 2 } == [1, 2])
    #expect(
      days(worked: [-1]) { $0.forbiddenSuccessions = [.init(shiftID: "shift", nextID: "shift")] } == [1, 3])
  }

  /// Two months one after the other: as one, they keep the rules; planned without the first, many do not.
  @Test func twoMonthsTogetherKeepTheRules() {
    var generator = SeededGenerator(seed: 77)
    var broken = 0
    for round in 0..<12 {
      var policy = RosterCase.rules(rest: 11, days: 3 + generator.below(4), hours: 44)
      policy.maxConsecutiveNights = 3
      policy.maxHoursPerMonth = 150
      let days = 10 + generator.below(12)
      let people = 4 + generator.below(4)
      let first = RosterPlannerTests.around(people, days: days, policy: policy)
      let before = plan(first)
      var second = first
      second.horizon.start = first.horizon.start + days
      let careless = plan(second)
      second.history = past(before.duties, second)
      let careful = plan(second)
      #expect(!careful.duties.isEmpty)
      let oracle = RosterOracle(problem: second, staffOfSites: RosterPlannerTests.everyone(second))
      func keeps(_ roster: Roster) -> Bool {
        second.staff.allSatisfy { member in
          let duties = (before.duties + roster.duties).filter { $0.staffID == member.id }
          return oracle.allowed(duties.map { oracle.spell($0.date, $0.shiftID) }, member)
        }
      }
      #expect(keeps(careful), "round \(round)")
      if !keeps(careless) { broken += 1 }
    }
    #expect(broken > 6)
  }

  /// Who had four nights more than the others has fewer now; who is new starts as one of them.
  @Test func nightsOfTheMonthBeforeAreMadeUp() {
    var problem = RosterPlannerTests.around(8, days: 28, policy: RosterCase.rules())
    let shift = problem.shifts[2]
    func nights(_ id: String, _ count: Int) -> [PastDuty] {
      (0..<count).map {
        PastDuty(
          staffID: id, date: start + (-40 + $0), shiftID: "night", start: shift.window.start.seconds,
          end: shift.window.start.seconds + shift.window.duration)
      }
    }
    problem.history = problem.staff.prefix(7).flatMap { nights($0.id, $0.id == "O10" ? 6 : 2) }
      .sorted { ($0.date, $0.staffID) < ($1.date, $1.staffID) }
    let counts = Dictionary(
      grouping: plan(problem).duties.filter { $0.shiftID == "night" }, by: \.staffID
    ).mapValues(\.count)
    #expect(counts["O10", default: 0] <= 1)
    for member in problem.staff.dropFirst() {
      #expect(
        (3...5).contains(counts[member.id, default: 0]), "\(member.id) \(counts[member.id, default: 0])")
    }
  }

  @Test func theBoundKnowsTheMonthBefore() {
    var problem = RosterPlannerTests.around(1, days: 3, policy: RosterCase.rules(days: 5))
    problem.posts = [problem.posts[0]]
    problem.history = (1...5).reversed().map {
      PastDuty(staffID: "O10", date: start + -$0, shiftID: "early", start: 28_800, end: 57_600)
    }
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    #expect(planner.bound().unfilled == 1)
    #expect(
      planner.plan().unfilled.map(\.reason.english) == [
        "The only officer of the site would work more than 5 days in a row."
      ])
  }

  // MARK: Holidays

  @Test func aDeskIsClosedOnHolidaysAndOpenOnMakeUpWorkdays() {
    var policy = RosterCase.rules(days: 14, hours: 84)
    policy.holidays = [start + 1, start + 5]
    policy.workdays = [start + 6]
    var problem = RosterCase.problem(
      start: start.text, days: 7, staff: RosterCase.officers(2), shifts: [("day", "08:00", "16:00")],
      posts: [
        RosterCase.post("always", "day", [.officer: 1], weekdays: [1, 2, 3, 4, 5]),
        RosterCase.post("desk", "day", [.officer: 1], weekdays: [1, 2, 3, 4, 5]),
      ], policy: policy)
    problem.posts[1].isClosedOnHolidays = true
    let roster = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem)).plan()
    func days(_ post: String) -> [Int] { roster.duties.filter { $0.postID == post }.map { $0.date - start } }
    #expect(days("always") == [0, 1, 2, 3, 4])
    #expect(days("desk") == [0, 2, 3, 4, 6])
    #expect(roster.unfilled.isEmpty)
    // Saturday's holiday closes nothing, for the desk is not open on Saturdays.
    #expect(Roster.closed(problem).map(\.date) == [start + 1])
    #expect(Roster.closed(problem).map(\.reason.english) == ["Closed: 2026-12-01 is a public holiday."])
  }

  /// Two weekend days and one holiday among the weekdays: each is shared by itself.
  @Test func holidaysAndWeekendsAreSharedApart() throws {
    var policy = RosterCase.rules(days: 14, hours: 84)
    policy.holidays = [start + 2, start + 9]
    let problem = RosterPlannerTests.around(6, days: 14, policy: policy)
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    let roster = plan(problem)
    let cost = try planner.cost(of: roster)
    func counts(_ isMeant: (Roster.Duty) -> Bool) -> [Int] {
      problem.staff.map { member in roster.duties.count { $0.staffID == member.id && isMeant($0) } }
    }
    #expect(counts { policy.holidays.contains($0.date) } == [1, 1, 1, 1, 1, 1])
    #expect(counts { $0.date.weekday >= 6 } == [2, 2, 2, 2, 2, 2])
    #expect(cost.total(of: .holidays) == 0)
    #expect(cost.total(of: .weekends) == 0)
  }
}
