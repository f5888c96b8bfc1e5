import Foundation
import Grid
import Scenario

/// `summary.json`: the plan in numbers.
struct SummaryDocument: Encodable {
  struct Optimisation: Encodable {
    let name: String
    let unit: String
    let objective: Double
    let lowerBound: Double
    let gap: Double
  }

  struct Coverage: Encodable {
    let responseS: Int
    let share: Double
    /// Of households within the limit of two rooms or bases.
    let secondShare: Double
  }

  struct Audit: Encodable {
    let levelsProved: Bool
    let unitsWithoutAuxiliary: Int
    let visitsRequired: Int
    let visitsUnserved: Int
    let dutiesNeeded: Int
    let dutiesUnfilled: Int
    let unitsBeyondResponseLimit: Int
    let staffing: StaffingDocument
  }

  /// Travel from the rooms, in seconds, by household.
  struct Equity: Encodable {
    let code: String
    let name: String
    let households: Int
    let unreachedHouseholds: Int
    let meanS: Double
    let p90S: Double
    let worstS: Double
    let gini: Double
  }

  let title: String
  let generated: String
  let counts: [String: Int]
  let optimisations: [Optimisation]
  let coverage: [Coverage]
  let audit: Audit
  let equity: [Equity]
  let roster: RosterDocument
  let assumed: [String]
  let timings: [String: Double]

  init(_ plan: Plan, timings: [(step: String, seconds: Double)]) {
    title = plan.title
    generated = ISO8601DateFormatter().string(from: Date())
    var counts: [String: Int] = [:]
    for level in plan.hierarchy.levels { counts["units_\(level.name)"] = level.count }
    counts["households"] = plan.hierarchy.lowest.households.reduce(0, +)
    counts["rooms"] = plan.assignment.rooms.count
    counts["patrol_areas"] = plan.areas.count
    counts["crews"] = plan.problem.crews.count
    counts["routes"] = plan.routes.count
    counts["checkpoints"] = plan.problem.checkpoints.count
    counts["staff"] = plan.problem.staff.count
    counts["gaps"] = plan.gaps.count
    self.counts = counts
    optimisations = plan.optimisations.map {
      Optimisation(
        name: $0.name, unit: $0.unit, objective: $0.objective, lowerBound: $0.lowerBound, gap: $0.gap)
    }
    coverage = plan.coverageShares.map {
      Coverage(responseS: $0.limit, share: $0.share, secondShare: $0.secondShare)
    }
    let missing = plan.roster.unfilled.reduce(0) { $0 + $1.missing }
    let made = plan.routes.reduce(0) { $0 + $1.visits.count }
    audit = Audit(
      levelsProved: plan.levelsProved,
      unitsWithoutAuxiliary: plan.assignment.auxiliariesOfUnit.count { $0.isEmpty },
      visitsRequired: made + plan.unserved.count, visitsUnserved: plan.unserved.count,
      dutiesNeeded: plan.roster.duties.count + missing, dutiesUnfilled: missing,
      unitsBeyondResponseLimit: plan.coverage.response.count {
        ($0 ?? .max) > plan.problem.policy.gapResponseLimit
      }, staffing: StaffingDocument(plan))
    equity = plan.equity.map { place in
      Equity(
        code: place.code, name: place.name, households: place.travel.reached + place.travel.unreached,
        unreachedHouseholds: place.travel.unreached, meanS: place.travel.mean,
        p90S: place.travel.percentile90, worstS: place.travel.worst, gini: place.travel.gini)
    }
    roster = RosterDocument(plan.roster, plan.rosterCost, plan.rosterBound)
    assumed = plan.assumed
    self.timings = Dictionary(
      timings.map { ($0.step, ($0.seconds * 1000).rounded() / 1000) }, uniquingKeysWith: +)
  }
}

extension Plan {
  /// For each limit of the policy the share of households that one room or base reaches within it, and that two reach.
  public var coverageShares: [(limit: Int, share: Double, secondShare: Double)] {
    let households = hierarchy.lowest.households
    return problem.policy.responseLimits.map { limit in
      (
        limit, Coverage.share(of: households, in: coverage.response, within: limit),
        Coverage.share(of: households, in: coverage.secondResponse, within: limit)
      )
    }
  }

  /// Names of rooms and bases by id, and of townships by code, for people.
  public var siteNames: [String: String] {
    let townships = hierarchy.index(of: problem.townshipLevel).map { hierarchy.levels[$0] }
    return Dictionary(
      assignment.rooms.map { ($0.room.id, $0.room.name) } + bases.map { ($0.id, $0.name) }
        + (townships.map { Array(zip($0.codes, $0.names)) } ?? []),
      uniquingKeysWith: { first, _ in first })
  }
}
