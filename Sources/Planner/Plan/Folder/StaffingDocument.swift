import Grid
import Scenario

/// The part of `summary.json` that tells of staffing.
struct StaffingDocument: Encodable {
  struct Rule: Encodable {
    struct Place: Encodable {
      let code: String
      let name: String
      let value: Double?
    }

    let rule: String
    let limit: Double?
    let value: Double?
    /// `pass`, `breach` or `not judged`.
    let verdict: String
    let reason: String?
    let places: [Place]
  }

  struct Township: Encodable {
    let code: String
    let name: String
    let households: Int
    let officers: Int
    let auxiliaries: Int
    let householdsPerOfficer: Double?
    let householdsPerAuxiliary: Double?
  }

  struct DetachedLand: Encodable {
    let roomId: String
    let unitCodes: [String]
    let households: Int
    let officersTorn: [String]
    let reason: String
  }

  struct OfficerShares: Encodable {
    struct Officer: Encodable {
      let id: String
      let units: Int
      let workload: Double
    }

    let roomId: String
    let officers: [Officer]
    let deviation: Double
    let tolerance: Double
    let reason: String?
  }

  let rules: [Rule]
  let townships: [Township]
  let detachedLand: [DetachedLand]
  let officerShares: [OfficerShares]
  let unplacedAuxiliaries: [String]
}

extension StaffingDocument.Rule {
  init(_ rule: StaffingRule) {
    self.init(
      rule: rule.name.rawValue, limit: rule.limit, value: rule.value, verdict: rule.verdict.word,
      reason: rule.reason, places: rule.places.map { .init(code: $0.code, name: $0.name, value: $0.value) })
  }
}

extension StaffingDocument {
  init(_ plan: Plan) {
    let assignment = plan.assignment
    let units = plan.assignedUnits
    rules = plan.staffing.rules.map(Rule.init)
    townships = plan.staffing.townships.map {
      Township(
        code: $0.code, name: $0.name, households: $0.households, officers: $0.officers,
        auxiliaries: $0.auxiliaries, householdsPerOfficer: $0.householdsPerOfficer,
        householdsPerAuxiliary: $0.householdsPerAuxiliary)
    }
    detachedLand = assignment.detached.map { land in
      DetachedLand(
        roomId: assignment.rooms[land.room].room.id, unitCodes: land.units.map { units.codes[$0] },
        households: land.units.reduce(0) { $0 + units.households[$1] },
        officersTorn: assignment.officersTorn(by: land), reason: land.reason)
    }
    officerShares = assignment.officerShares.map { shares in
      let room = assignment.rooms[shares.room]
      return OfficerShares(
        roomId: room.room.id,
        officers: zip(room.officerIDs, shares.workloads).map { id, workload in
          .init(
            id: id, units: room.units.count { assignment.officerOfUnit[$0] == id },
            workload: workload.rounded())
        }, deviation: shares.deviation, tolerance: plan.problem.policy.officerTolerance,
        reason: plan.excess(of: shares))
    }
    unplacedAuxiliaries = assignment.unplaced
  }
}
