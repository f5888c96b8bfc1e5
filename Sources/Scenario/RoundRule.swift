import Roads
import Words

/// A kind of round that is made in every village by its auxiliaries, on foot or by e-bike: from the middle of the village through
/// some of its units of the lowest level, and back.
public struct RoundRule: Sendable, Equatable {
  /// Volunteers who walk with an auxiliary.
  public struct Team: Sendable, Equatable {
    /// Unlike that of any other team of the rule.
    public var id: String
    /// The code of the village where they walk.
    public var unitCode: String

    /// A team of a village.
    public init(id: String, unitCode: String) {
      self.id = id
      self.unitCode = unitCode
    }
  }

  /// Unlike that of any other rule.
  public var id: String
  /// How they move.
  public var profile: Profile
  /// A round begins and ends in it.
  public var window: DailyWindow
  /// Seconds that a round takes at most.
  public var longest: Int
  /// Metres of a round at most, as a battery lasts; `nil` is no limit.
  public var range: Double?
  /// Seconds at each unit.
  public var dwell = 60
  /// On which weekdays from 1 (Monday) rounds are made.
  public var weekdays = Array(1...6)
  /// Where it is given, rounds are made by one auxiliary and one of these teams; else by an auxiliary alone.
  public var teams: [Team]?

  /// Rounds of at most `longest` seconds within a window.
  public init(id: String, profile: Profile, window: DailyWindow, longest: Int) {
    self.id = id
    self.profile = profile
    self.window = window
    self.longest = longest
  }
}

extension ScenarioReader {
  func readRounds(_ sources: ScenarioSources) throws(ScenarioError) -> [Scenario.RoundSource] {
    var rules: [Scenario.RoundSource] = []
    for entry in try root["rounds"]?.entries() ?? [] {
      let section = try entry.section([
        "profile", "window", "hours", "max_km", "dwell_s", "weekdays", "teams",
      ])
      let window = try section.required("window").window()
      let hours = try section.required("hours").number(in: 0.1...24)
      var rule = RoundRule(
        id: entry.key,
        profile: try section["profile"].map { node throws(ScenarioError) in try profile(node) } ?? .eBike,
        window: window, longest: Int(hours * 3600))
      guard rule.longest <= window.duration else {
        throw try section.required("hours").wrong(
          Message(
            "at most the \(Measure.text(Double(window.duration) / 3600)) h of the window \(window.text)"))
      }
      if let node = section["max_km"] { rule.range = try (node.number(in: 0.1...1000) * 1000).rounded() }
      if let node = section["dwell_s"] { rule.dwell = try node.integer(atLeast: 0, atMost: Measure.seconds) }
      if let node = section["weekdays"] { rule.weekdays = try weekdays(node) }
      rules.append(
        Scenario.RoundSource(
          rule: rule,
          teams: try section["teams"].map { node throws(ScenarioError) in
            try sources.source(node, meanings: ["id", "unit"])
          }))
    }
    return rules
  }
}

extension RoundRule {
  /// The rule of a source, with its teams.
  init(reading source: Scenario.RoundSource, units: Set<String>, level: String) throws(ScenarioError) {
    self = source.rule
    guard let source = source.teams else { return }
    let table = try ScenarioTable(source, required: ["id", "unit"], optional: [], as: .none)
    var teams: [Team] = []
    for (row, id) in try table.identifiers().enumerated() {
      let code = try table.text("unit", row)
      guard units.contains(code) else {
        throw table.unknown(row, "unit", code, among: Message("units of level \(level)"))
      }
      teams.append(Team(id: id, unitCode: code))
    }
    self.teams = teams
  }
}
