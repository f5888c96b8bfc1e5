import Foundation

/// The languages that the program speaks.
public enum Language: String, Sendable, CaseIterable {
  /// In the characters and words of the mainland.
  case chinese = "zh"
  /// As the sources are written.
  case english = "en"
}

/// How messages read in a language.
public struct Wording: Sendable {
  /// The language.
  public let language: Language
  /// For each code of a message what stands for it, with `{0}` for its first value; empty for English.
  public let catalogue: [String: String]

  /// As messages are written.
  public static let english = Wording(language: .english, catalogue: [:])

  /// A language and its words.
  ///
  /// - Parameters:
  ///   - language: which it is.
  ///   - catalogue: for each code the words, with `{0}` for the first value.
  public init(language: Language, catalogue: [String: String]) {
    self.language = language
    self.catalogue = catalogue
  }

  /// A message in this language; in English where it has no words in it.
  public func text(_ message: Message) -> String {
    if language == .english { return message.english }
    if message.code == "{0}", case .text(let text)? = message.values.first { return text }
    if message.code.hasPrefix(Message.joining) {
      let sign = catalogue[message.code] ?? String(message.code.dropFirst(Message.joining.count))
      return message.values.map(text).joined(separator: sign)
    }
    guard let words = catalogue[message.code] else {
      return message.hasWordedValues ? filled(message.code, message.values) : message.english
    }
    return filled(words, message.values)
  }

  private func text(_ value: Message.Value) -> String {
    switch value {
    case .text(let text): text
    case .message(let message): text(message)
    }
  }

  /// What stands for a number is not looked through again: a name may hold braces.
  private func filled(_ words: String, _ values: [Message.Value]) -> String {
    var result = ""
    var rest = words[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"), let number = Int(rest[rest.index(after: open)..<close]),
        values.indices.contains(number)
      else {
        result.append(rest.removeFirst())
        continue
      }
      result += text(values[number])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

extension Message {
  /// Whether a part of it may read otherwise in another language although the whole has no words there.
  fileprivate var hasWordedValues: Bool {
    values.contains { if case .message = $0 { true } else { false } }
  }
}
