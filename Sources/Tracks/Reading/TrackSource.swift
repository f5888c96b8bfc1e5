import Foundation
import VectorFiles

/// A file of fixes, and how it is to be read.
public struct TrackSource: Sendable {
  public var path: String
  /// Columns that are named; the others are found by their names.
  public var columns: [FixColumns.Meaning: String]
  /// The coordinate system, where the file states none or a wrong one.
  public var coordinateSystem: String?
  /// Seconds to add to every time.
  public var shift: Int

  public init(
    path: String, columns: [FixColumns.Meaning: String] = [:], coordinateSystem: String? = nil, shift: Int = 0
  ) {
    self.path = path
    self.columns = columns
    self.coordinateSystem = coordinateSystem
    self.shift = shift
  }

  /// The file's name without folder and ending: the crew of a file that names none.
  var stem: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }

  func vector(_ pointColumns: [String] = []) -> VectorSource {
    VectorSource(path: path, coordinateSystem: coordinateSystem, pointColumns: pointColumns)
  }
}

/// The crews that files name, numbered as they come.
public struct CrewNames: Sendable {
  public private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  public init() {}

  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
