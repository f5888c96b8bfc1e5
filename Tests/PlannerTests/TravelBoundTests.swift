import Scenario
import Solvers
import Testing

@testable import Planner

/// The bound of travel by column generation, held against schedules of small counties.
@Suite struct TravelBoundTests {
  @Test("No schedule travels less than its bound, which is sometimes its travel", arguments: 0..<6)
  func isBelowEverySchedule(_ part: Int) {
    var (cases, equal) = (0, 0)
    for seed in (part * 8)..<(part * 8 + 8) {
      let (problem, travel) = PatrolRouteTests.random(
        UInt64(500 + seed), crews: 1 + seed % 4, points: 2 + seed % 9)
      let planner = RoutePlanner(problem: problem, travel: travel)
      let visits = VisitProblem(problem, dayType: "weekday", at: planner.places)
      let limits = VisitLimits(visits)
      let schedule = VisitSearch(visits, limits: limits, seed: 1).run(SearchBudget(rounds: 600))
      let made = schedule.begins(visits).map(\.count)
      let bounded = TravelProblem(limits, made: made)
      #expect(bounded.answer(schedule).routes.joined().count == made.reduce(0, +), "seed \(seed)")
      let bound = bounded.bound(SearchBudget(rounds: 3), from: schedule)
      let driven = schedule.travel(visits)
      #expect(bound <= driven, "seed \(seed)")
      guard driven > 0 else { continue }
      cases += 1
      equal += bound == driven ? 1 : 0
    }
    #expect(cases > 3 && equal > 0, "\(equal) of \(cases)")
  }
}
