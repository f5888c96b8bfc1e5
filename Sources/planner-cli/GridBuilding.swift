import ArgumentParser
import Foundation
import Geometry
import Grid
import Roads
import Scenario
import VectorFiles
import Words

struct BuildGrids: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grid",
    abstract: words("Divide units into smaller ones of a wanted number of households."),
    discussion: words(
      "grid.discussion",
      """
      Takes a layer of polygons, such as townships, and builds levels below it, each an exact partition of the one \
      above: connected, compact units that never cross a border. Where a cut meets a border, all units on it get the \
      new vertex, so that every level fits edge to edge; outlines move by less than a centimetre there. Codes are the \
      parent's and a number, rows from north to south, west to east. Writes a scenario folder that 'plan' takes.

      A level is LOW-HIGH, the households of its units, with @TARGET what to aim at (the middle without); the first \
      may be a table of its units instead, a row each with the code or name of the parent in --parent-column.

      Households are points, a row each or with a number in --points-column. Without points, --households-column of \
      the land, or --households in all, are spread by --seed, half evenly and half around made-up settlements.

      Borders follow --barriers, such as roads and rivers, wherever the parts on both sides can be of the wanted size; \
      where one ends inside, the border goes on the shortest or straightest way.

      Exit code 1 when units are out of their range, which are listed, or when the land is such that a check of the \
      levels finds something wrong.

      Examples:
        planner-cli grid townships.geojson --code id --points homes.gpkg \\
          --level grid=300-500 --level microgrid=20-40@30 --out grids
        planner-cli grid townships.geojson --code id --name name --county 411624 \\
          --households 311220 --level village=villages.csv \\
          --parent-column township_name --name-column village_name \\
          --level grid=300-500@345 --level microgrid=20-40 --out shenqiu
        planner-cli grid townships.geojson --code id --points homes.gpkg \\
          --level grid=300-500 --barriers rivers.geojson \\
          --earlier grids --out grids-2027
      """))

  @Argument(help: ArgumentHelp(words("The polygons to divide."), valueName: words("layer")))
  var land: String

  @OptionGroup var files: FileOptions

  @Option(help: ArgumentHelp(words("The column with their codes."), valueName: words("column")))
  var code = "code"

  @Option(help: ArgumentHelp(words("The column with their names."), valueName: words("column")))
  var name: String?

  @Option(help: ArgumentHelp(words("What level they are."), valueName: words("level")))
  var landLevel = "township"

  @Option(
    help: ArgumentHelp(
      words("Code of the county that they make up; a level above them."), valueName: words("code")))
  var county: String?

  @Option(help: ArgumentHelp(words("Name of the county."), valueName: words("name")))
  var countyName: String?

  @OptionGroup var levelOptions: GridLevelOptions

  @OptionGroup var householdOptions: GridHouseholdOptions

  @Option(
    help: ArgumentHelp(
      words("Lines that borders follow and units do not cross where it can be avoided."),
      valueName: words("layer")))
  var barriers: String?

  @Option(
    help: ArgumentHelp(
      words(
        "A folder of an earlier run: only units whose parts are out of range are cut anew, all others stay."),
      valueName: words("folder")))
  var earlier: String?

  @Option(help: ArgumentHelp(words("The scenario folder to write."), valueName: words("folder")))
  var out: String

  @Flag(
    help: ArgumentHelp(words("Write grids.gpkg into the folder, too: every level in one file for a GIS.")))
  var gpkg = false

  @OptionGroup var speech: LanguageOptions

  func validate() throws {
    // They name the files of the folder.
    let levels = (county == nil ? [] : ["county"]) + [landLevel] + levelOptions.names
    if let detail = FileNames.clash(of: levels) {
      throw ValidationError(words("--level, --land-level: \(detail)"))
    }
  }

  func run() throws {
    try reportingFailures {
      Console.step("read")
      let columns = [code] + [name, householdOptions.householdsColumn].compactMap { $0 }
      let others = [householdOptions.points, barriers].compactMap(\.self) + levelOptions.tables
      let sources = try files.sources([land], besides: others)
      func source(_ path: String) -> VectorSource {
        sources.last { $0.path == path } ?? VectorSource(path: path)
      }
      let layer = try VectorLayer(reading: sources[0], columns: columns, as: .polygon)
      guard case .polygons(let shapes) = layer.geometry else { return }
      let codes = try unique(layer[code]?.texts ?? [])
      let names = zip(name.flatMap { layer[$0]?.texts } ?? codes, codes).map { $0 ?? $1 }
      let levels = try levelOptions.orders(codes: codes, names: names, source: source)
      var counts = [Int](repeating: 1, count: codes.count)
      if case .children(let given, _) = levels.first?.size { counts = given }
      let points = try householdOptions.points(
        codes: codes, shapes: shapes, given: householdOptions.householdsColumn.flatMap { layer[$0] },
        settlements: counts, source: source)
      var order = GridOrder(
        level: landLevel, codes: codes, names: names, shapes: shapes, points: points, levels: levels)
      if let barriers {
        order.barriers = try Self.barriers(source(barriers))
      }
      if let earlier {
        order.earlier = try levels.map { try GridFolder.level($0.name, of: earlier) }
      }
      layer.notes.forEach(Console.note)
      Console.step("cut")
      let build: GridBuild
      do { build = try buildGrids(order) } catch { throw InputError(Message("\(land): \(error)")) }
      Console.step("write")
      let top = try county.map { code throws(GEOSError) in
        try build.county(code: code, name: countyName ?? code)
      }
      let proof = try build.hierarchy(under: top).prove()
      try GridFolder.write(
        (top.map { [$0] } ?? []) + build.levels, title: countyName ?? county ?? land,
        sizes: levels.ranges, geoPackage: gpkg, to: out, earlier: earlier)
      Console.endProgress()
      try report(build, proof)
      if !build.misses.isEmpty || !proof.holds { throw Exit.breach }
    }
  }

  /// Of an OpenStreetMap file the roads, rivers and railways; of another all lines.
  private static func barriers(_ source: VectorSource) throws -> LineSet {
    if source.layer == nil, let bytes = try source.osmBytes() {
      do {
        return try LineSet(OSMFile(bytes), having: ["highway", "waterway", "railway"])
      } catch { throw ScenarioError.unreadOpenStreetMap(file: source.path, reason: error.reason) }
    }
    let layer = try VectorLayer(reading: source, columns: [], as: .line)
    guard case .lines(let lines) = layer.geometry else { return LineSet() }
    return lines
  }

  private func unique(_ texts: [String?]) throws -> [String] {
    var seen = Set<String>()
    return try texts.enumerated().map { row, text in
      guard let text = text?.trimmed, !text.isEmpty else {
        throw InputError(Message("\(land), feature \(row + 1): column '\(code)' holds no code"))
      }
      guard seen.insert(text).inserted else {
        throw InputError(
          Message("\(land), feature \(row + 1): code '\(text)' in column '\(code)' repeats"))
      }
      return text
    }
  }

  private func report(_ build: GridBuild, _ proof: Proof) throws {
    try Console.result(
      words("\(out): \(levelCounts(build.levels.map { ($0.codes.count, $0.name) })); \(proof.clause)")
    )
    if !proof.holds { Console.note(words("'planner-cli check' of \(land) and of \(out) names the places")) }
    if build.outside > 0 {
      Console.note(words("\(build.outside) households lie outside the land, and are left out"))
    }
    if earlier != nil { Console.note(words("\(build.kept) units stay as they were")) }
    for miss in build.misses {
      Console.note(
        words("\(Message(term: miss.level)) \(miss.code): \(miss.households) households, out of the range"))
    }
  }
}
