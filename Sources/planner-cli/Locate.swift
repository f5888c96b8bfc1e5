import ArgumentParser
import Foundation
import Grid
import Planner

struct Locate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell for each point which units hold it, and who answers for it.",
    discussion: """
      Adds to every point a column per level with the code of the unit that holds it; with a plan folder also its \
      room, officer, auxiliaries and patrol area. A point on a shared border goes to the first of its units, always \
      the same one. A point outside the county keeps empty columns, and is counted.

      Points are any vector source; in a CSV they stand in the columns lon and lat, or those that --lon and --lat name.

      Example: planner-cli locate calls.csv --in plan --out located.csv
      """)

  @Argument(help: ArgumentHelp("The points.", valueName: "file"))
  var points: String

  @Option(name: .customLong("in"), help: ArgumentHelp("A scenario or plan folder.", valueName: "folder"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The file to write, its format by its ending; without it CSV is printed.", valueName: "file"))
  var out: String?

  @Option(help: ArgumentHelp("The column with the longitude, in a CSV.", valueName: "column"))
  var lon = "lon"

  @Option(help: ArgumentHelp("The column with the latitude, in a CSV.", valueName: "column"))
  var lat = "lat"

  func run() throws {
    try reportingFailures {
      let hierarchy = try LevelColumnOptions().hierarchy(from: [folder])
      let source = VectorSource(path: points, pointColumns: [lon, lat])
      let columns = try VectorLayer.columns(of: source)
      var layer = try VectorLayer(reading: source, columns: columns, as: .point)
      guard case .points(let places) = layer.geometry else { return }

      let index = UnitIndex(hierarchy.lowest.shapes)
      let units = places.map(index.unit)
      let responsible = try PlanFolder.responsibleFields(of: folder)
      layer.fields = layer.fields.filter { !["lon", "lat"].contains($0.name) }
      layer.fields += LocatedFields(hierarchy).fields(of: units, with: responsible)
      try write(layer)
      let outside = units.count { $0 == nil }
      Console.note("\(places.count) points, \(outside) of them outside")
    }
  }

  private func write(_ layer: VectorLayer) throws {
    if let out { return try VectorFormat(path: out).write([layer], to: out) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("locate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("points.csv")
    try VectorFormat.csv.write([layer], to: file.path)
    try Console.result(try Data(contentsOf: file))
  }
}
