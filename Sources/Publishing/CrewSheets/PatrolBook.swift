import Geometry
import Grid
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
  /// Behind the maps.
  let ground: RoundGround
  private let checkpoints: [String: Checkpoint]
  /// Names of units by code, and of bases by id.
  private let unitNames: [String: String]
  private let baseNames: [String: String]

  init(_ patrol: PatrolPlan) {
    title = patrol.title
    problem = patrol.problem
    routes = patrol.routes
    ways = patrol.ways
    ground = RoundGround(
      patrol.hierarchy, villages: problem.assignLevel, townships: problem.townshipLevel)
    checkpoints = Dictionary(
      problem.checkpoints.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let lowest = patrol.hierarchy.lowest
    unitNames = Dictionary(
      lowest.codes.indices.map { (lowest.codes[$0], lowest.title(of: $0)) },
      uniquingKeysWith: { first, _ in first })
    baseNames = Dictionary(problem.bases.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
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
              + "<cmt>\(Escaping.xml(stop.id))</cmt>"
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

  // MARK: Stops

  /// What people call a stop: its name or, where it has none, its id or code.
  func name(of stop: Route.Stop) -> String {
    let name =
      switch stop.kind {
      case .checkpoint, .street: checkpoints[stop.id]?.name
      case .unit: unitNames[stop.id]
      case .start, .break, .end: baseNames[stop.id]
      }
    return name.flatMap { $0.isEmpty ? nil : $0 } ?? stop.id
  }

  /// What a required visit is made for; `nil` at other stops.
  func checkpoint(_ stop: Route.Stop) -> Checkpoint? { stop.isRequired ? checkpoints[stop.id] : nil }

  /// The crews that make a visit together with that of a route.
  func others(at stop: Route.Stop, of route: Route) -> [String] {
    guard let checkpoint = checkpoint(stop), checkpoint.crews > 1 else { return [] }
    return routes.filter { other in
      other.dayType == route.dayType && other.crewID != route.crewID
        && other.visits.contains { $0.id == stop.id && $0.start == stop.start }
    }.map(\.crewID)
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
