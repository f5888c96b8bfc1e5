import Geometry
import VectorFiles
import Words

/// A level as it is read, before its parents are known and it is measured.
struct LevelDraft {
  let name: String
  let codes: [String]
  let names: [String]
  /// `nil` when the level has no such column.
  let households: [Int]?
  let shapes: PolygonSet
  /// Columns that levels above are joined by.
  let inherited: [VectorField]
  /// Joined from the level below.
  let isDissolved: Bool
  /// What is wrong with the columns.
  private(set) var faults: [StructureFault] = []
  private(set) var columns: [KeptColumn] = []
  private(set) var system: OutputSystem?
  /// What was left out or taken otherwise than it stands, in sentences.
  private(set) var notes: [Message] = []
  var parents: [Int] = []

  /// A level that is joined from the one below.
  init(
    name: String, codes: [String], names: [String], households: [Int]?, shapes: PolygonSet,
    inherited: [VectorField]
  ) {
    self.name = name
    self.codes = codes
    self.names = names
    self.households = households
    self.shapes = shapes
    self.inherited = inherited
    isDissolved = true
  }

  /// A level whose units are given.
  init(_ units: [LandUnit], level: LevelSource) {
    let (file, layer) = ("given units", level.name)
    let field = VectorField("code", .text(units.map(\.code)))
    codes = Self.codes(field, file: file, layer: layer, level: level.name, &faults)
    name = level.name
    names = units.map(\.name)
    var notes: [Message] = []
    households = Self.households(
      VectorField("households", .integer(units.map(\.households))), codes: codes, file: file, layer: layer,
      level: level.name, &faults, &notes)
    var shapes = PolygonSet()
    for unit in units { shapes.appendUnit(unit.polygons) }
    self.shapes = shapes
    inherited = []
    isDissolved = level.wasDissolved
  }

  /// Reads a level's layer.
  init(
    reading source: VectorSource, _ columns: LevelColumns, level: LevelSource, groupColumns: [String]
  ) throws(HierarchyError) {
    let layer: VectorLayer
    do {
      layer = try VectorLayer(
        reading: source,
        columns: [columns.code] + [columns.name, columns.households].compactMap { $0 } + groupColumns,
        as: .polygon, keepsAll: level.keepsColumns)
    } catch { throw .format(error) }
    guard case .polygons(let shapes) = layer.geometry, let codeField = layer[columns.code] else {
      preconditionFailure("the reader returns what it was asked for")
    }
    name = level.name
    self.shapes = shapes
    var faults: [StructureFault] = []
    var notes = layer.notes
    let codes = Self.codes(codeField, file: source.path, layer: layer.name, level: level.name, &faults)
    self.codes = codes
    names = columns.name.flatMap { layer[$0] }.map { zip($0.texts, codes).map { $0 ?? $1 } } ?? codes
    households = columns.households.flatMap { layer[$0] }.map {
      Self.households(
        $0, codes: codes, file: source.path, layer: layer.name, level: level.name, &faults, &notes)
    }
    inherited = groupColumns.compactMap { layer[$0] }
    isDissolved = level.wasDissolved
    self.faults = faults
    self.notes = notes
    self.columns = layer.kept
    system = layer.system
  }

  /// Blanks around a code are no part of it. A feature without a code is named by its number.
  private static func codes(
    _ field: VectorField, file: String, layer: String, level: String, _ faults: inout [StructureFault]
  ) -> [String] {
    var codes: [String] = []
    var firstAt: [String: Int] = [:]
    for (row, text) in field.texts.enumerated() {
      guard let text = text?.trimmed, !text.isEmpty else {
        faults.append(
          StructureFault(
            .missingCode, level: level, unit: row,
            error: .noCode(file: file, layer: layer, feature: row + 1, field: field.name)))
        codes.append("feature \(row + 1)")
        continue
      }
      if let first = firstAt[text] {
        faults.append(
          StructureFault(
            .repeatedCode, level: level, unit: row,
            error: .repeatedCode(
              file: file, layer: layer, code: text, field: field.name, features: [first + 1, row + 1])))
      } else {
        firstAt[text] = row
      }
      codes.append(text)
    }
    return codes
  }

  /// Counts that are not there or make no sense are taken for none; those that are not whole are rounded.
  private static func households(
    _ field: VectorField, codes: [String], file: String, layer: String, level: String,
    _ faults: inout [StructureFault], _ notes: inout [Message]
  ) -> [Int] {
    var fractions: [Int] = []
    let counts = field.texts.enumerated().map { row, text in
      guard let text, let number = Double(text), number.magnitude < 1e12 else {
        faults.append(
          StructureFault(
            nil, level: level, unit: row,
            error: .noNumber(file: file, layer: layer, code: codes[row], field: field.name)))
        return 0
      }
      let count = Int(number.rounded())
      if Double(count) != number { fractions.append(row) }
      guard count >= 0 else {
        faults.append(
          StructureFault(
            nil, level: level, unit: row,
            error: .negative(file: file, layer: layer, code: codes[row], field: field.name, value: count)))
        return 0
      }
      return count
    }
    if let first = fractions.first {
      notes.append(
        Message(
          "household_fractions_rounded",
          "\(file), layer \(layer): \(fractions.count) values of column '\(field.name)' are no whole numbers of households "
            + "and are rounded, such as \(field.texts[first] ?? "") of unit \(codes[first])"))
    }
    return counts
  }

  /// The first characters of every code; `nil` where there are no more than that.
  func prefixes(_ length: Int) -> [String?] {
    codes.map { $0.count > length ? String($0.prefix(length)) : nil }
  }

  /// The values of a column; `nil` where there is none.
  func texts(of column: String) -> [String?] {
    let texts = inherited.first { $0.name == column }?.texts ?? Array(repeating: nil, count: codes.count)
    return texts.map { text in text.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 } }
  }

  /// The columns for groups of units; those that differ within a group are of no use above it.
  func inherited(by groupOf: [Int], groupCount: Int) -> [VectorField] {
    inherited.compactMap { field in
      var values = [String?](repeating: nil, count: groupCount)
      var seen = [Bool](repeating: false, count: groupCount)
      for (unit, text) in field.texts.enumerated() {
        let text = text?.trimmed
        let group = groupOf[unit]
        if seen[group] && values[group] != text { return nil }
        seen[group] = true
        values[group] = text
      }
      return VectorField(field.name, .text(values))
    }
  }
}
