import Geometry
import Planner
import Scenario
import VectorFiles

/// Areas and routes as layers and tables: the shapes in which they are written to files.
package struct PatrolLayers: Sendable {
  private let patrol: PatrolPlan

  package init(_ patrol: PatrolPlan) {
    self.patrol = patrol
  }

  /// For each unit of the lowest level the id of its area.
  var areaField: VectorField {
    VectorField("patrol_area_id", .text(patrol.areaOfUnit.map { area in area.map { patrol.areas[$0].id } }))
  }

  func areas() throws(GEOSError) -> VectorLayer {
    var shapes = PolygonSet()
    for area in patrol.areas { try shapes.appendDissolved(area.units, of: patrol.hierarchy.lowest.shapes) }
    return VectorLayer(
      name: "patrol_areas", fields: PlanTables.areas.fields(patrol.areas), geometry: .polygons(shapes))
  }

  private func column(_ value: (Route) -> Int) -> VectorField.Values { .integer(patrol.routes.map(value)) }

  var routeLines: VectorLayer {
    let routes = patrol.routes
    var lines = LineSet()
    for way in patrol.ways { lines.append(way.path) }
    let times = RouteTimes(patrol.problem)
    func sum(_ value: (Route.Stop) -> Int) -> VectorField.Values {
      column { $0.stops.reduce(0) { $0 + value($1) } }
    }
    return VectorLayer(
      name: "routes",
      fields: [
        VectorField("id", .text(routes.map { "\($0.dayType)-\($0.crewID)-\($0.shiftID)" })),
        VectorField("day_type", .text(routes.map(\.dayType))),
        VectorField("crew_id", .text(routes.map(\.crewID))),
        VectorField("shift_id", .text(routes.map(\.shiftID))),
        VectorField(
          "start",
          .text(routes.map { route in route.stops.first.flatMap { times.text($0.depart, of: route) } })),
        VectorField(
          "end", .text(routes.map { route in route.stops.last.flatMap { times.text($0.arrive, of: route) } })),
        VectorField("distance_m", column { Int($0.stops.reduce(0) { $0 + $1.distance }.rounded()) }),
        VectorField("travel_s", sum(\.travel)),
        VectorField("dwell_s", sum { $0.depart - $0.start }),
        VectorField("wait_s", sum { $0.start - $0.arrive }),
        VectorField("stops", column { max(0, $0.stops.count - 2) }),
      ], geometry: .lines(lines))
  }

  package var stops: VectorLayer { StopTable(patrol.problem).layer(patrol.routes) }

  var unserved: VectorLayer { PlanTables.unserved.layer(patrol.unserved) }

  /// A row for each stretch of each route.
  var turns: VectorLayer {
    PlanTables.turns.layer(
      zip(patrol.routes, patrol.ways).flatMap { route, way in
        way.turns.enumerated().map { number, stretch in
          PlanTables.TurnRow(
            dayType: route.dayType, crewID: route.crewID, shiftID: route.shiftID, sequence: number,
            stopID: route.stops[stretch.stop].id, stretch: stretch)
        }
      })
  }

  var calendar: VectorLayer {
    let horizon = patrol.problem.horizon
    return PlanTables.calendar.layer(
      horizon.dayTypeOfDate.enumerated().map { day, type in
        PlanTables.CalendarRow(date: horizon.start + day, dayType: patrol.problem.dayTypes[type])
      })
  }
}
