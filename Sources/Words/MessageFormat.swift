extension Message {
  /// The literal that a message is written as; it is made from nothing else, so that every sentence can be found in the
  /// sources.
  public struct Format: ExpressibleByStringInterpolation, Sendable {
    var code: String
    var values: [Value]
    var english: String

    public init(stringLiteral value: String) {
      code = value
      values = []
      english = value
    }

    public init(stringInterpolation: Interpolation) {
      code = stringInterpolation.code
      values = stringInterpolation.values
      english = stringInterpolation.english
    }

    /// One sentence of two literals, for those that do not fit a line.
    public static func + (head: Format, tail: Format) -> Format {
      var sum = head
      sum.code += tail.code.numbered(from: head.values.count)
      sum.values += tail.values
      sum.english += tail.english
      return sum
    }

    /// Gathers the parts of a literal.
    public struct Interpolation: StringInterpolationProtocol, Sendable {
      var code = ""
      var values: [Value] = []
      var english = ""

      public init(literalCapacity: Int, interpolationCount: Int) {
        code.reserveCapacity(literalCapacity + 3 * interpolationCount)
        english.reserveCapacity(literalCapacity)
        values.reserveCapacity(interpolationCount)
      }

      public mutating func appendLiteral(_ literal: String) {
        code += literal
        english += literal
      }

      /// A value reads as it describes itself; what has words is worded where the message is.
      public mutating func appendInterpolation<T>(_ value: T) {
        code += "{\(values.count)}"
        if let worded = value as? any Worded {
          values.append(.message(worded.message))
          english += worded.message.english
        } else {
          let text = "\(value)"
          values.append(.text(text))
          english += text
        }
      }
    }
  }
}

extension String {
  /// The same words with their numbers raised.
  fileprivate func numbered(from first: Int) -> String {
    guard first > 0, contains("{") else { return self }
    return replacing(/\{(\d+)\}/) { "{\(first + (Int($0.1) ?? 0))}" }
  }
}
