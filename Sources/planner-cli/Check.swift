import ArgumentParser
import Foundation
import Grid
import PlanCodec
import Scenario
import VectorFiles
import Words

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Prove that every level is an exact partition of the level above."),
    discussion: words(
      "check.discussion",
      """
      Takes a scenario folder, a plan folder, or the layers of the levels themselves, from the top down. Units are \
      matched to their parents by the parent column, or by place where there is none. A single layer is checked for \
      overlaps and for holes between its units.

      A level holds when every unit is a valid polygon with a code and a parent of its own, and the edges of each \
      parent's children add up to the parent's own, exactly, on a lattice of 1e-7 degree: then no point of the parent \
      is left out, none is covered twice, and nothing reaches outside. On the top level, and with it on all below, no \
      two units may overlap; they may enclose no bare land, unless a layer of the level above says so, and no strip of \
      it narrower than a metre may part two of them.

      Exit code 1 when a defect is left that counts. Every kind counts but two, which are remarks: detached-parts (a \
      unit of several polygons) and size-out-of-range (too few or too many households); they count only when named \
      with --only. Bounds of area and width apply to gap, hole, overlap, outside-parent and sliver. A level whose \
      land has a defect does not hold, whether it counts or not. Where nothing is wrong but that land lies bare which --allowed \
      names, the verdict says so.

      --defects writes a point for each defect; into a GeoPackage also its land, and how QGIS draws both.

      Examples:
        planner-cli check shenqiu
        planner-cli check townships.geojson villages.gpkg --parent township
        planner-cli check shenqiu --ignore-below 1 --allowed lakes.geojson \\
          --defects defects.gpkg
      """))

  @Argument(
    help: ArgumentHelp(
      words("A scenario or plan folder, or a layer per level."), valueName: words("folder-or-file")))
  var inputs: [String]

  @OptionGroup var columns: LevelColumnOptions

  @OptionGroup var counting: DefectOptions

  @Option(
    help: ArgumentHelp(words("A file for the defects, its format by its ending."), valueName: words("file")))
  var defects: String?

  @Flag(help: ArgumentHelp(words("Print the verdict as JSON.")))
  var json = false

  @OptionGroup var speech: LanguageOptions

  func run() throws {
    try reportingFailures {
      let others = [counting.allowed].compactMap(\.self)
      let sources = try columns.files.sources(inputs, besides: others)
      let rules = try counting.rules(others.isEmpty ? nil : sources.last)
      let survey = try columns.reading(inputs, besides: others) { try Hierarchy.survey($0) }
      survey.notes.forEach(Console.note)
      for level in survey.dissolved {
        Console.note(
          words(
            "level \(Message(term: level)) is dissolved from the level below; gaps would show as holes in it")
        )
      }
      let report = CheckReport(
        try survey.hierarchy.check(rules), counting: counting.filter, placements: survey.placements)
      if let defects { try DefectLayers(report.defects + report.remarks).write(to: defects) }
      try Console.result(json ? try report.json : report.text)
      if !report.defects.isEmpty { throw Exit.breach }
    }
  }
}

/// Which columns of layer files hold what.
struct LevelColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      words("The column with a unit's code, in layer files: one for all, or one for each."),
      valueName: words("column")))
  var code: [String] = ["code"]

  @Option(
    help: ArgumentHelp(
      words(
        "The column with its parent's code, one for all or one for each lower layer; parents are found by place without."
      ),
      valueName: words("column")))
  var parent: [String] = []

  @OptionGroup var files: FileOptions

  /// What `read` makes of the levels of a scenario folder, a plan folder, or of one file a level.
  ///
  /// - Parameter others: files beside those of the levels.
  func reading<Result>(
    _ inputs: [String], besides others: [String] = [], _ read: ([LevelSource]) throws -> Result
  ) throws -> Result {
    guard inputs.count == 1, isFolder(inputs[0]) else {
      return try read(sources(from: inputs, besides: others))
    }
    guard try files.sources(inputs, besides: others)[0] == VectorSource(path: inputs[0]) else {
      throw ValidationError(
        words("--layer, --crs and --encoding are for layer files; a scenario says them itself"))
    }
    return try Self.reading(folder: inputs[0], read)
  }

  /// The same for a scenario or plan folder, of which `read` may be asked again while another takes its place.
  static func reading<Result>(
    folder: String, _ read: ([LevelSource]) throws -> Result
  ) throws -> Result {
    try PlanFolder.readingLevels(of: folder, read) ?? read(Scenario(path: folder).levels)
  }

  /// The levels of a scenario or plan folder, with what is to be said of them.
  static func hierarchy(of folder: String) throws -> Hierarchy {
    let found = try reading(folder: folder) { try Hierarchy.read($0) }
    for level in found.dissolved {
      Console.note(
        words(
          "level \(Message(term: level)) is dissolved from the level below; gaps would show as holes in it"))
    }
    if let summary = Placement.summary(of: found.placements) { Console.note(summary) }
    return found.hierarchy
  }

  private func sources(from inputs: [String], besides others: [String]) throws -> [LevelSource] {
    guard code.count == 1 || code.count == inputs.count else {
      throw ValidationError(words("name one --code for all layers, or one for each of the \(inputs.count)"))
    }
    guard parent.count <= 1 || parent.count == inputs.count - 1 else {
      throw ValidationError(
        words("name one --parent for all layers, or one for each of the \(inputs.count - 1) lower ones"))
    }
    let sources = try files.sources(inputs, besides: others)
    let layers = sources.prefix(inputs.count)
    guard Set(layers).count == layers.count else { throw ValidationError(words("name each layer once")) }
    let names = Self.names(of: Array(layers))
    return layers.enumerated().map { index, source in
      let column = parent.isEmpty || index == 0 ? nil : parent[min(index - 1, parent.count - 1)]
      return LevelSource(
        name: names[index],
        origin: .layer(source, LevelColumns(code: code[min(index, code.count - 1)])),
        parent: column.map { .column($0) } ?? .place)
    }
  }

  /// A level is called as its file; as its layer where several are of one file, as its path where files of several
  /// folders have one name.
  private static func names(of sources: [VectorSource]) -> [String] {
    let files = sources.map { String($0.path.parts(at: "/").last ?? "") }
    let isOneFile = Set(sources.map(\.path)).count < sources.count
    return sources.indices.map { index in
      if isOneFile, let layer = sources[index].layer { return layer }
      return Set(files).count == files.count ? files[index] : sources[index].path
    }
  }

  /// The scenario file of a scenario folder; `nil` for layers and plans.
  func scenarioFile(of inputs: [String]) throws -> String? {
    guard inputs.count == 1, isFolder(inputs[0]), !PlanFolder.isPlan(inputs[0]) else { return nil }
    return try Scenario(path: inputs[0]).file
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    // A File Geodatabase is a folder, and a layer file.
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
      && !path.lowercased().hasSuffix(".gdb") && !path.lowercased().hasSuffix(".gdb/")
  }
}
