/// As files hold a message: its code, its values, and its English.
extension Message: Codable {
  private enum CodingKeys: String, CodingKey {
    case code, params, text
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      code: try container.decode(String.self, forKey: .code),
      values: try container.decode([Value].self, forKey: .params),
      english: try container.decode(String.self, forKey: .text))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(code, forKey: .code)
    try container.encode(values, forKey: .params)
    try container.encode(english, forKey: .text)
  }
}

/// A text as it is, or a message.
extension Message.Value: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .message(try container.decode(Message.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .message(let message): try container.encode(message)
    }
  }
}
