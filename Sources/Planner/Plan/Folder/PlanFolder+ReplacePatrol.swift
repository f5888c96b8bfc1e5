import Foundation
import Grid
import Roads
import Scenario
import VectorFiles

extension PlanFolder {
  /// What `writePatrol` writes, but for the tracks of crews.
  private static let patrolFiles = [
    "routes.geojson", "stops.csv", "unserved.csv", "turns.csv", "sheets.html",
  ]

  /// Puts other routes in the place of a plan's, in every file that shows them or what follows from them.
  ///
  /// - Parameters:
  ///   - folder: the plan.
  ///   - new: the routes that take the place of its own.
  ///   - travel: with which the routes were made.
  ///   - out: another folder to write; the plan then stays.
  ///   - progress: told the file that is being written.
  public static func replacePatrol(
    of folder: String, by new: PatrolOfPlan, travel: any Travel, to out: String? = nil,
    progress: (String) -> Void = { _ in }
  ) throws(PlanFolderError) {
    var document = try existingProblem(of: folder)
    document.checkpoints = new.problem.checkpoints.filter(\.way.isEmpty).map(ProblemDocument.Checkpoint.init)
    let book = PatrolBook(title: new.title, problem: new.problem, routes: new.routes, ways: new.ways)
    let layers = PatrolLayers(
      problem: new.problem, routes: new.routes, paths: new.ways.map(\.path), unservedVisits: new.unserved)
    let outcome = isWhole(folder) ? try RouteOutcome(of: folder, new, travel) : nil
    let scenario = try scenario(of: folder)
    let draft = try draft(for: out ?? folder)
    document.scenario = RelativePath.text(to: scenario, from: draft.final)
    do throws(PlanFolderError) {
      var replaced = Set(patrolFiles + [mark, "summary.json"] + book.tracks.map(\.name))
      if let outcome { replaced.formUnion(outcome.files) }
      try draft.copyFiles(of: folder, but: replaced)
      try write(document, to: mark, in: draft)
      try writePatrol(draft, layers, book)
      if let outcome { try write(outcome, draft, layers, book, progress) }
      try draft.write(
        try summary(of: folder, with: new, gaps: outcome?.outcome.gaps.count), to: "summary.json")
      try draft.commit()
    } catch {
      draft.discard()
      throw error
    }
  }

  /// Whether a plan folder holds more than areas and routes.
  private static func isWhole(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/assignments.csv")
  }

  /// What follows from other routes, and the files of a plan that it makes anew; plan.gpkg is changed.
  private struct RouteOutcome {
    let outcome: PatrolOutcome
    /// The lowest level with its columns.
    let units: VectorLayer
    let gaps: VectorLayer
    let page: String
    let roster: RosterOfPlan

    var files: [String] { ["\(units.name).geojson", "gaps.geojson", "report.html", workbook] }

    init(of folder: String, _ new: PatrolOfPlan, _ travel: any Travel) throws(PlanFolderError) {
      let county = try planned(folder)
      let name = "units.\(county.hierarchy.lowest.name)"
      guard var units = try layers(of: folder, named: [name])?.first else { throw .notAPlan(folder: folder) }
      // The features' own ids, which come back when they are written.
      units.fields.removeAll { $0.name == "id" }
      let response = units["response_s"]?.texts.map { $0.flatMap { Int($0) } } ?? []
      guard response.count == county.hierarchy.lowest.count else {
        throw .unreadable(file: "\(folder)/\(name).geojson", detail: "it has no response_s")
      }
      outcome = try county.outcome(of: new, response: response, travel: travel)
      for field in PlanLayers.visitFields(outcome.coverage) {
        guard let index = units.fields.firstIndex(where: { $0.name == field.name }) else {
          throw .unreadable(file: "\(folder)/\(name).geojson", detail: "it has no \(field.name)")
        }
        units.fields[index] = field
      }
      self.units = units
      do {
        gaps = try PlanLayers.gaps(outcome.gaps, of: county.hierarchy.lowest)
      } catch { throw .geometry(error) }
      let file = "\(folder)/report.html"
      guard let old = try? String(contentsOfFile: file, encoding: .utf8),
        let page = ReportPage.replacingPatrol(of: old, by: ReportPatrol(outcome))
      else { throw .unreadable(file: file, detail: "it has no routes; make the plan anew") }
      self.page = page
      guard var people = try PlanFolder.roster(of: folder) else { throw .notAPlan(folder: folder) }
      people.roster.unfilled = try unfilled(folder)
      roster = people
    }
  }

  private static func write(
    _ outcome: RouteOutcome, _ draft: FolderDraft, _ layers: PatrolLayers, _ book: PatrolBook,
    _ progress: (String) -> Void
  ) throws(PlanFolderError) {
    let styles = PlanStyles(outcome.outcome.problem.policy)
    let maps = [outcome.units, outcome.gaps, layers.routeLines]
    for map in maps where map.name != layers.routeLines.name {
      progress("\(map.name).geojson")
      try draft.write([map], as: .geoJSON, to: "\(map.name).geojson")
    }
    progress("plan.gpkg")
    try draft.replaceLayers(
      maps.map(styles.styled) + [layers.stops, layers.unserved, book.turnTable], in: "plan.gpkg")
    progress(workbook)
    try writeWorkbook(draft, outcome.roster, stops: layers.stops)
    progress("report.html")
    try draft.write(Data(outcome.page.utf8), to: "report.html")
  }

  /// `summary.json` with the counts of other routes, all else as it was.
  private static func summary(
    of folder: String, with new: PatrolOfPlan, gaps: Int?
  ) throws(PlanFolderError) -> Data {
    let made = new.routes.reduce(0) { $0 + $1.visits.count }
    return try summary(of: folder, withoutBounds: Plan.Optimisation.routes) { summary, audit in
      audit["visits_required"] = made + new.unserved.count
      audit["visits_unserved"] = new.unserved.count
      var counts = summary["counts"] as? [String: Any] ?? [:]
      counts["routes"] = new.routes.count
      counts["checkpoints"] = new.problem.checkpoints.count
      if let gaps { counts["gaps"] = gaps }
      summary["counts"] = counts
      summary["optimisations"] =
        (summary["optimisations"] as? [Any] ?? [])
        + new.optimisations.map { item -> [String: Any] in
          [
            "name": item.name, "unit": item.unit, "objective": item.objective,
            "lower_bound": item.lowerBound, "gap": item.gap,
          ]
        }
    }
  }
}
