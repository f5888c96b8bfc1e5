import Geometry
import Grid
import PlannerTestSupport
import Roads
import Scenario
import Solvers
import TestSupport
import Testing

@testable import Planner

/// Nobody works on a date of leave, and nobody makes up for one.
@Suite struct RosterLeaveTests {
  private func plan(_ problem: Problem) -> Roster {
    let staffOfSites = RosterPlannerTests.everyone(problem)
    let roster = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    return roster
  }

  private func hours(_ roster: Roster, _ problem: Problem) -> [String: Double] {
    let oracle = RosterOracle(problem: problem, staffOfSites: [:])
    return roster.duties.reduce(into: [:]) { hours, duty in
      let spell = oracle.spell(duty.date, duty.shiftID)
      hours[duty.staffID, default: 0] += Double(spell.end - spell.start) / 3600
    }
  }

  /// People in shifts of which some pass midnight, all of whom are needed, with single days of leave here and there.
  private func troubled(_ g: inout SeededGenerator, people: Int, days: Int) -> Problem {
    let shifts = [
      [("day", "06:00", "14:00"), ("late", "14:00", "22:00"), ("night", "22:00", "06:00")],
      [("long", "08:00", "20:00"), ("night", "20:00", "08:00")], [("night", "18:00", "02:30")],
      [("watch", "12:00", "12:00")], [("day", "08:00", "16:00"), ("first", "24:00", "08:00")],
    ][g.below(5)]
    var staff = RosterCase.officers(people)
    let start = CivilDate("2026-12-01")!
    for person in staff.indices {
      for day in -1...days where g.below(5) == 0 { staff[person].unavailable.append(start + day) }
    }
    return RosterCase.problem(
      days: days, staff: staff, shifts: shifts,
      posts: shifts.map { RosterCase.post("P-\($0.0)", $0.0, [.officer: 1]) },
      policy: RosterCase.rules(hours: 60))
  }

  @Test func noDutyTouchesADateOfLeave() {
    var generator = SeededGenerator(seed: 11)
    var nights = 0
    var leaves = 0
    for _ in 0..<60 {
      let problem = troubled(&generator, people: 3 + generator.below(5), days: 5 + generator.below(17))
      let roster = plan(problem)
      let oracle = RosterOracle(problem: problem, staffOfSites: [:])
      for duty in roster.duties {
        let spell = oracle.spell(duty.date, duty.shiftID)
        if spell.touches(duty.date + 1) { nights += 1 }
        let leave = problem.staff.first { $0.id == duty.staffID }?.unavailable ?? []
        #expect(!leave.contains(where: spell.touches), "\(duty)")
        leaves += leave.count { [duty.date + -1, duty.date + 2].contains($0) }
      }
    }
    // Shifts that pass midnight, and duties close to leave, are among them.
    #expect(nights > 300 && leaves > 300)
  }

  @Test func aNightBeforeLeaveThatBeginsAfterTheHorizonStaysOpenToOthersOnly() {
    var staff = RosterCase.officers(2)
    staff[0].unavailable = [CivilDate("2026-12-04")!]
    let problem = RosterCase.problem(
      days: 3, staff: staff, shifts: [("night", "20:00", "08:00")],
      posts: [RosterCase.post("P", "night", [.officer: 1])], policy: RosterCase.rules(hours: 168))
    let last = plan(problem).duties.filter { $0.date == CivilDate("2026-12-03")! }
    #expect(last.map(\.staffID) == ["O11"])
  }

  @Test func whoFallsIllGivesUpTheNightThatRunsIntoTheDay() throws {
    let problem = RosterCase.problem(
      days: 7, staff: RosterCase.officers(4), shifts: [("night", "22:00", "06:00")],
      posts: [RosterCase.post("P", "night", [.officer: 1])], policy: RosterCase.rules())
    let staffOfSites = RosterPlannerTests.everyone(problem)
    let planner = RosterPlanner(problem: problem, staffOfSites: staffOfSites)
    let roster = planner.plan()
    let night = try #require(roster.duties.first { $0.date == CivilDate("2026-12-03")! })
    let ill = night.date + 1
    let change = try planner.replan(
      roster, absences: [Absence(staffID: night.staffID, first: ill, last: ill)])
    #expect(change.steps.contains { $0.date == night.date && $0.from == night.staffID && $0.to != nil })
    #expect(!change.roster.duties.contains(night))
    let whole = change.roster.duties.filter { $0.date < night.date }
    #expect(whole == roster.duties.filter { $0.date < night.date })
  }

  /// A duty before the horizon is no place that could be given away, on whichever day it was.
  @Test(arguments: [-1, -2, -6, -40]) func whoHasAPastCanFallIll(_ day: Int) throws {
    var problem = RosterPlannerTests.around(6, days: 14, policy: RosterCase.rules())
    let start = problem.horizon.start
    let shift = problem.shifts[0]
    problem.history = problem.staff.map {
      PastDuty(
        staffID: $0.id, date: start + day, shiftID: shift.id, start: shift.window.start.seconds,
        end: shift.window.start.seconds + shift.window.duration)
    }
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    let roster = planner.plan()
    let who = try #require(roster.duties.first).staffID
    let change = try planner.replan(
      roster, absences: [Absence(staffID: who, first: start, last: start + 2)])
    #expect(!change.steps.isEmpty && change.steps.allSatisfy { $0.from == who || $0.to != who })
    #expect(!change.roster.duties.contains { $0.staffID == who && $0.date < start + 3 })
  }

  /// Whoever is away for a part of the time does that part less, give or take a duty.
  @Test(arguments: [[21], [14], [7, 21], [3, 3, 10], [28, 5]]) func leaveIsNoDebt(_ away: [Int]) throws {
    var staff = RosterCase.officers(8)
    let start = CivilDate("2026-11-30")!
    for (person, days) in away.enumerated() {
      let first = person * 5 % (29 - days)
      staff[person].unavailable = (0..<days).map { start + first + $0 }
    }
    let problem = RosterCase.problem(
      start: start.text, days: 28, staff: staff,
      shifts: [("day", "08:00", "16:00"), ("late", "16:00", "00:00"), ("early", "00:00", "08:00")],
      posts: ["day", "late", "early"].map { RosterCase.post("P-\($0)", $0, [.officer: 1]) },
      policy: RosterCase.rules(hours: 48))
    let roster = plan(problem)
    try #require(roster.unfilled.isEmpty)
    let days = staff.map { 28 - Double($0.unavailable.count) }
    let hours = hours(roster, problem)
    let nights = Dictionary(grouping: roster.duties.filter { $0.shiftID == "early" }, by: \.staffID)
    for (person, member) in staff.enumerated() {
      let part = days[person] / days.reduce(0, +)
      #expect(abs((hours[member.id] ?? 0) - 672 * part) <= 8.5, "\(member.id): \(hours)")
      #expect(abs(Double(nights[member.id]?.count ?? 0) - 28 * part) <= 1.5, "\(member.id)")
    }
  }

  @Test func leaveOnDaysWithoutDutiesCostsNothing() throws {
    var staff = RosterCase.officers(2)
    // The desk is open from Monday to Friday.
    staff[0].unavailable = ["2026-12-05", "2026-12-06", "2026-12-12", "2026-12-13"].compactMap {
      CivilDate($0)
    }
    let problem = RosterCase.problem(
      start: "2026-11-30", days: 28, staff: staff, shifts: [("day", "08:00", "16:00")],
      posts: [RosterCase.post("desk", "day", [.officer: 1], weekdays: [1, 2, 3, 4, 5])],
      policy: RosterCase.rules())
    #expect(hours(plan(problem), problem) == ["O10": 80, "O11": 80])
  }

  /// Two months one after the other, with leave in the first: the second does not make up for it.
  @Test func leaveOfTheMonthBeforeIsNoDebt() throws {
    var staff = RosterCase.officers(5)
    let start = CivilDate("2026-11-02")!
    staff[0].unavailable = (0..<21).map { start + $0 }
    func problem(_ start: CivilDate) -> Problem {
      RosterCase.problem(
        start: start.text, days: 28, staff: staff, shifts: [("day", "08:00", "20:00")],
        posts: [RosterCase.post("P", "day", [.officer: 1])], policy: RosterCase.rules(hours: 48))
    }
    let first = problem(start)
    var second = problem(start + 28)
    let before = plan(first)
    second.history = before.duties.map {
      PastDuty(staffID: $0.staffID, date: $0.date, shiftID: $0.shiftID, start: 28_800, end: 72_000)
    }
    let (past, now) = (hours(before, first), hours(plan(second), second))
    #expect((past["O10"] ?? 0) <= 36)
    for member in staff { #expect(abs((now[member.id] ?? 0) - 67.2) <= 18, "\(now)") }
    // Without a word of the leave he is behind, and catches up as far as he can.
    second.staff[0].unavailable = []
    #expect((hours(plan(second), second)["O10"] ?? 0) > 100)
  }

  @Test func costsAreOfTheShareOfThoseWhoWereThere() throws {
    var staff = RosterCase.officers(2)
    staff[0].unavailable = (0..<6).map { CivilDate("2026-12-01")! + $0 }
    let problem = RosterCase.problem(
      days: 8, staff: staff, shifts: [("night", "00:00", "08:00")],
      posts: [RosterCase.post("P", "night", [.officer: 1])], policy: RosterCase.rules(days: 8, hours: 168))
    let staffOfSites = RosterPlannerTests.everyone(problem)
    let planner = RosterPlanner(problem: problem, staffOfSites: staffOfSites)
    let cost = try planner.cost(of: planner.plan())
    let nights = cost.items.filter { $0.rule == .nights }
    // Eight nights, of which two and eight are open to them: 1.6 and 6.4.
    #expect(nights.map(\.amount) == [2, 6])
    #expect(zip(nights, [1.6, 6.4]).allSatisfy { abs(($0.share ?? 0) - $1) < 1e-9 })
    #expect(abs((cost.lowerBounds[.nights] ?? 0) - cost.total(of: .nights)) < 1e-9)
  }
}
