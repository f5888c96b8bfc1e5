import Foundation
import Grid
import Scenario
import VectorFiles

extension PlanFolder {
  /// The patrol areas of a plan folder.
  public static func areas(of folder: String) throws(PlanFolderError) -> KeptAreas {
    let problem = try existingProblem(of: folder)
    let level = problem.levels.last ?? ""
    do {
      let units = try VectorLayer(
        reading: unitsSource(folder, level), columns: ["code", "patrol_area_id"], as: .polygon)
      let areas = try VectorLayer(
        reading: VectorSource(path: "\(folder)/patrol_areas.geojson"), columns: ["id", "base_id"],
        as: .polygon)
      func pairs(_ layer: VectorLayer, _ a: String, _ b: String) -> [String: String] {
        let (keys, values) = (layer[a]?.texts ?? [], layer[b]?.texts ?? [])
        return Dictionary(
          zip(keys, values).compactMap { key, value in
            if let key, let value { (key, value) } else { nil }
          }, uniquingKeysWith: { first, _ in first })
      }
      return KeptAreas(
        areaOfUnit: pairs(units, "code", "patrol_area_id"), baseOfArea: pairs(areas, "id", "base_id"))
    } catch { throw .format(error) }
  }

  /// Writes areas and routes that were made by themselves as a folder.
  public static func writePatrol(_ patrol: MadePatrol, to folder: String) throws(PlanFolderError) {
    let draft = try draft(for: folder)
    do throws(PlanFolderError) {
      var document = ProblemDocument(patrol.problem)
      document.title = patrol.title
      document.scenario = RelativePath.text(to: patrol.scenarioFile, from: draft.final)
      try write(document, to: mark, in: draft)
      let lowest = patrol.hierarchy.levels.count - 1
      var units = patrol.hierarchy.layer(ofLevel: lowest)
      var areaOfUnit = [String?](repeating: nil, count: patrol.hierarchy.lowest.count)
      for area in patrol.areas { for unit in area.units { areaOfUnit[unit] = area.id } }
      units.fields.append(VectorField("patrol_area_id", .text(areaOfUnit)))
      let areas: VectorLayer
      do {
        areas = try PatrolLayers.areas(patrol.areas, of: patrol.hierarchy.lowest)
      } catch { throw .geometry(error) }
      for layer in [units, areas] { try draft.write([layer], as: .geoJSON, to: "\(layer.name).geojson") }
      let layers = PatrolLayers(
        problem: patrol.problem, routes: patrol.routes, paths: patrol.ways.map(\.path),
        unservedVisits: patrol.unserved)
      try draft.write([layers.calendar], as: .csv, to: "calendar.csv")
      try writePatrol(
        draft, layers,
        PatrolBook(
          title: patrol.title, problem: patrol.problem, routes: patrol.routes, ways: patrol.ways))
      try write(PatrolSummary(patrol), to: "summary.json", in: draft)
      try draft.commit()
    } catch {
      draft.discard()
      throw error
    }
  }
}

/// `summary.json` of a folder with areas and routes only.
private struct PatrolSummary: Encodable {
  struct Audit: Encodable {
    let visitsRequired: Int
    let visitsUnserved: Int
  }

  let title: String
  let generated: String
  let counts: [String: Int]
  let optimisations: [SummaryDocument.Optimisation]
  let audit: Audit
  let assumed: [String]

  init(_ patrol: MadePatrol) {
    title = patrol.title
    generated = ISO8601DateFormatter().string(from: Date())
    counts = [
      "patrol_areas": patrol.areas.count, "crews": patrol.problem.crews.count, "routes": patrol.routes.count,
      "checkpoints": patrol.problem.checkpoints.count,
    ]
    optimisations = patrol.optimisations.map {
      .init(name: $0.name, unit: $0.unit, objective: $0.objective, lowerBound: $0.lowerBound, gap: $0.gap)
    }
    let made = patrol.routes.reduce(0) { $0 + $1.visits.count }
    audit = Audit(visitsRequired: made + patrol.unserved.count, visitsUnserved: patrol.unserved.count)
    assumed = patrol.assumed
  }
}
