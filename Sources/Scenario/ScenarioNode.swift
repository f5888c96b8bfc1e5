import Foundation
import Words
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
        file: file,
        detail: Self.detail(of: error))
    }
    guard let root else { throw .notYAML(file: file, detail: Message("it is empty")) }
    self.init(file: file, key: "scenario", node: root)
  }

  /// What the library says in one line, at a place of the file as a rule.
  private static func detail(of error: any Error) -> Message {
    let text = String(describing: error).split(separator: "\n").joined(separator: " ")
    guard let parts = text.wholeMatch(of: /(\d+):(\d+): (.*)/) else { return Message(verbatim: text) }
    return Message("yaml_fault", "\(parts.1):\(parts.2): \(parts.3)")
  }

  private init(file: String, key: String, node: Node) {
    self.file = file
    self.key = key
    self.node = node
  }

  var line: Int { node.mark?.line ?? 1 }

  package func wrong(_ wanted: Message) -> ScenarioError {
    .wrongValue(file: file, line: line, key: key, wanted: wanted)
  }

  private var scalar: Node.Scalar? { node.scalar }

  package var isNull: Bool { node.null != nil }

  // MARK: Mappings

  /// The values of a mapping, none of whose keys is unknown.
  package func section(_ known: [String]) throws(ScenarioError) -> Section {
    guard case .mapping(let mapping) = node else {
      throw wrong(Message("a mapping with \(Message(list: known))"))
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

  var isMapping: Bool { if case .mapping = node { true } else { false } }

  /// The entries of a mapping with free keys, in the order of the file.
  package func entries() throws(ScenarioError) -> [ScenarioNode] {
    guard case .mapping(let mapping) = node else { throw wrong(Message("a mapping of names to values")) }
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
    guard case .sequence(let sequence) = node else { throw wrong(Message("a list")) }
    return sequence.map { ScenarioNode(file: file, key: key, node: $0) }
  }

  package func text() throws(ScenarioError) -> String {
    guard let scalar, !isNull else { throw wrong(Message("a text")) }
    return scalar.string
  }

  package func flag() throws(ScenarioError) -> Bool {
    guard let value = node.bool else { throw wrong(Message("true or false")) }
    return value
  }

  /// A whole number within bounds.
  package func integer(atLeast least: Int, atMost most: Int = Measure.count) throws(ScenarioError) -> Int {
    guard let value = node.int, value >= least else {
      throw wrong(Message("a whole number of at least \(least)"))
    }
    guard value <= most else { throw wrong(Message("a whole number from \(least) to \(most)")) }
    return value
  }

  private var value: Double? { node.float ?? node.int.map(Double.init) }

  /// A number above zero.
  func positive(atMost most: Double = Measure.amount) throws(ScenarioError) -> Double {
    guard let value, value > 0, value.isFinite else { throw wrong(Message("a number above 0")) }
    guard value <= most else { throw wrong(Message("a number above 0, at most \(Measure.text(most))")) }
    return value
  }

  /// A number of zero or more.
  func notNegative(atMost most: Double = Measure.amount) throws(ScenarioError) -> Double {
    guard let value, value >= 0, value.isFinite else { throw wrong(Message("a number of at least 0")) }
    guard value <= most else { throw wrong(Message("a number from 0 to \(Measure.text(most))")) }
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
      throw wrong(Message("a number from 0 to 1"))
    }
    return value
  }

  func date() throws(ScenarioError) -> CivilDate {
    guard let date = CivilDate(scalar?.string ?? "") else {
      throw wrong(Message("a date such as 2026-12-01"))
    }
    return date
  }

  /// "2027-01-18", or "2027-01-18..2027-02-20".
  func dates() throws(ScenarioError) -> [CivilDate] {
    let parts = (scalar?.string ?? "").components(separatedBy: "..")
    guard parts.count <= 2, let first = CivilDate(parts[0]), let last = CivilDate(parts[parts.count - 1]),
      first <= last
    else { throw wrong(Message("dates such as 2027-01-18, or 2027-01-18..2027-02-20")) }
    return (0...(last - first)).map { first + $0 }
  }

  /// "08:00-16:00".
  func window() throws(ScenarioError) -> DailyWindow {
    guard let window = DailyWindow(scalar?.string ?? "") else {
      throw wrong(Message("two times such as \"08:00-16:00\""))
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
