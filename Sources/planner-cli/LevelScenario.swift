import Grid
import VectorFiles

/// The least scenario around levels that a command wrote as files beside it, so that every command takes the folder.
enum LevelScenario {
  /// One level, from the top down.
  struct Entry {
    var name: String
    var file: String
    var code = "code"
    var unitName: String? = "name"
    /// `nil` on the top level.
    var parent: LevelSource.ParentRule?
    var households: String? = "households"
    /// The fewest and most households of a unit, where that was asked for.
    var size: ClosedRange<Int>?
    /// Its units were joined from those of the level below.
    var isDissolved = false
    var system = OutputSystem.wgs84
  }

  static func text(title: String, levels: [Entry]) -> String {
    let lines = levels.map { level in
      var columns = ["code: \(Escaping.yaml(level.code))"]
      if let name = level.unitName { columns.append("name: \(Escaping.yaml(name))") }
      if case .column(let parent) = level.parent { columns.append("parent: \(Escaping.yaml(parent))") }
      if let households = level.households { columns.append("households: \(Escaping.yaml(households))") }
      var keys = ["name: \(Escaping.yaml(level.name))", "source: \(Escaping.yaml(level.file))"]
      if level.system != .wgs84 { keys.append("crs: \(Escaping.yaml(level.system.definition))") }
      keys.append("columns: {\(columns.joined(separator: ", "))}")
      if case .prefix(let length) = level.parent { keys.append("parent: {prefix: \(length)}") }
      if let size = level.size { keys.append("size: \(size.lowerBound)-\(size.upperBound)") }
      if level.isDissolved { keys.append("dissolved: true") }
      return "  - {\(keys.joined(separator: ", "))}"
    }
    return "title: \(Escaping.yaml(title))\nlevels:\n\(lines.joined(separator: "\n"))\n"
  }
}
