import Grid
import Scenario
import Words

/// What a plan amounts to: the verdict on its staffing, how evenly travel falls, what its roster costs, and its bounds.
///
/// All of it follows from the plan alone, without roads, and is worked out anew wherever it is shown.
package struct PlanFigures: Sendable {
  /// What is proved of its land; `nil` where GEOS cannot work on it.
  package let proof: Proof?
  package var staffing: StaffingAudit
  /// The county first, then its townships.
  package var equity: [PlaceEquity]
  package var rosterCost: Result<RosterCost, AbsenceError>
  package var rosterBound: RosterBound
  /// How the roster fills the places of the posts.
  package var places: RosterPlaces
  /// Who makes rounds when.
  package var rounds: RoundFigures
  /// How often the land is seen.
  package var seen: SeenAudit
  /// What the crews do.
  package var crews: CrewFigures
  /// How equal and how compact its patrol areas are.
  package var areas: PatrolAreaFigures
  /// Those of the plan that still stand, then the roster's.
  package var bounds: [Bound]

  package init(_ plan: Plan) {
    proof = try? plan.hierarchy.prove()
    staffing = plan.staffingAudit
    equity = plan.equity
    rounds = RoundFigures(plan)
    seen = SeenAudit(plan, rounds.dated)
    crews = CrewFigures(plan)
    areas = PatrolAreaFigures(of: plan.patrol)
    let planner = RosterPlanner(problem: plan.problem, staffOfSites: plan.problem.staffOfSites)
    rosterBound = planner.bound()
    places = RosterPlaces(of: plan.roster, in: plan.problem)
    // A duty that no post asks for, as a hand may write it, has no cost, and so has its roster.
    rosterCost = Result { () throws(AbsenceError) in try planner.cost(of: plan.roster) }
    bounds =
      plan.standingBounds + [
        Bound(
          .duties, unit: "unfilled duties", objective: Double(plan.roster.missing),
          lowerBound: Double(rosterBound.unfilled)
        ).proved(by: rosterBound.certificate(for: plan.problem))
      ]
    if case .success(let cost) = rosterCost {
      bounds.append(
        Bound(
          .rosterCost, unit: "weighted breaches", objective: cost.total,
          lowerBound: min(cost.lowerBound, cost.total)))
    }
  }
}

extension Roster {
  /// Places that stay empty.
  package var missing: Int { unfilled.reduce(0) { $0 + $1.missing } }
}

extension Plan {
  package var staffingAudit: StaffingAudit {
    let index = UnitIndex(townships.shapes)
    let below = assignLevel + 1
    return StaffingAudit(
      policy: problem.policy, assignment: assignment, units: assignedUnits,
      grids: below < hierarchy.levels.count ? hierarchy.levels[below] : nil, townships: townships,
      townshipOfUnit: hierarchy.ancestors(of: assignLevel, at: townshipLevel),
      stations: problem.stations.map { station in
        StaffingAudit.Station(
          id: station.site.id, name: station.site.name, police: station.police,
          township: index.unit(at: station.site.coordinate) ?? -1)
      }, countyPolice: problem.countyPolice, officerTimes: officerTimes())
  }

  /// In the order of the rooms; only those who have duties.
  ///
  /// - Parameter dates: as days since the start of the horizon; `nil` takes all.
  package func officerTimes(on dates: Range<Int>? = nil) -> [StaffingAudit.OfficerTime] {
    let siteOfPost = Dictionary(problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { a, _ in a })
    let lengthOfShift = Dictionary(
      problem.shifts.map { ($0.id, $0.window.duration) }, uniquingKeysWith: { a, _ in a })
    let start = problem.horizon.start
    let dutiesOf = Dictionary(
      grouping: roster.duties.filter { dates?.contains($0.date - start) ?? true }, by: \.staffID)
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

  package var equity: [PlaceEquity] {
    PlaceEquity.places(
      county: (hierarchy.top.codes[0], hierarchy.top.names[0]), townships: (townships.codes, townships.names),
      townshipOfUnit: hierarchy.ancestors(of: assignLevel, at: townshipLevel),
      households: assignedUnits.households, travel: assignment.travelOfUnit)
  }

  /// For each limit of the policy the share of households that one room or base reaches within it, and that two reach.
  package var coverageShares: [(limit: Int, share: Double, secondShare: Double)] {
    let households = hierarchy.lowest.households
    return problem.policy.responseLimits.map { limit in
      (
        limit, Coverage.share(of: households, in: coverage.response, within: limit),
        Coverage.share(of: households, in: coverage.secondResponse, within: limit)
      )
    }
  }

  /// Why the officers of a room differ by more than is allowed, in words; `nil` where they do not.
  package func excess(of shares: Assignment.OfficerShares) -> Message? {
    guard shares.deviation > problem.policy.officerTolerance else { return nil }
    return switch shares.limit {
    case .fewUnits: Message("few_units", "there are fewer units than officers")
    case .largeUnit(let unit, _):
      Message("large_unit", "unit \(assignedUnits.codes[unit]) alone makes that much work")
    case .land: Message("no_division_closer", "no division into areas that hang together comes closer")
    case .search:
      Message(
        "no_division_found_closer", "no division into areas that hang together was found that comes closer")
    }
  }
}
