import ArgumentParser
import Foundation
import Grid
import PlanCodec
import Scenario
import VectorFiles
import Words

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Write the layers of a scenario or plan in another format."),
    discussion: words(
      "export.discussion",
      """
      GeoPackage and KML hold every layer in one file; GeoJSON, FlatGeobuf and CSV hold one, so several are written \
      into a folder, a file each. CSV keeps only the geometry of points; KML and FlatGeobuf leave tables out.

      Places are in WGS 84, or in what --to-crs names; file and layer names then say so, as in county.gcj02.gpkg. KML \
      holds WGS 84 only, and GeoJSON in another system breaks RFC 7946: most programs take it for WGS 84. Columns lon \
      and lat of tables stay as they are. A Shapefile is several files and shortens the names of columns, so it goes into \
      a folder. GeoPackage holds the styles that QGIS draws its layers with, and KML those of its viewers.

      Examples:
        planner-cli export plan --format gpkg --out county.gpkg
        planner-cli export plan --format kml --layer routes --out patrol.kml
        planner-cli export shenqiu --format fgb --out layers
        planner-cli export plan --format geojson --township 991624001 --redacted \\
          --out town
        planner-cli export plan --format shp --layer units.village --out villages
        planner-cli export shenqiu --format gpkg --to-crs EPSG:4547 --out county.gpkg
      """))

  @Argument(help: ArgumentHelp(words("A scenario or plan folder."), valueName: words("folder")))
  var folder: String

  @Option(help: ArgumentHelp(words("The format to write."), valueName: words("format")))
  var format: VectorFormat

  @Option(
    help: ArgumentHelp(
      words("The file to write; a folder for several layers in a format that holds one."),
      valueName: words("path")))
  var out: String

  @Option(
    help: ArgumentHelp(
      words("A layer to write, such as units.village or routes; all when none is named."),
      valueName: words("name")))
  var layer: [String] = []

  @Option(
    help: ArgumentHelp(
      words("Write only what lies in this township, or in any other unit; may be given several times."),
      valueName: words("code")))
  var township: [String] = []

  @OptionGroup var spreadsheet: SpreadsheetOptions

  @OptionGroup var redaction: RedactionOptions

  @OptionGroup var target: OutputSystemOptions

  @OptionGroup var speech: LanguageOptions

  func run() throws {
    try reportingFailures {
      let system = target.toCrs ?? .wgs84
      if system != .wgs84, format == .geoJSON { Console.note(OutputSystemOptions.warning) }
      Console.progressOnTerminal(words("read"))
      let (chosen, hierarchy) = try chosen()
      let layers = try part(of: chosen.filter { format.holdsTables || $0.isMap }, in: hierarchy)
      Console.progressOnTerminal(words("write \(layers.reduce(0) { $0 + $1.count }) features"))
      if isOneFile(layers) {
        try format.write(layers, to: system.path(out), in: system, forExcel: spreadsheet.excel)
      } else {
        try writeFolder(layers, in: system)
      }
      Console.endProgress()
      let written = isOneFile(layers) ? system.path(out) : out
      try Console.result("\(written): \(layers.map { "\($0.name) (\($0.count))" }.joined(separator: ", "))")
    }
  }

  private func isOneFile(_ layers: [VectorLayer]) -> Bool {
    format.holdsManyLayers || (format.endings.count == 1 && layers.count == 1 && !layer.isEmpty)
  }

  /// All files or none.
  private func writeFolder(_ layers: [VectorLayer], in system: OutputSystem) throws {
    func name(_ layer: VectorLayer, _ ending: String) -> String {
      let name = "\(layer.name).\(ending)"
      return layer.isMap ? system.path(name) : name
    }
    let draft = try FolderDraft(for: out, as: .export)
    var losses: [Message] = []
    for layer in layers {
      losses += try draft.write(
        [layer], as: format, to: name(layer, format.rawValue), in: system, forExcel: spreadsheet.excel)
    }
    try draft.commit()
    losses.forEach(Console.note)
  }

  /// What the layers hold of the townships that were named.
  private func part(of layers: [VectorLayer], in hierarchy: Hierarchy) throws -> [VectorLayer] {
    guard !township.isEmpty else { return layers }
    let selection: LandSelection
    do {
      selection = try LandSelection(township, in: hierarchy)
    } catch {
      throw InputError(Message("\(folder): \(error)"))
    }
    return layers.compactMap(selection.part).filter { $0.count > 0 }
  }

  /// The layers that were named, and the land that they are of.
  private func chosen() throws -> (layers: [VectorLayer], hierarchy: Hierarchy) {
    let all: (layers: [VectorLayer], hierarchy: Hierarchy)
    if PlanFolder.isWhole(folder) {
      let plan = redaction.of(try PlanInput.settled(folder))
      all = (try PlanLayers(plan).styled(), plan.hierarchy)
    } else {
      let hierarchy = try Hierarchy(reading: Scenario(path: folder).levels)
      all = (hierarchy.levels.indices.map(hierarchy.layer), hierarchy)
    }
    Console.endProgress()
    if let missing = layer.first(where: { name in !all.layers.contains { $0.name == name } }) {
      throw InputError(Message("\(folder): has no layer '\(missing)'"))
    }
    return (all.layers.filter { layer.isEmpty || layer.contains($0.name) }, all.hierarchy)
  }
}

extension VectorFormat: ExpressibleByArgument {}

/// In which coordinate system places are written.
struct OutputSystemOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      words("The coordinate system to write: gcj02, bd09 or an EPSG code; WGS 84 without."),
      valueName: words("system")))
  var toCrs: OutputSystem?

  static let warning = words(
    "warning: GeoJSON in another system than WGS 84 breaks RFC 7946; most programs will take it for WGS 84")
}

extension OutputSystem: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// How a CSV is written for spreadsheets.
struct SpreadsheetOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(words("Begin a CSV with the mark by which Excel knows it as UTF-8.")))
  var excel = false
}
