/// What is said, apart from the language it is said in: a code, the values in it, and how it reads in English.
///
/// A message is written as an English sentence with its values in place, `Message("\(file): no such file")`. The code
/// under which a catalogue words it in another language is that sentence with a number for each value,
/// `{0}: no such file`; what scripts are to recognise has a code of its own, `Message("no_file", "\(file): no such file")`.
public struct Message: Sendable, Hashable {
  /// A value in a message: a name, number or code as it is, or something that has words of its own.
  public indirect enum Value: Sendable, Hashable {
    /// As it is in every language.
    case text(String)
    /// Worded as the message is that it stands in.
    case message(Message)
  }

  /// Under which a catalogue words it.
  public let code: String
  /// What the numbers in the words of a catalogue stand for.
  public let values: [Value]
  /// How it reads in English.
  public let english: String

  /// A message that is known by its sentence.
  public init(_ format: Format) {
    self.init(code: format.code, values: format.values, english: format.english)
  }

  /// A message with a code of its own.
  ///
  /// - Parameters:
  ///   - code: what scripts may hold on to, whatever the sentence reads like.
  ///   - format: how it reads in English.
  public init(_ code: String, _ format: Format) {
    self.init(code: code, values: format.values, english: format.english)
  }

  /// A message that was written down.
  public init(code: String, values: [Value], english: String) {
    self.code = code
    self.values = values
    self.english = english
  }

  /// What is said as it is in every language: what a library reports, a name.
  public init(verbatim text: String) {
    self.init(code: "{0}", values: [.text(text)], english: text)
  }

  /// A word that a file or an option is written with, such as the kind of a defect: the word itself is its code.
  ///
  /// - Parameters:
  ///   - term: the word, in the singular.
  ///   - number: how many of them there are; in English others than one stand in the plural.
  public init(term: String, counting number: Int = 1) {
    self.init(code: term, values: [], english: number == 1 ? term : Self.plural(of: term))
  }

  private static func plural(of thing: String) -> String {
    thing.replacing(/([^aeo])y$/) { "\($0.1)ie" } + "s"
  }
}

extension Message: CustomStringConvertible {
  /// In English.
  public var description: String { english }
}

/// What has words in every language.
public protocol Worded {
  /// What it says.
  var message: Message { get }
}

extension Worded {
  /// What it says, in English.
  public var description: String { message.english }
}

extension Message: Worded {
  /// Itself.
  public var message: Message { self }
}

extension [Message] {
  /// One after the other; a catalogue may word the sign between them.
  public func joined(separator: String) -> Message {
    if count == 1 { return self[0] }
    return Message(
      code: Message.joining + separator, values: map(Message.Value.message),
      english: map(\.english).joined(separator: separator))
  }

  /// One after the other with "and" before the last.
  public var listed: Message {
    guard let last, count > 1 else { return joined(separator: ", ") }
    return Message("\([Message](dropLast()).joined(separator: ", ")) and \(last)")
  }
}

extension Message {
  /// Begins the code of what is said one after the other; the sign between them follows.
  static let joining = "joined:"

  /// So many of a thing, which is named in the singular.
  public static func counted(_ number: Int, _ thing: String) -> Message {
    Message(
      code: "{0} \(plural(of: thing))", values: [.text(String(number))],
      english: "\(number) \(Message(term: thing, counting: number))")
  }
}
