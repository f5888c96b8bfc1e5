/// Why units cannot be divided into connected groups.
public enum SubdivisionError: Error, Equatable, CustomStringConvertible {
  /// No target is given, and so no group is asked for.
  case noTargets
  /// A target is zero, negative or not a number.
  case badTarget(Double)
  /// There are fewer units than groups to be made of them.
  case tooFewUnits(units: Int, groups: Int)
  /// The units do not hang together.
  case notConnected(pieces: Int)

  public var description: String {
    switch self {
    case .noTargets: "No group is asked for."
    case .badTarget(let target): "A group's share must be above zero, not \(target)."
    case .tooFewUnits(let units, let groups): "\(units) units cannot make \(groups) groups."
    case .notConnected(let pieces): "The units lie in \(pieces) separate pieces."
    }
  }
}
