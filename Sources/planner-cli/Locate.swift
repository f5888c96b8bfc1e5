import ArgumentParser
import Grid
import PlanCodec
import VectorFiles
import Words

struct Locate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Tell for each point which units hold it, and who answers for it."),
    discussion: words(
      "locate.discussion",
      """
      Adds to every point a column per level with the code of the unit that holds it; with a plan folder also its \
      room, officer, auxiliaries and patrol area. A point on a shared border goes to the first of its units, always \
      the same one. A point outside the county keeps empty columns, and is counted.

      Points are any vector source, however many; in a table they stand in columns with usual names such as lon and lat, \
      经度 and 纬度, or those that --lon and --lat name. A CSV written as CSV keeps its own fields byte for byte, but for \
      an apostrophe before what a spreadsheet would run; other formats get points in WGS 84.

      --to-crs writes them in another system: a CSV gets two more columns such as lon_gcj02 and lat_gcj02, other files \
      say it in their name, as in located.gcj02.gpkg. GeoJSON in another system breaks RFC 7946.

      Examples:
        planner-cli locate calls.csv --in plan --out located.csv
        planner-cli locate amap.csv --lon x --lat y --crs gcj02 --in plan \\
          --out located.gpkg
        planner-cli locate calls.csv --in plan --to-crs gcj02 --out located.csv
      """))

  @Argument(help: ArgumentHelp(words("The points."), valueName: words("file")))
  var points: String

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(words("A scenario or plan folder."), valueName: words("folder")))
  var folder: String

  @Option(
    help: ArgumentHelp(
      words("The file to write, its format by its ending; without it CSV is printed."),
      valueName: words("file")))
  var out: String?

  @Option(
    help: ArgumentHelp(
      words(
        "The column with the longitude, in a table; its number from 1 where the file has no header. Found by its name without."
      ),
      valueName: words("column")))
  var lon: String?

  @Option(help: ArgumentHelp(words("The column with the latitude, in a table."), valueName: words("column")))
  var lat: String?

  @OptionGroup var files: FileOptions

  @OptionGroup var target: OutputSystemOptions

  @OptionGroup var spreadsheet: SpreadsheetOptions

  @OptionGroup var redaction: RedactionOptions

  @OptionGroup var speech: LanguageOptions

  func run() throws {
    try reportingFailures {
      let plan = PlanFolder.isWhole(folder) ? redaction.of(try PlanInput.settled(folder)) : nil
      Console.endProgress()
      let hierarchy = try plan?.hierarchy ?? LevelColumnOptions.hierarchy(of: folder)
      let responsible = plan.map { PlanLayers($0).responsibleFields } ?? []
      let locator = PointLocator(
        hierarchy.lowest.shapes, columns: hierarchy.locatedFields(with: responsible))
      let source = try files.sources([points], pointColumns: [lon ?? "", lat ?? ""])
      let tally = try locator.locate(
        source[0], to: try output(), in: target.toCrs, forExcel: spreadsheet.excel)
      report(tally)
    }
  }

  private func output() throws(FormatError) -> PointLocator.Output {
    guard let out else { return .standardOutput }
    let format = try VectorFormat(path: out)
    guard let system = target.toCrs, format != .csv else { return .file(out) }
    let path = system.path(out)
    if path != out { Console.note(words("writing \(path)")) }
    if system != .wgs84, format == .geoJSON { Console.note(OutputSystemOptions.warning) }
    return .file(path)
  }

  private func report(_ tally: PointLocator.Tally) {
    let missing = tally.missing > 0 ? words(", \(tally.missing) without coordinates") : ""
    Console.note(words("\(tally.points) points, \(tally.outside) of them outside\(missing)"))
    guard let datum = tally.suspectedDatum else { return }
    Console.note(
      words(
        "warning: most of the points outside would be inside if the file were in \(datum.title): if it is, "
          + "say --crs \(datum.definition)"))
  }
}
