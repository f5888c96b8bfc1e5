import Planner
import PlannerTestSupport
import Scenario
import Solvers
import Testing

@Suite struct AbsenceTests {
  @Test func absencesAreReadOrRefused() {
    let days = Absence("O1@2026-12-03..2026-12-05")
    #expect(days == Absence(staffID: "O1", first: CivilDate("2026-12-03")!, last: CivilDate("2026-12-05")!))
    #expect(Absence("a@b@2026-12-03")?.staffID == "a@b")
    for text in [
      "", "O1", "@2026-12-03", "O1@", "O1@2026-12-05..2026-12-03", "O1@2026-02-30", "O1@2026-12-03..",
    ] {
      #expect(Absence(text) == nil, "\(text)")
    }
  }

  /// The fewest empty places, and among those the fewest changed ones, by trying every roster.
  ///
  /// Places that were empty, or lie before the absence and do not run into it, stay; the absent person gets nothing new.
  private static func optimum(
    _ oracle: RosterOracle, _ roster: Roster, _ absence: Absence
  ) -> (empty: Int, changed: Int) {
    var problem = oracle.problem.with([absence])
    problem.staff.sort { $0.id < $1.id }
    let duties = roster.duties
    var held = Array(repeating: [RosterOracle.Spell](), count: problem.staff.count)
    var best = (empty: Int.max, changed: Int.max)
    func visit(_ index: Int, _ empty: Int, _ changed: Int) {
      if (empty, changed) >= best { return }
      guard index < duties.count else {
        best = (empty, changed)
        return
      }
      let duty = duties[index]
      let spell = oracle.spell(duty.date, duty.shiftID)
      let mayChange =
        duty.date >= absence.first || (duty.staffID == absence.staffID && spell.touches(absence.first))
      for (person, member) in problem.staff.enumerated() {
        let keeps = member.id == duty.staffID
        guard keeps || (mayChange && member.id != absence.staffID) else { continue }
        guard oracle.allowed(held[person] + [spell], member) else { continue }
        held[person].append(spell)
        visit(index + 1, empty, changed + (keeps ? 0 : 1))
        held[person].removeLast()
      }
      if mayChange { visit(index + 1, empty + 1, changed + 1) }
    }
    visit(0, 0, 0)
    return best
  }

  @Test func noRosterNeedsFewerChanges() throws {
    var generator = SeededGenerator(seed: 23)
    var compared = 0
    var proven = 0
    var passedOn = 0
    var leftEmpty = 0
    for round in 0..<250 {
      let days = 3 + generator.below(3)
      let problem = RosterPropertyTests.random(
        &generator, days: days, people: 3 + generator.below(2), tiny: true)
      let staffOfSites = RosterPlannerTests.everyone(problem)
      let roster = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
      guard let victim = roster.duties.first(where: { _ in generator.below(3) == 0 }) else { continue }
      let last = victim.date + generator.below(problem.horizon.start + days - victim.date)
      let absence = Absence(staffID: victim.staffID, first: victim.date, last: last)
      let change = try RosterPlanner(problem: problem, staffOfSites: staffOfSites).replan(
        roster, absences: [absence])
      let after = RosterOracle(problem: problem.with([absence]), staffOfSites: staffOfSites)
      #expect(after.faults(change.roster).isEmpty, "round \(round): \(after.faults(change.roster))")
      let (empty, changed) = Self.optimum(after, roster, absence)
      let found = (empty: change.steps.count { $0.to == nil }, changed: change.steps.count)
      if change.isFewest {
        #expect(found == (empty, changed), "round \(round)")
        proven += 1
      } else {
        #expect(found >= (empty, changed), "round \(round)")
      }
      // The list says exactly what differs.
      let old = Set(roster.duties)
      let new = Set(change.roster.duties)
      #expect(Set(change.steps.map { Roster.Duty($0, $0.from) }) == old.subtracting(new))
      #expect(
        Set(change.steps.compactMap { step in step.to.map { Roster.Duty(step, $0) } }) == new.subtracting(old)
      )
      compared += 1
      let away = (0...(last - absence.first)).map { absence.first + $0 }
      func isOfAbsence(_ duty: Roster.Duty) -> Bool {
        duty.staffID == absence.staffID
          && away.contains(where: after.spell(duty.date, duty.shiftID).touches)
      }
      if changed
        > roster.duties.count(where: {
          isOfAbsence($0)
        })
      {
        passedOn += 1
      }
      if empty > 0 { leftEmpty += 1 }
    }
    #expect(compared > 150)
    #expect(proven > compared * 19 / 20)
    #expect(passedOn > 5)
    #expect(leftEmpty > 20)
  }

  @Test func whatCannotBeIsRefused() throws {
    let problem = RosterPlannerTests.around(6, days: 14, policy: RosterCase.rules())
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    let roster = planner.plan()
    let day = problem.horizon.start
    #expect(throws: AbsenceError.unknownPerson("X")) {
      try planner.replan(roster, absences: [Absence(staffID: "X", first: day, last: day)])
    }
    #expect(throws: AbsenceError.outsideHorizon("O10", day + 14)) {
      try planner.replan(roster, absences: [Absence(staffID: "O10", first: day, last: day + 14)])
    }
    var strange = roster
    strange.duties[0].postID = "elsewhere"
    let who = strange.duties[0].staffID
    #expect(throws: AbsenceError.unknownDuty(strange.duties[0])) {
      try planner.replan(strange, absences: [Absence(staffID: who, first: day, last: day)])
    }
  }

  @Test func aDayOffChangesNothing() throws {
    let problem = RosterPlannerTests.around(8, days: 14, policy: RosterCase.rules())
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    let roster = planner.plan()
    let busy = Set(roster.duties.filter { $0.staffID == "O10" }.map(\.date))
    let free = try #require((0..<14).map { problem.horizon.start + $0 }.first { !busy.contains($0) })
    let change = try planner.replan(roster, absences: [Absence(staffID: "O10", first: free, last: free)])
    #expect(change.steps.isEmpty)
    #expect(change.roster.duties == roster.duties)
  }
}

extension Roster.Duty {
  fileprivate init(_ step: RosterChange.Step, _ staffID: String) {
    self.init(
      date: step.date, shiftID: step.shiftID, postID: step.postID, role: step.role, staffID: staffID)
  }
}
