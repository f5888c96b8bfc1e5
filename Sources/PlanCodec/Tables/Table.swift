import Foundation
import Scenario
import VectorFiles

/// A table of a plan folder, declared once: its writer, and its reader, follow from its columns.
///
/// ```swift
/// let table = Table("unserved", UnservedVisit(...), [
///   .text("day_type", \.dayType), .whole("visit", \.visit), .shown("note") { _ in .text("...") },
/// ])
/// try draft.write([table.layer(visits)], as: .csv, to: "unserved.csv")
/// let visits = try table.rows(in: folder)
/// ```
package struct Table<Row: Sendable>: Sendable {
  /// Of the file without its ending.
  package let name: String
  /// What the columns that are read are set in.
  private let blank: Row
  private let columns: [Column]

  package init(_ name: String, _ blank: Row, _ columns: [Column]...) {
    self.name = name
    self.blank = blank
    self.columns = columns.flatMap(\.self)
  }

  /// One column: what it shows of a row, and how it is read back; without `read` it is only shown.
  package struct Column: Sendable {
    let name: String
    let values: @Sendable ([Row]) -> VectorField.Values
    /// Takes a field up into a row; `false` where it is no such thing.
    let read: (@Sendable (String, inout Row) -> Bool)?
    /// Whether a table may lack it: an earlier version did not write it.
    var isOptional = false

    /// The same column, which files of an earlier version may lack.
    package var optional: Column {
      var column = self
      column.isOptional = true
      return column
    }
  }

  /// The rows as a table to write.
  package func layer(_ rows: [Row]) -> VectorLayer {
    VectorLayer(
      name: name, fields: columns.map { VectorField($0.name, $0.values(rows)) }, geometry: .none)
  }

  /// The columns as fields, to stand beside a geometry.
  package func fields(_ rows: [Row]) -> [VectorField] { layer(rows).fields }

  /// Reads the table from a plan folder.
  package func rows(in folder: HeldFolder) throws(PlanFolderError) -> [Row] {
    let source = folder.source("\(name).csv")
    let wanted = columns.filter { $0.read != nil }
    do {
      let layer = try VectorLayer(
        reading: source, columns: wanted.filter { !$0.isOptional }.map(\.name),
        optional: wanted.filter(\.isOptional).map(\.name), as: .none)
      return try rows(of: layer, source.path)
    } catch FormatError.noFeatures {
      return []
    } catch let error as FormatError {
      throw .format(error)
    } catch let error as PlanFolderError {
      throw error
    } catch { preconditionFailure("only the two errors above are thrown") }
  }

  /// Reads the rows of a layer whose fields are those of the table.
  package func rows(of layer: VectorLayer, _ file: String) throws(PlanFolderError) -> [Row] {
    var rows = [Row](repeating: blank, count: layer.count)
    for column in columns {
      guard let read = column.read, let texts = layer[column.name]?.texts else { continue }
      for (row, text) in texts.enumerated() where !read(text ?? "", &rows[row]) {
        throw .wrongField(file: file, row: row + 1, column: column.name, value: text ?? "")
      }
    }
    return rows
  }
}

extension Table.Column {
  package typealias Path<Value> = WritableKeyPath<Row, Value> & Sendable

  package static func text(_ name: String, _ path: Path<String>) -> Self {
    Self(
      name: name, values: { .text($0.map { $0[keyPath: path] }) },
      read: {
        $1[keyPath: path] = $0
        return true
      })
  }

  package static func text(_ name: String, _ path: Path<String?>) -> Self {
    Self(
      name: name, values: { .text($0.map { $0[keyPath: path] }) },
      read: {
        $1[keyPath: path] = $0.isEmpty ? nil : $0
        return true
      })
  }

  package static func whole(_ name: String, _ path: Path<Int>) -> Self {
    Self(
      name: name, values: { .integer($0.map { $0[keyPath: path] }) },
      read: { text, row in Self.take(Int(text), into: &row, path) })
  }

  /// Whole numbers, of which an empty field is none.
  package static func whole(_ name: String, _ path: Path<Int?>) -> Self {
    Self(
      name: name, values: { .integer($0.map { $0[keyPath: path] }) },
      read: { text, row in
        row[keyPath: path] = Int(text)
        return text.isEmpty || row[keyPath: path] != nil
      })
  }

  /// Whole numbers of what is kept as a real one.
  package static func whole(_ name: String, _ path: Path<Double>) -> Self {
    Self(
      name: name, values: { .integer($0.map { Int(exactly: $0[keyPath: path].rounded()) }) },
      read: { text, row in Self.take(Double(text), into: &row, path) })
  }

  package static func real(_ name: String, _ path: Path<Double>) -> Self {
    Self(
      name: name, values: { .real($0.map { $0[keyPath: path] }) },
      read: { text, row in Self.take(Double(text), into: &row, path) })
  }

  /// Words of a fixed list.
  package static func word<Word: RawRepresentable & SendableMetatype>(_ name: String, _ path: Path<Word>)
    -> Self
  where Word.RawValue == String {
    Self(
      name: name, values: { .text($0.map { $0[keyPath: path].rawValue }) },
      read: { text, row in Self.take(Word(rawValue: text), into: &row, path) })
  }

  package static func date(_ name: String, _ path: Path<CivilDate>) -> Self {
    Self(
      name: name, values: { .text($0.map { $0[keyPath: path].text }) },
      read: { text, row in Self.take(CivilDate(text), into: &row, path) })
  }

  /// Lists, joined by `;`.
  package static func list(_ name: String, _ path: Path<[String]>) -> Self {
    Self(
      name: name, values: { .text($0.map { $0[keyPath: path].joined(separator: ";") }) },
      read: {
        $1[keyPath: path] = $0.parts(at: ";").map(String.init)
        return true
      })
  }

  /// Texts that follow from a row and are not read back.
  package static func shown(_ name: String, _ text: @escaping @Sendable (Row) -> String?) -> Self {
    Self(name: name, values: { .text($0.map(text)) }, read: nil)
  }

  package static func shownWhole(_ name: String, _ number: @escaping @Sendable (Row) -> Int?) -> Self {
    Self(name: name, values: { .integer($0.map(number)) }, read: nil)
  }

  package static func shownReal(_ name: String, _ number: @escaping @Sendable (Row) -> Double?) -> Self {
    Self(name: name, values: { .real($0.map(number)) }, read: nil)
  }

  /// Texts with a reader of their own.
  package static func text(
    _ name: String, _ text: @escaping @Sendable (Row) -> String?,
    read: @escaping @Sendable (String, inout Row) -> Bool
  ) -> Self {
    Self(name: name, values: { .text($0.map(text)) }, read: read)
  }

  /// Whether there was a value, which is then the row's.
  private static func take<Value>(_ value: Value?, into row: inout Row, _ path: Path<Value>) -> Bool {
    guard let value else { return false }
    row[keyPath: path] = value
    return true
  }
}
