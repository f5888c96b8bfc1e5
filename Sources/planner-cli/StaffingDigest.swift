import Foundation
import Planner
import Words

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
    guard !assignment.detached.isEmpty else {
      return [words("areas     the land of every room hangs together")]
    }
    let lines = assignment.detached.map { land in
      let torn = assignment.officersTorn(by: land)
      let codes = land.units.map { Message(verbatim: plan.assignedUnits.codes[$0]) }.joined(separator: ", ")
      return words("\(codes) of \(assignment.rooms[land.room].room.id): \(land.reason)")
        + (torn.isEmpty
          ? "" : words("; it tears the area of \(torn.map(Message.init(verbatim:)).joined(separator: ", "))"))
    }
    return [words("areas     \(count(lines.count, "piece")) of land cut off from the rest of the room's")]
      + indented(lines)
  }

  private var shares: [String] {
    let shares = plan.assignment.officerShares
    guard let worst = shares.map(\.deviation).max() else { return [] }
    let allowed = percent(plan.problem.policy.officerTolerance)
    let lines = shares.compactMap { share in
      plan.excess(of: share).map {
        words("\(plan.assignment.rooms[share.room].room.id) \(percent(share.deviation)): \($0)")
      }
    }
    return [
      words(
        "officers  share the work of \(count(shares.count, "room")), at most \(percent(worst)) from their mean "
          + "(\(allowed) allowed)")
    ] + indented(lines)
  }

  private var travel: [String] {
    guard let county = figures.equity.first?.travel, county.reached > 0 else { return [] }
    let townships = figures.equity.dropFirst()
    let worst = townships.count > 1 ? townships.max { $0.travel.mean < $1.travel.mean } : nil
    return [
      words(
        "travel    mean \(seconds(county.mean)), nine tenths of the households within "
          + "\(seconds(county.percentile90)), all within \(seconds(county.worst)), "
          + "Gini \(String(format: "%.2f", county.gini))")
        + (worst.map { words("; longest mean \(seconds($0.travel.mean)) in \($0.name)") } ?? "")
    ]
  }

  private var rules: [String] {
    let passed = figures.staffing.rules.filter { $0.verdict == .pass }
    var lines: [String] = []
    if !passed.isEmpty {
      lines.append(words("staffing  keeps: \(passed.map(\.title).joined(separator: ", "))"))
    }
    for rule in figures.staffing.rules where rule.verdict == .breach {
      let places = rule.places.prefix(Self.named).map { place in
        place.value.map { Message("\(place.code) \(place.name) (\(rule.text($0)))") }
          ?? Message("\(place.code) \(place.name)")
      }
      let more = rule.places.count - places.count
      lines.append(
        words(
          "BREACH    \(rule.title): \(rule.value.map { Message(verbatim: rule.text($0)) } ?? Message("none")), "
            + "allowed \(rule.limitWords)")
          + (places.isEmpty ? "" : words("; \(places.joined(separator: ", "))"))
          + (more > 0 ? words(" and \(more) more") : ""))
    }
    for rule in figures.staffing.rules {
      if let reason = rule.reason { lines.append(words("unjudged  \(rule.title): \(reason)")) }
    }
    let unplaced = plan.assignment.unplaced.prefix(Self.named)
    if !unplaced.isEmpty {
      lines.append(
        words(
          "unplaced  \(count(plan.assignment.unplaced.count, "part-time auxiliary")) whose home is no unit: "
            + "\(unplaced.map(Message.init(verbatim:)).joined(separator: ", "))"))
    }
    return lines
  }

  private func indented(_ lines: [String]) -> [String] {
    let rest = lines.count - Self.named
    return lines.prefix(Self.named).map { "          \($0)" }
      + (rest > 0 ? [words("          and \(rest) more, listed in summary.json")] : [])
  }

  private func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
  private func seconds(_ value: Double) -> String { words("\(Int(value.rounded())) s") }
}

extension StaffingRule {
  fileprivate var isShare: Bool {
    switch name {
    case .stationShare, .communityShare, .communityTime: true
    default: false
    }
  }

  fileprivate var title: Message {
    switch name {
    case .officerInEveryUnit: Message("an officer for every unit")
    case .auxiliariesInEveryUnit: Message("auxiliaries for every unit")
    case .personInEveryGrid: Message("someone for every grid")
    case .stationShare: Message("the stations' share of the police")
    case .communityShare: Message("the rooms' share of each station's police")
    case .householdsPerOfficer: Message("households per officer")
    case .householdsPerAuxiliary: Message("households per auxiliary")
    case .communityTime: Message("the time of the rooms' officers at their rooms")
    }
  }

  fileprivate var limitWords: Message {
    guard let limit else { return Message("any") }
    if isShare { return Message("at least \(text(limit))") }
    return limit == 0 ? Message("nowhere allowed", "nowhere") : Message("at most \(text(limit))")
  }

  fileprivate func text(_ value: Double) -> String {
    isShare ? value.percent : String(Int(value.rounded()))
  }
}
