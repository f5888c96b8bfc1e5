import ArgumentParser
import Foundation
import Grid
import Planner

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prove that every level is an exact partition of the level above.",
    discussion: """
      Takes a scenario folder, a plan folder, or the layers of the levels themselves, from the top down. Units are \
      matched to their parents by the parent column, or by place where there is none. Exit code 1 when a level is \
      not proved.

      Examples:
        planner-cli check shenqiu
        planner-cli check townships.geojson villages.gpkg --parent township
      """)

  @Argument(
    help: ArgumentHelp("A scenario or plan folder, or a layer per level.", valueName: "folder-or-file"))
  var inputs: [String]

  @OptionGroup var columns: LevelColumnOptions

  @Flag(help: "Print the verdict as JSON.")
  var json = false

  func run() throws {
    try reportingFailures {
      let hierarchy = try columns.hierarchy(from: inputs)
      let check = try hierarchy.check()
      try Console.result(json ? try CheckReport(check).json : CheckReport(check).text)
      if !check.proved { throw Exit.breach }
    }
  }
}

/// Which columns of layer files hold what.
struct LevelColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column with a unit's code, in layer files: one for all, or one for each.", valueName: "column"))
  var code: [String] = ["code"]

  @Option(
    help: ArgumentHelp(
      "The column with its parent's code, one for all or one for each lower layer; parents are found by place without.",
      valueName: "column"))
  var parent: [String] = []

  /// The levels of a scenario folder, a plan folder, or of one file a level.
  func hierarchy(from inputs: [String]) throws -> Hierarchy {
    if inputs.count == 1, isFolder(inputs[0]) {
      return try read(PlanFolder.levelSources(of: inputs[0]) ?? Scenario(path: inputs[0]).levels)
    }
    guard code.count == 1 || code.count == inputs.count else {
      throw ValidationError("name one --code for all layers, or one for each of the \(inputs.count)")
    }
    guard parent.count <= 1 || parent.count == inputs.count - 1 else {
      throw ValidationError(
        "name one --parent for all layers, or one for each of the \(inputs.count - 1) lower ones")
    }
    return try read(
      inputs.enumerated().map { index, path in
        let column = parent.isEmpty || index == 0 ? nil : parent[min(index - 1, parent.count - 1)]
        return LevelSource(
          name: String(path.split(separator: "/").last ?? ""),
          origin: .layer(VectorSource(path: path), LevelColumns(code: code[min(index, code.count - 1)])),
          parent: column.map { .column($0) } ?? .place)
      })
  }

  private func read(_ sources: [LevelSource]) throws -> Hierarchy {
    let reading = try Hierarchy.read(sources)
    for level in reading.dissolved {
      Console.note("level \(level) is dissolved from the level below; gaps would show as holes in it")
    }
    if let summary = Placement.summary(of: reading.placements) { Console.note(summary) }
    return reading.hierarchy
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
