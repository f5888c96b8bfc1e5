import Geometry
import Grid
import PlanCodec

/// Why a sample county cannot be made.
public enum SampleError: Error, CustomStringConvertible {
  case geometry(GEOSError)
  case subdivision(SubdivisionError)
  /// Two seeds stand so close that their cells vanish on the lattice, or a part of the county lies apart.
  case crowdedSeeds
  /// The folder cannot be written.
  case folder(PlanFolderError)

  public var description: String {
    switch self {
    case .geometry(let error): error.description
    case .subdivision(let error): error.description
    case .folder(let error): error.description
    case .crowdedSeeds: "the county's land is too small for so many micro-grids; try another --seed"
    }
  }
}
