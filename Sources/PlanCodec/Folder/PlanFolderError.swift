import Geometry
import VectorFiles
import Words

/// Why a plan folder cannot be written or read.
public enum PlanFolderError: Error, Sendable, Worded, CustomStringConvertible {
  /// A file cannot be written.
  case cannotWrite(file: String, detail: Message)
  /// A layer or table cannot be read or written.
  case format(FormatError)
  /// GEOS cannot work on the land.
  case geometry(GEOSError)
  /// A document of a plan is not as it should be.
  case unreadable(file: String, detail: Message)
  /// A field of a table is not what its column holds; rows count from 1.
  case wrongField(file: String, row: Int, column: String, value: String)
  /// The folder is no plan.
  case notAPlan(folder: String)
  /// It holds areas and routes alone.
  case patrolOnly(folder: String)
  /// The plan was changed, and what follows from the change over the roads was not worked out.
  case unsettled(folder: String)
  /// A file of a plan does not fit the others.
  case contradiction(file: String, detail: Message)
  /// It never was at rest while it was read.
  case unsteady(folder: String)
  /// The scenario that a plan was made from is not where it was.
  case scenarioGone(file: Message, plan: String)

  public var message: Message {
    switch self {
    case .cannotWrite(let file, let detail): Message("\(file): cannot be written (\(detail))")
    case .format(let error): error.message
    case .geometry(let error): error.message
    case .unreadable(let file, let detail): Message("\(file): cannot be read as part of a plan (\(detail))")
    case .wrongField(let file, let row, let column, let value):
      Message("\(file), row \(row): column '\(column)' cannot hold '\(value)'")
    case .notAPlan(let folder): Message("\(folder): is no plan folder (it has no problem.json)")
    case .patrolOnly(let folder):
      Message("\(folder): holds patrol areas and routes only; make a whole plan with 'plan'")
    case .unsettled(let folder):
      Message(
        "\(folder): the plan was changed, and what follows over the roads is not worked out; it is left as it is"
      )
    case .contradiction(let file, let detail): Message("\(file): \(detail)")
    case .unsteady(let folder):
      Message("\(folder): is being changed all the time, and cannot be read as a whole")
    case .scenarioGone(let file, let plan):
      Message("\(plan): was made from \(file), which is not there; name its scenario with --scenario")
    }
  }
}
