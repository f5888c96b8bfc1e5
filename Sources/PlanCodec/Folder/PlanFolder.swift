import Foundation

/// Plans on disk: the files that `docs/plan-folder.md` lists.
public enum PlanFolder {
  /// The file whose presence shows that a folder is a plan, and may be replaced by one.
  package static let mark = "problem.json"
  /// Where the calendars of single people lie.
  package static let calendars = "calendars"
  /// Where the roster for people is, and each crew's sheet.
  package static let workbook = "roster.xlsx"
  /// Where all layers are, for a GIS.
  package static let geoPackage = "plan.gpkg"

  /// Whether a folder is a plan, or holds areas and routes.
  public static func isPlan(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(mark)")
  }

  /// Whether a plan folder holds more than areas and routes.
  public static func isWhole(_ folder: String) -> Bool {
    isPlan(folder) && FileManager.default.fileExists(atPath: "\(folder)/assignments.csv")
  }

  /// Refuses a folder that `write` would refuse to replace, or cannot make.
  public static func checkPlace(of folder: String) throws(PlanFolderError) {
    _ = try FolderDraft(for: folder, as: .plan)
  }

  package static func write(
    _ document: some Encodable, to name: String, in draft: FolderDraft
  ) throws(PlanFolderError) {
    do {
      try draft.write(try encoder.encode(document), to: name)
    } catch let error as PlanFolderError {
      throw error
    } catch {
      throw draft.cannotWrite(name, error.localizedDescription)
    }
  }

  /// A document as every verb prints it, and as folders hold it: snake case, sorted keys.
  package static func json(_ document: some Encodable) throws -> String {
    String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
