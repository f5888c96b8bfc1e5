import Words

/// A function failed: of GEOS, or one that works on shapes beside it.
public struct GEOSError: Error, Worded, CustomStringConvertible, Sendable, Equatable {
  /// The function that failed.
  public let function: String
  /// What it said; `nil` where it said nothing.
  public let detail: Message?

  package init(function: String, detail: Message?) {
    self.function = function
    self.detail = detail
  }

  public var message: Message {
    detail.map { Message("\(function): \($0)") } ?? Message("\(function) failed")
  }
}
