import Grid

/// The patrol side of the report: areas, bases, checkpoints and routes.
extension ReportData {
  struct AreaRow: Encodable {
    var id: String
    var base: String
    var crews: [String]
    var units: Int
    var households: Int
    /// Seconds of work a day.
    var workload: Int?
  }

  struct BaseRow: Encodable {
    var id: String
    var name: String
    var at: String
    var crews: [String]
  }

  struct CheckpointRow: Encodable {
    var id: String
    var name: String
    var at: String
    var tier: String
    var dwell: Int
    /// "08:00-10:00".
    var windows: [String]
    /// Per day type; 0 where it is not visited.
    var required: [Int]
    /// Per day type, when its visits begin, ascending.
    var visits: [[Int]]
  }

  struct RouteRow: Encodable {
    var dayType: Int
    var crew: String
    var base: String
    var shift: String
    var path: String
    var metres: Int?
    var travel: Int
    var dwell: Int
    var wait: Int
    var stops: Stops
  }

  /// The stops of one route, column by column.
  struct Stops: Encodable {
    var kinds: [String]
    var ids: [String]
    var arrive: [Int]
    var start: [Int]
    var depart: [Int]
    /// From the stop before.
    var travel: [Int]
    var metres: [Int?]
    var at: String
  }

  struct UnservedRow: Encodable {
    var dayType: String
    var checkpoint: String
    var visit: Int
    var reason: String
  }

  static func areas(of plan: Plan) -> [AreaRow] {
    plan.areas.map { area in
      AreaRow(
        id: area.id, base: area.baseID, crews: area.crewIDs, units: area.units.count,
        households: area.households, workload: finite(area.workload))
    }
  }

  /// The bases that are named, then those that only crews name.
  static func bases(of plan: Plan) -> [BaseRow] {
    var sites = plan.bases
    var known = Set(sites.map(\.id))
    for crew in plan.problem.crews where known.insert(crew.baseID).inserted {
      sites.append(PlanInputs.Site(id: crew.baseID, name: "", coordinate: crew.base))
    }
    return sites.map { site in
      BaseRow(
        id: site.id, name: site.name, at: IntegerText([site.coordinate]).text,
        crews: plan.problem.crews.filter { $0.baseID == site.id }.map(\.id))
    }
  }

  static func checkpoints(of plan: Plan) -> [CheckpointRow] {
    let visits = plan.visits
    return plan.problem.checkpoints.map { point in
      CheckpointRow(
        id: point.id, name: point.name, at: IntegerText([point.coordinate]).text,
        tier: point.tier.rawValue, dwell: point.dwell,
        windows: point.windows.map { "\($0.start.text)-\($0.end.text)" },
        required: plan.problem.dayTypes.map { point.visits(on: $0) },
        visits: plan.problem.dayTypes.map { visits[$0]?[point.id] ?? [] })
    }
  }

  static func routes(of plan: Plan) -> [RouteRow] {
    let bases = Dictionary(plan.problem.crews.map { ($0.id, $0.baseID) }, uniquingKeysWith: { a, _ in a })
    return zip(plan.routes, plan.ways.map(\.path)).map { route, path in
      let moving = route.stops.filter { $0.kind != .start }
      return RouteRow(
        dayType: plan.problem.dayTypes.firstIndex(of: route.dayType) ?? -1, crew: route.crewID,
        base: bases[route.crewID] ?? "", shift: route.shiftID, path: IntegerText(path).text,
        metres: finite(route.metres), travel: moving.reduce(0) { $0 + $1.travel },
        dwell: moving.reduce(0) { $0 + $1.depart - $1.start },
        wait: moving.reduce(0) { $0 + $1.start - $1.arrive }, stops: stops(of: route))
    }
  }

  private static func stops(of route: Route) -> Stops {
    Stops(
      kinds: route.stops.map(\.kind.rawValue), ids: route.stops.map(\.id), arrive: route.stops.map(\.arrive),
      start: route.stops.map(\.start), depart: route.stops.map(\.depart), travel: route.stops.map(\.travel),
      metres: route.stops.map { finite($0.distance) }, at: IntegerText(route.stops.map(\.coordinate)).text)
  }

  static func unserved(of plan: Plan) -> [UnservedRow] {
    plan.unserved.map { visit in
      UnservedRow(
        dayType: visit.dayType, checkpoint: visit.checkpointID, visit: visit.visit, reason: visit.reason)
    }
  }
}

extension Plan {
  /// Per day type and checkpoint, when its visits begin, ascending.
  var visits: [String: [String: [Int]]] {
    var result: [String: [String: [Int]]] = [:]
    for route in routes {
      for stop in route.stops where stop.kind == .checkpoint {
        result[route.dayType, default: [:]][stop.id, default: []].append(stop.start)
      }
    }
    return result.mapValues { $0.mapValues { $0.sorted() } }
  }
}

extension Route {
  /// Metres driven.
  var metres: Double { stops.reduce(0) { $0 + ($1.kind == .start ? 0 : $1.distance) } }
}

extension Checkpoint {
  /// How often it must be visited on a day of that type.
  func visits(on dayType: String) -> Int {
    dayTypes.isEmpty || dayTypes.contains(dayType) ? visitsPerDay : 0
  }
}
