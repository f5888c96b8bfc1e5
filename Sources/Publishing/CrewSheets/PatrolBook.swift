import Geometry
import PlanCodec
import Planner
import Scenario
import VectorFiles

/// The routes of a plan for those who drive them: tracks, turn lists and sheets.
struct PatrolBook: Sendable {
  let title: String
  let problem: Problem
  let routes: [Route]
  /// Beside `routes`.
  let ways: [RouteWay]
  private let names: [String: String]

  init(_ patrol: PatrolPlan) {
    title = patrol.title
    problem = patrol.problem
    routes = patrol.routes
    ways = patrol.ways
    names = Dictionary(problem.checkpoints.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Tracks

  /// A GPX 1.1 file per crew, by file name: a track for each of its shifts with a waypoint for each stop.
  var tracks: [(name: String, text: String)] {
    let names = FileNames.names(for: problem.crews.map(\.id), prefix: "crew-", ending: ".gpx")
    return zip(problem.crews, names).map { crew, fileName in
      let own = routes.indices.filter { routes[$0].crewID == crew.id }
      let times = RouteTimes(problem)
      var lines = [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<gpx version=\"1.1\" creator=\"planner-cli\" xmlns=\"http://www.topografix.com/GPX/1/1\">",
      ]
      func point(_ element: String, _ place: Coordinate) -> String {
        "<\(element) lat=\"\(place.latitudeText)\" lon=\"\(place.longitudeText)\">"
      }
      for index in own {
        let route = routes[index]
        for stop in route.stops where stop.kind != .start && stop.kind != .end {
          let time = times.text(stop.start, of: route) ?? ""
          lines.append(
            point("wpt", stop.coordinate) + "<time>\(time)</time><name>\(Escaping.xml(name(of: stop)))</name>"
              + "<desc>\(Escaping.xml("\(route.dayType) \(route.shiftID)"))</desc><type>\(stop.kind.rawValue)</type></wpt>"
          )
        }
      }
      for index in own {
        let route = routes[index]
        lines.append(
          "<trk><name>\(Escaping.xml("\(route.dayType) \(crew.id) \(route.shiftID)"))</name><trkseg>")
        for place in ways[index].path {
          lines.append(point("trkpt", place) + "</trkpt>")
        }
        lines.append("</trkseg></trk>")
      }
      lines.append("</gpx>")
      return (fileName, lines.joined(separator: "\n") + "\n")
    }
  }

  /// What a stop is called.
  func name(of stop: Route.Stop) -> String {
    guard stop.kind == .checkpoint || stop.kind == .street else { return stop.id }
    return names[stop.id] ?? stop.id
  }
}

extension Coordinate {
  /// Degrees with seven decimals, exactly.
  fileprivate var latitudeText: String { Self.text(y) }
  fileprivate var longitudeText: String { Self.text(x) }

  private static func text(_ value: Int32) -> String {
    let digits = String(value.magnitude % 10_000_000)
    return "\(value < 0 ? "-" : "")\(value.magnitude / 10_000_000)."
      + String(repeating: "0", count: 7 - digits.count) + digits
  }
}
