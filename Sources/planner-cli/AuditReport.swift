import Audit
import Foundation
import PlanCodec
import Scenario
import VectorFiles
import Words

/// An audit as text, JSON and JUnit XML.
struct AuditReport {
  private let audit: PolicyAudit
  /// Of the plan.
  private let folder: String

  init(_ audit: PolicyAudit, folder: String) {
    self.audit = audit
    self.folder = folder
  }

  private var start: CivilDate { audit.plan.problem.horizon.start }
  private var first: CivilDate { start + audit.dates.lowerBound }
  private var last: CivilDate { start + (audit.dates.upperBound - 1) }

  // MARK: Text

  func text(by period: Audit.Period) -> String {
    let sections = [head + ruleLines, periodLines(period), scoreLines, trackLines]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var head: [String] {
    let rules = audit.findings.count
    let breaches = audit.breaches.count
    let unjudged = audit.findings.count { $0.verdict != .breach && $0.verdict != .pass }
    return [
      words(
        "\(count(rules, "rule")) from \(first.text) to \(last.text): "
          + "\(rules - breaches - unjudged) kept, \(breaches) broken, \(unjudged) not judged"), "",
    ]
  }

  private var ruleLines: [String] {
    var table = TextTable(words("rule | verdict | value | limit | where"), left: 5)
    for finding in audit.findings {
      table.add([
        words(title(finding.rule)), verdict(finding), words("\(finding.valueText)"),
        words("\(finding.limitText)"), place(finding),
      ])
    }
    return table.lines
  }

  /// The name that the policy has for a rule, and what it is judged within or for.
  private func title(_ rule: AuditPolicy.Rule) -> Message {
    let name = rule.name.rawValue
    switch rule.name.form {
    case .sharesWithin: return Message("rule_within", "\(name) within \(rule.within) s")
    case .shareWithinDays: return Message("\(name) within \(count(rule.within, "day"))")
    case .byTier: return Message("\(name) \(Message(term: rule.tier?.rawValue ?? ""))")
    default: return Message(verbatim: name)
    }
  }

  private func verdict(_ finding: AuditFinding) -> String {
    switch finding.verdict {
    case .pass: words("pass")
    case .breach: words("BREACH")
    case .notJudged: words("not judged")
    }
  }

  private func place(_ finding: AuditFinding) -> String {
    if case .notJudged(let reason) = finding.verdict { return words("\(reason)") }
    let named = 4
    let more = finding.places.count - named
    return finding.places.prefix(named).joined(separator: " ") + (more > 0 ? words(" and \(more) more") : "")
  }

  private func periodLines(_ period: Audit.Period) -> [String] {
    var table = TextTable(
      words("from | to | visits made | of | units seen | of | duties filled | of"), left: 2)
    for summary in audit.summaries where summary.length == period.length {
      table.add([
        summary.first.text, summary.last.text, "\(summary.visitsMade)", "\(summary.visitsRequired)",
        "\(summary.unitsSeen)", "\(summary.units)", "\(summary.dutiesFilled)", "\(summary.dutiesNeeded)",
      ])
    }
    return table.lines
  }

  private var scoreLines: [String] {
    guard !audit.scorecard.isEmpty else { return [] }
    var table = TextTable(words("| | class | what would lift it"), left: 4)
    for row in audit.scorecard {
      table.add([
        words(Message(term: row.kind.rawValue)), row.id, Self.grade(row.grade),
        row.holding.isEmpty ? "" : words(row.holding.map(Self.lift).joined(separator: "; ")),
      ])
    }
    return table.lines
  }

  private static func grade(_ grade: Int) -> String { String(repeating: "I", count: grade) }

  /// What a measure would have to come to for the next class.
  private static func lift(_ score: ScorecardRow.Score) -> Message {
    let measure = score.threshold.measure
    let limit = score.threshold.limits[score.grade - 2]
    let value = score.value.map { Message(verbatim: number($0)) } ?? Message("none")
    let bound = measure.isLeast ? Message("at least") : Message("at most")
    return Message(
      "\(Message(term: measure.rawValue)) \(value), \(bound) "
        + "\(number(limit)) for class \(grade(score.grade - 1))")
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? String(format: "%.0f", value) : String(format: "%.2f", value)
  }

  private var trackLines: [String] {
    audit.tracks.map { TrackReport($0, audit.plan).lines } ?? []
  }

  // MARK: JSON

  var json: String {
    get throws {
      try PlanFolder.json(AuditDocument(audit))
    }
  }

  // MARK: JUnit

  /// A test case for each rule; a rule that is not judged is skipped.
  var junit: String {
    let skipped = audit.findings.count { $0.verdict != .breach && $0.verdict != .pass }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites>",
      "  <testsuite name=\"\(Escaping.xml(folder))\" tests=\"\(audit.findings.count)\" "
        + "failures=\"\(audit.breaches.count)\" errors=\"0\" skipped=\"\(skipped)\">",
    ]
    for finding in audit.findings {
      let head = "    <testcase classname=\"policy\" name=\"\(Escaping.xml("\(finding.rule.title)"))\""
      switch finding.verdict {
      case .pass: lines.append(head + "/>")
      case .notJudged(let reason):
        lines += [head + ">", "      <skipped message=\"\(Escaping.xml("\(reason)"))\"/>", "    </testcase>"]
      case .breach:
        let message = "\(finding.valueText), allowed \(finding.limitText)"
        lines += [
          head + ">",
          "      <failure type=\"breach\" message=\"\(Escaping.xml(message))\">"
            + "\(Escaping.xml(finding.places.joined(separator: " ")))</failure>", "    </testcase>",
        ]
      }
    }
    return (lines + ["  </testsuite>", "</testsuites>", ""]).joined(separator: "\n")
  }

}

/// What `audit --json` prints.
private struct AuditDocument: Encodable {
  struct Rule: Encodable {
    let rule: String
    let within: Int?
    let tier: String?
    let limit: Double
    let value: Double?
    let verdict: String
    let reason: String?
    let places: [String]
  }

  struct Period: Encodable {
    let days: Int
    let first: String
    let last: String
    let visitsRequired: Int
    let visitsMade: Int
    let unitsSeen: Int
    let units: Int
    let dutiesNeeded: Int
    let dutiesFilled: Int
  }

  struct Score: Encodable {
    struct Measure: Encodable {
      let measure: String
      let value: Double?
      let grade: Int
      let limits: [Double]
    }

    let kind: String
    let id: String
    let grade: Int
    let measures: [Measure]
    let holding: [String]
  }

  let since: String
  let until: String
  let passed: Bool
  let rules: [Rule]
  let periods: [Period]
  let scorecard: [Score]
  /// Absent without calls.
  let calls: CallDocument?
  /// What the figures of calls rest on.
  let assumed: [String]?
  /// Absent without tracks.
  let tracks: TrackDocument?

  init(_ audit: PolicyAudit) {
    let start = audit.plan.problem.horizon.start
    since = (start + audit.dates.lowerBound).text
    until = (start + (audit.dates.upperBound - 1)).text
    passed = audit.breaches.isEmpty
    rules = audit.findings.map { finding in
      var verdict = "pass"
      var reason: String?
      switch finding.verdict {
      case .pass: break
      case .breach: verdict = "breach"
      case .notJudged(let why): (verdict, reason) = ("not judged", "\(why)")
      }
      return Rule(
        rule: finding.rule.name.rawValue, within: finding.rule.within > 0 ? finding.rule.within : nil,
        tier: finding.rule.tier?.rawValue, limit: finding.rule.limit, value: finding.value, verdict: verdict,
        reason: reason, places: finding.places)
    }
    calls = audit.calls.map(CallDocument.init)
    assumed = audit.calls.map { CallDocument.assumed($0).map(\.english) }
    tracks = audit.tracks.map { TrackDocument($0, audit.plan) }
    periods = audit.summaries.map {
      Period(
        days: $0.length, first: $0.first.text, last: $0.last.text, visitsRequired: $0.visitsRequired,
        visitsMade: $0.visitsMade, unitsSeen: $0.unitsSeen, units: $0.units, dutiesNeeded: $0.dutiesNeeded,
        dutiesFilled: $0.dutiesFilled)
    }
    scorecard = audit.scorecard.map { row in
      Score(
        kind: row.kind.rawValue, id: row.id, grade: row.grade,
        measures: row.scores.map {
          Score.Measure(
            measure: $0.threshold.measure.rawValue, value: $0.value, grade: $0.grade,
            limits: $0.threshold.limits)
        }, holding: row.holding.map(\.threshold.measure.rawValue))
    }
  }
}
