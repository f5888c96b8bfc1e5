/// A GEOS function failed.
public struct GEOSError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The C function that failed.
  public let function: String
  /// What GEOS said of it.
  public let message: String

  package init(function: String, message: String) {
    self.function = function
    self.message = message
  }

  public var description: String {
    message.isEmpty ? "\(function) failed" : "\(function): \(message)"
  }
}
