import ArgumentParser
import Foundation
import Grid
import VectorFiles
import Words

struct Repair: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Close the gaps and overlaps of a county's levels, and make their borders match."),
    discussion: words(
      "repair.discussion",
      """
      Takes what check takes, and writes a scenario folder, which check, locate, export and plan take: \
      units.<level>.geojson for each level, moved.csv, the land that each unit gained and lost, and the scenario with \
      all its keys; or the levels and moved into one GeoPackage, where --out ends in .gpkg. Every column of a layer stays, \
      with its type; --keep-crs writes each layer in the coordinate system that it came in. Near-equal vertices become one, missing ones are put in, land that \
      several units cover goes to one of them, and gaps go to the neighbour with the longest border; wider gaps are \
      left and listed. Codes, parents and the number of units stay; units that nothing happened to keep every vertex. \
      A second repair changes nothing. Units that --protect names keep every vertex in any case: what cannot be \
      mended without changing them is left and listed.

      Exit code 0 when a check finds nothing wrong with the result, 1 when defects are left, which are listed.

      Examples:
        planner-cli repair shenqiu --out repaired --dry-run
        planner-cli repair townships.geojson villages.gpkg --parent township_code \\
          --out repaired --fill-all
        planner-cli repair shenqiu --out repaired --parents grow \\
          --protect 991624001,991624002
      """))

  @Argument(
    help: ArgumentHelp(
      words("A scenario or plan folder, or a layer per level."), valueName: words("folder-or-file")))
  var inputs: [String]

  @OptionGroup var columns: LevelColumnOptions

  @Option(
    help: ArgumentHelp(
      words("The column with a unit's name, in layer files that have it."), valueName: words("column")))
  var name = "name"

  @Option(
    help: ArgumentHelp(
      words("The column with a unit's households, in layer files that have it."), valueName: words("column")))
  var households = "households"

  @Option(
    help: ArgumentHelp(words("The folder to write, or a .gpkg file."), valueName: words("folder-or-file")))
  var out: String?

  @Option(
    help: ArgumentHelp(words("Vertices of different units this near become one."), valueName: words("metres"))
  )
  var snap = 0.05

  @Option(help: ArgumentHelp(words("Gaps up to this width are filled."), valueName: words("metres")))
  var gapWidth = 5.0

  @Flag(help: ArgumentHelp(words("Fill gaps of any width.")))
  var fillAll = false

  @Option(
    help: ArgumentHelp(
      words("Who gets an overlap: \(OverlapChoice.allCases.map(\.rawValue).joined(separator: ", "))."),
      valueName: words("value.overlap", "overlap")))
  var overlap = OverlapChoice.longestBorder

  @Option(
    help: ArgumentHelp(
      words("For --overlap priority: codes, first wins; a comma between them."), valueName: words("codes"))
  )
  var priority: [String] = []

  @Option(help: ArgumentHelp(words("Cut children to their parents: clip."), valueName: words("children")))
  var children: ChildrenChoice?

  @Option(
    help: ArgumentHelp(
      words("Let parents take over the land of their children: grow."), valueName: words("parents")))
  var parents: ParentsChoice?

  @Option(
    help: ArgumentHelp(
      words("Codes of units that keep every vertex, even where that leaves a defect; a comma between them."),
      valueName: words("codes")))
  var protect: [String] = []

  @Flag(help: ArgumentHelp(words("Write each layer in the coordinate system of its file, not in WGS 84.")))
  var keepCrs = false

  @Flag(help: ArgumentHelp(words("List what would change, and write nothing.")))
  var dryRun = false

  enum OverlapChoice: String, ExpressibleByArgument, CaseIterable {
    case longestBorder = "longest-border"
    case largest
    case smallest
    case priority
  }

  enum ChildrenChoice: String, ExpressibleByArgument, CaseIterable { case clip }
  enum ParentsChoice: String, ExpressibleByArgument, CaseIterable { case grow }

  @OptionGroup var speech: LanguageOptions

  func validate() throws {
    if out == nil && !dryRun {
      throw ValidationError(words("name what to write with --out, or ask for a --dry-run"))
    }
    guard (0...1000).contains(snap) else { throw ValidationError(words("--snap must be 0 to 1000 metres")) }
    guard gapWidth >= 0, gapWidth.isFinite else {
      throw ValidationError(words("--gap-width must be 0 metres or more"))
    }
    if (overlap == .priority) != !priority.isEmpty {
      throw ValidationError(words("--overlap priority and --priority CODES go together"))
    }
    if children != nil && parents != nil {
      throw ValidationError(words("choose --children clip or --parents grow, not both"))
    }
  }

  func run() throws {
    try reportingFailures {
      let (sources, survey) = try columns.reading(inputs) { levels in
        let sources = try levels.map(withAllColumns)
        return (sources, try Hierarchy.survey(sources))
      }
      let hierarchy = try sound(survey)
      try refuseUnknownCodes(in: hierarchy)
      let repair = try hierarchy.repaired(options)
      let report = RepairReport(repair, options)
      if let out, !dryRun {
        try RepairedFolder(repair, sources, scenario: columns.scenarioFile(of: inputs), keepsSystems: keepCrs)
          .write(to: out)
      }
      try Console.result(dryRun ? report.text + "\n\n" + words("dry run: nothing is written") : report.text)
      if !repair.proved { throw Exit.breach }
    }
  }

  /// The levels as they are; refused when codes or parents are wrong, all of which are named at once.
  private func sound(_ survey: Hierarchy.Reading) throws -> Hierarchy {
    survey.notes.forEach(Console.note)
    for level in survey.dissolved {
      Console.note(
        words(
          "level \(Message(term: level)) is dissolved from the level below; gaps would show as holes in it"))
    }
    if let summary = Placement.summary(of: survey.placements) { Console.note(summary) }
    let wrong = survey.hierarchy.structure.filter { $0.kind != .foreignCode }
    guard wrong.isEmpty else {
      let shown = wrong.prefix(Self.shown).map { defect in
        let (kind, level) = (Message(term: defect.kind.rawValue), Message(term: defect.level))
        let reason = defect.reason.map { words($0) } ?? ""
        return words("\n  \(kind), \(level) \(defect.codes.joined(separator: " ")): \(reason)")
      }
      let rest = wrong.count - Self.shown
      let more = rest > 0 ? words("\n  … and \(rest) more ('check --json' lists all)") : ""
      throw InputError(
        Message(
          "\(wrong.count) codes or parents are wrong, which no repair can mend:\(shown.joined())\(more)"))
    }
    return survey.hierarchy
  }

  /// How many wrong codes and parents are spelt out.
  private static let shown = 20

  /// All columns are kept; names and households are known where a layer has them.
  private func withAllColumns(_ source: LevelSource) throws -> LevelSource {
    guard case .layer(let file, var columns) = source.origin else { return source }
    let present = try VectorLayer.columns(of: file)
    if columns.name == nil, present.contains(name) { columns.name = name }
    if columns.households == nil, present.contains(households) { columns.households = households }
    var source = source
    source.keepsColumns = true
    source.origin = .layer(file, columns)
    return source
  }

  private var options: RepairOptions {
    var options = RepairOptions()
    options.snap = snap
    options.gaps = fillAll ? .all : .upTo(width: gapWidth)
    options.overlaps =
      switch overlap {
      case .longestBorder: .longestBorder
      case .largest: .largest
      case .smallest: .smallest
      case .priority: .priority(Self.codes(priority))
      }
    options.nesting = parents == .grow ? .growParents : .clipChildren
    options.protected = Set(Self.codes(protect))
    return options
  }

  /// A mistyped code would quietly protect nothing.
  private func refuseUnknownCodes(in hierarchy: Hierarchy) throws {
    let known = Set(hierarchy.levels.flatMap(\.codes))
    for (option, codes) in [("--protect", Self.codes(protect)), ("--priority", Self.codes(priority))] {
      if let unknown = codes.first(where: { !known.contains($0) }) {
        throw InputError(Message("\(option): no level has a unit '\(unknown)'"))
      }
    }
  }

  private static func codes(_ lists: [String]) -> [String] {
    lists.flatMap { $0.parts(at: ",").map(\.trimmed) }
  }
}
