import Grid
import Scenario
import Words

/// Whether somebody is everywhere.
extension StaffingAudit {
  static func officers(_ assignment: Assignment, _ units: Level) -> StaffingRule {
    let lacking = units.codes.indices.filter { assignment.officerOfUnit[$0].isEmpty }
    return none(.officerInEveryUnit, lacking.map { place($0, of: units, value: nil) })
  }

  static func auxiliaries(_ assignment: Assignment, _ units: Level, _ policy: Policy) -> StaffingRule {
    let places = units.codes.indices.compactMap { unit -> StaffingRule.Place? in
      let missing =
        policy.auxiliariesNeeded(households: units.households[unit])
        - assignment.auxiliariesOfUnit[unit].count
      return missing > 0 ? place(unit, of: units, value: Double(missing)) : nil
    }
    return none(.auxiliariesInEveryUnit, places)
  }

  /// A grid has someone when its unit has an auxiliary.
  static func grids(_ assignment: Assignment, _ grids: Level?, below units: Level) -> StaffingRule {
    guard let grids else {
      return StaffingRule(
        name: .personInEveryGrid, limit: 0,
        verdict: .notJudged(Message("no_level_below", "there is no level below \(Message(term: units.name))"))
      )
    }
    let lacking = grids.codes.indices.filter { grid in
      let unit = grids.parents[grid]
      return unit < 0 || assignment.auxiliariesOfUnit[unit].isEmpty
    }
    return none(.personInEveryGrid, lacking.map { place($0, of: grids, value: nil) })
  }

  private static func place(_ unit: Int, of level: Level, value: Double?) -> StaffingRule.Place {
    StaffingRule.Place(code: level.codes[unit], name: level.names[unit], value: value)
  }

  /// A rule that no place may break; its value is how many do.
  private static func none(_ name: StaffingRule.Name, _ places: [StaffingRule.Place]) -> StaffingRule {
    StaffingRule(
      name: name, limit: 0, value: Double(places.count), verdict: places.isEmpty ? .pass : .breach,
      places: places)
  }
}
