import PlannerTestSupport
import Scenario
import Solvers
import Testing
import Words

@testable import Planner

/// What is said of empty places follows from the duties as they stand.
@Suite struct RosterPlacesTests {
  private static func problem(seed: UInt64) -> Problem {
    var random = SeededGenerator(seed: seed)
    let staff =
      RosterCase.officers(2 + random.below(3))
      + (0..<3).map { StaffMember(id: "A\($0)", role: .auxiliary, homeUnit: "", fullTime: true) }
    let posts = (0..<3).map { number in
      RosterCase.post(
        "P\(number)", number == 1 ? "N" : "D", [.officer: 1 + random.below(2), .auxiliary: random.below(3)],
        weekdays: Array(1...(2 + random.below(6))))
    }
    return RosterCase.problem(
      days: 5 + random.below(5), staff: staff, shifts: [("D", "08:00", "16:00"), ("N", "22:00", "06:00")],
      posts: posts)
  }

  /// Every place by itself, straight from the posts, filled by the first duties of the list.
  private static func oracle(
    _ roster: Roster, _ problem: Problem
  ) -> (empty: [String: Int], surplus: [Roster.Duty]) {
    var free: [String: Int] = [:]
    for day in 0..<problem.horizon.days {
      let date = problem.horizon.start + day
      for post in problem.posts where post.weekdays.contains(date.weekday) {
        for (role, need) in post.needs { free["\(date.text) \(post.shiftID) \(post.id) \(role)"] = need }
      }
    }
    var surplus: [Roster.Duty] = []
    for duty in roster.duties {
      let place = "\(duty.date.text) \(duty.shiftID) \(duty.postID) \(duty.role)"
      let isKnown = problem.staff.contains { $0.id == duty.staffID && $0.role == duty.role }
      if isKnown, let left = free[place], left > 0 { free[place] = left - 1 } else { surplus.append(duty) }
    }
    return (free.filter { $0.value > 0 }, surplus)
  }

  @Test(arguments: UInt64(0)..<40) func emptyPlacesAreThoseThatNobodyFills(seed: UInt64) {
    let problem = Self.problem(seed: seed)
    var random = SeededGenerator(seed: seed &+ 1000)
    var roster = RosterPlanner(problem: problem, staffOfSites: RosterPlannerTests.everyone(problem)).plan()
    // As the planner leaves it, nothing is to be said anew, and nothing is too much.
    #expect(roster.reconciled(with: problem) == roster)
    #expect(RosterPlaces(of: roster, in: problem).surplus.isEmpty && !roster.duties.isEmpty)

    for _ in 0..<3 where !roster.duties.isEmpty {
      roster.duties.remove(at: random.below(roster.duties.count))
    }
    for _ in 0..<4 {
      let person = problem.staff[random.below(problem.staff.count)]
      let post = problem.posts[random.below(3)]
      roster.duties.append(
        Roster.Duty(
          date: problem.horizon.start + random.below(problem.horizon.days + 2),
          shiftID: random.below(4) == 0 ? "X" : post.shiftID, postID: post.id,
          role: random.below(4) == 0 ? .officer : person.role,
          staffID: random.below(5) == 0 ? "nobody" : person.id))
    }
    let places = RosterPlaces(of: roster, in: problem)
    let (empty, surplus) = Self.oracle(roster, problem)
    let told = Dictionary(
      places.empty.map { ("\($0.date.text) \($0.shiftID) \($0.postID) \($0.role)", $0.missing) },
      uniquingKeysWith: +)
    #expect(told == empty)
    #expect(places.surplus == surplus.sorted(by: Roster.isBefore))
    #expect(places.filled == roster.duties.count - surplus.count)
    #expect(places.needed == places.filled + empty.values.reduce(0, +))
    let again = roster.reconciled(with: problem)
    #expect(again.unfilled == places.empty && again.reconciled(with: problem) == again)
    // What the planner said of a place that is still empty is kept.
    for item in again.unfilled {
      let before = roster.unfilled.first {
        ($0.date, $0.postID, $0.role.rawValue) == (item.date, item.postID, item.role.rawValue)
      }
      #expect(item.reason == before?.reason ?? Message("nobody_put", "Nobody is put there."))
    }
  }
}
