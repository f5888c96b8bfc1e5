/// A number that stands for some values: other values have another one, as good as certainly (64-bit FNV-1a).
///
/// A bound and what was worked out over the roads carry that of what they hold for, so that a change, made by a verb or
/// by hand, shows.
public struct Fingerprint: Sendable, Hashable {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Of nothing.
  public init() {}

  package mutating func add(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    for _ in 0..<8 {
      add(byte: UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// `nil` counts as a number of its own.
  package mutating func add(_ number: Int?) { add(number ?? .min) }

  package mutating func add(_ number: Double) { add(Int(bitPattern: UInt(number.bitPattern))) }

  package mutating func add(_ text: String) {
    add(text.utf8.count)
    for byte in text.utf8 { add(byte: byte) }
  }

  package mutating func add(_ texts: some Collection<String>) {
    add(texts.count)
    for text in texts { add(text) }
  }

  private mutating func add(byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
}

extension Fingerprint: CustomStringConvertible {
  /// Sixteen hexadecimal digits.
  public var description: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Reads a description.
  package init?(_ description: String) {
    guard description.utf8.count == 16, let hash = UInt64(description, radix: 16) else { return nil }
    self.hash = hash
  }
}

extension Fingerprint {
  /// Takes up a value with all it holds, whatever its type: what is added to the type later counts, too. For values of
  /// some hundred fields; the long columns of a plan are added by themselves.
  package mutating func add(reflecting value: Any) {
    switch value {
    case let text as String: add(text)
    case let number as Int: add(number)
    case let number as Int32: add(Int(number))
    case let number as Double: add(number)
    case let flag as Bool: add(flag ? 1 : 0)
    default:
      let mirror = Mirror(reflecting: value)
      switch mirror.displayStyle {
      case .set, .dictionary:
        // They have no order of their own.
        add(unordered: mirror.children.map(\.value))
      case .enum where mirror.children.isEmpty: add("\(value)")
      default:
        add(mirror.children.count)
        for child in mirror.children {
          add(child.label ?? "")
          add(reflecting: child.value)
        }
      }
    }
  }

  private mutating func add(unordered values: [Any]) {
    let prints = values.map { value in
      var print = Fingerprint()
      print.add(reflecting: value)
      return print.hash
    }
    add(prints.count)
    for print in prints.sorted() { add(Int(bitPattern: UInt(print))) }
  }
}
