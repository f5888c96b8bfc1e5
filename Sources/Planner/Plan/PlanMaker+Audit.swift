import Grid

/// What the assignment means for those who are served, and by the rules of staffing.
extension PlanMaker {
  func staffing(_ assignment: Assignment) -> StaffingAudit {
    let townships = hierarchy.levels[townshipLevel]
    let index = UnitIndex(townships.shapes)
    let below = assignLevel + 1
    return StaffingAudit(
      policy: problem.policy, assignment: assignment, units: hierarchy.levels[assignLevel],
      grids: below < hierarchy.levels.count ? hierarchy.levels[below] : nil, townships: townships,
      townshipOfUnit: hierarchy.ancestors(of: assignLevel, at: townshipLevel),
      stations: zip(inputs.stations, inputs.policeOfStation).map { station, police in
        StaffingAudit.Station(
          id: station.id, name: station.name, police: police,
          township: index.unit(at: station.coordinate) ?? -1)
      }, countyPolice: inputs.scenario.countyPolice)
  }

  func equity(_ assignment: Assignment) -> [PlaceEquity] {
    let townships = hierarchy.levels[townshipLevel]
    return PlaceEquity.places(
      county: (hierarchy.top.codes[0], hierarchy.top.names[0]), townships: (townships.codes, townships.names),
      townshipOfUnit: hierarchy.ancestors(of: assignLevel, at: townshipLevel),
      households: hierarchy.levels[assignLevel].households, travel: assignment.travelOfUnit)
  }
}
