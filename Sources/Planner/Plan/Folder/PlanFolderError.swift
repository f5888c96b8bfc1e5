import Grid

/// Why a plan folder cannot be written or read.
public enum PlanFolderError: Error, Sendable, CustomStringConvertible {
  /// Something that must not be replaced stands there; `wanted` is what might.
  case exists(String, wanted: String)
  case cannotWrite(file: String, detail: String)
  case format(FormatError)
  case geometry(GEOSError)
  case workbook(WorkbookError)
  case report(ReportError)
  case unreadable(file: String, detail: String)

  public var description: String {
    switch self {
    case .exists(let folder, let wanted): "\(folder): exists and is not \(wanted); it is left as it is"
    case .cannotWrite(let file, let detail): "\(file): cannot be written (\(detail))"
    case .format(let error): error.description
    case .geometry(let error): error.description
    case .workbook(let error): error.description
    case .report(let error): error.description
    case .unreadable(let file, let detail): "\(file): cannot be read as part of a plan (\(detail))"
    }
  }

  /// Whether the output is at fault, not the input.
  public var isAboutOutput: Bool {
    switch self {
    case .exists, .cannotWrite, .workbook: true
    case .format(.cannotWrite): true
    case .format, .geometry, .report, .unreadable: false
    }
  }
}
