import Planner

/// Who is missing where, by the tables of a plan.
package struct StaffingLack: Sendable {
  package let unitsWithoutOfficer: [String]
  /// Units with fewer auxiliaries than they need.
  package let unitsWithoutAuxiliary: [String]
  /// Units of the lowest level that no grid worker answers for. Where the plan names no grid workers, the auxiliaries
  /// stand in: units of the level below whose unit has none, and `nil` where there is no such level.
  package let gridsWithoutWorker: [String]?
  package let roomsWithoutOfficer: [String]

  package init(_ plan: Plan) {
    let units = plan.assignedUnits
    let assignment = plan.assignment
    func auxiliaries(_ unit: Int) -> Int { assignment.auxiliariesOfUnit[unit].count }
    unitsWithoutOfficer = units.codes.indices.filter { assignment.officerOfUnit[$0].isEmpty }
      .map { units.codes[$0] }
    unitsWithoutAuxiliary = units.codes.indices.filter {
      auxiliaries($0) < plan.problem.policy.auxiliariesNeeded(households: units.households[$0])
    }.map { units.codes[$0] }
    if !plan.problem.gridWorkers.isEmpty {
      let workers = plan.hierarchy.workersOfLowest(plan.problem.gridWorkers)
      gridsWithoutWorker = workers.indices.filter { workers[$0].isEmpty }.map {
        plan.hierarchy.lowest.codes[$0]
      }
    } else if plan.assignLevel + 1 < plan.hierarchy.levels.count {
      let grids = plan.hierarchy.levels[plan.assignLevel + 1]
      gridsWithoutWorker = grids.codes.indices.filter {
        grids.parents[$0] < 0 || auxiliaries(grids.parents[$0]) == 0
      }
      .map { grids.codes[$0] }
    } else {
      gridsWithoutWorker = nil
    }
    roomsWithoutOfficer = assignment.rooms.filter { room in
      !room.units.isEmpty && room.units.allSatisfy { assignment.officerOfUnit[$0].isEmpty }
    }.map(\.room.id)
  }
}
