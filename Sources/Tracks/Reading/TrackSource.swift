import Foundation
import VectorFiles

/// A file of fixes, and how it is to be read.
package struct TrackSource: Sendable {
  /// The file, but for the columns of its points.
  package var file: VectorSource
  /// Columns that are named; the others are found by their names.
  package var columns: [FixColumns.Meaning: String]
  /// Seconds to add to every time.
  package var shift: Int

  package init(_ file: VectorSource, columns: [FixColumns.Meaning: String] = [:], shift: Int = 0) {
    self.file = file
    self.columns = columns
    self.shift = shift
  }

  var path: String { file.path }

  /// The file's name without folder and ending: the crew of a file that names none.
  var stem: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }

  func vector(_ pointColumns: [String] = []) -> VectorSource {
    var file = file
    file.pointColumns = pointColumns
    return file
  }
}

/// The crews that files name, numbered as they come.
package struct CrewNames: Sendable {
  package private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  package init() {}

  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
