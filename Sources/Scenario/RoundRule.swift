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

/// How often every unit of a level is to be seen by somebody on patrol.
public struct SeenStandard: Sendable, Equatable {
  /// The level's name.
  public var level: String
  /// Days from one sight to the next at most; 1 is every day.
  public var days: Int

  /// At least every so many days.
  public init(level: String, days: Int) {
    self.level = level
    self.days = days
  }
}

extension ScenarioReader {
  func readRounds(_ sources: ScenarioSources) throws(ScenarioError) -> [Scenario.RoundSource] {
    var rules: [Scenario.RoundSource] = []
    for entry in try root["rounds"]?.entries() ?? [] {
      let section = try entry.section(["profile", "window", "hours", "dwell_s", "weekdays", "teams"])
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

  /// - Parameter levels: the names of the levels that may be asked for: the villages' and those below.
  func readSeen(_ levels: [String]) throws(ScenarioError) -> [SeenStandard] {
    var standards: [SeenStandard] = []
    for entry in try root["seen"]?.entries() ?? [] {
      guard levels.contains(entry.key) else {
        throw entry.wrong(Message("of a level that is one of \(Message(list: levels))"))
      }
      standards.append(
        SeenStandard(level: entry.key, days: try entry.integer(atLeast: 1, atMost: Measure.days)))
    }
    return standards.sorted { levels.firstIndex(of: $0.level) ?? 0 < levels.firstIndex(of: $1.level) ?? 0 }
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
