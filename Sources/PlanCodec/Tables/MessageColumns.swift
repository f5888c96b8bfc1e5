import Foundation
import Words

/// How files hold messages: the English, and beside it the code and the values, from which any language is worded.
///
/// A message that has no code, as an earlier planner or a hand wrote it, is its English in every language.
extension Array {
  /// A message: `reason`, with `reason_code` and `reason_params`, a JSON array.
  package static func message<Row>(
    _ name: String, _ path: Table<Row>.Column.Path<Message>
  ) -> Self where Element == Table<Row>.Column {
    [
      .text(
        name, { $0[keyPath: path].english },
        read: { text, row in
          row[keyPath: path] = Message(verbatim: text)
          return true
        }),
      .text(
        "\(name)_code", { $0[keyPath: path].coded?.code },
        read: { code, row in
          let english = row[keyPath: path].english
          if !code.isEmpty { row[keyPath: path] = Message(code: code, values: [], english: english) }
          return true
        }
      ).optional,
      .text(
        "\(name)_params", { $0[keyPath: path].coded.map { MessageJSON.text($0.values) } },
        read: { text, row in
          guard !text.isEmpty else { return true }
          guard let values = MessageJSON.read([Message.Value].self, text) else { return false }
          let message = row[keyPath: path]
          row[keyPath: path] = Message(code: message.code, values: values, english: message.english)
          return true
        }
      ).optional,
    ]
  }

  /// Several messages: `cause` in one sentence, the codes in `cause_codes`, joined by `;`, and `cause_params`, a JSON array of
  /// a code, values and the English for each.
  ///
  /// - Parameter sentence: all in one.
  package static func messages<Row>(
    _ name: String, _ path: Table<Row>.Column.Path<[Message]>, sentence: @escaping @Sendable (Row) -> Message
  ) -> Self where Element == Table<Row>.Column {
    [
      .text(
        name, { sentence($0).english },
        read: { text, row in
          row[keyPath: path] = text.isEmpty ? [] : [Message(verbatim: text)]
          return true
        }
      ).optional,
      .shown("\(name)_codes") { row in
        row[keyPath: path].compactMap { $0.coded?.code }.joined(separator: ";")
      },
      .text(
        "\(name)_params", { $0[keyPath: path].isEmpty ? nil : MessageJSON.text($0[keyPath: path]) },
        read: { text, row in
          guard !text.isEmpty else { return true }
          guard let messages = MessageJSON.read([Message].self, text) else { return false }
          row[keyPath: path] = messages
          return true
        }
      ).optional,
    ]
  }
}

/// JSON in a field of a table.
private enum MessageJSON {
  static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("texts alone are encoded")
    }
    return String(decoding: data, as: UTF8.self)
  }

  static func read<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }
}

extension Message {
  /// Itself, unless it has no code.
  package var coded: Message? { code == "{0}" ? nil : self }

  /// A message as documents hold it, with its code and values where it has them.
  init(_ text: String, code: String?, params: [Value]?) {
    if let code {
      self.init(code: code, values: params ?? [], english: text)
    } else {
      self.init(verbatim: text)
    }
  }
}
