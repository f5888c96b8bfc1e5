import ArgumentParser
import Foundation
import Geometry
import Grid
import VectorFiles
import Words

/// The levels to be built.
struct GridLevelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      words(
        "A level to build, from the top down: NAME=LOW-HIGH, NAME=LOW-HIGH@TARGET or, first, NAME=TABLE.csv."),
      valueName: words("level")))
  var level: [String]

  @Option(
    help: ArgumentHelp(
      words("In the table, the column with the parent's code or name."), valueName: words("column")))
  var parentColumn = "parent"

  @Option(
    help: ArgumentHelp(words("In the table, the column with the unit's name."), valueName: words("column")))
  var nameColumn: String?

  @Option(
    help: ArgumentHelp(
      words("In a table with a row a parent, the column with the number of units."),
      valueName: words("column")))
  var countColumn: String?

  @Option(
    help: ArgumentHelp(
      words("A parent's name on the map that the table writes otherwise; repeat."),
      valueName: words("map=table")))
  var alias: [String] = []

  func validate() throws {
    guard !level.isEmpty else {
      throw ValidationError(words("name at least one --level, such as grid=300-500"))
    }
    for text in level + alias where text.parts(at: "=").count != 2 {
      throw ValidationError(words("'\(text)' must be two words with = between them"))
    }
  }

  private var parts: [[String]] { level.map { $0.parts(at: "=").map(String.init) } }

  /// The names of the levels.
  var names: [String] { parts.map { $0[0] } }

  /// The files of tables among the levels.
  var tables: [String] { parts.filter { range($0[1]) == nil }.map { $0[1] } }

  /// - Parameter source: of a table's file.
  func orders(
    codes: [String], names: [String], source: (String) -> VectorSource
  ) throws -> [GridOrder.LevelOrder] {
    try parts.map { parts in
      if let size = range(parts[1]) { return GridOrder.LevelOrder(name: parts[0], size: size) }
      return GridOrder.LevelOrder(
        name: parts[0], size: try table(source(parts[1]), codes: codes, names: names))
    }
  }

  private func range(_ text: String) -> GridOrder.Size? {
    let parts = text.parts(at: "@", keepingEmpty: true)
    let bounds = parts[0].parts(at: "-").compactMap { Int($0) }
    guard parts.count <= 2, bounds.count == 2, bounds[0] >= 1, bounds[0] <= bounds[1] else { return nil }
    let target = parts.count == 2 ? Int(parts[1]) : (bounds[0] + bounds[1]) / 2
    guard let target, (bounds[0]...bounds[1]).contains(target) else { return nil }
    return .range(bounds[0]...bounds[1], target: target)
  }

  private func table(_ source: VectorSource, codes: [String], names: [String]) throws -> GridOrder.Size {
    let file = source.path
    let columns = [parentColumn] + [nameColumn, countColumn].compactMap { $0 }
    let table = try VectorLayer(reading: source, columns: columns, as: .none)
    let tableNames = Dictionary(
      alias.map { $0.parts(at: "=").map(String.init) }.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 }
    )
    var unitOf: [String: Int] = [:]
    for (i, name) in names.enumerated() { unitOf[tableNames[name] ?? name] = i }
    for (i, code) in codes.enumerated() { unitOf[code] = i }
    var counts = [Int](repeating: 0, count: codes.count)
    var children = [[String]](repeating: [], count: codes.count)
    var unknown = Set<String>()
    let numbers = countColumn.flatMap { table[$0] }?.texts
    for (row, parent) in (table[parentColumn]?.texts ?? []).enumerated() {
      guard let parent = parent?.trimmed, let unit = unitOf[parent] else {
        unknown.insert(parent ?? "")
        continue
      }
      if let numbers {
        guard let count = numbers[row].flatMap({ Int($0.trimmed) }), count > 0 else {
          throw InputError(Message("\(file), row \(row + 1): no number of units above zero"))
        }
        counts[unit] += count
      } else {
        counts[unit] += 1
        if let name = nameColumn.flatMap({ table[$0]?.texts[row] }) { children[unit].append(name) }
      }
    }
    let without = counts.indices.filter { counts[$0] == 0 }.map { names[$0] }
    guard without.isEmpty, unknown.isEmpty else {
      throw InputError(
        Message(
          "\(file): no rows for \(without.joined(separator: ", ")); no unit for "
            + "\(unknown.sorted().joined(separator: ", ")); say which is which with --alias"))
    }
    return .children(counts: counts, names: children)
  }
}

/// Where the households are.
struct GridHouseholdOptions: ParsableArguments {
  @Option(help: ArgumentHelp(words("Points where households live."), valueName: words("layer")))
  var points: String?

  @Option(
    help: ArgumentHelp(words("The points' column with the number of households."), valueName: words("column"))
  )
  var pointsColumn: String?

  @Option(
    help: ArgumentHelp(
      words("The land's column with its households, which are spread over it."), valueName: words("column")))
  var householdsColumn: String?

  @Option(help: ArgumentHelp(words("Households in all, spread over the land."), valueName: words("number")))
  var households: Int?

  @Option(help: ArgumentHelp(words("Another seed spreads households otherwise."), valueName: words("seed")))
  var seed: UInt64 = 1

  func validate() throws {
    guard [points != nil, householdsColumn != nil, households != nil].filter({ $0 }).count == 1 else {
      throw ValidationError(words("give one of --points, --households-column and --households"))
    }
    if let households, households < 1 { throw ValidationError(words("--households must be above zero")) }
  }

  func points(
    codes: [String], shapes: PolygonSet, given: VectorField?, settlements: [Int],
    source: (String) -> VectorSource
  ) throws -> [HouseholdPoint] {
    if let points {
      let layer = try VectorLayer(
        reading: source(points), columns: [pointsColumn].compactMap { $0 }, as: .point)
      guard case .points(let places) = layer.geometry else { return [] }
      let numbers = try pointsColumn.flatMap { layer[$0] }.map { try counts($0, file: points) }
      return places.enumerated().map { HouseholdPoint(place: $1, households: numbers?[$0] ?? 1) }
    }
    if let given {
      return spreadHouseholds(
        try counts(given, file: words("the land")), over: shapes, settlements: settlements, seed: seed)
    }
    // Half by land and half by settlements, as the spread within a unit is.
    let areas = shapes.areas(in: LocalPlane(centre: shapes.box.centre))
    let land = areas.reduce(0, +)
    let places = Double(settlements.reduce(0, +))
    let weights = zip(areas, settlements).map { Int((1e9 * ($0 / land + Double($1) / places)).rounded()) }
    return spreadHouseholds(
      apportion(households ?? 0, over: weights), over: shapes, settlements: settlements, seed: seed)
  }

  /// Whole numbers; others are rounded, and it is said.
  private func counts(_ field: VectorField, file: String) throws -> [Int] {
    var fractions = 0
    let counts = try field.texts.enumerated().map { row, text in
      guard let text, let number = Double(text), number >= 0, number < 1e9 else {
        throw InputError(
          Message("\(file), feature \(row + 1): column '\(field.name)' holds no number of households"))
      }
      if number != number.rounded() { fractions += 1 }
      return Int(number.rounded())
    }
    if fractions > 0 {
      Console.note(
        words(
          "\(file): \(fractions) values of column '\(field.name)' are no whole numbers of households and are rounded"
        )
      )
    }
    return counts
  }
}
