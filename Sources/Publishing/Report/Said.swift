import Chinese
import Words

/// A message as the page holds it: in Chinese, then in English.
struct Said: Encodable {
  private let message: Message

  init(_ message: Message) { self.message = message }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(Chinese.wording.text(message))
    try container.encode(message.english)
  }
}
