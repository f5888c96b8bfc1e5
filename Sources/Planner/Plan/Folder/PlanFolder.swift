import Foundation
import Scenario
import VectorFiles

/// A plan on disk: the files that `docs/plan-folder.md` lists.
public enum PlanFolder {
  /// The file whose presence shows that a folder is a plan, and may be replaced by one.
  static let mark = "problem.json"

  /// Writes every file of a plan, then puts the folder in its place.
  ///
  /// - Parameters:
  ///   - plan: what is written.
  ///   - timings: seconds that the steps took, by name, for `summary.json`.
  ///   - folder: where; a plan that stands there is replaced.
  ///   - progress: told the file that is being written.
  public static func write(
    _ plan: Plan, timings: [(step: String, seconds: Double)], to folder: String,
    progress: (String) -> Void = { _ in }
  ) throws(PlanFolderError) {
    let draft = try draft(for: folder)
    do throws(PlanFolderError) {
      try fill(draft, plan, timings, progress)
      try draft.commit()
    } catch {
      draft.discard()
      throw error
    }
  }

  /// Refuses a folder that `write` would refuse to replace, or cannot make.
  public static func checkPlace(of folder: String) throws(PlanFolderError) {
    try draft(for: folder).discard()
  }

  static func draft(for folder: String) throws(PlanFolderError) -> FolderDraft {
    try FolderDraft(for: folder, replacing: "a plan folder") { $0.contains(mark) }
  }

  private static func fill(
    _ draft: FolderDraft, _ plan: Plan, _ timings: [(step: String, seconds: Double)],
    _ progress: (String) -> Void
  ) throws(PlanFolderError) {
    let layers = PlanLayers(plan)
    let maps: [VectorLayer]
    do {
      maps = try layers.maps()
    } catch { throw .geometry(error) }
    let tables = layers.tables
    let book = PatrolBook(title: plan.title, problem: plan.problem, routes: plan.routes, ways: plan.ways)
    var problem = ProblemDocument(plan.problem, siteNames: plan.siteNames)
    problem.title = plan.title
    problem.scenario = RelativePath.text(to: plan.scenarioFile, from: draft.final)
    try write(problem, to: "problem.json", in: draft)
    let files: [(VectorFormat, String, [VectorLayer])] =
      maps.map { (.geoJSON, "\($0.name).geojson", [$0]) } + tables.map { (.csv, "\($0.name).csv", [$0]) }
      + [
        (
          .geoPackage, "plan.gpkg",
          maps.map(PlanStyles(plan.problem.policy).styled) + tables + [book.turnTable]
        )
      ]
    for (format, name, layers) in files {
      progress(name)
      try draft.write(layers, as: format, to: name)
    }
    progress("sheets.html")
    try writeBook(draft, book)
    try writeForPeople(draft, plan, progress)
    try write(SummaryDocument(plan, timings: timings), to: "summary.json", in: draft)
  }

  private static func writeForPeople(
    _ draft: FolderDraft, _ plan: Plan, _ progress: (String) -> Void
  ) throws(PlanFolderError) {
    let sheets = RosterOfPlan(problem: plan.problem, roster: plan.roster, siteNames: plan.siteNames)
    try writeSheets(draft, sheets, stops: PlanLayers(plan).stops, progress)
    progress("report.html")
    do {
      let page = ReportPage(plan: plan, leaflet: try LeafletFiles.load())
      try draft.write(Data(page.html().utf8), to: "report.html")
    } catch let error as ReportError {
      throw .report(error)
    } catch let error as PlanFolderError {
      throw error
    } catch {
      preconditionFailure("only the two errors above are thrown")
    }
  }

  /// Where the calendars of single people lie.
  static let calendars = "calendars"

  /// The roster for people, and the crews' stops beside it.
  static func writeSheets(
    _ draft: FolderDraft, _ sheets: RosterOfPlan, stops: VectorLayer, _ progress: (String) -> Void
  ) throws(PlanFolderError) {
    progress(workbook)
    try writeWorkbook(draft, sheets, stops: stops)
    progress("roster.ics")
    let calendar = RosterCalendar(
      roster: sheets.roster, problem: sheets.problem, siteNames: sheets.siteNames, revisions: sheets.revisions
    )
    try draft.write(Data(calendar.text.utf8), to: "roster.ics")
    progress(calendars)
    try draft.makeFolder(calendars)
    for (person, text) in calendar.texts {
      try draft.write(Data(text.utf8), to: "\(calendars)/\(RosterCalendar.fileName(person))")
    }
  }

  /// Where the roster for people is, and each crew's sheet.
  static let workbook = "roster.xlsx"

  static func writeWorkbook(
    _ draft: FolderDraft, _ sheets: RosterOfPlan, stops: VectorLayer
  ) throws(PlanFolderError) {
    do {
      try RosterWorkbook.write(
        roster: sheets.roster, problem: sheets.problem, siteNames: sheets.siteNames, stops: stops,
        to: "\(draft.path)/\(workbook)")
    } catch {
      if case .cannotSave(_, let reason) = error { throw draft.cannotWrite(workbook, reason) }
      throw .workbook(error)
    }
  }

  static func write(
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

  public static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
