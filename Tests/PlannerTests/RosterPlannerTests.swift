import Planner
import PlannerTestSupport
import Scenario
import Solvers
import Testing

@Suite struct RosterPlannerTests {
  static let threeShifts = [
    ("early", "08:00", "16:00"), ("late", "16:00", "00:00"), ("night", "00:00", "08:00"),
  ]

  static func around(_ people: Int, days: Int, need: Int = 1, policy: RosterPolicy) -> Problem {
    RosterCase.problem(
      start: "2026-11-30", days: days, staff: RosterCase.officers(people), shifts: threeShifts,
      posts: threeShifts.map { RosterCase.post("P-\($0.0)", $0.0, [.officer: need]) }, policy: policy)
  }

  static func everyone(_ problem: Problem, site: String = "S") -> [String: [String]] {
    [site: problem.staff.map(\.id)]
  }

  @Test func fourTeamsKeepThreeShiftsFilledAndShareNightsAndWeekends() {
    let problem = Self.around(8, days: 28, need: 2, policy: RosterCase.rules(days: 6, hours: 56))
    let staffOfSites = Self.everyone(problem)
    let roster = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    #expect(roster.unfilled.isEmpty)
    #expect(roster.duties.count == 28 * 3 * 2)
    #expect(spread(roster) { $0.shiftID == "night" } <= 1)
    #expect(spread(roster) { $0.date.weekday >= 6 } <= 1)
    #expect(spread(roster) { _ in true } == 0)
  }

  /// 44 h are five shifts of 8 h: four people fill 20 of the 21 of a week and no roster can fill more.
  @Test func weeklyHoursLeaveOneDutyAWeekEmptyAndTheBoundKnows() throws {
    let problem = Self.around(4, days: 28, policy: RosterCase.rules())
    let staffOfSites = Self.everyone(problem)
    let planner = RosterPlanner(problem: problem, staffOfSites: staffOfSites)
    let roster = planner.plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    #expect(roster.unfilled.reduce(0) { $0 + $1.missing } == 4)
    #expect(planner.bound().unfilled == 4)
    #expect(planner.bound().needed == 84)
  }

  @Test func aPersonOfTwoTeamsIsNeverInTwoPlaces() {
    let shifts = [("day", "08:00", "16:00")]
    let problem = RosterCase.problem(
      days: 7, staff: RosterCase.officers(3), shifts: shifts,
      posts: [
        RosterCase.post("A", "day", [.officer: 1], site: "a"),
        RosterCase.post("B", "day", [.officer: 1], site: "b"),
      ])
    let staffOfSites = ["a": ["O10", "O11", "O11", "unknown"], "b": ["O11", "O12"]]
    let planner = RosterPlanner(problem: problem, staffOfSites: staffOfSites)
    let roster = planner.plan()
    let oracle = RosterOracle(problem: problem, staffOfSites: staffOfSites)
    #expect(oracle.faults(roster).isEmpty)
    let empty = roster.unfilled.reduce(0) { $0 + $1.missing }
    #expect(planner.bound().unfilled <= oracle.optimum())
    #expect(empty <= oracle.optimum() + 1)
    #expect(roster.duties.contains { $0.staffID == "O11" })
  }

  @Test func rosterIsSortedAndTheSameEveryTime() {
    let problem = Self.around(7, days: 31, policy: RosterCase.rules())
    let planner = RosterPlanner(problem: problem, staffOfSites: Self.everyone(problem))
    let once = planner.plan()
    #expect(once.duties == planner.plan().duties)
    #expect(once.duties.count > 80)
    let keys = once.duties.map { [$0.date.text, $0.shiftID, $0.postID, $0.role.rawValue, $0.staffID] }
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test func unevenLeaveStillSharesNightsAmongTheRest() {
    var problem = Self.around(10, days: 28, need: 2, policy: RosterCase.rules())
    problem.staff[3].unavailable = (0..<3).map { CivilDate("2026-12-07")! + $0 }
    let staffOfSites = Self.everyone(problem)
    let roster = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    #expect(spread(roster) { $0.shiftID == "night" } <= 2)
    #expect(spread(roster) { _ in true } <= 2)
  }

  /// Five people do 25 of the 42 duties of a week: no shift need be without anybody.
  @Test func aShortageIsSpreadOverTheShifts() {
    let problem = Self.around(5, days: 28, need: 2, policy: RosterCase.rules())
    let staffOfSites = Self.everyone(problem)
    let roster = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
    #expect(RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster).isEmpty)
    #expect(roster.duties.count == 100)
    #expect(roster.unfilled.allSatisfy { $0.missing == 1 })
  }

  /// Greatest less least count per person.
  private func spread(_ roster: Roster, _ counts: (Roster.Duty) -> Bool) -> Int {
    let people = Dictionary(grouping: roster.duties, by: \.staffID).values
    let numbers = people.map { $0.filter(counts).count }
    return (numbers.max() ?? 0) - (numbers.min() ?? -1000)
  }
}

@Suite struct RosterPropertyTests {
  static func random(_ generator: inout SeededGenerator, days: Int, people: Int, tiny: Bool) -> Problem {
    let patterns = [
      [("D", "08:00", "16:00"), ("N", "20:00", "08:00")],
      [("E", "06:00", "14:00"), ("L", "14:00", "22:00"), ("N", "22:00", "06:00")],
      [("H", "08:00", "08:00"), ("D", "09:00", "17:30")],
      // To the next E it is exactly 11 h from X, and half an hour less from Y.
      [("E", "08:00", "14:00"), ("X", "13:00", "21:00"), ("Y", "15:00", "21:30")],
      [("S", "00:00", "04:00"), ("T", "16:00", "24:00"), ("M", "09:00", "12:00")],
    ]
    let shifts = patterns[generator.below(patterns.count)]
    var staff = RosterCase.officers(people)
    for i in staff.indices {
      if !tiny && generator.below(2) == 0 {
        staff[i] = StaffMember(id: "A\(i)", role: .auxiliary, homeUnit: "", fullTime: true)
      }
      for day in 0..<days where generator.below(6) == 0 {
        staff[i].unavailable.append(CivilDate("2026-12-03")! + day)
      }
    }
    let posts = shifts.enumerated().map { index, shift in
      RosterCase.post(
        "P\(index)", shift.0, tiny ? [.officer: 1] : [.officer: generator.below(3), .auxiliary: 1],
        weekdays: (1...7).filter { _ in generator.below(5) > 0 })
    }
    return RosterCase.problem(
      start: "2026-12-03", days: days, staff: staff, shifts: shifts, posts: posts,
      policy: RosterCase.rules(
        rest: [0, 8, 11, 24][generator.below(4)], days: 1 + generator.below(5),
        hours: [16, 30, 44, 60][generator.below(4)]))
  }

  @Test func tinyRostersReachTheOptimum() {
    var generator = SeededGenerator(seed: 7)
    var contested = 0
    var tight = 0
    for round in 0..<150 {
      let problem = Self.random(
        &generator, days: 3 + generator.below(3), people: 2 + generator.below(2), tiny: true)
      let staffOfSites = RosterPlannerTests.everyone(problem)
      let oracle = RosterOracle(problem: problem, staffOfSites: staffOfSites)
      let planner = RosterPlanner(problem: problem, staffOfSites: staffOfSites)
      let roster = planner.plan()
      #expect(oracle.faults(roster).isEmpty, "round \(round): \(oracle.faults(roster))")
      let found = roster.unfilled.reduce(0) { $0 + $1.missing }
      let optimum = oracle.optimum()
      let bound = planner.bound().unfilled
      #expect(bound <= optimum, "round \(round)")
      #expect(found == optimum, "round \(round): bound \(bound)")
      if optimum > 0 && roster.duties.count > 0 { contested += 1 }
      if bound == optimum && optimum > 0 { tight += 1 }
    }
    #expect(contested > 50)
    #expect(tight > 20)
  }

  @Test func largerRostersBreakNoRule() {
    var generator = SeededGenerator(seed: 11)
    var filled = 0
    for round in 0..<25 {
      let problem = Self.random(
        &generator, days: 14 + generator.below(18), people: 4 + generator.below(8), tiny: false)
      let staffOfSites = RosterPlannerTests.everyone(problem)
      let planner = RosterPlanner(problem: problem, staffOfSites: staffOfSites)
      let roster = planner.plan()
      let faults = RosterOracle(problem: problem, staffOfSites: staffOfSites).faults(roster)
      #expect(faults.isEmpty, "round \(round): \(faults)")
      #expect(planner.bound().unfilled <= roster.unfilled.reduce(0) { $0 + $1.missing })
      filled += roster.duties.count
    }
    #expect(filled > 1000)
  }

  /// The oracle itself must refuse what is wrong.
  @Test func oracleRefusesBrokenRosters() {
    let problem = RosterPlannerTests.around(4, days: 14, policy: RosterCase.rules())
    let staffOfSites = RosterPlannerTests.everyone(problem)
    let oracle = RosterOracle(problem: problem, staffOfSites: staffOfSites)
    let good = RosterPlanner(problem: problem, staffOfSites: staffOfSites).plan()
    #expect(oracle.faults(good).isEmpty)
    for index in good.duties.indices.prefix(20) {
      var bad = good
      bad.duties[index].staffID = good.duties[index].staffID == "O10" ? "O11" : "O10"
      #expect(!oracle.faults(bad).isEmpty)
      bad = good
      bad.duties.remove(at: index)
      #expect(!oracle.faults(bad).isEmpty)
    }
  }
}
