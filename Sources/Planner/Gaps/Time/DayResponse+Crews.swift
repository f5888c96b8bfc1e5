import Geometry
import Roads
import Scenario

extension DayResponse {
  /// How soon the crews on the road alone reach some places at each half hour, for every day type that has routes.
  ///
  /// - Parameter ways: beside `routes`.
  static func ofCrews(
    _ routes: [Route], _ ways: [RouteWay], of problem: Problem, to anchors: [Coordinate], travel: any Travel
  ) -> [(dayType: String, response: DayResponse)] {
    problem.dayTypes.compactMap { dayType in
      let drives = zip(routes, ways).filter { $0.0.dayType == dayType }
        .map { CrewTimeline($0, path: $1.path) }
      guard !drives.isEmpty else { return nil }
      let response = DayResponse(
        timelines: drives, anchors: anchors, readiness: problem.policy.readiness, step: 1800, travel: travel)
      return (dayType, response)
    }
  }
}
