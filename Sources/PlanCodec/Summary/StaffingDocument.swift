import Planner
import Words

/// The part of `summary.json` that tells of staffing.
package struct StaffingDocument: Codable {
  package struct Rule: Codable {
    struct Place: Codable {
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
    let reasonCode: String?
    let reasonParams: [Message.Value]?
    let places: [Place]
  }

  package struct Township: Codable {
    let code: String
    let name: String
    let households: Int
    let officers: Int
    let auxiliaries: Int
    let householdsPerOfficer: Double?
    let householdsPerAuxiliary: Double?
  }

  package struct DetachedLand: Codable {
    let roomId: String
    let unitCodes: [String]
    let households: Int
    let officersTorn: [String]
    let reason: String
    /// An earlier planner did not write the two.
    let reasonCode: String?
    let reasonParams: [Message.Value]?
  }

  package struct OfficerShares: Codable {
    struct Officer: Codable {
      let id: String
      let units: Int
      let workload: Double
    }

    let roomId: String
    let officers: [Officer]
    let deviation: Double
    let tolerance: Double
    let reason: String?
    /// Why the deviation is not smaller, as a word, and the unit and share of `large_unit`; an earlier planner did
    /// not write it.
    let limit: String?
    let limitUnit: String?
    let limitShare: Double?
  }

  package let rules: [Rule]
  package let townships: [Township]
  package let detachedLand: [DetachedLand]
  package let officerShares: [OfficerShares]
  package let unplacedAuxiliaries: [String]
}

extension StaffingDocument.Rule {
  package init(_ rule: StaffingRule) {
    self.init(
      rule: rule.name.rawValue, limit: rule.limit, value: rule.value, verdict: rule.verdict.word,
      reason: rule.reason?.english, reasonCode: rule.reason?.coded?.code,
      reasonParams: rule.reason?.coded?.values,
      places: rule.places.map { .init(code: $0.code, name: $0.name, value: $0.value) })
  }
}

extension StaffingDocument {
  init(_ plan: Plan, _ audit: StaffingAudit) {
    let assignment = plan.assignment
    let units = plan.assignedUnits
    rules = audit.rules.map(Rule.init)
    townships = audit.townships.map {
      Township(
        code: $0.code, name: $0.name, households: $0.households, officers: $0.officers,
        auxiliaries: $0.auxiliaries, householdsPerOfficer: $0.householdsPerOfficer,
        householdsPerAuxiliary: $0.householdsPerAuxiliary)
    }
    detachedLand = assignment.detached.map { land in
      DetachedLand(
        roomId: assignment.rooms[land.room].room.id, unitCodes: land.units.map { units.codes[$0] },
        households: land.units.reduce(0) { $0 + units.households[$1] },
        officersTorn: assignment.officersTorn(by: land), reason: land.reason.english,
        reasonCode: land.reason.coded?.code, reasonParams: land.reason.coded?.values)
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
        reason: plan.excess(of: shares)?.english, limit: shares.limit.word,
        limitUnit: shares.limit.unit.map { units.codes[$0.unit] }, limitShare: shares.limit.unit?.share)
    }
    unplacedAuxiliaries = assignment.unplaced
  }
}

extension Assignment.OfficerShares.Limit {
  fileprivate var word: String {
    switch self {
    case .fewUnits: "few_units"
    case .largeUnit: "large_unit"
    case .land: "land"
    case .search: "search"
    }
  }

  fileprivate var unit: (unit: Int, share: Double)? {
    if case .largeUnit(let unit, let share) = self { (unit, share) } else { nil }
  }
}

extension StaffingDocument {
  /// How officers share their rooms' work; an unknown room or unit is none of the plan's.
  func shares(rooms: [String: Int], units: [String: Int]) -> [Assignment.OfficerShares]? {
    var result: [Assignment.OfficerShares] = []
    for shares in officerShares {
      guard let room = rooms[shares.roomId] else { return nil }
      let limit: Assignment.OfficerShares.Limit
      switch shares.limit {
      case "few_units": limit = .fewUnits
      case "large_unit":
        guard let unit = shares.limitUnit.flatMap({ units[$0] }), let share = shares.limitShare else {
          return nil
        }
        limit = .largeUnit(unit, share: share)
      case "land": limit = .land
      default: limit = .search
      }
      result.append(
        Assignment.OfficerShares(
          room: room, workloads: shares.officers.map(\.workload), deviation: shares.deviation, limit: limit))
    }
    return result
  }

  func detached(rooms: [String: Int], units: [String: Int]) -> [Assignment.DetachedLand]? {
    var result: [Assignment.DetachedLand] = []
    for land in detachedLand {
      let members = land.unitCodes.compactMap { units[$0] }
      guard let room = rooms[land.roomId], members.count == land.unitCodes.count else { return nil }
      result.append(
        Assignment.DetachedLand(
          room: room, units: members,
          reason: Message(land.reason, code: land.reasonCode, params: land.reasonParams)))
    }
    return result
  }
}
