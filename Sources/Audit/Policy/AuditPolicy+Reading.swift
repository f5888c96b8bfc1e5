import Foundation
import Scenario
import VectorFiles
import Words

extension AuditPolicy {
  /// Reads a policy file.
  ///
  /// - Throws: `ScenarioError` with the file and line of a rule that is not known, or of a value that is no limit.
  package init(path: String) throws(ScenarioError) {
    let root = try ScenarioNode(parsing: ScenarioNode.text(of: path), file: path)
      .section(["rules", "scorecard"])
    let known = Name.allCases.map(\.rawValue)
    let section = try root.required("rules")
    _ = try section.section(known)
    var rules: [Rule] = []
    for node in try section.entries() where !node.isNull {
      guard let name = Name(rawValue: node.key) else { continue }
      rules += try Self.rules(name, node)
    }
    guard !rules.isEmpty else { throw section.wrong(Message("one rule or more of \(Message(list: known))")) }
    self.init(rules: rules)
    guard let scores = try root["scorecard"]?.section(["rooms", "crews"]) else { return }
    scorecard.rooms = try Self.thresholds(scores["rooms"], of: ScorecardPolicy.Measure.ofRooms)
    scorecard.crews = try Self.thresholds(scores["crews"], of: ScorecardPolicy.Measure.ofCrews)
  }

  private static func rules(_ name: Name, _ node: ScenarioNode) throws(ScenarioError) -> [Rule] {
    switch name.form {
    case .holds:
      return try node.flag() ? [Rule(name, limit: 0)] : []
    case .atMost, .atLeast:
      return [Rule(name, limit: try node.number())]
    case .shareAtLeast, .shareAtMost:
      return [Rule(name, limit: try node.share())]
    case .sharesWithin:
      var rules: [Rule] = []
      for item in try node.list() {
        let pair = try item.section(["within_s", "share"])
        rules.append(
          Rule(
            name, limit: try pair.required("share").share(),
            within: try pair.required("within_s").integer(atLeast: 1)))
      }
      return rules
    case .shareWithinDays:
      let pair = try node.section(["within_days", "share"])
      return [
        Rule(
          name, limit: try pair.required("share").share(),
          within: try pair.required("within_days").integer(atLeast: 1))
      ]
    case .byTier:
      let tiers = try node.section(Checkpoint.Tier.allCases.map(\.rawValue))
      var rules: [Rule] = []
      for tier in Checkpoint.Tier.allCases {
        if let limit = tiers[tier.rawValue] {
          rules.append(Rule(name, limit: try limit.number(), tier: tier))
        }
      }
      return rules
    }
  }

  private static func thresholds(
    _ node: ScenarioNode?, of measures: [ScorecardPolicy.Measure]
  ) throws(ScenarioError) -> [ScorecardPolicy.Threshold] {
    guard let node else { return [] }
    let section = try node.section(measures.map(\.rawValue))
    var thresholds: [ScorecardPolicy.Threshold] = []
    for measure in measures {
      guard let item = section[measure.rawValue] else { continue }
      let wanted = Message("two numbers, the limits of classes I and II, the stricter first")
      let list = try item.list()
      guard list.count == 2 else { throw item.wrong(wanted) }
      let (first, second) = (try list[0].number(), try list[1].number())
      guard measure.isLeast ? first >= second : first <= second else { throw item.wrong(wanted) }
      thresholds.append(ScorecardPolicy.Threshold(measure, first, second))
    }
    return thresholds
  }
}

extension ScenarioNode {
  /// A number of at least zero.
  func number() throws(ScenarioError) -> Double {
    guard let text = try? text(), let value = Double(text), value >= 0, value.isFinite else {
      throw wrong(Message("a number of at least 0"))
    }
    guard value <= Double(Measure.count) else { throw wrong(Message("a number from 0 to \(Measure.count)")) }
    return value
  }
}
