import Foundation
import Words

/// What the library that parses arguments says by itself, and says in English: heads of the help, what is wrong with the
/// arguments. Its text is taken apart by the sentences that it is made of and put together in another language.
struct ParserText {
  /// So many columns that the library wraps no line: it counts characters, and Chinese ones are wider.
  static let unwrapped = 1_000_000

  private let wording: Wording
  private let columns: Int

  /// - Parameter columns: of the terminal.
  init(_ wording: Wording, columns: Int) {
    self.wording = wording
    self.columns = columns
  }

  /// A help screen or a message about wrong arguments; a version, a script of completions and all else stays as it is.
  func worded(_ text: String) -> String {
    if text.hasPrefix(Self.overview) { return help(text) }
    guard text.hasPrefix(Self.error) else { return text }
    // Without any argument the help follows.
    guard let start = text.range(of: "\n" + Self.overview) else { return complaint(text) }
    return complaint(String(text[..<start.lowerBound])) + "\n"
      + help(String(text[text.index(after: start.lowerBound)...]))
  }

  // MARK: Sentences

  private static let overview = "OVERVIEW: "
  private static let error = "Error: "
  private static let usage = "Usage: "
  private static let explanation = "Help:  "

  /// Those of the library, with numbers for what they tell; the first that fits is taken.
  static let sentences = [
    "Unknown option '{0}'. Did you mean '{1}'?", "Unknown option '{0}'", "Invalid option: {0}",
    "Missing value for '{0}'", "Missing expected argument '{0}'", "Missing one of: '{0}'",
    "Missing required subcommand.", "Unexpected argument '{0}'", "{0} unexpected arguments: '{1}'",
    "The option '{0}' does not take any value, but '{1}' was specified.",
    "The value '{0}' is invalid for '{1}'. Please provide one of the following:\n{2}",
    "The value '{0}' is invalid for '{1}'. Please provide one of {2}.",
    "The value '{0}' is invalid for '{1}'",
    "Can't generate completion scripts for '{0}'.\n"
      + "Please use --generate-completion-script=<shell> with one of:\n    {1}",
    "Can't autodetect a supported shell.\n"
      + "Please use --generate-completion-script=<shell> with one of:\n    {0}",
  ]

  /// Parts of a help screen.
  static let parts = [
    "OVERVIEW: {0}", "USAGE: {0}", "Usage: {0}", "Error: {0}", "Help:  {0}", "ARGUMENTS:", "OPTIONS:",
    "SUBCOMMANDS:", "  See '{0}' for detailed help.", "  See '{0}' for more information.",
    "Show the version.",
    "Show help information.", "{0} (values: {1}; default: {2})", "{0} (values: {1})", "{0} (default: inf)",
    "{0} (default: {1})",
  ]

  /// What stands for something else in a line of usage.
  static let placeholders = ["<options>", "<subcommand>"]

  private func sentence(_ text: String) -> String { reworded(text, by: Self.sentences) }
  private func part(_ text: String) -> String { reworded(text, by: Self.parts) }

  private func reworded(_ text: String, by patterns: [String]) -> String {
    for pattern in patterns {
      guard let values = Self.values(in: text, by: pattern) else { continue }
      return wording.text(Message(code: pattern, values: values.map(Self.value), english: text))
    }
    return text
  }

  /// What stands in a text for the numbers of a pattern; `nil` where it reads otherwise.
  private static func values(in text: String, by pattern: String) -> [String]? {
    let expression = NSRegularExpression.escapedPattern(for: pattern)
      .replacing(/\\\{\d\\\}/) { _ in "(.*?)" }
    guard
      let regex = try? NSRegularExpression(
        pattern: "^\(expression)$", options: [.dotMatchesLineSeparators]),
      let match = regex.firstMatch(in: text, range: NSRange(text.startIndex..., in: text))
    else { return nil }
    return (1..<match.numberOfRanges).map { index in
      Range(match.range(at: index), in: text).map { String(text[$0]) } ?? ""
    }
  }

  /// Words that the library puts between quotes, "a', 'b" or "'a', 'b' or 'c'", are a list.
  private static func value(_ text: String) -> Message.Value {
    let items = text.split(separator: #/', '|' and '|' or '/#)
    guard items.count > 1 else { return .text(text) }
    let names = items.map { Message(verbatim: $0.trimmingCharacters(in: ["'"])) }
    return .message(names.joined(separator: ", "))
  }

  private func usage(_ line: String) -> String {
    Self.placeholders.reduce(line) { $0.replacing($1, with: wording.text(Message(term: $1))) }
  }

  // MARK: Errors

  /// "Error: ", then "Help:  " where there is something to be said, then "Usage: ".
  private func complaint(_ text: String) -> String {
    var message = text.dropFirst(Self.error.count)
    var lines: [String] = []
    if let start = message.range(of: "\n" + Self.usage, options: .backwards) {
      lines = message[message.index(after: start.lowerBound)...].split(separator: "\n").map {
        part(usage(String($0)))
      }
      message = message[..<start.lowerBound]
    }
    if let start = message.range(of: "\n" + Self.explanation, options: .backwards) {
      lines.insert(part(String(message[message.index(after: start.lowerBound)...])), at: 0)
      message = message[..<start.lowerBound]
    }
    let head = part(Self.error + sentence(String(message)))
    return ([head] + lines).joined(separator: "\n")
  }

  // MARK: Help

  /// Where what is said of an option begins.
  private static let labelColumns = 26

  private func help(_ text: String) -> String {
    var result: [String] = []
    let lines = text.components(separatedBy: "\n")
    var index = 0
    var isListing = false
    while index < lines.count {
      let line = lines[index]
      index += 1
      if line.hasPrefix("USAGE: ") {
        result.append(part(usage(line)))
        isListing = true
      } else if !isListing {
        result += part(line).wrapped(to: columns)
      } else if line.hasPrefix("  See '") {
        result.append(part(usage(line)))
      } else if line.hasPrefix("  "), !line.hasPrefix("   ") {
        let margin = String(repeating: " ", count: Self.labelColumns)
        if index < lines.count, lines[index].hasPrefix(margin) {
          result += element(line, lines[index].dropFirst(margin.count))
          index += 1
        } else {
          let label = line.prefix(margin.count)
          result += element(String(label), line.dropFirst(label.count))
        }
      } else {
        result.append(part(line))
      }
    }
    return result.joined(separator: "\n")
  }

  /// An option and what is said of it: beside it, or on a line of its own where the option is too wide.
  private func element(_ label: String, _ said: Substring) -> [String] {
    let label = String(label.reversed().drop { $0 == " " }.reversed())
    let margin = String(repeating: " ", count: Self.labelColumns)
    let lines = part(String(said)).wrapped(to: columns - Self.labelColumns).map { margin + $0 }
    guard label.columns < Self.labelColumns, let first = lines.first else { return [label] + lines }
    return [label.padded(to: Self.labelColumns) + first.dropFirst(margin.count)] + lines.dropFirst()
  }
}
