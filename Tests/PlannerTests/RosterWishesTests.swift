import PlannerTestSupport
import Testing

@testable import Planner
@testable import Scenario
@testable import Solvers

/// Requests, pinned duties, crews and cycles: granted where the rules let them, and priced where not.
@Suite struct RosterWishesTests {
  private let monday = CivilDate("2026-11-30")!

  private func plan(_ problem: Problem) throws -> (roster: Roster, cost: RosterCost) {
    let staffOfSites = RosterPlannerTests.everyone(problem)
    let planner = RosterPlanner(problem: problem, staffOfSites: staffOfSites)
    let roster = planner.plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    return (roster, try planner.cost(of: roster))
  }

  private func cost(_ cost: RosterCost, _ rule: RosterCost.Rule) -> Double { cost.total(of: rule) }

  // MARK: Requests

  @Test func requestsAreGrantedWhereOthersCanTakeTheDuty() throws {
    var problem = RosterPlannerTests.around(8, days: 28, need: 1, policy: RosterCase.rules())
    let plain = try plan(problem)
    // Everyone wants off two days that he would work, and one shift that he would not.
    for member in problem.staff {
      let duties = plain.roster.duties.filter { $0.staffID == member.id }
      for duty in duties.prefix(2) {
        problem.requests.append(
          .init(staffID: member.id, date: duty.date, shiftID: nil, isOn: false, weight: 10))
      }
      let busy = Set(duties.map(\.date))
      let free = try #require(problem.horizon.dates.last { !busy.contains($0) })
      problem.requests.append(.init(staffID: member.id, date: free, shiftID: "early", isOn: true, weight: 1))
    }
    let before = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    #expect(cost(try before.cost(of: plain.roster), .requests) == 168)
    let after = try plan(problem)
    #expect(after.roster.unfilled.isEmpty)
    #expect(cost(after.cost, .requests) < 10)
    #expect(after.cost.lowerBounds[.requests] ?? 0 <= cost(after.cost, .requests))
    let nights = Dictionary(grouping: after.roster.duties.filter { $0.shiftID == "night" }, by: \.staffID)
    #expect((nights.values.map(\.count).max() ?? 9) <= 5)
  }

  /// Two want the one place, and one of them in vain: the lighter wish.
  @Test func theHeavierRequestWins() throws {
    for heavy in 0...1 {
      var problem = RosterPlannerTests.around(5, days: 7, policy: RosterCase.rules())
      for person in 0...1 {
        problem.requests.append(
          .init(
            staffID: "O1\(person)", date: monday + 2, shiftID: "late", isOn: true,
            weight: person == heavy ? 30 : 20))
      }
      let (roster, cost) = try plan(problem)
      #expect(
        roster.duties.contains { $0.staffID == "O1\(heavy)" && $0.date == monday + 2 && $0.shiftID == "late" }
      )
      let broken = cost.items.filter { $0.rule == .requests }
      #expect(broken.map(\.staffID) == ["O1\(1 - heavy)"])
      #expect(broken.map(\.cost) == [20])
      #expect(cost.lowerBounds[.requests] == 20)
    }
  }

  /// A request never leaves a post empty, whatever it weighs.
  @Test func aPostComesBeforeAnyRequest() throws {
    var problem = RosterPlannerTests.around(3, days: 2, policy: RosterCase.rules())
    for member in problem.staff {
      for day in 0...1 {
        problem.requests.append(
          .init(staffID: member.id, date: monday + day, shiftID: nil, isOn: false, weight: 100))
      }
    }
    let (roster, found) = try plan(problem)
    #expect(roster.unfilled.isEmpty)
    #expect(cost(found, .requests) == 600)
    #expect(found.lowerBounds[.requests] == 600)
  }

  /// The least cost of requests among all rosters that leave as few places empty, by trying every one.
  private func optimum(_ problem: Problem, empty: Int) -> Int {
    let oracle = RosterOracle(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    var places: [(date: CivilDate, shift: String)] = []
    for date in problem.horizon.dates {
      for post in problem.posts where post.weekdays.contains(date.weekday) {
        for _ in 0..<(post.needs[.officer] ?? 0) { places.append((date, post.shiftID)) }
      }
    }
    var held = problem.staff.map { member in
      problem.history.filter { $0.staffID == member.id }.map { oracle.spell($0.date, $0.shiftID) }
    }
    var best = Int.max
    func price() -> Int {
      problem.requests.reduce(0) { sum, request in
        let person = problem.staff.firstIndex { $0.id == request.staffID } ?? 0
        let isWorked = held[person].contains {
          $0.date == request.date && request.shiftID ?? $0.shift == $0.shift
        }
        return sum + (isWorked == request.isOn ? 0 : request.weight)
      }
    }
    func visit(_ index: Int, _ left: Int) {
      if left > empty { return }
      guard index < places.count else {
        if left == empty { best = min(best, price()) }
        return
      }
      let spell = oracle.spell(places[index].date, places[index].shift)
      for (person, member) in problem.staff.enumerated() where oracle.allowed(held[person] + [spell], member)
      {
        held[person].append(spell)
        visit(index + 1, left)
        held[person].removeLast()
      }
      visit(index + 1, left + 1)
    }
    visit(0, 0)
    return best
  }

  @Test func tinyRostersGrantAsManyRequestsAsAnyRoster() throws {
    var generator = SeededGenerator(seed: 41)
    var contested = 0
    var best = 0
    var tight = 0
    var compared = 0
    for round in 0..<80 {
      var problem = RosterPropertyTests.random(
        &generator, days: 3 + generator.below(2), people: 2 + generator.below(2), tiny: true)
      // Evenness aside, so that requests alone decide.
      for (_, weight) in RosterWeights.names { problem.policy.roster.weights[keyPath: weight] = 0 }
      for member in problem.staff {
        for date in problem.horizon.dates where generator.below(2) == 0 {
          let shift = generator.below(2) == 0 ? nil : problem.shifts[generator.below(problem.shifts.count)].id
          problem.requests.append(
            .init(
              staffID: member.id, date: date, shiftID: shift, isOn: generator.below(2) == 0,
              weight: 1 + generator.below(9)))
        }
      }
      if round % 2 == 0 { problem.history = past(problem, &generator) }
      let (roster, cost) = try plan(problem)
      let empty = roster.unfilled.reduce(0) { $0 + $1.missing }
      let optimum = optimum(problem, empty: empty)
      let found = Int(cost.total(of: .requests))
      #expect(found >= optimum, "round \(round)")
      #expect(Int(cost.lowerBounds[.requests] ?? 0) <= optimum, "round \(round)")
      compared += 1
      if found == optimum { best += 1 }
      if optimum > 0 { contested += 1 }
      if optimum > 0 && Int(cost.lowerBounds[.requests] ?? 0) == optimum { tight += 1 }
    }
    #expect(contested > 40)
    #expect(best * 20 > compared * 17)
    #expect(tight > 5)
  }

  /// Some of the eight days before, as far as the rules allow.
  private func past(_ problem: Problem, _ generator: inout SeededGenerator) -> [PastDuty] {
    let oracle = RosterOracle(problem: problem, staffOfSites: [:])
    var past: [PastDuty] = []
    for day in (1...8).reversed() {
      for member in problem.staff where generator.below(2) == 0 {
        let shift = problem.shifts[generator.below(problem.shifts.count)]
        let date = problem.horizon.start + -day
        let held = past.filter { $0.staffID == member.id }.map { oracle.spell($0.date, $0.shiftID) }
        guard oracle.allowed(held + [oracle.spell(date, shift.id)], member) else { continue }
        let start = shift.window.start.seconds
        past.append(
          PastDuty(
            staffID: member.id, date: date, shiftID: shift.id, start: start,
            end: start + shift.window.duration))
      }
    }
    return past
  }

  // MARK: Pinned duties

  @Test func aPinnedDutyIsGivenAndStays() throws {
    var problem = RosterPlannerTests.around(8, days: 14, policy: RosterCase.rules())
    problem.pinned = (0..<5).map { .init(staffID: "O13", date: monday + $0, postID: "P-night") }
    let (roster, _) = try plan(problem)
    for pinned in problem.pinned {
      #expect(
        roster.duties.contains {
          $0.staffID == "O13" && $0.date == pinned.date && $0.postID == "P-night"
        })
    }
    #expect(roster.unpinned.isEmpty)
    #expect(roster.unfilled.isEmpty)

    // When somebody else is ill, what is pinned is not passed on.
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    let victim = try #require(roster.duties.first { $0.staffID != "O13" })
    let change = try planner.replan(
      roster, absences: [Absence(staffID: victim.staffID, first: monday, last: monday + 6)])
    #expect(!change.steps.isEmpty)
    #expect(!change.steps.contains { $0.from == "O13" && $0.date < monday + 5 })
  }

  @Test func whatCannotBePinnedIsNamedWithTheReason() throws {
    var problem = RosterPlannerTests.around(8, days: 14, policy: RosterCase.rules())
    problem.staff[1].unavailable = [monday]
    problem.pinned = [
      .init(staffID: "O10", date: monday, postID: "P-night"),
      .init(staffID: "O11", date: monday, postID: "P-late"),
      .init(staffID: "O12", date: monday, postID: "P-night"),
      .init(staffID: "O10", date: monday, postID: "P-late"),
      .init(staffID: "O13", date: monday, postID: "elsewhere"),
    ]
    let (roster, _) = try plan(problem)
    #expect(roster.duties.contains { $0.staffID == "O10" && $0.date == monday && $0.postID == "P-night" })
    #expect(
      roster.unpinned.map(\.reason.english) == [
        "O11 is on leave.", "Others are pinned to all of its places.",
        "O10 needs 11 h of rest before or after another duty.",
        "No post elsewhere asks for O13 on that date.",
      ])
  }

  // MARK: Crews and cycles

  /// A group of officers and auxiliaries in four crews of two each.
  private func crews(_ named: Bool) -> Problem {
    var staff: [StaffMember] = []
    for index in 0..<16 {
      let role = index < 8 ? Role.officer : .auxiliary
      var member = StaffMember(
        id: "\(role == .officer ? "O" : "A")\(index + 10)", role: role, homeUnit: "", fullTime: true)
      if named { member.team = "group \(index / 2 % 4)" }
      staff.append(member)
    }
    return RosterCase.problem(
      start: "2026-11-30", days: 28, staff: staff, shifts: RosterPlannerTests.threeShifts,
      posts: RosterPlannerTests.threeShifts.map {
        RosterCase.post("P-\($0.0)", $0.0, [.officer: 2, .auxiliary: 2])
      }, policy: RosterCase.rules(days: 6, hours: 56))
  }

  /// Days on which two of the crews that `crews(true)` names do not do the same.
  private func apart(_ roster: Roster) -> Int {
    let codes = Dictionary(grouping: roster.duties, by: \.staffID).mapValues { duties in
      Dictionary(duties.map { ($0.date, $0.shiftID) }, uniquingKeysWith: { first, _ in first })
    }
    var count = 0
    let members = crews(true).staff
    for (index, first) in members.enumerated() {
      for second in members[(index + 1)...] where first.team == second.team {
        for day in 0..<28 where codes[first.id]?[monday + day] != codes[second.id]?[monday + day] {
          count += 1
        }
      }
    }
    return count
  }

  @Test func crewsOfBothRolesWorkTheSameDays() throws {
    let (together, found) = try plan(crews(true))
    #expect(together.unfilled.isEmpty)
    #expect(apart(together) == 0)
    #expect(cost(found, .together) == 0)
    let (alone, _) = try plan(crews(false))
    #expect(apart(alone) > 100)
    let priced = try RosterPlanner(
      problem: crews(true), staffOfSites: RosterPlannerTests.everyone(crews(true))
    )
    .cost(of: alone)
    #expect(cost(priced, .together) == Double(apart(alone) * 20))
  }

  @Test func aWantedCycleIsFollowedAndRunsOnOverTheMonths() throws {
    let cycle: [String?] = ["night", "night", "early", "early", "late", "late", nil, nil]
    func lines(_ start: String, _ change: (inout Problem) -> Void = { _ in }) throws
      -> (lines: [String: [String?]], cost: RosterCost)
    {
      var policy = RosterCase.rules(rest: 8, days: 6, hours: 56)
      policy.cycle = cycle
      var problem = RosterPlannerTests.around(8, days: 24, need: 2, policy: policy)
      problem.horizon.start = CivilDate(start)!
      change(&problem)
      let (roster, cost) = try plan(problem)
      #expect(roster.unfilled.isEmpty)
      var lines: [String: [String?]] = [:]
      for member in problem.staff {
        lines[member.id] = problem.horizon.dates.map { date in
          roster.duties.first { $0.staffID == member.id && $0.date == date }?.shiftID
        }
      }
      return (lines, cost)
    }
    let (first, found) = try lines("2026-11-30")
    #expect(cost(found, .cycle) == 0)
    for line in first.values {
      let offset = try #require(
        (0..<8).first { offset in line.indices.allSatisfy { line[$0] == cycle[($0 + offset) % 8] } })
      #expect(offset >= 0)
    }
    // Twenty-four days are three cycles: the next month begins as this one did.
    #expect(try lines("2026-12-24").lines == first)

    // Who is away departs from nothing; who stands in for him does.
    let (_, away) = try lines("2026-11-30") { $0.staff[0].unavailable = [CivilDate("2026-11-30")!] }
    let departures = away.items.filter { $0.rule == .cycle }.reduce(0) { $0 + $1.amount }
    #expect((1...6).contains(departures))
  }

  @Test func aCycleOfShiftsThatATeamDoesNotWorkIsNotItsOwn() throws {
    var policy = RosterCase.rules()
    policy.cycle = ["early", "night", nil]
    let problem = RosterCase.problem(
      start: "2026-11-30", days: 7, staff: RosterCase.officers(2), shifts: RosterPlannerTests.threeShifts,
      posts: [RosterCase.post("desk", "early", [.officer: 1])], policy: policy)
    let (roster, found) = try plan(problem)
    #expect(roster.duties.count == 7)
    #expect(cost(found, .cycle) == 0)
  }

  // MARK: Costs

  /// Three duties of eight hours for two people cannot be even, and what that costs at least is known.
  @Test func hoursAreBoundedByDealingOutDuties() throws {
    var policy = RosterCase.rules()
    policy.weights.hours = 8
    policy.weights.night = 0
    policy.weights.weekend = 0
    policy.weights.holiday = 0
    let problem = RosterCase.problem(
      start: "2026-12-01", days: 3, staff: RosterCase.officers(2), shifts: [("day", "08:00", "16:00")],
      posts: [RosterCase.post("P", "day", [.officer: 1])], policy: policy)
    let (_, cost) = try plan(problem)
    #expect(cost.total == 4)
    #expect(cost.lowerBounds == [.hours: 4])
  }

  /// Three nights for two people cannot be even: 1 and 2, half a night from the mean each.
  @Test func costsAreItemisedByRuleAndPerson() throws {
    var policy = RosterCase.rules()
    policy.weights.hours = 0
    policy.weights.night = 8
    let problem = RosterCase.problem(
      start: "2026-12-01", days: 3, staff: RosterCase.officers(2), shifts: [("night", "00:00", "08:00")],
      posts: [RosterCase.post("P", "night", [.officer: 1])], policy: policy)
    let (_, cost) = try plan(problem)
    #expect(cost.items.map(\.rule) == [.nights, .nights])
    #expect(cost.items.map(\.staffID) == ["O10", "O11"])
    #expect(cost.items.map(\.amount).sorted() == [1, 2])
    #expect(cost.items.allSatisfy { $0.share == 1.5 && $0.cost == 2 })
    #expect(cost.total == 4)
    #expect(cost.lowerBounds == [.nights: 4, .weekends: 0, .holidays: 0])

    // The same duties all on one person: from the mean one and a half each.
    var uneven = Roster(duties: [], unfilled: [])
    uneven.duties = (1...3).map {
      Roster.Duty(
        date: CivilDate("2026-12-0\($0)")!, shiftID: "night", postID: "P", role: .officer, staffID: "O11")
    }
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    let worse = try planner.cost(of: uneven)
    #expect(worse.total == 36)
    #expect(worse.lowerBound == 4)
  }
}
