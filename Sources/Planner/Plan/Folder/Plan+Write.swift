import Foundation
import Geometry
import Grid
import Roads
import Scenario
import Solvers
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
    let draft = try FolderDraft(for: folder, as: .plan)
    try fill(draft, timings, progress)
    try draft.commit()
  }

  private func fill(
    _ draft: FolderDraft, _ timings: [(step: String, seconds: Double)], _ progress: (String) -> Void
  ) throws(PlanFolderError) {
    let figures = PlanFigures(self)
    let layers = PlanLayers(self)
    let maps: [VectorLayer]
    do {
      maps = try layers.maps()
    } catch { throw .geometry(error) }
    let tables = layers.tables
    try PlanFolder.write(
      ProblemDocument(
        problem, of: hierarchy, siteNames: siteNames, title: title, scenario: scenarioFile, for: draft),
      to: PlanFolder.mark, in: draft)
    let turns = PatrolLayers(patrol).turns
    let files: [(VectorFormat, String, [VectorLayer])] =
      maps.map { (.geoJSON, "\($0.name).geojson", [$0]) }
      + (tables + [turns, layers.reach]).map { (.csv, "\($0.name).csv", [$0]) }
      + [(.geoPackage, PlanFolder.geoPackage, maps.map(PlanStyles(problem.policy).styled) + tables + [turns])]
    for (format, name, layers) in files {
      progress(name)
      try draft.write(layers, as: format, to: name)
    }
    progress("sheets.html")
    try PatrolBook(patrol).write(in: draft)
    try writeForPeople(draft, figures, stops: PatrolLayers(patrol).stops, progress)
    try PlanFolder.write(SummaryDocument(self, figures, timings: timings), to: "summary.json", in: draft)
  }

  /// The workbook, the calendars and the page.
  private func writeForPeople(
    _ draft: FolderDraft, _ figures: PlanFigures, stops: VectorLayer, _ progress: (String) -> Void
  ) throws(PlanFolderError) {
    progress(PlanFolder.workbook)
    do {
      try RosterWorkbook.write(
        roster: roster, problem: problem, siteNames: siteNames, stops: stops,
        to: "\(draft.path)/\(PlanFolder.workbook)")
    } catch {
      if case .cannotSave(_, let reason) = error { throw draft.cannotWrite(PlanFolder.workbook, reason) }
      throw .workbook(error)
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
    progress("report.html")
    let leaflet: LeafletFiles
    do {
      leaflet = try LeafletFiles.load()
    } catch { throw .report(error) }
    try draft.write(Data(ReportPage(self, figures, leaflet: leaflet).html().utf8), to: "report.html")
  }
}

extension PatrolPlan {
  /// Writes areas and routes as a folder of their own.
  public func write(to folder: String) throws(PlanFolderError) {
    let draft = try FolderDraft(for: folder, as: .plan)
    try PlanFolder.write(
      ProblemDocument(
        problem, of: hierarchy, siteNames: [:], title: title, scenario: scenarioFile, for: draft),
      to: PlanFolder.mark, in: draft)
    let layers = PatrolLayers(self)
    var units = hierarchy.levels.indices.map { hierarchy.layer(ofLevel: $0) }
    units[units.count - 1].fields.append(layers.areaField)
    let areas: VectorLayer
    do throws(GEOSError) {
      areas = try layers.areas()
    } catch { throw .geometry(error) }
    for layer in units + [areas, layers.routeLines] {
      try draft.write([layer], as: .geoJSON, to: "\(layer.name).geojson")
    }
    for table in [layers.calendar, layers.stops, layers.unserved, layers.turns] {
      try draft.write([table], as: .csv, to: "\(table.name).csv")
    }
    try PatrolBook(self).write(in: draft)
    try PlanFolder.write(PatrolSummary(self), to: "summary.json", in: draft)
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

extension ProblemDocument {
  /// With the title, what there is to say of the levels, and the way to the scenario from the folder that is written.
  fileprivate init(
    _ problem: Problem, of hierarchy: Hierarchy, siteNames: [String: String], title: String, scenario: String,
    for draft: FolderDraft
  ) {
    self.init(problem, siteNames: siteNames)
    dissolvedLevels = hierarchy.levels.filter(\.isDissolved).map(\.name)
    levelSizes = Dictionary(
      uniqueKeysWithValues: hierarchy.levels.compactMap { level in
        level.size.map { (level.name, [$0.lowerBound, $0.upperBound]) }
      })
    self.title = title
    self.scenario = RelativePath.text(to: scenario, from: draft.final)
  }
}
