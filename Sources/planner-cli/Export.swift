import ArgumentParser
import Foundation
import Grid
import Planner

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the layers of a scenario or plan in another format.",
    discussion: """
      GeoPackage and KML hold every layer in one file; GeoJSON, FlatGeobuf and CSV hold one, so several are written \
      into a folder, a file each. CSV keeps only the geometry of points; KML and FlatGeobuf leave tables out.

      Examples:
        planner-cli export plan --format gpkg --out county.gpkg
        planner-cli export plan --format kml --layer routes --out patrol.kml
        planner-cli export shenqiu --format fgb --out layers
      """)

  @Argument(help: ArgumentHelp("A scenario or plan folder.", valueName: "folder"))
  var folder: String

  @Option(help: "The format to write.")
  var format: VectorFormat

  @Option(
    help: ArgumentHelp(
      "The file to write; a folder for several layers in a format that holds one.", valueName: "path"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "A layer to write, such as units.village or routes; all when none is named.", valueName: "name"))
  var layer: [String] = []

  func run() throws {
    try reportingFailures {
      let layers = try chosenLayers().filter { format.holdsTables || $0.isMap }
      if format.holdsManyLayers || (layers.count == 1 && !layer.isEmpty) {
        try format.write(layers, to: out)
      } else {
        try writeFolder(layers)
      }
      try Console.result("\(out): \(layers.map { "\($0.name) (\($0.count))" }.joined(separator: ", "))")
    }
  }

  /// All files or none.
  private func writeFolder(_ layers: [VectorLayer]) throws {
    func name(_ layer: VectorLayer) -> String { "\(layer.name).\(format.rawValue)" }
    let draft = try FolderDraft(
      for: out, replacing: "an earlier export", if: Set(layers.map(name)).isSuperset)
    do {
      for layer in layers { try draft.write([layer], as: format, to: name(layer)) }
      try draft.commit()
    } catch {
      draft.discard()
      throw error
    }
  }

  private func chosenLayers() throws -> [VectorLayer] {
    let all =
      try PlanFolder.layers(of: folder, named: layer.isEmpty ? nil : layer)
      ?? scenarioLayers().filter { layer.isEmpty || layer.contains($0.name) }
    if let missing = layer.first(where: { name in !all.contains { $0.name == name } }) {
      throw InputError(description: "\(folder): has no layer '\(missing)'")
    }
    return all
  }

  private func scenarioLayers() throws -> [VectorLayer] {
    let hierarchy = try Hierarchy(reading: Scenario(path: folder).levels)
    return hierarchy.levels.indices.map(hierarchy.layer)
  }
}

extension VectorFormat: ExpressibleByArgument {}
