import Planner
import Scenario
import Words

/// Reads plans for verbs.
enum PlanInput {
  /// A plan folder as it stands; what was changed by hand has its consequences worked out, which is said.
  static func settled(_ folder: String, scenario: String? = nil) throws -> Plan {
    let plan = try Plan(folder)
    return plan.isSettled ? plan : try settled(plan, by: roads(of: plan, scenario: scenario).roads)
  }

  /// The same, with the scenario and the travel that it was made with.
  static func withRoads(
    _ folder: String, scenario: String? = nil
  ) throws -> (plan: Plan, scenario: Scenario, roads: PlannedTravel) {
    Console.step("read")
    let plan = try Plan(folder)
    let (source, roads) = try roads(of: plan, scenario: scenario)
    return (try settled(plan, by: roads), source, roads)
  }

  private static func settled(_ plan: Plan, by roads: PlannedTravel) throws -> Plan {
    if !plan.isSettled {
      Console.note(words("the plan was changed by hand: what follows from that is worked out anew"))
    }
    return plan.settled(by: roads)
  }

  static func roads(
    of plan: Plan, scenario: String? = nil
  ) throws -> (scenario: Scenario, roads: PlannedTravel) {
    let source = try Scenario(path: try scenario ?? plan.scenario)
    Console.step("travel")
    let roads = try PlannedTravel(of: source, in: plan.hierarchy)
    roads.slips.forEach(Console.note)
    return (source, roads)
  }
}
