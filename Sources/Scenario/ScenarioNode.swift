import Foundation
import Yams

/// A value of a scenario file that knows its key and line, for errors that a person can act on.
package struct ScenarioNode {
  let file: String
  package let key: String
  private let node: Node

  package init(parsing text: String, file: String) throws(ScenarioError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw .notYAML(
        file: file, detail: String(describing: error).split(separator: "\n").joined(separator: " "))
    }
    guard let root else { throw .notYAML(file: file, detail: "it is empty") }
    self.init(file: file, key: "scenario", node: root)
  }

  private init(file: String, key: String, node: Node) {
    self.file = file
    self.key = key
    self.node = node
  }

  var line: Int { node.mark?.line ?? 1 }

  package func wrong(_ wanted: String) -> ScenarioError {
    .wrongValue(file: file, line: line, key: key, wanted: wanted)
  }

  private var scalar: Node.Scalar? { node.scalar }

  package var isNull: Bool { node.null != nil }

  // MARK: Mappings

  /// The values of a mapping, none of whose keys is unknown.
  package func section(_ known: [String]) throws(ScenarioError) -> Section {
    guard case .mapping(let mapping) = node else {
      throw wrong("a mapping with \(known.joined(separator: ", "))")
    }
    var values: [String: ScenarioNode] = [:]
    for (name, value) in mapping {
      guard let text = name.string, known.contains(text) else {
        throw .unknownKey(
          file: file, line: name.mark?.line ?? line, key: name.string ?? "?", known: known)
      }
      values[text] = ScenarioNode(file: file, key: text, node: value)
    }
    return Section(file: file, line: line, values: values)
  }

  /// The entries of a mapping with free keys, in the order of the file.
  package func entries() throws(ScenarioError) -> [ScenarioNode] {
    guard case .mapping(let mapping) = node else { throw wrong("a mapping of names to values") }
    return mapping.map { ScenarioNode(file: file, key: $0.string ?? "", node: $1) }
  }

  package struct Section {
    let file: String
    let line: Int
    fileprivate let values: [String: ScenarioNode]

    /// The value of a key; `nil` when it is not there or null.
    package subscript(key: String) -> ScenarioNode? { values[key].flatMap { $0.isNull ? nil : $0 } }

    package func required(_ key: String) throws(ScenarioError) -> ScenarioNode {
      guard let value = self[key] else { throw .missingKey(file: file, line: line, key: key) }
      return value
    }
  }

  // MARK: Values

  package func list() throws(ScenarioError) -> [ScenarioNode] {
    guard case .sequence(let sequence) = node else { throw wrong("a list") }
    return sequence.map { ScenarioNode(file: file, key: key, node: $0) }
  }

  package func text() throws(ScenarioError) -> String {
    guard let scalar, !isNull else { throw wrong("a text") }
    return scalar.string
  }

  package func flag() throws(ScenarioError) -> Bool {
    guard let value = node.bool else { throw wrong("true or false") }
    return value
  }

  /// A whole number within bounds.
  package func integer(atLeast least: Int, atMost most: Int = Measure.count) throws(ScenarioError) -> Int {
    guard let value = node.int, value >= least else { throw wrong("a whole number of at least \(least)") }
    guard value <= most else { throw wrong("a whole number from \(least) to \(most)") }
    return value
  }

  private var value: Double? { node.float ?? node.int.map(Double.init) }

  /// A number above zero.
  func positive(atMost most: Double = Measure.amount) throws(ScenarioError) -> Double {
    guard let value, value > 0, value.isFinite else { throw wrong("a number above 0") }
    guard value <= most else { throw wrong("a number above 0, at most \(Measure.text(most))") }
    return value
  }

  /// A number of zero or more.
  func notNegative(atMost most: Double = Measure.amount) throws(ScenarioError) -> Double {
    guard let value, value >= 0, value.isFinite else { throw wrong("a number of at least 0") }
    guard value <= most else { throw wrong("a number from 0 to \(Measure.text(most))") }
    return value
  }

  /// A number within bounds.
  func number(in bounds: ClosedRange<Double>) throws(ScenarioError) -> Double {
    guard let value, bounds.contains(value) else { throw wrong(Measure.text(bounds)) }
    return value
  }

  /// A number from 0 to 1.
  package func share() throws(ScenarioError) -> Double {
    guard let value = node.float ?? node.int.map(Double.init), (0...1).contains(value) else {
      throw wrong("a number from 0 to 1")
    }
    return value
  }

  func date() throws(ScenarioError) -> CivilDate {
    guard let date = CivilDate(scalar?.string ?? "") else { throw wrong("a date such as 2026-12-01") }
    return date
  }

  /// "2027-01-18", or "2027-01-18..2027-02-20".
  func dates() throws(ScenarioError) -> [CivilDate] {
    let parts = (scalar?.string ?? "").components(separatedBy: "..")
    guard parts.count <= 2, let first = CivilDate(parts[0]), let last = CivilDate(parts[parts.count - 1]),
      first <= last
    else { throw wrong("dates such as 2027-01-18, or 2027-01-18..2027-02-20") }
    return (0...(last - first)).map { first + $0 }
  }

  /// "08:00-16:00".
  func window() throws(ScenarioError) -> DailyWindow {
    guard let window = DailyWindow(scalar?.string ?? "") else {
      throw wrong("two times such as \"08:00-16:00\"")
    }
    return window
  }
}

extension DailyWindow {
  /// Reads "08:00-16:00".
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = TimeOfDay(parts[0]), let end = TimeOfDay(parts[1]) else { return nil }
    self.init(start: start, end: end)
  }
}
