import Words

/// What a choice of rooms is to make best.
public enum SitingModel: Sendable, Equatable {
  /// The least sum of households x travel (p-median).
  case median
  /// The least travel to the farthest household (p-center).
  case center
  /// The most households within so many seconds (maximal covering).
  case mostWithin(Double)
  /// The fewest rooms so that every household that can be is within so many seconds of one (set covering); with
  /// backup the most households within reach of two besides.
  case allWithin(Double, backup: Bool)
}

extension Scenario.Siting {
  /// Reads the section `siting`; without it, everything is left to the planner.
  init(reading node: ScenarioNode?, _ sources: ScenarioSources) throws(ScenarioError) {
    let section = try node?.section([
      "model", "within_s", "rooms", "backup", "candidates", "forbidden", "max_units", "max_households",
    ])
    self.init()
    if let section { model = try Self.model(section) }
    rooms = try section?["rooms"]?.integer(atLeast: 1)
    maxUnits = try section?["max_units"]?.integer(atLeast: 1)
    maxHouseholds = try section?["max_households"]?.integer(atLeast: 1)
    candidates = try section?["candidates"].map { node throws(ScenarioError) in
      try sources.source(node, meanings: ["id", "name"])
    }
    forbidden = try section?["forbidden"].map { node throws(ScenarioError) in
      try Self.forbidden(node, sources)
    }
  }

  private static func model(_ section: ScenarioNode.Section) throws(ScenarioError) -> SitingModel {
    let names = ["p-median", "p-center", "mclp", "lscp"]
    let name = try section["model"]?.text() ?? names[0]
    guard names.contains(name) else {
      throw try section.required("model").wrong(.oneOf(names))
    }
    if name != "lscp", let node = section["backup"] {
      throw node.wrong(Message("left out unless the model is lscp"))
    }
    guard ["mclp", "lscp"].contains(name) else {
      if let node = section["within_s"] {
        throw node.wrong(Message("left out unless the model is mclp or lscp"))
      }
      return name == "p-center" ? .center : .median
    }
    let limit = try section.required("within_s").positive(atMost: Double(Measure.seconds))
    return name == "mclp"
      ? .mostWithin(limit) : .allWithin(limit, backup: try section["backup"]?.flag() ?? false)
  }

  private static func forbidden(
    _ node: ScenarioNode, _ sources: ScenarioSources
  ) throws(ScenarioError) -> Scenario.Forbidden {
    guard let items = try? node.list() else { return .areas(try sources.source(node, meanings: [])) }
    var units: [(code: String, line: Int)] = []
    for item in items { units.append((try item.text(), item.line)) }
    return .units(units)
  }
}
