import Scenario
import Solvers

/// The required visits of one day type as a problem of routing that other programs can be given, and the plan's answer
/// to it.
///
/// Each visit has one window, such that all visits of a checkpoint keep their spacing whenever in theirs they begin: so
/// nothing of the planner's own is needed to check an answer, and any answer is a plan.
package struct PatrolInstance: Sendable {
  package let routing: RoutingProblem
  package let answer: RoutingAnswer
  /// Seconds of travel of the answer.
  package let travel: Int
  private let limits: VisitLimits
  private let schedule: VisitSchedule

  fileprivate init(_ draft: RoutePlanner.Draft) {
    let visits = draft.limits.problem
    let windows = draft.limits.windows(of: draft.schedule)
    let wanted = zip(draft.schedule.runs, windows).flatMap { stops, windows in
      zip(stops, windows).filter { $0.0.point >= 0 }.map { stop, window in
        VisitRouting.Wanted(
          point: stop.point, windows: TimeSpans(window.spans.filter { $0.contains(stop.begin) }),
          duration: visits.points[stop.point].dwell)
      }
    }
    let routing = VisitRouting(visits, wanted: wanted)
    self.routing = routing.routing
    answer = routing.answer(draft.schedule)
    travel = draft.schedule.travel(visits)
    limits = draft.limits
    schedule = draft.schedule
  }

  /// What no plan can travel less than that makes as many visits to each checkpoint, whatever their windows.
  package func bound(_ budget: SearchBudget, watch: ((Int) -> Bool)? = nil) -> Int {
    let made = schedule.begins(limits.problem).map(\.count)
    return TravelProblem(limits, made: made).bound(budget, from: schedule, watch: watch)
  }
}

extension RoutePlanner {
  /// The visits of a day type with the windows that the plan's routes give them.
  package func instance(dayType: String, seed: UInt64, budget: SearchBudget? = nil) -> PatrolInstance {
    PatrolInstance(drafts(of: [dayType], seed: seed, budget: budget)[0])
  }
}
