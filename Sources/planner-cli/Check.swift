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
        planner-cli check townships.geojson villages.gpkg --code code --parent parent
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
      Console.result(json ? try CheckReport(check).json : CheckReport(check).text)
      if !check.proved { throw Exit.breach }
    }
  }
}

/// Which columns of layer files hold what.
struct LevelColumnOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The column with a unit's code, in layer files.", valueName: "column"))
  var code = "code"

  @Option(
    help: ArgumentHelp(
      "The column with its parent's code; without it parents are found by place.", valueName: "column"))
  var parent: String?

  /// The levels of a scenario folder, a plan folder, or of one file a level.
  func hierarchy(from inputs: [String]) throws -> Hierarchy {
    if inputs.count == 1, isFolder(inputs[0]) {
      let sources = try PlanFolder.levelSources(of: inputs[0]) ?? Scenario(path: inputs[0]).levels
      return try read(sources)
    }
    return try read(
      inputs.enumerated().map { index, path in
        LevelSource(
          name: String(path.split(separator: "/").last ?? ""),
          origin: .layer(VectorSource(path: path), LevelColumns(code: code)),
          parent: index > 0 ? parent.map { .column($0) } ?? .place : .place)
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
