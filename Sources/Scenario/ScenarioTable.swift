import Geometry
import VectorFiles
import Words

/// A layer that a scenario names, with typed access by meaning and errors that name the place.
package struct ScenarioTable {
  private let source: Scenario.Source
  private let layer: VectorLayer
  /// Values by meaning, without blanks around them; empty text counts as none.
  private let values: [String: [String?]]

  package init(
    _ source: Scenario.Source, required: [String], optional: [String], as kind: GeometryKind
  ) throws(ScenarioError) {
    self.source = source
    // A column that the scenario maps by name must be there.
    let named = optional.filter { source.columns[$0] != nil }
    let layer: VectorLayer
    do {
      layer = try VectorLayer(
        reading: source.vector, columns: (required + named).map(source.column),
        optional: optional.filter { !named.contains($0) }, as: kind)
    } catch { throw .format(error) }
    self.layer = layer
    var values: [String: [String?]] = [:]
    for meaning in required + optional {
      values[meaning] = layer[source.column(meaning)]?.texts.map { text in
        text.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
      }
    }
    self.values = values
  }

  var count: Int { layer.count }
  package var points: [Coordinate] { if case .points(let points) = layer.geometry { points } else { [] } }
  var shapes: PolygonSet { if case .polygons(let shapes) = layer.geometry { shapes } else { PolygonSet() } }
  var lines: LineSet { if case .lines(let lines) = layer.geometry { lines } else { LineSet() } }

  /// A column whose values are present, and different in every row.
  func identifiers(_ meaning: String = "id") throws(ScenarioError) -> [String] {
    var seen = Set<String>()
    var result: [String] = []
    for row in 0..<layer.count {
      let id = try text(meaning, row)
      guard seen.insert(id).inserted else {
        throw .repeatedID(file: source.vector.path, layer: layer.name, id: id)
      }
      result.append(id)
    }
    return result
  }

  /// The values of a column as text; all `nil` when it is not there.
  package func texts(_ meaning: String) -> [String?] {
    values[meaning] ?? Array(repeating: nil, count: layer.count)
  }

  /// Whether there is a column of that meaning.
  func has(_ meaning: String) -> Bool { values[meaning] != nil }

  private func value(_ meaning: String, _ row: Int) -> String? { values[meaning]?[row] }

  package func text(_ meaning: String, _ row: Int) throws(ScenarioError) -> String {
    guard let text = value(meaning, row) else { throw wrong(row, meaning, Message("filled")) }
    return text
  }

  package func number(_ meaning: String, _ row: Int) throws(ScenarioError) -> Double? {
    guard let text = value(meaning, row) else { return nil }
    guard let value = Double(text), value.isFinite, value > 0 else {
      throw wrong(row, meaning, Message("a number above 0"))
    }
    guard value <= Measure.amount else {
      throw wrong(row, meaning, Message("a number above 0, at most \(Measure.text(Measure.amount))"))
    }
    return value
  }

  /// A number within bounds.
  func number(_ meaning: String, _ row: Int, in bounds: ClosedRange<Double>) throws(ScenarioError) -> Double?
  {
    guard let text = value(meaning, row) else { return nil }
    guard let value = Double(text), bounds.contains(value) else {
      throw wrong(row, meaning, Measure.text(bounds))
    }
    return value
  }

  package func integer(
    _ meaning: String, _ row: Int, atLeast least: Int, atMost most: Int = Measure.count
  ) throws(ScenarioError) -> Int? {
    guard let text = value(meaning, row) else { return nil }
    guard let value = Int(text), value >= least, value <= most else {
      let isLow = most == Measure.count && Int(text).map { $0 < least } ?? true
      throw wrong(
        row, meaning,
        isLow
          ? Message("a whole number of at least \(least)")
          : Message("a whole number from \(least) to \(most)"))
    }
    return value
  }

  func flag(_ meaning: String, _ row: Int) throws(ScenarioError) -> Bool? {
    guard let text = value(meaning, row) else { return nil }
    switch text.lowercased() {
    case "true", "1", "yes": return true
    case "false", "0", "no": return false
    default: throw wrong(row, meaning, Message("true or false"))
    }
  }

  /// A date; the midnight that a program wrote behind it is no more than that.
  func date(_ meaning: String, _ row: Int) throws(ScenarioError) -> CivilDate {
    guard let date = Self.date(try text(meaning, row)) else {
      throw wrong(row, meaning, Message("a date such as 2026-12-01"))
    }
    return date
  }

  /// Dates joined by semicolons.
  func dates(_ meaning: String, _ row: Int) throws(ScenarioError) -> [CivilDate] {
    var dates: [CivilDate] = []
    for text in try list(meaning, row) {
      guard let date = Self.date(text) else {
        throw wrong(row, meaning, Message("dates such as 2026-12-01, joined by ;"))
      }
      dates.append(date)
    }
    return dates
  }

  private static func date(_ text: String) -> CivilDate? {
    guard let moment = MomentText(text), moment.milliseconds ?? 0 == 0 else { return nil }
    return moment.date
  }

  /// A date with a time of day: when a thing happened is not known from its date alone.
  package func moment(_ meaning: String, _ row: Int) throws(ScenarioError) -> CivilMoment {
    let text = try text(meaning, row)
    if let moment = CivilMoment(text) { return moment }
    throw wrong(
      row, meaning,
      CivilDate(text) == nil
        ? Message("a date and time such as 2026-12-01T08:30:00")
        : Message("a date and time such as 2026-12-01T08:30:00; '\(text)' has no time of day"))
  }

  /// Values joined by semicolons.
  func list(_ meaning: String, _ row: Int) throws(ScenarioError) -> [String] {
    value(meaning, row)?.parts(at: ";").map(\.trimmed) ?? []
  }

  package func wrong(_ row: Int, _ meaning: String, _ wanted: Message) -> ScenarioError {
    .wrongField(
      file: source.vector.path, layer: layer.name, feature: String(row + 1), field: source.column(meaning),
      wanted: wanted)
  }

  /// A place that must lie in the county.
  func outside(_ row: Int) -> ScenarioError {
    .outside(file: source.vector.path, layer: layer.name, feature: String(row + 1))
  }

  package func unknown(_ row: Int, _ meaning: String, _ value: String, among: Message) -> ScenarioError {
    .unknownReference(
      file: source.vector.path, layer: layer.name, feature: String(row + 1), field: source.column(meaning),
      value: value, among: among)
  }
}
