import Words

/// Why a claim is not accepted, or why nothing can be said of a folder.
package enum VerificationError: Error, Worded {
  /// A file is no such file as a plan has.
  case unreadable(file: String, detail: Message)
  /// A claim does not follow.
  case refused(Message)

  package var message: Message {
    switch self {
    case .unreadable(let file, let detail): Message("\(file): cannot be read as part of a plan (\(detail))")
    case .refused(let reason): reason
    }
  }
}

/// Refuses a claim with a reason unless something holds.
func require(_ holds: Bool, _ reason: @autoclosure () -> Message) throws {
  if !holds { throw VerificationError.refused(reason()) }
}
