import Geometry
import Grid
import PlanCodec
import Words

/// Why a sample county cannot be made.
public enum SampleError: Error, Worded, CustomStringConvertible {
  case geometry(GEOSError)
  case subdivision(SubdivisionError)
  /// Two seeds stand so close that their cells vanish on the lattice, or a part of the county lies apart.
  case crowdedSeeds
  /// The folder cannot be written.
  case folder(PlanFolderError)

  public var message: Message {
    switch self {
    case .geometry(let error): error.message
    case .subdivision(let error): error.message
    case .folder(let error): error.message
    case .crowdedSeeds: Message("the county's land is too small for so many micro-grids; try another --seed")
    }
  }
}
