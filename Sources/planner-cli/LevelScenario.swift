import VectorFiles

/// The least scenario around levels that a command wrote as `units.<level>.geojson`, so that every command takes the folder.
enum LevelScenario {
  static func text(title: String, levels: [String]) -> String {
    let lines = levels.enumerated().map { index, level in
      let parent = index == 0 ? "" : ", parent: parent"
      return "  - {name: \(Escaping.yaml(level)), source: \(Escaping.yaml("units.\(level).geojson")), "
        + "columns: {code: code, name: name\(parent), households: households}}"
    }
    return "title: \(Escaping.yaml(title))\nlevels:\n\(lines.joined(separator: "\n"))\n"
  }
}
