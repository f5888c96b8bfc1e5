import Grid
import Scenario

extension StaffingRule.Verdict {
  /// `pass`, `breach` or `not judged`.
  var word: String {
    switch self {
    case .pass: "pass"
    case .breach: "breach"
    case .notJudged: "not judged"
    }
  }
}

extension StaffingRule {
  /// Why it, or part of it, is not judged.
  public var reason: String? {
    if case .notJudged(let reason) = verdict { return reason }
    return remark.isEmpty ? nil : remark
  }
}

extension Plan {
  /// The assignment level.
  public var assignedUnits: Level { hierarchy.levels[hierarchy.index(of: problem.assignLevel) ?? 0] }

  /// Why the officers of a room differ by more than is allowed, in words; `nil` where they do not.
  public func excess(of shares: Assignment.OfficerShares) -> String? {
    guard shares.deviation > problem.policy.officerTolerance else { return nil }
    return switch shares.limit {
    case .fewUnits: "there are fewer units than officers"
    case .largeUnit(let unit, _): "unit \(assignedUnits.codes[unit]) alone makes that much work"
    case .land: "no division into areas that hang together comes closer"
    case .search: "no division into areas that hang together was found that comes closer"
    }
  }
}
