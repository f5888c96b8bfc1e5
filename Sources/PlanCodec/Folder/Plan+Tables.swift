import Geometry
import Grid
import Planner
import Scenario
import VectorFiles

extension Plan {
  /// Writes what `Plan(folder)` reads back: the problem, the layers and tables in each format, and the summary.
  package func writeTables(
    in draft: FolderDraft, _ figures: PlanFigures, timings: [(step: String, seconds: Double)],
    progress: (String) -> Void
  ) throws(PlanFolderError) {
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
    let rounds = layers.rounds(figures)
    let files: [(VectorFormat, String, [VectorLayer])] =
      maps.map { (.geoJSON, "\($0.name).geojson", [$0]) }
      + (tables + [turns, layers.reach] + rounds).map { (.csv, "\($0.name).csv", [$0]) }
      + [
        (
          .geoPackage, PlanFolder.geoPackage,
          maps.map(PlanStyles(problem.policy).styled) + tables + [turns] + rounds
        )
      ]
    for (format, name, layers) in files {
      progress(name)
      try draft.write(layers, as: format, to: name)
    }
    try PlanFolder.write(SummaryDocument(self, figures, timings: timings), to: "summary.json", in: draft)
    try CertificateIndex.write(
      figures.bounds,
      of: [PlanFolder.mark, "summary.json"] + files.map(\.1).filter { $0 != PlanFolder.geoPackage }, in: draft
    )
  }
}

extension PatrolPlan {
  /// Writes areas and routes as a folder of their own, without what is for people.
  package func writeTables(in draft: FolderDraft) throws(PlanFolderError) {
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
    let files: [(VectorFormat, String, VectorLayer)] =
      (units + [areas, layers.routeLines]).map { (.geoJSON, "\($0.name).geojson", $0) }
      + [layers.calendar, layers.stops, layers.unserved, layers.turns].map { (.csv, "\($0.name).csv", $0) }
    for (format, name, layer) in files { try draft.write([layer], as: format, to: name) }
    try PlanFolder.write(PatrolSummary(self), to: "summary.json", in: draft)
    try CertificateIndex.write(
      standingBounds, of: [PlanFolder.mark, "summary.json"] + files.map(\.1), in: draft)
  }
}

extension ProblemDocument {
  /// With the title, what there is to say of the levels, and the way to the scenario from the folder that is written.
  fileprivate init(
    _ problem: Problem, of hierarchy: Hierarchy, siteNames: [String: String], title: String, scenario: String,
    for draft: FolderDraft
  ) {
    self.init(problem, siteNames: siteNames)
    let dissolved = hierarchy.levels.filter(\.isDissolved).map(\.name)
    dissolvedLevels = dissolved.isEmpty ? nil : dissolved
    let sizes = Dictionary(
      uniqueKeysWithValues: hierarchy.levels.compactMap { level in
        level.size.map { (level.name, [$0.lowerBound, $0.upperBound]) }
      })
    levelSizes = sizes.isEmpty ? nil : sizes
    self.title = title
    self.scenario = RelativePath.text(to: scenario, from: draft.final)
  }
}
