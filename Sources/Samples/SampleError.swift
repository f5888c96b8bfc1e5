import Grid

/// Why a sample county cannot be made.
public enum SampleError: Error, CustomStringConvertible {
  case geometry(GEOSError)
  case subdivision(SubdivisionError)
  /// Two seeds stand so close that their cells vanish on the lattice, or a part of the county lies apart.
  case crowdedSeeds
  case format(FormatError)
  /// The folder or its scenario file cannot be written.
  case write(file: String, reason: String)

  public var description: String {
    switch self {
    case .geometry(let error): error.description
    case .subdivision(let error): error.description
    case .format(let error): error.description
    case .crowdedSeeds: "The county's land is too small for so many micro-grids; try another seed."
    case .write(let file, let reason): "\(file) cannot be written: \(reason)."
    }
  }
}
