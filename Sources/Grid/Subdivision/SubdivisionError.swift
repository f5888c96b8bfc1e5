import Words

/// Why units cannot be divided into connected groups.
public enum SubdivisionError: Error, Equatable, Worded, CustomStringConvertible {
  /// No target is given, and so no group is asked for.
  case noTargets
  /// A target is zero, negative or not a number.
  case badTarget(Double)
  /// There are fewer units than groups to be made of them.
  case tooFewUnits(units: Int, groups: Int)
  /// The units do not hang together.
  case notConnected(pieces: Int)

  public var message: Message {
    switch self {
    case .noTargets: Message("No group is asked for.")
    case .badTarget(let target): Message("A group's share must be above zero, not \(target).")
    case .tooFewUnits(let units, let groups): Message("\(units) units cannot make \(groups) groups.")
    case .notConnected(let pieces): Message("The units lie in \(pieces) separate pieces.")
    }
  }
}
