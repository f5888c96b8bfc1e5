import Grid

/// Why no plan can be made.
public enum PlanError: Error, Sendable, CustomStringConvertible {
  case hierarchy(HierarchyError)
  case geometry(GEOSError)
  case assignment(AssignmentError)

  public var description: String {
    switch self {
    case .hierarchy(let error): error.description
    case .geometry(let error): error.description
    case .assignment(let error): error.description
    }
  }
}
