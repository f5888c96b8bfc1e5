import Words

/// The solver of mixed-integer programs failed.
public struct MixedIntegerError: Error, Equatable, Sendable, Worded, CustomStringConvertible {
  /// The C function that failed.
  public let function: String
  /// Why.
  public let detail: Message

  public var message: Message { Message("\(function): \(detail)") }
}
