import VectorFiles

/// The least scenario around levels that a command wrote as `units.<level>.geojson`, so that every command takes the folder.
enum LevelScenario {
  ///
  /// - Parameter sizes: the fewest and most households of a unit, by level.
  static func text(title: String, levels: [String], sizes: [String: ClosedRange<Int>] = [:]) -> String {
    let lines = levels.enumerated().map { index, level in
      let parent = index == 0 ? "" : ", parent: parent"
      let size = sizes[level].map { ", size: \($0.lowerBound)-\($0.upperBound)" } ?? ""
      return "  - {name: \(Escaping.yaml(level)), source: \(Escaping.yaml("units.\(level).geojson")), "
        + "columns: {code: code, name: name\(parent), households: households}\(size)}"
    }
    return "title: \(Escaping.yaml(title))\nlevels:\n\(lines.joined(separator: "\n"))\n"
  }
}
