/// A function failed: of GEOS, or one that works on shapes beside it.
public struct GEOSError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The function that failed.
  public let function: String
  /// What it said.
  public let message: String

  package init(function: String, message: String) {
    self.function = function
    self.message = message
  }

  public var description: String {
    message.isEmpty ? "\(function) failed" : "\(function): \(message)"
  }
}
