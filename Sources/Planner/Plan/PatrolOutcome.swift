import Grid
import Scenario

/// Routes, and all in a plan that follows from them.
public struct PatrolOutcome: Sendable {
  public var hierarchy: Hierarchy
  public var problem: Problem
  public var routes: [Route]
  /// Beside `routes`.
  public var ways: [RouteWay]
  public var unserved: [UnservedVisit]
  /// Of which routes decide on visits and the time between them.
  public var coverage: Coverage
  public var gaps: [CoverageGap]
  public var crewReach: [(dayType: String, response: DayResponse)]
  /// How good the routes are; none where they were changed.
  public var optimisations: [Plan.Optimisation]

  /// Per day type and checkpoint, when its visits begin, ascending.
  var visits: [String: [String: [Int]]] {
    var result: [String: [String: [Int]]] = [:]
    for route in routes {
      for visit in route.visits {
        result[route.dayType, default: [:]][visit.id, default: []].append(visit.start)
      }
    }
    return result.mapValues { $0.mapValues { $0.sorted() } }
  }

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

extension Plan {
  /// The part of the plan that follows from its routes.
  var patrol: PatrolOutcome {
    PatrolOutcome(
      hierarchy: hierarchy, problem: problem, routes: routes, ways: ways, unserved: unserved,
      coverage: coverage, gaps: gaps, crewReach: crewReach, optimisations: optimisations.filter(\.isOfRoutes))
  }
}

extension Plan.Optimisation {
  /// How the names of the answers for routes begin.
  static let routes = "routes, "

  var isOfRoutes: Bool { name.hasPrefix(Self.routes) }
}
