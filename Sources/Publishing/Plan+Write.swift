import Foundation
import PlanCodec
import Planner
import VectorFiles

extension Plan {
  /// Writes every file of the plan, each made anew from it, then puts the folder in its place.
  ///
  /// - Parameters:
  ///   - folder: where; a plan that stands there is replaced.
  ///   - timings: seconds that steps took, by name, for `summary.json`.
  ///   - progress: told the file that is being written.
  /// - Throws: `unsettled` where the plan was changed without its findings.
  public func write(
    to folder: String, timings: [(step: String, seconds: Double)] = [],
    progress: (String) -> Void = { _ in }
  ) throws(PlanFolderError) {
    guard isSettled else { throw .unsettled(folder: folder) }
    let draft = try FolderDraft(for: folder, as: .plan, isChange: true)
    let figures = PlanFigures(self)
    try writeTables(in: draft, figures, timings: timings, progress: progress)
    progress("sheets.html")
    try PatrolBook(patrol).write(in: draft)
    try writeForPeople(draft, figures, progress)
    try draft.commit()
  }

  /// The workbook, the calendars and the page.
  private func writeForPeople(
    _ draft: FolderDraft, _ figures: PlanFigures, _ progress: (String) -> Void
  ) throws(PlanFolderError) {
    progress(PlanFolder.workbook)
    do {
      try RosterWorkbook.write(
        roster: roster, problem: problem, siteNames: siteNames, stops: PatrolLayers(patrol).stops,
        revisions: revisions, to: "\(draft.path)/\(PlanFolder.workbook)")
    } catch {
      if case .cannotSave(_, let reason) = error { throw draft.cannotWrite(PlanFolder.workbook, reason) }
      throw draft.cannotWrite(PlanFolder.workbook, error.message)
    }
    progress("roster.ics")
    let calendar = RosterCalendar(
      roster: roster, problem: problem, siteNames: siteNames, revisions: revisions)
    try draft.write(Data(calendar.text.utf8), to: "roster.ics")
    progress(PlanFolder.calendars)
    try draft.makeFolder(PlanFolder.calendars)
    let calendars = calendar.texts
    let names = FileNames.names(for: calendars.map(\.staffID), ending: ".ics")
    for (name, calendar) in zip(names, calendars) {
      try draft.write(Data(calendar.text.utf8), to: "\(PlanFolder.calendars)/\(name)")
    }
    let page = "report.html"
    progress(page)
    let leaflet: LeafletFiles
    do {
      leaflet = try LeafletFiles.load()
    } catch { throw draft.cannotWrite(page, error.message) }
    try draft.write(Data(ReportPage(self, figures, leaflet: leaflet).html().utf8), to: page)
  }
}

extension PatrolPlan {
  /// Writes areas and routes as a folder of their own.
  public func write(to folder: String) throws(PlanFolderError) {
    let draft = try FolderDraft(for: folder, as: .plan, isChange: true)
    try writeTables(in: draft)
    try PatrolBook(self).write(in: draft)
    try draft.commit()
  }
}

extension PatrolBook {
  /// Sheets and tracks.
  fileprivate func write(in draft: FolderDraft) throws(PlanFolderError) {
    try draft.write(Data(sheets().utf8), to: "sheets.html")
    for track in tracks { try draft.write(Data(track.text.utf8), to: track.name) }
  }
}
