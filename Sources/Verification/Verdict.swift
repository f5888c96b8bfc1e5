import Words

/// What is found of one claim of a plan.
package struct Verdict: Sendable {
  package enum State: String, Sendable {
    case accepted, refused
    /// The plan does not tell what it follows from.
    case uncertified
  }

  /// Of what, as in `rooms`, and of which day type where it is of one.
  package var claim: String
  package var part: String?
  package var state: State
  /// What was worked out, or why it is refused.
  package var finding: Message
}

/// A plan as an auditor finds it: every claim worked out anew from the files of its folder.
///
/// Nothing of it is shared with what made the plan: the files are read, and the sums added up, by code that stands here and
/// nowhere else. `docs/certificates.md` tells the argument behind each claim.
package struct Verification: Sendable {
  package let verdicts: [Verdict]
  /// The digest of the index of certificates: who has written it down knows the plan again.
  package let digest: String

  package var holds: Bool { verdicts.allSatisfy { $0.state != .refused } }

  /// - Throws: `VerificationError.unreadable` where the folder cannot be read as a plan.
  package init(ofPlan folder: String) throws {
    let plan = try PlanFiles(folder)
    let (land, routes) = (Land(plan), RoutesClaim(plan))
    digest = try plan.digest("certificates/index.json")
    var verdicts = [
      try Verdict("files") { try FilesClaim.check(plan) }, try Verdict("land") { try land.prove() },
      try Verdict("assignment") { try AssignmentClaim.check(plan) },
      try Verdict("rooms") { try RoomsClaim.check(plan) },
      try Verdict("areas") { try AreasClaim.check(plan, land) },
      try Verdict("area_borders") { try BordersClaim.check(plan) },
      try Verdict("routes") { try routes.check() },
    ]
    for dayType in try routes.dayTypes() {
      verdicts.append(try Verdict("visits", dayType) { try VisitsClaim.check(plan, dayType, routes) })
      verdicts.append(try Verdict("travel", dayType) { try TravelClaim.check(plan, dayType, routes) })
    }
    verdicts += [
      try Verdict("roster") { try RosterClaim.check(plan) },
      try Verdict("duties") { try DutiesClaim.check(plan) },
      try Verdict("roster_cost") { try RosterCostClaim.check(plan) },
    ]
    let known = Set(verdicts.map(\.claim)).union(["patrol_areas"])
    for bound in try plan.summary.list("optimisations") where try !known.contains(bound.text("kind")) {
      verdicts.append(try Verdict(bound.text("kind"), bound.optional("of")?.text) { nil })
    }
    self.verdicts = verdicts
  }
}

extension Verdict {
  /// - Parameter find: what was worked out, `nil` where the plan does not tell enough; throws why it is refused.
  fileprivate init(_ claim: String, _ part: String? = nil, _ find: () throws -> Message?) throws {
    do {
      let found = try find()
      self.init(
        claim: claim, part: part, state: found == nil ? .uncertified : .accepted,
        finding: found ?? Message("the plan does not tell what it follows from"))
    } catch VerificationError.refused(let reason) {
      self.init(claim: claim, part: part, state: .refused, finding: reason)
    }
  }
}
