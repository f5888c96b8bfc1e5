import Grid
import Scenario

/// A complete plan: the values that the plan folder holds.
public struct Plan: Sendable {
  public var title: String
  public var hierarchy: Hierarchy
  /// With every room that was sited, and every person, crew and post that was made up.
  public var problem: Problem
  /// Whether every level is an exact partition of the level above.
  public var levelsProved: Bool
  public var bases: [PlanInputs.Site]
  public var assignment: Assignment
  public var areas: [PatrolArea]
  public var routes: [Route]
  /// The way of each route along the roads, beside `routes`.
  public var ways: [RouteWay]
  public var unserved: [UnservedVisit]
  public var coverage: Coverage
  public var gaps: [CoverageGap]
  /// How soon the crews on the road reach the lowest level, by day type.
  public var crewReach: [(dayType: String, response: DayResponse)] = []
  public var roster: Roster
  public var rosterCost = RosterCost()
  public var rosterBound = RosterBound(entries: [])
  /// What was not given and therefore assumed, in sentences.
  public var assumed: [String]
  public var optimisations: [Optimisation]
  public var staffing = StaffingAudit()
  /// The county first, then its townships.
  public var equity: [PlaceEquity] = []
  /// The scenario it was made from.
  public var scenarioFile = ""
  /// Why each unit has its room, beside the units of the assignment level.
  public var explanations: [Explanation] = []

  /// How good an optimised answer is: no answer can be below `lowerBound`.
  public struct Optimisation: Sendable {
    public var name: String
    public var unit: String
    public var objective: Double
    public var lowerBound: Double

    public init(name: String, unit: String, objective: Double, lowerBound: Double) {
      self.name = name
      self.unit = unit
      self.objective = objective
      self.lowerBound = lowerBound
    }

    /// The share by which the objective may exceed the best possible one.
    public var gap: Double { objective > 0 ? (objective - lowerBound) / objective : 0 }
  }
}
