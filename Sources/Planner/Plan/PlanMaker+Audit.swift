import Grid
import Scenario

/// What the assignment means for those who are served, and by the rules of staffing.
extension PlanMaker {
  func staffing(_ assignment: Assignment, _ roster: Roster) -> StaffingAudit {
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
      }, countyPolice: inputs.scenario.countyPolice,
      officerTimes: officerTimes(assignment, roster))
  }

  /// In the order of the rooms; only those who have duties.
  private func officerTimes(_ assignment: Assignment, _ roster: Roster) -> [StaffingAudit.OfficerTime] {
    let siteOfPost = Dictionary(problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { a, _ in a })
    let lengthOfShift = Dictionary(
      problem.shifts.map { ($0.id, $0.window.duration) }, uniquingKeysWith: { a, _ in a })
    let dutiesOf = Dictionary(grouping: roster.duties, by: \.staffID)
    return assignment.rooms.flatMap { room in
      room.officerIDs.compactMap { id in
        dutiesOf[id].map { duties in
          func length(_ list: [Roster.Duty]) -> Int {
            list.reduce(0) { $0 + (lengthOfShift[$1.shiftID] ?? 0) }
          }
          return StaffingAudit.OfficerTime(
            id: id, inCommunity: length(duties.filter { siteOfPost[$0.postID] == room.room.id }),
            all: length(duties))
        }
      }
    }
  }

  func equity(_ assignment: Assignment) -> [PlaceEquity] {
    let townships = hierarchy.levels[townshipLevel]
    return PlaceEquity.places(
      county: (hierarchy.top.codes[0], hierarchy.top.names[0]), townships: (townships.codes, townships.names),
      townshipOfUnit: hierarchy.ancestors(of: assignLevel, at: townshipLevel),
      households: hierarchy.levels[assignLevel].households, travel: assignment.travelOfUnit)
  }
}
