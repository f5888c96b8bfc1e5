import Grid
import Scenario
import Words

/// Patrol areas and routes by themselves: what `patrol` makes of a scenario, and the part of a plan that routes need.
public struct PatrolPlan: Sendable, Equatable {
  /// Of the plan.
  public var title: String
  /// The scenario it was made from: an absolute path; empty where it was made in memory.
  public var scenarioFile: String
  /// The land.
  public var hierarchy: Hierarchy
  /// What is planned for.
  public var problem: Problem
  /// The land of each base.
  public var areas: [PatrolArea]
  /// One for each day type, crew and shift that has any.
  public var routes: [Route]
  /// The way of each route along the roads, beside `routes`.
  package var ways: [RouteWay]
  /// Required visits that are not made.
  public var unserved: [UnservedVisit]
  /// How good areas and routes are, each as long as it holds for them as they stand.
  public var bounds: [Bound]
  /// What was not given and therefore assumed, in sentences.
  public var assumed: [Message]

  package init(
    title: String, scenarioFile: String = "", hierarchy: Hierarchy, problem: Problem, areas: [PatrolArea],
    routes: [Route], ways: [RouteWay], unserved: [UnservedVisit], bounds: [Bound] = [],
    assumed: [Message] = []
  ) {
    self.title = title
    self.scenarioFile = scenarioFile
    self.hierarchy = hierarchy
    self.problem = problem
    self.areas = areas
    self.routes = routes
    self.ways = ways
    self.unserved = unserved
    self.bounds = bounds
    self.assumed = assumed
  }

  /// Of the required visits, those that are made.
  public var visitsMade: Int { routes.reduce(0) { $0 + $1.visits.count } }

  /// For each unit of the lowest level the patrol area it lies in.
  public var areaOfUnit: [Int?] {
    var result = [Int?](repeating: nil, count: hierarchy.lowest.count)
    for (index, area) in areas.enumerated() { for unit in area.units { result[unit] = index } }
    return result
  }
}
