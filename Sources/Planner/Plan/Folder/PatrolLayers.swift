import Geometry
import Grid
import Scenario
import VectorFiles

/// Routes as layers and tables: the shapes in which they are written to files.
struct PatrolLayers: Sendable {
  let problem: Problem
  let routes: [Route]
  /// Beside `routes`.
  let paths: [[Coordinate]]
  let unservedVisits: [UnservedVisit]

  static func areas(_ areas: [PatrolArea], of units: Level) throws(GEOSError) -> VectorLayer {
    var shapes = PolygonSet()
    for area in areas { try shapes.appendDissolved(area.units, of: units.shapes) }
    return VectorLayer(
      name: "patrol_areas",
      fields: [
        VectorField("id", .text(areas.map(\.id))),
        VectorField("base_id", .text(areas.map(\.baseID))),
        VectorField("crews", .text(areas.map { $0.crewIDs.joined(separator: ";") })),
        VectorField("units", .integer(areas.map(\.units.count))),
        VectorField("households", .integer(areas.map(\.households))),
        VectorField("workload_s", .integer(areas.map { Int($0.workload.rounded()) })),
      ], geometry: .polygons(shapes))
  }

  private func column(_ value: (Route) -> Int) -> VectorField.Values { .integer(routes.map(value)) }

  var routeLines: VectorLayer {
    var lines = LineSet()
    for path in paths { lines.append(path.count == 1 ? path + path : path) }
    let times = RouteTimes(problem)
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

  var stops: VectorLayer {
    let times = RouteTimes(problem)
    let rows = routes.flatMap { route in route.stops.enumerated().map { (route, $0.offset, $0.element) } }
    func text(_ value: (Route, Int, Route.Stop) -> String?) -> VectorField.Values {
      .text(rows.map { value($0.0, $0.1, $0.2) })
    }
    return VectorLayer(
      name: "stops",
      fields: [
        VectorField("day_type", text { route, _, _ in route.dayType }),
        VectorField("crew_id", text { route, _, _ in route.crewID }),
        VectorField("shift_id", text { route, _, _ in route.shiftID }),
        VectorField("seq", .integer(rows.map(\.1))),
        VectorField("kind", text { _, _, stop in stop.kind.rawValue }),
        VectorField("stop_id", text { _, _, stop in stop.id }),
        VectorField(
          "arrive", text { route, _, stop in stop.kind == .start ? nil : times.text(stop.arrive, of: route) }),
        VectorField(
          "start",
          text { route, _, stop in
            stop.kind == .start || stop.kind == .end ? nil : times.text(stop.start, of: route)
          }),
        VectorField(
          "depart", text { route, _, stop in stop.kind == .end ? nil : times.text(stop.depart, of: route) }),
        VectorField("lon", .real(rows.map { $0.2.coordinate.longitude })),
        VectorField("lat", .real(rows.map { $0.2.coordinate.latitude })),
        VectorField("travel_s", .integer(rows.map { $0.2.travel })),
        VectorField("distance_m", .real(rows.map { ($0.2.distance * 10).rounded() / 10 })),
        VectorField("name", .text(stopNames(rows.map(\.2)))),
      ], geometry: .none)
  }

  /// Checkpoints and streets by name, all else by id or code.
  private func stopNames(_ stops: [Route.Stop]) -> [String] {
    let checkpoints = Dictionary(
      problem.checkpoints.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return stops.map { stop in
      let isChosen = stop.kind == .checkpoint || stop.kind == .street
      return (isChosen ? checkpoints[stop.id] : nil).flatMap { $0.isEmpty ? nil : $0 } ?? stop.id
    }
  }

  var unserved: VectorLayer {
    VectorLayer(
      name: "unserved",
      fields: [
        VectorField("day_type", .text(unservedVisits.map(\.dayType))),
        VectorField("checkpoint_id", .text(unservedVisits.map(\.checkpointID))),
        VectorField("visit", .integer(unservedVisits.map(\.visit))),
        VectorField("reason", .text(unservedVisits.map(\.reason))),
      ], geometry: .none)
  }

  var calendar: VectorLayer {
    let horizon = problem.horizon
    return VectorLayer(
      name: "calendar",
      fields: [
        VectorField("date", .text((0..<horizon.days).map { (horizon.start + $0).text })),
        VectorField("day_type", .text(horizon.dayTypeOfDate.map { problem.dayTypes[$0] })),
      ], geometry: .none)
  }
}

/// Dates the stops of routes: each on the first date of the horizon that uses its day type.
struct RouteTimes {
  private let dates: [String: CivilDate]
  private let clock: Clock

  init(_ problem: Problem) {
    let horizon = problem.horizon
    var dates: [String: CivilDate] = [:]
    for (index, type) in problem.dayTypes.enumerated() {
      dates[type] = horizon.start + (horizon.dayTypeOfDate.firstIndex(of: index) ?? 0)
    }
    self.dates = dates
    clock = horizon.clock
  }

  func text(_ seconds: Int, of route: Route) -> String? {
    dates[route.dayType].map { clock.text($0, seconds: seconds) }
  }
}
