import Planner
import Scenario
import Words

/// Calls as a file records them.
package struct CallFile: Sendable {
  /// In the order of their times; times count from midnight of the plan's first date. Those outside the county have
  /// unit -1.
  package var calls: [Call]

  /// The ids of the calls that lie outside the county, in the order of the file.
  package var outside: [String]
  /// Seconds at the scene where the file does not say.
  package var onScene: Int

  /// Reads the calls of any point layer, or of a CSV with coordinates.
  ///
  /// - Parameters:
  ///   - source: its columns `time`, `id` (else the row counts) and `on_scene_s` may be mapped.
  ///   - plan: whose units hold the calls; a time without an offset is by its clock.
  ///   - scenario: the plan's; next to a border calls are judged by the units as its files draw them, not rounded.
  ///   - onScene: seconds at the scene where the file does not say.
  package init(
    reading source: Scenario.Source, for plan: Plan, of scenario: Scenario, onScene: Int
  ) throws(ScenarioError) {
    let table = try ScenarioTable(source, required: ["time"], optional: ["id", "on_scene_s"], as: .point)
    let horizon = plan.problem.horizon
    let units: [Int32]
    do {
      units = try plan.hierarchy.lowest.units(
        at: table.points, of: source.vector, drawnIn: scenario.levels.last?.origin)
    } catch { throw .format(error) }
    let ids = table.texts("id")
    self.onScene = onScene
    var calls: [Call] = []
    for (row, place) in table.points.enumerated() {
      let moment = try table.moment("time", row)
      calls.append(
        Call(
          id: ids[row] ?? String(row + 1),
          time: Double(moment.seconds(after: horizon.start, by: horizon.clock)),
          place: place, unit: Int(units[row]),
          onScene: Double(
            try table.integer("on_scene_s", row, atLeast: 0, atMost: Measure.seconds) ?? onScene)))
    }
    outside = calls.filter { $0.unit < 0 }.map(\.id)
    self.calls = calls.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map(\.element)
  }
}

extension CallDemand {
  /// Reads a table of calls a day by hour and unit of the lowest level: columns `unit`, `hour` (0 to 23) and `calls`.
  package init(reading source: Scenario.Source, for plan: Plan) throws(ScenarioError) {
    let table = try ScenarioTable(source, required: ["unit", "hour", "calls"], optional: [], as: .none)
    let level = plan.hierarchy.lowest
    let unitOfCode = Dictionary(zip(level.codes, level.codes.indices), uniquingKeysWith: { a, _ in a })
    var cells: [(hour: Int, unit: Int, calls: Double)] = []
    for row in table.texts("unit").indices {
      let code = try table.text("unit", row)
      guard let unit = unitOfCode[code] else {
        throw table.unknown(row, "unit", code, among: Message("units of level \(Message(term: level.name))"))
      }
      guard let hour = try table.integer("hour", row, atLeast: 0), hour < 24 else {
        throw table.wrong(row, "hour", Message("an hour from 0 to 23"))
      }
      guard let calls = try table.number("calls", row) else {
        throw table.wrong(row, "calls", Message("a number above 0"))
      }
      cells.append((hour, unit, calls))
    }
    self.init(cells)
  }
}
