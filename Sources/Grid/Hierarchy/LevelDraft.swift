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
  var parents: [Int] = []

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
        as: .polygon)
    } catch { throw .format(error) }
    guard case .polygons(let shapes) = layer.geometry, let codeField = layer[columns.code] else {
      preconditionFailure("the reader returns what it was asked for")
    }
    name = level.name
    self.shapes = shapes
    let codes = try Self.codes(codeField, file: source.path, layer: layer.name)
    self.codes = codes
    names = columns.name.flatMap { layer[$0] }.map { zip($0.texts, codes).map { $0 ?? $1 } } ?? codes
    if let field = columns.households.flatMap({ layer[$0] }) {
      households = try Self.households(field, codes: codes, file: source.path, layer: layer.name)
    } else {
      households = nil
    }
    inherited = groupColumns.compactMap { layer[$0] }
  }

  private static func codes(_ field: VectorField, file: String, layer: String) throws(HierarchyError)
    -> [String]
  {
    var codes: [String] = []
    var firstAt: [String: Int] = [:]
    for (row, text) in field.texts.enumerated() {
      guard let text, !text.isEmpty else {
        throw .noCode(file: file, layer: layer, feature: row + 1, field: field.name)
      }
      if let first = firstAt[text] {
        throw .repeatedCode(
          file: file, layer: layer, code: text, field: field.name, features: [first + 1, row + 1])
      }
      firstAt[text] = row
      codes.append(text)
    }
    return codes
  }

  private static func households(
    _ field: VectorField, codes: [String], file: String, layer: String
  ) throws(HierarchyError) -> [Int] {
    var result: [Int] = []
    for (row, text) in field.texts.enumerated() {
      guard let text, let number = Double(text), number.magnitude < 1e12 else {
        throw .noNumber(file: file, layer: layer, code: codes[row], field: field.name)
      }
      let count = Int(number.rounded())
      guard count >= 0 else {
        throw .negative(file: file, layer: layer, code: codes[row], field: field.name, value: count)
      }
      result.append(count)
    }
    return result
  }

  /// The first characters of every code.
  func prefixes(_ length: Int) throws(HierarchyError) -> [String] {
    var result: [String] = []
    for code in codes {
      guard code.count > length else { throw .shortCode(level: name, code: code, prefix: length) }
      result.append(String(code.prefix(length)))
    }
    return result
  }

  /// The values of a column; each must be there.
  func texts(of column: String) throws(HierarchyError) -> [String] {
    let texts = inherited.first { $0.name == column }?.texts ?? Array(repeating: nil, count: codes.count)
    var result: [String] = []
    for (unit, text) in texts.enumerated() {
      guard let text, !text.isEmpty else { throw .noParent(level: name, code: codes[unit], field: column) }
      result.append(text)
    }
    return result
  }

  /// The columns for groups of units; those that differ within a group are of no use above it.
  func inherited(by groupOf: [Int], groupCount: Int) -> [VectorField] {
    inherited.compactMap { field in
      var values = [String?](repeating: nil, count: groupCount)
      var seen = [Bool](repeating: false, count: groupCount)
      for (unit, text) in field.texts.enumerated() {
        let group = groupOf[unit]
        if seen[group] && values[group] != text { return nil }
        seen[group] = true
        values[group] = text
      }
      return VectorField(field.name, .text(values))
    }
  }
}
