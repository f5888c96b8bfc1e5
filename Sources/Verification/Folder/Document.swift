import Words

/// A part of a file, which knows what errors call the file.
struct Document {
  let file: String
  let value: JSONValue

  func missing(_ name: String) -> VerificationError { unreadable(Message("'\(name)' is missing")) }

  func unreadable(_ detail: Message) -> VerificationError { .unreadable(file: file, detail: detail) }

  /// `nil` where it is absent or null.
  func optional(_ name: String) -> Document? {
    guard case .object(let members) = value, let member = members[name] else { return nil }
    if case .null = member { return nil }
    return Document(file: file, value: member)
  }

  func member(_ name: String) throws -> Document {
    guard let member = optional(name) else { throw missing(name) }
    return member
  }

  /// No list of a plan is longer, and none of its whole numbers greater: so no sum of them overflows.
  static let longest = 5_000_000
  static let most = 1_000_000_000_000

  var list: [Document] {
    get throws {
      guard case .list(let values) = value else { throw unreadable(Message("a list is none")) }
      guard values.count <= Self.longest else { throw unreadable(Message("a number is beyond measure")) }
      return values.map { Document(file: file, value: $0) }
    }
  }

  var text: String {
    get throws {
      guard case .text(let text) = value else { throw unreadable(Message("a text is none")) }
      return text
    }
  }

  var number: DecimalNumber {
    get throws {
      guard case .number(let number) = value else { throw unreadable(Message("a number is none")) }
      return number
    }
  }

  var int: Int {
    get throws {
      guard let whole = try number.whole(), abs(whole) <= Self.most else {
        throw unreadable(Message("a number is not whole, or beyond measure"))
      }
      return whole
    }
  }

  var double: Double { get throws { try number.double } }

  // MARK: Members

  func text(_ name: String) throws -> String { try member(name).text }
  func int(_ name: String) throws -> Int { try member(name).int }
  func double(_ name: String) throws -> Double { try member(name).double }
  func list(_ name: String) throws -> [Document] { try member(name).list }

  func texts(_ name: String) throws -> [String] {
    var result: [String] = []
    for text in try list(name) { result.append(try text.text) }
    return result
  }

  func ints(_ name: String) throws -> [Int] {
    var result: [Int] = []
    for number in try list(name) { result.append(try number.int) }
    return result
  }

  /// None where there is no such list.
  func textsIfAny(_ name: String) throws -> [String] {
    optional(name) == nil ? [] : try texts(name)
  }

  func listIfAny(_ name: String) throws -> [Document] {
    optional(name) == nil ? [] : try list(name)
  }

  func intIfAny(_ name: String) throws -> Int? {
    guard let member = optional(name) else { return nil }
    return try member.int
  }
}
