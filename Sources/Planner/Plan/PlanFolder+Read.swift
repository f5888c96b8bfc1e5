import Foundation
import Grid

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

  /// Who answers for each unit of the lowest level: columns in the order of its file, none when the folder is no plan.
  public static func responsibleFields(of folder: String) throws(PlanFolderError) -> [VectorField] {
    guard let problem = try problem(of: folder), let lowest = problem.levels.last else { return [] }
    do {
      let units = try VectorLayer(
        reading: unitsSource(folder, lowest), columns: ["code", "parent", "room_id", "patrol_area_id"],
        as: .polygon)
      // Officers and auxiliaries stand with the assignment level, some levels up.
      var owners = (units[problem.assignLevel == lowest ? "code" : "parent"]?.texts ?? []).map { $0 ?? "" }
      for level in problem.levels.dropLast().reversed() where owners.isEmpty == false {
        if level == problem.assignLevel || problem.assignLevel == lowest { break }
        let above = try VectorLayer(
          reading: unitsSource(folder, level), columns: ["code", "parent"], as: .polygon)
        let parentOf = dictionary(above, "parent")
        owners = owners.map { parentOf[$0] ?? "" }
      }
      let villages = try VectorLayer(
        reading: unitsSource(folder, problem.assignLevel), columns: ["code", "officer_id", "auxiliary_ids"],
        as: .polygon)
      let responsible = ["officer_id", "auxiliary_ids"].map { name in
        let values = dictionary(villages, name)
        return VectorField(name, .text(owners.map { values[$0] }))
      }
      return ["room_id"].compactMap { units[$0] } + responsible + ["patrol_area_id"].compactMap { units[$0] }
    } catch { throw .format(error) }
  }

  /// The layers of a plan folder, all or those of the given names; `nil` when the folder is no plan.
  public static func layers(of folder: String, named names: [String]?) throws(PlanFolderError)
    -> [VectorLayer]?
  {
    guard let problem = try problem(of: folder) else { return nil }
    let maps = problem.levels.map { "units.\($0)" } + ["patrol_areas", "gaps", "routes", "rooms"]
    let tables = ["assignments", "stops", "unserved", "calendar", "roster", "unfilled"]
    var layers: [VectorLayer] = []
    for name in maps + tables where names?.contains(name) ?? true {
      let isTable = tables.contains(name)
      let source = VectorSource(path: "\(folder)/\(name).\(isTable ? "csv" : "geojson")")
      do {
        let kind = try isTable ? .none : GeometryKind(of: source)
        var layer = try VectorLayer(reading: source, columns: VectorLayer.columns(of: source), as: kind)
        layer.name = name
        layers.append(layer)
      } catch FormatError.noFeatures {
        continue
      } catch { throw .format(error) }
    }
    return layers
  }

  private static func unitsSource(_ folder: String, _ level: String) -> VectorSource {
    VectorSource(path: "\(folder)/units.\(level).geojson")
  }

  private static func dictionary(_ layer: VectorLayer, _ field: String) -> [String: String] {
    let codes = layer["code"]?.texts ?? []
    let values = layer[field]?.texts ?? []
    return Dictionary(
      zip(codes, values).compactMap { code, value in
        if let code, let value { (code, value) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func problem(of folder: String) throws(PlanFolderError) -> ProblemDocument? {
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
