import Foundation
import VectorFiles
import Words

/// Plans on disk: the files that `docs/plan-folder.md` lists.
public enum PlanFolder {
  /// The file whose presence shows that a folder is a plan, or holds areas and routes.
  package static let mark = "problem.json"
  /// The roads and rivers behind the maps.
  static let backdrop = "backdrop"
  /// The lakes and wide rivers behind the maps.
  static let water = "water"
  /// Where the calendars of single people lie.
  package static let calendars = "calendars"
  /// Where the roster for people is, and each crew's sheet.
  package static let workbook = "roster.xlsx"
  /// Where all layers are, for a GIS.
  package static let geoPackage = "plan.gpkg"

  /// All its files whose names are the same in every plan.
  static let tables = [
    mark, "summary.json", "rooms.geojson", "patrol_areas.geojson", "routes.geojson", "gaps.geojson",
    "\(backdrop).geojson", "\(water).geojson",
    "assignments.csv", "stops.csv", "turns.csv", "unserved.csv", "calendar.csv", "reach.csv", "rounds.csv",
    "round_dates.csv", "seen.csv", "roster.csv",
    "unfilled.csv", "roster_changes.csv", "explanations.csv", "moves.csv", geoPackage, workbook, "roster.ics",
    "report.html", "sheets.html",
  ]
  /// Those that a folder of areas and routes alone has not. A folder with one of them is a plan, whatever it has lost.
  static let tablesOfWhole = ["assignments.csv", "rooms.geojson", "roster.csv"]

  /// Whether a folder is a plan, or holds areas and routes.
  public static func isPlan(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(mark)")
  }

  /// Whether a plan folder holds more than areas and routes.
  public static func isWhole(_ folder: String) -> Bool {
    isPlan(folder) && tablesOfWhole.contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
  }

  /// Refuses a folder that `write` would refuse to replace, or cannot make.
  public static func checkPlace(of folder: String) throws(PlanFolderError) {
    _ = try FolderDraft(for: folder, as: .plan, isChange: true)
  }

  package static func write(
    _ document: some Encodable, to name: String, in draft: FolderDraft
  ) throws(PlanFolderError) {
    do {
      try draft.write(Data(json(document).utf8), to: name)
    } catch let error as PlanFolderError {
      throw error
    } catch {
      throw draft.cannotWrite(name, Message(verbatim: error.localizedDescription))
    }
  }

  /// A document as every verb prints it, and as folders hold it: snake case, sorted keys, no control characters but
  /// written ones.
  package static func json(_ document: some Encodable) throws -> String {
    Escaping.terminal(json: String(decoding: try encoder.encode(document), as: UTF8.self))
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
