import ArgumentParser
import Foundation
import PlanCodec
import Publishing
import Solvers
import Words

struct DrawMaps: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: words("Draw map sheets, boards and contact cards of a plan, to be printed."),
    discussion: words(
      "map.discussion",
      """
      Writes an SVG file for each village, with its micro-grids, its room, who answers for it, and a line for a \
      telephone number, and one for each patrol area, with its base, checkpoints and routes. Each has a scale bar, a \
      north arrow and a legend, in Chinese and English. Browsers and drawing programs print SVG and save it as PDF.

      --boards writes a board for each grid instead (an SVG file, A4 portrait): where it lies, who answers for it, lines \
      for telephone numbers, and a QR code that holds its code. --cards writes a page for each village (HTML, A4) with a \
      contact card for each of its micro-grids, eight to a sheet, with marks to cut them by.

      Examples:
        planner-cli map plan --out sheets
        planner-cli map plan --village 991624001001 --paper a3 --out sheets
        planner-cli map plan --area A01 --out sheets
        planner-cli map plan --boards --cards --village 991624001001 --out print
      """))

  @Argument(help: ArgumentHelp(words("A plan folder."), valueName: words("plan")))
  var folder: String

  @Option(help: ArgumentHelp(words("The folder to write."), valueName: words("folder")))
  var out: String

  @Option(
    help: ArgumentHelp(
      words(
        "The code of a village to draw; may be given several times. Without --village and --area, all are drawn."
      ),
      valueName: words("code")))
  var village: [String] = []

  @Option(
    help: ArgumentHelp(
      words("The id of a patrol area to draw; may be given several times."), valueName: words("id")))
  var area: [String] = []

  @Flag(help: ArgumentHelp(words("Draw a board for each grid.")))
  var boards = false

  @Flag(help: ArgumentHelp(words("Draw contact cards for each micro-grid.")))
  var cards = false

  @Option(help: ArgumentHelp(words("The size of the paper of sheets, landscape."), valueName: words("paper")))
  var paper = SheetPaper.a4

  @OptionGroup var redaction: RedactionOptions

  @OptionGroup var speech: LanguageOptions

  func validate() throws {
    if boards || cards, !area.isEmpty {
      throw ValidationError(
        words("--area draws the sheet of a patrol area, which has no --boards and no --cards"))
    }
  }

  func run() throws {
    try reportingFailures {
      let sheets = try MapSheets(redaction.of(PlanInput.settled(folder)), in: Speech.wording.language)
      Console.endProgress()
      let all = village.isEmpty && area.isEmpty
      let villages = try indices(of: all ? sheets.villages : village, in: sheets.villages, Message("unit"))
      let areas = try indices(of: all ? sheets.areaIDs : area, in: sheets.areaIDs, Message("patrol area"))
      let paper = paper
      let draft = try FolderDraft(for: out, as: .maps)
      var written: [Message] = []
      var unlabelled = 0
      if boards {
        let grids = villages.flatMap { village in
          sheets.grids(in: village).map { (grid: $0, village: village) }
        }
        unlabelled += try write(grids, to: draft) { sheets.board(of: $0.grid, in: $0.village) }
        written.append(Message("\(grids.count) boards"))
      }
      if cards {
        unlabelled += try write(villages, to: draft) { sheets.cards(of: $0) }
        written.append(Message("cards of \(villages.count) villages"))
      }
      if !boards, !cards {
        unlabelled += try write(villages, to: draft) { sheets.village($0, on: paper) }
        unlabelled += try write(areas, to: draft) { sheets.area($0, on: paper) }
        written += [Message("\(villages.count) village sheets"), Message("\(areas.count) area sheets")]
      }
      Console.endProgress()
      try draft.commit()
      try Console.result(
        words("\(out): \(written.joined(separator: ", ")); \(unlabelled) names left out for want of room"))
    }
  }

  /// Draws sheets on all cores and writes them.
  ///
  /// - Returns: how many names are missing on them.
  private func write<Subject: Sendable>(
    _ subjects: [Subject], to draft: FolderDraft, _ draw: @Sendable (Subject) -> MapSheet
  ) throws -> Int {
    // As many are held at once as keep the cores busy.
    let atOnce = 64
    var unlabelled = 0
    for start in stride(from: 0, to: subjects.count, by: atOnce) {
      Console.progressOnTerminal(words("\(start) of \(subjects.count)"))
      for sheet in concurrentMap(Array(subjects[start..<min(subjects.count, start + atOnce)]), draw) {
        try draft.write(Data(sheet.text.utf8), to: sheet.file)
        unlabelled += sheet.unlabelled.count
      }
    }
    return unlabelled
  }

  private func indices(of wanted: [String], in all: [String], _ what: Message) throws -> [Int] {
    let places = Dictionary(zip(all, all.indices), uniquingKeysWith: { first, _ in first })
    return try wanted.map { id in
      guard let index = places[id] else {
        throw InputError(Message("\(folder): has no \(what) '\(id)' that a sheet could show"))
      }
      return index
    }
  }
}

extension SheetPaper: ExpressibleByArgument {}
