import Planner
import Roads

extension CrewTimeline {
  /// Where a crew is that drives by the fastest ways, whatever those of a plan.
  package init(_ route: Route, travel: any Travel) {
    self.init(
      route, until: nil,
      ways: zip(route.stops, route.stops.dropFirst()).map { from, to in
        from.coordinate == to.coordinate
          ? [to.coordinate] : travel.path(from: from.coordinate, to: to.coordinate)
      })
  }
}
