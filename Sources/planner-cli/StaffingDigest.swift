import Foundation
import Planner

/// Whose land lies apart, how work and ways are shared out, and what the rules of staffing say, in a few lines.
struct StaffingDigest {
  private let plan: Plan
  private let figures: PlanFigures
  private static let named = 4

  init(_ plan: Plan, _ figures: PlanFigures) {
    self.plan = plan
    self.figures = figures
  }

  var lines: [String] { detached + shares + travel + rules }

  private var detached: [String] {
    let assignment = plan.assignment
    guard !assignment.detached.isEmpty else { return ["areas     the land of every room hangs together"] }
    let lines = assignment.detached.map { land in
      let torn = assignment.officersTorn(by: land)
      return "\(land.units.map { plan.assignedUnits.codes[$0] }.joined(separator: ", ")) of "
        + "\(assignment.rooms[land.room].room.id): \(land.reason)"
        + (torn.isEmpty ? "" : "; it tears the area of \(torn.joined(separator: ", "))")
    }
    return ["areas     \(count(lines.count, "piece")) of land cut off from the rest of the room's"]
      + indented(lines)
  }

  private var shares: [String] {
    let shares = plan.assignment.officerShares
    guard let worst = shares.map(\.deviation).max() else { return [] }
    let allowed = percent(plan.problem.policy.officerTolerance)
    let lines = shares.compactMap { share in
      plan.excess(of: share).map {
        "\(plan.assignment.rooms[share.room].room.id) \(percent(share.deviation)): \($0)"
      }
    }
    return [
      "officers  share the work of \(count(shares.count, "room")), at most \(percent(worst)) from their mean"
        + " (\(allowed) allowed)"
    ] + indented(lines)
  }

  private var travel: [String] {
    guard let county = figures.equity.first?.travel, county.reached > 0 else { return [] }
    let townships = figures.equity.dropFirst()
    let worst = townships.count > 1 ? townships.max { $0.travel.mean < $1.travel.mean } : nil
    return [
      "travel    mean \(seconds(county.mean)), nine tenths of the households within \(seconds(county.percentile90)), "
        + "all within \(seconds(county.worst)), Gini \(String(format: "%.2f", county.gini))"
        + (worst.map { "; longest mean \(seconds($0.travel.mean)) in \($0.name)" } ?? "")
    ]
  }

  private var rules: [String] {
    let passed = figures.staffing.rules.filter { $0.verdict == .pass }
    var lines: [String] = []
    if !passed.isEmpty { lines.append("staffing  keeps: \(passed.map(\.words).joined(separator: ", "))") }
    for rule in figures.staffing.rules where rule.verdict == .breach {
      let places = rule.places.prefix(Self.named).map { place in
        "\(place.code) \(place.name)" + (place.value.map { " (\(rule.text($0)))" } ?? "")
      }
      let more = rule.places.count - places.count
      lines.append(
        "BREACH    \(rule.words): \(rule.value.map(rule.text) ?? "none"), allowed \(rule.limitWords)"
          + (places.isEmpty
            ? "" : "; \(places.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "")"))
    }
    for rule in figures.staffing.rules {
      if let reason = rule.reason { lines.append("unjudged  \(rule.words): \(reason)") }
    }
    if !plan.assignment.unplaced.isEmpty {
      lines.append(
        "unplaced  \(count(plan.assignment.unplaced.count, "part-time auxiliary")) whose home is no unit: "
          + plan.assignment.unplaced.prefix(Self.named).joined(separator: ", "))
    }
    return lines
  }

  private func indented(_ lines: [String]) -> [String] {
    let rest = lines.count - Self.named
    return lines.prefix(Self.named).map { "          \($0)" }
      + (rest > 0 ? ["          and \(rest) more, listed in summary.json"] : [])
  }

  private func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
  private func seconds(_ value: Double) -> String { "\(Int(value.rounded())) s" }
}

extension StaffingRule {
  fileprivate var isShare: Bool {
    switch name {
    case .stationShare, .communityShare, .communityTime: true
    default: false
    }
  }

  fileprivate var words: String {
    switch name {
    case .officerInEveryUnit: "an officer for every unit"
    case .auxiliariesInEveryUnit: "auxiliaries for every unit"
    case .personInEveryGrid: "someone for every grid"
    case .stationShare: "the stations' share of the police"
    case .communityShare: "the rooms' share of each station's police"
    case .householdsPerOfficer: "households per officer"
    case .householdsPerAuxiliary: "households per auxiliary"
    case .communityTime: "the time of the rooms' officers at their rooms"
    }
  }

  fileprivate var limitWords: String {
    guard let limit else { return "any" }
    return isShare ? "at least \(text(limit))" : limit == 0 ? "nowhere" : "at most \(text(limit))"
  }

  fileprivate func text(_ value: Double) -> String {
    isShare ? value.percent : String(Int(value.rounded()))
  }
}
