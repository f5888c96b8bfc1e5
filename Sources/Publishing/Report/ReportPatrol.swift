import Planner

/// What the report page is told of the routes and of all that follows from them.
///
/// Times, indices and geometry are coded as in `ReportData`.
struct ReportPatrol: Encodable {
  /// A standard of how often every unit of a level is to be seen.
  struct SeenRow: Encodable {
    var level: Int
    var days: Int
    var within: Int
    var units: Int
    var households: Int
    var furtherRounds: Int
    /// The tier that it is for; absent where all units are meant.
    var tier: String?
    var isOfCrews: Bool
    /// By unit of the level, the greatest number of days from one sight to the next; `nil` is never, 0 a unit that it is not for.
    var greatest: [Int?]
  }

  /// A kind of round.
  struct RoundRow: Encodable {
    var id: String
    var profile: String
    /// By unit of the assignment level, its rounds, and how often they are made.
    var rounds: [Int]
    var made: [Int]
  }

  var checkpoints: [CheckpointRow]
  var routes: [RouteRow]
  var unserved: [UnservedRow]
  var gaps: [GapRow]
  var crewReach: [ReachRow]
  var bounds: [ReportData.OptimisationRow]
  var driven: [DayRow]
  /// By level, then unit: planned visits within.
  var visits: [[Int]]
  /// By unit of the lowest level, the greatest seconds between two visits.
  var revisit: [Int?]
  /// By unit of the lowest level, how often a crew or a round stops there in the first week of the horizon.
  var week: [Int]
  /// How often the land is to be seen, and is.
  var seen: [SeenRow]
  var rounds: [RoundRow]
  var shifts: [ShiftRow]
  var crewWork: ReportCrews

  struct ShiftRow: Encodable {
    var id: String
    /// Seconds after midnight; past midnight the end is beyond 86400.
    var start: Int
    var end: Int
  }

  /// A day type: its routes, the metres they drive, the visits it requires and those it gets.
  struct DayRow: Encodable {
    var name: String
    var routes: Int
    var metres: Int
    var required: Int
    var made: Int
  }

  struct GapRow: Encodable {
    var id: String
    var kind: String
    var threshold: Int
    var units: [Int]
    var households: Int
    var worst: Int?
    var cause: Said
    var fix: Said
  }

  struct CheckpointRow: Encodable {
    var id: String
    var name: String
    var at: String
    var tier: String
    /// Whether it is a street to be driven along.
    var isStreet: Bool
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
    var reason: Said
  }

  /// UTF-8 JSON with sorted keys.
  var json: String { ReportData.json(of: self) }

  init(_ plan: Plan, _ figures: PlanFigures) {
    let visits = plan.patrol.visitTimes
    checkpoints = Self.checkpoints(of: plan, visits)
    routes = Self.routes(of: plan)
    unserved = Self.unserved(of: plan)
    gaps = plan.gaps.map { gap in
      GapRow(
        id: gap.id, kind: gap.kind.rawValue, threshold: gap.threshold, units: gap.units,
        households: gap.households, worst: gap.worst, cause: Said(gap.cause), fix: Said(gap.fix))
    }
    crewReach = Self.reach(of: plan)
    bounds = plan.standingBounds.filter(\.subject.isOfRoutes).map(ReportData.OptimisationRow.init)
    driven = Self.driven(of: plan, visits)
    self.visits = plan.visitsByLevel
    revisit = plan.coverage.maxRevisit
    week = zip(plan.stopsInWeek, figures.seen.week).map { $0 + $1 }
    seen = figures.seen.verdicts.compactMap { verdict in
      plan.hierarchy.index(of: verdict.standard.level).map { level in
        var greatest = [Int?](repeating: 0, count: plan.hierarchy.levels[level].count)
        for (unit, days) in zip(verdict.units, verdict.greatest) { greatest[unit] = days }
        return SeenRow(
          level: level, days: verdict.standard.days, within: verdict.within, units: verdict.units.count,
          households: verdict.households.within, furtherRounds: verdict.furtherRounds,
          tier: verdict.standard.tier, isOfCrews: verdict.standard.isOfCrews, greatest: greatest)
      }
    }
    rounds = Self.rounds(of: plan, figures.rounds.dated)
    crewWork = ReportCrews(plan, figures)
    shifts = plan.problem.shifts.map {
      ShiftRow(id: $0.id, start: $0.window.start.seconds, end: $0.window.start.seconds + $0.window.duration)
    }
  }

  private static func driven(
    of patrol: Plan, _ visits: [String: [String: [Int]]]
  ) -> [DayRow] {
    return patrol.problem.dayTypes.map { name in
      let routes = patrol.routes.filter { $0.dayType == name }
      let points = patrol.problem.checkpoints
      return DayRow(
        name: name, routes: routes.count,
        metres: ReportData.finite(routes.reduce(0) { $0 + $1.metres }) ?? 0,
        required: points.reduce(0) { $0 + $1.visits(on: name) },
        made: points.reduce(0) { $0 + min($1.visits(on: name), visits[name]?[$1.id]?.count ?? 0) })
    }
  }

  private static func checkpoints(
    of patrol: Plan, _ visits: [String: [String: [Int]]]
  ) -> [CheckpointRow] {
    return patrol.problem.checkpoints.map { point in
      CheckpointRow(
        id: point.id, name: point.name, at: IntegerText([point.coordinate]).text,
        tier: point.tier.rawValue, isStreet: !point.way.isEmpty, dwell: point.dwell,
        windows: point.windows.map { "\($0.start.text)-\($0.end.text)" },
        required: patrol.problem.dayTypes.map { point.visits(on: $0) },
        visits: patrol.problem.dayTypes.map { visits[$0]?[point.id] ?? [] })
    }
  }

  private static func routes(of patrol: Plan) -> [RouteRow] {
    let bases = Dictionary(patrol.problem.crews.map { ($0.id, $0.baseID) }, uniquingKeysWith: { a, _ in a })
    return zip(patrol.routes, patrol.ways.map(\.path)).map { route, path in
      let moving = route.stops.filter { $0.kind != .start }
      return RouteRow(
        dayType: patrol.problem.dayTypes.firstIndex(of: route.dayType) ?? -1, crew: route.crewID,
        base: bases[route.crewID] ?? "", shift: route.shiftID, path: IntegerText(path).text,
        metres: ReportData.finite(route.metres), travel: moving.reduce(0) { $0 + $1.travel },
        dwell: moving.reduce(0) { $0 + $1.depart - $1.start },
        wait: moving.reduce(0) { $0 + $1.start - $1.arrive }, stops: stops(of: route))
    }
  }

  private static func stops(of route: Route) -> Stops {
    Stops(
      kinds: route.stops.map(\.kind.rawValue), ids: route.stops.map(\.id), arrive: route.stops.map(\.arrive),
      start: route.stops.map(\.start), depart: route.stops.map(\.depart), travel: route.stops.map(\.travel),
      metres: route.stops.map { ReportData.finite($0.distance) },
      at: IntegerText(route.stops.map(\.coordinate)).text)
  }

  private static func unserved(of patrol: Plan) -> [UnservedRow] {
    patrol.unserved.map { visit in
      UnservedRow(
        dayType: visit.dayType, checkpoint: visit.checkpointID, visit: visit.visit, reason: Said(visit.reason)
      )
    }
  }
}

extension PatrolPlan {
  /// Per day type and checkpoint, when its visits begin, ascending.
  var visitTimes: [String: [String: [Int]]] {
    var result: [String: [String: [Int]]] = [:]
    for route in routes {
      for visit in route.visits {
        result[route.dayType, default: [:]][visit.id, default: []].append(visit.start)
      }
    }
    return result.mapValues { $0.mapValues { $0.sorted() } }
  }
}

extension ReportPatrol {
  private static func rounds(of plan: Plan, _ dated: [DatedRound]) -> [RoundRow] {
    let codes = plan.assignedUnits.codes
    let unit = Dictionary(zip(codes, codes.indices), uniquingKeysWith: { first, _ in first })
    return plan.problem.rounds.map { rule in
      var row = RoundRow(
        id: rule.id, profile: rule.profile.rawValue, rounds: Array(repeating: 0, count: codes.count),
        made: Array(repeating: 0, count: codes.count))
      for round in plan.rounds where round.ruleID == rule.id {
        if let unit = unit[round.unitCode] { row.rounds[unit] += 1 }
      }
      for dated in dated where dated.round.ruleID == rule.id {
        if let unit = unit[dated.round.unitCode] { row.made[unit] += 1 }
      }
      return row
    }
  }
}

extension Plan {
  /// By level, then unit: planned visits within.
  var visitsByLevel: [[Int]] {
    let lowest = hierarchy.levels.count - 1
    return hierarchy.levels.indices.map { level in
      var sums = [Int](repeating: 0, count: hierarchy.levels[level].count)
      for (unit, ancestor) in hierarchy.ancestors(of: lowest, at: level).enumerated() where ancestor >= 0 {
        sums[ancestor] += coverage.visits[unit]
      }
      return sums
    }
  }
}
