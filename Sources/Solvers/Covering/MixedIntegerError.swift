/// The solver of mixed-integer programs failed.
public struct MixedIntegerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The C function that failed.
  public let function: String
  /// In the words of CBC.
  public let message: String

  public var description: String { "\(function): \(message)" }
}
