import ArgumentParser
import Foundation
import PlanCodec
import Publishing
import Solvers

struct DrawMaps: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Draw map sheets of a plan, to be printed.",
    discussion: """
      Writes an SVG file for each village, with its micro-grids, its room, who answers for it, and a line for a \
      telephone number, and one for each patrol area, with its base, checkpoints and routes. Each has a scale bar, a \
      north arrow and a legend, in Chinese and English. Browsers and drawing programs print SVG and save it as PDF.

      Examples:
        planner-cli map plan --out sheets
        planner-cli map plan --village 991624001001 --paper a3 --out sheets
        planner-cli map plan --area A01 --out sheets
      """)

  @Argument(help: ArgumentHelp("A plan folder.", valueName: "plan"))
  var folder: String

  @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "The code of a village to draw; may be given several times. Without --village and --area, all are drawn.",
      valueName: "code"))
  var village: [String] = []

  @Option(help: ArgumentHelp("The id of a patrol area to draw; may be given several times.", valueName: "id"))
  var area: [String] = []

  @Option(help: "The size of the paper, landscape.")
  var paper = SheetPaper.a4

  func run() throws {
    try reportingFailures {
      let sheets = try MapSheets(PlanInput.settled(folder))
      Console.endProgress()
      let all = village.isEmpty && area.isEmpty
      let villages = try indices(of: all ? sheets.villages : village, in: sheets.villages, "unit")
      let areas = try indices(of: all ? sheets.areaIDs : area, in: sheets.areaIDs, "patrol area")
      let paper = paper
      let draft = try FolderDraft(for: out, as: .maps)
      let unlabelled =
        try write(villages, to: draft) { sheets.village($0, on: paper) }
        + write(areas, to: draft) { sheets.area($0, on: paper) }
      Console.endProgress()
      try draft.commit()
      try Console.result(
        "\(out): \(villages.count) village sheets, \(areas.count) area sheets; \(unlabelled) names left out for want of room"
      )
    }
  }

  /// Draws sheets on all cores and writes them.
  ///
  /// - Returns: how many names are missing on them.
  private func write(
    _ units: [Int], to draft: FolderDraft, _ draw: @Sendable (Int) -> MapSheet
  ) throws -> Int {
    // As many are held at once as keep the cores busy.
    let atOnce = 64
    var unlabelled = 0
    for start in stride(from: 0, to: units.count, by: atOnce) {
      Console.progressOnTerminal("\(start) of \(units.count)")
      for sheet in concurrentMap(Array(units[start..<min(units.count, start + atOnce)]), draw) {
        try draft.write(Data(sheet.svg.utf8), to: sheet.file)
        unlabelled += sheet.unlabelled.count
      }
    }
    return unlabelled
  }

  private func indices(of wanted: [String], in all: [String], _ what: String) throws -> [Int] {
    let places = Dictionary(zip(all, all.indices), uniquingKeysWith: { first, _ in first })
    return try wanted.map { id in
      guard let index = places[id] else {
        throw InputError(description: "\(folder): has no \(what) '\(id)' that a sheet could show")
      }
      return index
    }
  }
}

extension SheetPaper: ExpressibleByArgument {}
