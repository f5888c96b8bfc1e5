import Planner
import PlannerTestSupport
import Scenario
import Solvers
import Testing

/// What a hand writes into a roster is taken where the rules allow it, and named with the rule where they do not.
@Suite struct RosterEditTests {
  private struct Cell: Hashable {
    var staffID: String
    var date: CivilDate
  }

  /// Random edits of random rosters, each held against a second reading of the rules.
  @Test func whatIsTakenKeepsTheRulesAndWhatIsRefusedWouldBreakThem() throws {
    var generator = SeededGenerator(seed: 41)
    var counts: [String: Int] = [:]
    for round in 0..<600 {
      let days = 4 + generator.below(8)
      let problem = RosterPropertyTests.random(
        &generator, days: days, people: 3 + generator.below(5), tiny: round % 2 == 0)
      let staffOfSites = RosterPlannerTests.everyone(problem)
      let planner = RosterPlanner(problem: problem, staffOfSites: staffOfSites)
      let roster = planner.plan()
      guard !problem.posts.isEmpty, !problem.staff.isEmpty else { continue }
      let edits = Self.edits(&generator, problem, roster)
      let edited = try planner.taking(edits, into: roster)
      let after = RosterOracle(problem: edited.problem, staffOfSites: staffOfSites)
      #expect(after.faults(edited.roster) == [], "round \(round)")

      let spoken = Dictionary(
        uniqueKeysWithValues: edits.map { (Cell(staffID: $0.staffID, date: $0.date), $0) })
      let have = Dictionary(grouping: edited.roster.duties) { Cell(staffID: $0.staffID, date: $0.date) }
      let had = Dictionary(grouping: roster.duties) { Cell(staffID: $0.staffID, date: $0.date) }
      let refused = Dictionary(grouping: edited.refused) {
        Cell(staffID: $0.duty.staffID, date: $0.duty.date)
      }
      for cell in Set(spoken.keys).union(have.keys).union(had.keys) {
        let (now, before) = (Set(have[cell] ?? []), Set(had[cell] ?? []))
        guard let edit = spoken[cell] else {
          // Only leave takes what nobody wrote about.
          let runsIntoLeave = before.subtracting(now).allSatisfy { duty in
            edits.contains {
              $0.isLeave && $0.staffID == duty.staffID
                && after.spell(duty.date, duty.shiftID).touches($0.date)
            }
          }
          #expect(now.isSubset(of: before) && (now == before || runsIntoLeave), "round \(round)")
          continue
        }
        let wanted = Set(edit.places)
        let missed = wanted.subtracting(now.map(\.place))
        #expect(missed == Set((refused[cell] ?? []).map(\.duty.place)), "round \(round) \(edit)")
        // Beside what was written stands only what was there, and only where something was refused.
        let beside = now.filter { !wanted.contains($0.place) }
        #expect(beside.isEmpty || (beside.isSubset(of: before) && !missed.isEmpty))
        counts["taken", default: 0] += wanted.count - missed.count
      }
      #expect(Set(edited.taken) == Set(edited.roster.duties).subtracting(roster.duties))
      #expect(Set(edited.given) == Set(roster.duties).subtracting(edited.roster.duties))
      for item in edited.refused { try Self.check(item, edited, after, staffOfSites, &counts) }
    }
    for what in ["taken", "rule", "full", "not asked", "other", "other date", "giving up"] {
      #expect(counts[what, default: 0] > 5, "\(what): \(counts)")
    }
  }

  private static func edits(
    _ generator: inout SeededGenerator, _ problem: Problem, _ roster: Roster
  ) -> [RosterEdit] {
    var edits: [Cell: RosterEdit] = [:]
    for _ in 0..<1 + generator.below(6) {
      let member = problem.staff[generator.below(problem.staff.count)]
      let date = problem.horizon.start + generator.below(problem.horizon.days)
      let post = problem.posts[generator.below(problem.posts.count)]
      var edit = RosterEdit(siteID: post.siteID, staffID: member.id, date: date, places: [])
      let kind = generator.below(8)
      if kind == 0 {
        edit.isLeave = true
      } else if kind > 1 {
        edit.places = [.init(shiftID: post.shiftID, postID: post.id)]
      }
      edits[Cell(staffID: member.id, date: date)] = edit
    }
    return edits.values.sorted { ($0.date, $0.staffID) < ($1.date, $1.staffID) }
  }

  /// Whether what is said of a refused duty is so.
  private static func check(
    _ item: EditedRoster.Refused, _ edited: EditedRoster, _ oracle: RosterOracle,
    _ staffOfSites: [String: [String]],
    _ counts: inout [String: Int]
  ) throws {
    let problem = edited.problem
    let duty = item.duty
    let member = try #require(problem.staff.first { $0.id == duty.staffID })
    func spells(_ id: String, without: [Roster.Duty] = []) -> [RosterOracle.Spell] {
      edited.roster.duties.filter { $0.staffID == id && !without.contains($0) }
        .map { oracle.spell($0.date, $0.shiftID) }
    }
    func room(_ date: CivilDate) -> Int {
      let post = problem.posts.first { $0.id == duty.postID }
      let held = edited.roster.duties.count {
        $0.date == date && $0.postID == duty.postID && $0.role == duty.role
      }
      guard let post, post.isOpen(on: date, problem.policy.roster) else { return 0 }
      return (post.needs[duty.role] ?? 0) - held
    }
    let wanted = oracle.spell(duty.date, duty.shiftID)
    switch item.cause {
    case .rule:
      #expect(!oracle.allowed(spells(duty.staffID) + [wanted], member))
      counts["rule", default: 0] += 1
    case .full(let holders):
      #expect(room(duty.date) == 0 && !holders.isEmpty)
      counts["full", default: 0] += 1
    case .notAsked:
      let post = problem.posts.first { $0.id == duty.postID }
      #expect(
        post.map { !$0.isOpen(on: duty.date, problem.policy.roster) || ($0.needs[member.role] ?? 0) == 0 }
          ?? true)
      counts["not asked", default: 0] += 1
    case .notOfSite, .unknownPerson: Issue.record("\(item.cause)")
    }
    #expect(item.suggestions.count <= 3)
    for suggestion in item.suggestions {
      switch suggestion {
      case .other(let id):
        let other = try #require(problem.staff.first { $0.id == id })
        #expect(
          room(duty.date) > 0 && oracle.allowed(spells(id) + [wanted], other) && other.role == duty.role)
        counts["other", default: 0] += 1
      case .otherDate(let date):
        #expect(
          room(date) > 0 && oracle.allowed(spells(duty.staffID) + [oracle.spell(date, duty.shiftID)], member))
        counts["other date", default: 0] += 1
      case .givingUp(let old):
        #expect(edited.roster.duties.contains(old) && room(duty.date) > 0)
        #expect(oracle.allowed(spells(duty.staffID, without: [old]) + [wanted], member))
        counts["giving up", default: 0] += 1
      }
    }
  }

  /// A night and a day on its heels, of people who may exchange duties.
  @Test func peopleCanExchangeDutiesAndStrangersAreNamed() throws {
    let problem = RosterPlannerTests.around(8, days: 14, policy: RosterCase.rules())
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    let roster = planner.plan()
    let first = roster.duties[0]
    let other = try #require(
      roster.duties.first {
        $0.date == first.date && $0.shiftID != first.shiftID && $0.staffID != first.staffID
      })
    func edit(_ who: String, _ duty: Roster.Duty) -> RosterEdit {
      RosterEdit(siteID: "S", staffID: who, date: duty.date, places: [duty.place])
    }
    let swapped = try planner.taking([edit(other.staffID, first), edit(first.staffID, other)], into: roster)
    #expect(swapped.taken.count + swapped.refused.count == 2)
    #expect(!swapped.refused.contains { if case .full = $0.cause { true } else { false } })

    let strangers = try planner.taking([edit("X", first)], into: roster)
    #expect(strangers.refused.map(\.cause) == [.unknownPerson] && strangers.roster.duties == roster.duties)
    let same = try planner.taking([edit(first.staffID, first)], into: roster)
    #expect(same.taken.isEmpty && same.given.isEmpty && same.roster.duties == roster.duties)
  }

  @Test func leaveThatIsStruckOutIsNoLeave() throws {
    var problem = RosterPlannerTests.around(8, days: 14, policy: RosterCase.rules())
    let day = problem.horizon.start + 3
    problem.staff[0].unavailable = [day]
    let planner = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem))
    let roster = planner.plan()
    let place = roster.duties[0].place
    let cell = RosterEdit(siteID: "S", staffID: problem.staff[0].id, date: day, places: [])
    let back = try planner.taking([cell], into: roster)
    #expect(back.problem.staff[0].unavailable == [])
    // A duty in its place strikes out nothing.
    var duty = cell
    duty.places = [place]
    let refused = try planner.taking([duty], into: roster)
    #expect(refused.problem.staff[0].unavailable == [day])
    guard case .rule("leave", _) = try #require(refused.refused.first).cause else {
      Issue.record("\(refused.refused)")
      return
    }
  }
}
