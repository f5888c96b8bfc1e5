import Geometry
import Planner
import Scenario
import VectorFiles

/// `stops.csv`: the drives stop by stop, with times on the first date of each day type.
struct StopTable {
  struct Row: Sendable {
    var dayType = ""
    var crewID = ""
    var shiftID = ""
    var sequence = 0
    /// Times as the table tells them, before the day type is known.
    var times = [String](repeating: "", count: 3)
    var longitude = 0.0
    var latitude = 0.0
    var stop = Route.Stop(
      kind: .start, id: "", coordinate: Coordinate(x: 0, y: 0), arrive: 0, start: 0, depart: 0, travel: 0,
      distance: 0)
  }

  private let problem: Problem

  init(_ problem: Problem) {
    self.problem = problem
  }

  /// - Parameter name: what people call a stop.
  private func table(name: @escaping @Sendable (Route.Stop) -> String) -> Table<Row> {
    let times = RouteTimes(problem)
    func time(
      _ column: String, _ index: Int, _ seconds: @escaping @Sendable (Route.Stop) -> Int?
    ) -> Table<Row>.Column {
      .text(
        column, { row in seconds(row.stop).flatMap { times.text($0, of: row.dayType) } },
        read: { text, row in
          row.times[index] = text
          return true
        })
    }
    return Table(
      "stops", Row(),
      [
        .text("day_type", \.dayType), .text("crew_id", \.crewID), .text("shift_id", \.shiftID),
        .shownWhole("seq", \.sequence), .word("kind", \.stop.kind), .text("stop_id", \.stop.id),
        time("arrive", 0) { $0.kind == .start ? nil : $0.arrive },
        time("start", 1) { $0.kind == .start || $0.kind == .end ? nil : $0.start },
        time("depart", 2) { $0.kind == .end ? nil : $0.depart },
        .real("lon", \.longitude), .real("lat", \.latitude), .whole("travel_s", \.stop.travel),
        .real("distance_m", \.stop.distance), .shown("name") { name($0.stop) },
      ])
  }

  func layer(_ routes: [Route]) -> VectorLayer {
    let checkpoints = Dictionary(
      problem.checkpoints.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let rows = routes.flatMap { route in
      route.stops.enumerated().map { number, stop in
        Row(
          dayType: route.dayType, crewID: route.crewID, shiftID: route.shiftID, sequence: number,
          longitude: stop.coordinate.longitude, latitude: stop.coordinate.latitude, stop: stop)
      }
    }
    // Checkpoints and streets by name, all else by id or code.
    return table { stop in
      let isChosen = stop.kind == .checkpoint || stop.kind == .street
      return (isChosen ? checkpoints[stop.id] : nil).flatMap { $0.isEmpty ? nil : $0 } ?? stop.id
    }.layer(rows)
  }

  /// The drives, in the order of the table; times count from midnight of the first date of their day type.
  func routes(in folder: HeldFolder) throws(PlanFolderError) -> [Route] {
    let horizon = problem.horizon
    let times = RouteTimes(problem)
    var routes: [Route] = []
    for (number, row) in try table(name: { $0.id }).rows(in: folder).enumerated() {
      func wrong(_ column: String, _ value: String) -> PlanFolderError {
        .wrongField(file: "\(folder.path)/stops.csv", row: number + 1, column: column, value: value)
      }
      guard problem.dayTypes.contains(row.dayType), let day = times.date(of: row.dayType) else {
        throw wrong("day_type", row.dayType)
      }
      guard let place = Coordinate(longitude: row.longitude, latitude: row.latitude) else {
        throw wrong("lon", "\(row.longitude) \(row.latitude)")
      }
      var seconds = [Int?](repeating: nil, count: 3)
      for (index, text) in row.times.enumerated() where !text.isEmpty {
        guard let moment = CivilMoment(text) else { throw wrong(["arrive", "start", "depart"][index], text) }
        seconds[index] = moment.seconds(after: day, by: horizon.clock)
      }
      // The first stop has no arrival, the last no departure.
      guard let arrive = seconds[0] ?? seconds[2], let depart = seconds[2] ?? seconds[0] else {
        throw wrong("arrive", "")
      }
      var stop = row.stop
      stop.coordinate = place
      (stop.arrive, stop.start, stop.depart) = (arrive, seconds[1] ?? arrive, depart)
      if let last = routes.last, last.dayType == row.dayType, last.crewID == row.crewID,
        last.shiftID == row.shiftID
      {
        routes[routes.count - 1].stops.append(stop)
      } else {
        routes.append(
          Route(dayType: row.dayType, crewID: row.crewID, shiftID: row.shiftID, stops: [stop]))
      }
    }
    return routes
  }
}

/// Dates the stops of routes: each on the first date of the horizon that uses its day type.
package struct RouteTimes: Sendable {
  private let dates: [String: CivilDate]
  private let clock: Clock

  package init(_ problem: Problem) {
    let horizon = problem.horizon
    var dates: [String: CivilDate] = [:]
    for (index, type) in problem.dayTypes.enumerated() {
      dates[type] = horizon.start + (horizon.dayTypeOfDate.firstIndex(of: index) ?? 0)
    }
    self.dates = dates
    clock = horizon.clock
  }

  package func date(of dayType: String) -> CivilDate? { dates[dayType] }

  package func text(_ seconds: Int, of dayType: String) -> String? {
    dates[dayType].map { clock.text($0, seconds: seconds) }
  }

  package func text(_ seconds: Int, of route: Route) -> String? { text(seconds, of: route.dayType) }
}
