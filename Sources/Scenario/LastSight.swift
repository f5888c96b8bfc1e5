import Grid
import Words

/// When a unit was last seen before the horizon, as `seen.csv` of the plan before tells.
public struct LastSight: Sendable, Hashable {
  /// The level's name.
  public var level: String
  /// Of the unit.
  public var unitCode: String
  /// The date, before the horizon.
  public var date: CivilDate
  /// Whether it was a crew that came; else it may have been a round.
  public var isOfCrews: Bool

  /// A sight of a unit.
  public init(level: String, unitCode: String, date: CivilDate, isOfCrews: Bool) {
    self.level = level
    self.unitCode = unitCode
    self.date = date
    self.isOfCrews = isOfCrews
  }
}

extension LastSight: Comparable {
  /// By level, unit and who came.
  public static func < (a: LastSight, b: LastSight) -> Bool {
    (a.level, a.unitCode, a.isOfCrews ? 1 : 0) < (b.level, b.unitCode, b.isOfCrews ? 1 : 0)
  }
}

extension LastSight {
  static let columns = ["level", "unit_code", "last_date", "by"]

  /// The latest sight of each unit of the levels; units that are no longer there are left out, and so are those never seen.
  ///
  /// - Parameter start: of the horizon.
  static func reading(
    _ source: Scenario.Source, _ hierarchy: Hierarchy, before start: CivilDate
  ) throws(ScenarioError) -> [LastSight] {
    let table = try ScenarioTable(
      source, required: Array(columns.prefix(3)), optional: Array(columns.dropFirst(3)), as: .none)
    let levels = Dictionary(
      hierarchy.levels.map { ($0.name, Set($0.codes)) }, uniquingKeysWith: { first, _ in first })
    let (dates, whom) = (table.texts("last_date"), table.texts("by"))
    var latest: [LastSight: CivilDate] = [:]
    for row in 0..<table.count where dates[row] != nil {
      let level = try table.text("level", row)
      guard let codes = levels[level] else {
        throw table.unknown(row, "level", level, among: Message("levels of the scenario"))
      }
      let date = try table.date("last_date", row)
      guard date < start else {
        throw table.wrong(row, "last_date", Message("dates before \(start.text), when the plan begins"))
      }
      guard ["anybody", "crews"].contains(whom[row] ?? "anybody") else {
        throw table.wrong(row, "by", .either(["anybody", "crews"]))
      }
      let code = try table.text("unit_code", row)
      guard codes.contains(code) else { continue }
      let key = LastSight(level: level, unitCode: code, date: start, isOfCrews: whom[row] == "crews")
      latest[key] = max(latest[key] ?? date, date)
    }
    return latest.map { key, date in
      LastSight(level: key.level, unitCode: key.unitCode, date: date, isOfCrews: key.isOfCrews)
    }.sorted()
  }
}
