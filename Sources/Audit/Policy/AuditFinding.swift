import Foundation
import Planner
import Words

/// One rule of a policy, and what came of it.
package struct AuditFinding: Sendable {
  package var rule: AuditPolicy.Rule
  /// `nil` where it is not known or not finite.
  package var value: Double?
  package var verdict: StaffingRule.Verdict
  /// Who or what breaks it: ids and codes, the worst first where there is a worst.
  package var places: [String]

  /// Judges a value by the rule's limit; an unknown value, such as the response of land that nobody reaches, is a
  /// breach.
  package init(_ rule: AuditPolicy.Rule, _ value: Double?, places: [String] = []) {
    self.rule = rule
    self.value = value
    // Shares are ratios of counts: what is equal on paper is equal here.
    let tolerance = 1e-12
    let keeps =
      value.map { rule.isLeast ? $0 >= rule.limit - tolerance : $0 <= rule.limit + tolerance } ?? false
    verdict = keeps ? .pass : .breach
    self.places = keeps ? [] : places
  }

  package init(_ rule: AuditPolicy.Rule, notJudged reason: Message) {
    self.rule = rule
    value = nil
    verdict = .notJudged(reason)
    places = []
  }

  /// The limit and a value as people read them, such as "at least 90.0 %".
  package var limitText: Message {
    switch rule.name.form {
    case .holds: Message("exact")
    default: rule.isLeast ? Message("at least \(text(rule.limit))") : Message("at most \(text(rule.limit))")
    }
  }

  package var valueText: Message {
    if let value { return Message(verbatim: text(value)) }
    return verdict == .breach ? Message("never") : Message(verbatim: "-")
  }

  private func text(_ value: Double) -> String {
    switch rule.name.form {
    case .sharesWithin, .shareWithinDays, .shareAtLeast: return "\(Self.decimal(value * 100, 1)) %"
    case .shareAtMost: return Self.decimal(value, 3)
    case .holds, .atMost, .atLeast, .byTier:
      let unit = rule.name.rawValue.hasSuffix("_s") ? " s" : ""
      return Self.decimal(value, value == value.rounded() ? 0 : 1) + unit
    }
  }

  private static func decimal(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
}
