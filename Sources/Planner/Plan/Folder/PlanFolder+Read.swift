import Foundation
import Grid
import Scenario
import VectorFiles

extension PlanFolder {
  /// The levels of a plan folder as sources; `nil` when the folder is no plan.
  public static func levelSources(of folder: String) throws(PlanFolderError) -> [LevelSource]? {
    try problem(of: folder)?.levels.enumerated().map { index, name in
      LevelSource(
        name: name,
        origin: .layer(
          unitsSource(folder, name), LevelColumns(code: "code", name: "name", households: "households")),
        parent: index > 0 ? .column("parent") : .place)
    }
  }

  /// Who answers for each unit of the lowest level, as columns; none when the folder is no plan.
  ///
  /// - Parameters:
  ///   - folder: that is a plan, or not.
  ///   - hierarchy: as read from the same folder, so that its units stand in the order of the files.
  public static func responsibleFields(
    of folder: String, for hierarchy: Hierarchy
  ) throws(PlanFolderError) -> [VectorField] {
    guard let problem = try problem(of: folder), let assign = hierarchy.index(of: problem.assignLevel) else {
      return []
    }
    let lowest = hierarchy.levels.count - 1
    let villages: VectorLayer
    let areas: VectorLayer
    do {
      villages = try VectorLayer(
        reading: unitsSource(folder, problem.assignLevel),
        columns: ["room_id", "officer_id", "auxiliary_ids"],
        as: .polygon)
      areas = try VectorLayer(
        reading: unitsSource(folder, hierarchy.lowest.name), columns: ["patrol_area_id"], as: .polygon)
    } catch { throw .format(error) }
    let workers = hierarchy.workersOfLowest(problem.workers).map { $0.joined(separator: ";") }
    let villageOfUnit = hierarchy.ancestors(of: lowest, at: assign)
    return villages.fields.map { field in
      let texts = field.texts
      return VectorField(field.name, .text(villageOfUnit.map { texts[$0] }))
    } + (problem.workers.isEmpty ? [] : [VectorField("grid_worker_ids", .text(workers))]) + areas.fields
  }

  /// The layers of a plan folder, all or those of the given names; `nil` when the folder is no plan.
  public static func layers(of folder: String, named names: [String]?) throws(PlanFolderError)
    -> [VectorLayer]?
  {
    guard let problem = try problem(of: folder) else { return nil }
    let maps = problem.levels.map { "units.\($0)" } + ["patrol_areas", "gaps", "routes", "rooms"]
    // Plans made from an earlier one have moves, those with a sick call changes, those of an earlier planner no
    // explanations.
    let sometimes = ["explanations", "moves", "roster_changes"]
      .filter { FileManager.default.fileExists(atPath: "\(folder)/\($0).csv") }
    let tables = ["assignments"] + sometimes + ["stops", "unserved", "calendar", "roster", "unfilled"]
    var layers: [VectorLayer] = []
    for name in maps + tables where names?.contains(name) ?? true {
      let isTable = tables.contains(name)
      let source = VectorSource(path: "\(folder)/\(name).\(isTable ? "csv" : "geojson")")
      do {
        let kind = try isTable ? .none : GeometryKind(of: source)
        var layer = try VectorLayer(reading: source, columns: VectorLayer.columns(of: source), as: kind)
        layer.name = name
        layers.append(PlanStyles(problem.policy).styled(layer))
      } catch FormatError.noFeatures {
        continue
      } catch { throw .format(error) }
    }
    return layers
  }

  static func unitsSource(_ folder: String, _ level: String) -> VectorSource {
    VectorSource(path: "\(folder)/units.\(level).geojson")
  }

  static func problem(of folder: String) throws(PlanFolderError) -> ProblemDocument? {
    let file = "\(folder)/\(mark)"
    guard let data = FileManager.default.contents(atPath: file) else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(ProblemDocument.self, from: data)
    } catch {
      throw .unreadable(file: file, detail: "\(error)")
    }
  }
}
