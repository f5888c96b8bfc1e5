import Planner
import Scenario

/// A room or crew in its class, and what would lift it.
package struct ScorecardRow: Sendable {
  package enum Kind: String, Sendable { case room, crew }

  package struct Score: Sendable {
    package var threshold: ScorecardPolicy.Threshold
    /// `nil` where it has none, such as households per officer without an officer: class III.
    package var value: Double?

    /// 1, 2 or 3.
    package var grade: Int {
      guard let value else { return 3 }
      let measure = threshold.measure
      return (threshold.limits.firstIndex { measure.isLeast ? value >= $0 : value <= $0 } ?? 2) + 1
    }
  }

  package var kind: Kind
  package var id: String
  package var scores: [Score]

  /// The worst class of all scores.
  package var grade: Int { scores.map(\.grade).max() ?? 1 }

  /// The scores that keep it out of the next class.
  package var holding: [Score] { grade > 1 ? scores.filter { $0.grade == grade } : [] }

  package static func all(_ plan: Plan, _ policy: ScorecardPolicy, dates: Range<Int>)
    -> [ScorecardRow]
  {
    let figures = ScoreFigures(plan, dates: dates)
    func rows(
      _ kind: Kind, _ ids: [String], _ thresholds: [ScorecardPolicy.Threshold],
      _ value: (ScorecardPolicy.Measure, Int) -> Double?
    ) -> [ScorecardRow] {
      guard !thresholds.isEmpty else { return [] }
      return ids.enumerated().map { index, id in
        ScorecardRow(
          kind: kind, id: id,
          scores: thresholds.map { Score(threshold: $0, value: value($0.measure, index)) })
      }
    }
    return rows(.room, plan.rooms.map(\.id), policy.rooms, figures.room)
      + rows(.crew, plan.problem.crews.map(\.id), policy.crews, figures.crew)
  }
}

/// The figures by which rooms and crews are put in classes.
private struct ScoreFigures {
  private let plan: Plan
  private let dates: Range<Int>
  /// For each room the indices of its units.
  private let units: [[Int]]
  private let places: RosterPlaces

  init(_ plan: Plan, dates: Range<Int>) {
    self.plan = plan
    places = RosterPlaces(of: plan.roster, in: plan.problem)
    self.dates = dates
    units = plan.assignment.rooms.map(\.units)
  }

  func room(_ measure: ScorecardPolicy.Measure, _ room: Int) -> Double? {
    let level = plan.hierarchy.levels[plan.assignLevel]
    let assignment = plan.assignment
    switch measure {
    case .householdsPerOfficer:
      let officers = Set(units[room].map { assignment.officerOfUnit[$0] }).subtracting([""])
      let households = units[room].reduce(0) { $0 + level.households[$1] }
      return officers.isEmpty ? nil : Double(households) / Double(officers.count)
    case .unitsWithoutAuxiliary:
      return Double(units[room].count { assignment.auxiliariesOfUnit[$0].isEmpty })
    case .dutiesFilled: return filled { $0.siteID == assignment.rooms[room].room.id }
    default:
      let travel = units[room].map { assignment.travelOfUnit[$0] }
      let equity = TravelEquity(travel: travel, households: units[room].map { level.households[$0] })
      guard equity.unreached == 0 else { return nil }
      return measure == .meanTravel ? equity.mean : equity.worst
    }
  }

  func crew(_ measure: ScorecardPolicy.Measure, _ index: Int) -> Double? {
    let crew = plan.problem.crews[index]
    if measure == .dutiesFilled {
      return filled { place in crew.shiftIDs.contains { place.postID == "\(crew.id)-\($0)" } }
    }
    // Each day type as often as the dates use it.
    let problem = plan.problem
    let uses = Dictionary(
      grouping: dates.map { problem.dayTypes[problem.horizon.dayTypeOfDate[$0]] }, by: \.self
    ).mapValues(\.count)
    var (shifts, duty, present, visits, metres) = (0, 0, 0, 0, 0.0)
    for route in plan.routes where route.crewID == crew.id {
      let times = uses[route.dayType] ?? 0
      guard times > 0, let first = route.stops.first, let last = route.stops.last else { continue }
      shifts += times
      duty += times * (last.arrive - first.depart)
      visits += times * route.visits.count
      for stop in route.stops {
        if stop.kind.isPresence { present += times * (stop.depart - stop.start) }
        metres += Double(times) * stop.distance
      }
    }
    guard shifts > 0 else { return nil }
    return switch measure {
    case .presence: Double(present) / Double(max(1, duty))
    case .visitsPerShift: Double(visits) / Double(shifts)
    default: metres / 1000 / Double(shifts)
    }
  }

  /// The share of places that are filled on some posts; `nil` where there are none.
  private func filled(_ isOurs: (RosterPlaces.Place) -> Bool) -> Double? {
    let (needed, filled) = places.places { dates.contains($0.date) && isOurs($0) }
    return needed > 0 ? Double(filled) / Double(needed) : nil
  }
}
