import Foundation
import Geometry
import Grid
import Scenario
import VectorFiles

extension PlanFolder {
  /// Reads what map sheets show of a plan folder.
  public static func mapSheets(of folder: String) throws(PlanFolderError) -> MapSheets {
    let problem = try existingProblem(of: folder)
    let hierarchy: Hierarchy
    do {
      hierarchy = try Hierarchy(reading: try levelSources(of: folder) ?? [])
    } catch let error as HierarchyError {
      throw .contradiction(file: folder, detail: error.description)
    } catch let error as PlanFolderError {
      throw error
    } catch { preconditionFailure("only the two errors above are thrown") }
    guard let assignLevel = hierarchy.index(of: problem.assignLevel) else {
      throw .contradiction(file: "\(folder)/\(mark)", detail: "there is no level '\(problem.assignLevel)'")
    }
    func place(_ id: String, _ name: String, _ lon: Double, _ lat: Double) -> MapSheets.Place? {
      Coordinate(longitude: lon, latitude: lat).map { coordinate in
        MapSheets.Place(
          id: id, name: name.isEmpty ? id : name, point: hierarchy.plane.project([coordinate])[0],
          coordinate: coordinate)
      }
    }
    let siteNames = Dictionary(
      problem.posts.map { ($0.siteId, $0.siteName ?? "") }, uniquingKeysWith: { first, _ in first })
    var seen = Set<String>()
    let bases = problem.crews.filter { seen.insert($0.baseId).inserted }
      .compactMap { place($0.baseId, siteNames[$0.baseId] ?? "", $0.lon, $0.lat) }
    let (areas, shapes) = try areas(of: folder)
    return MapSheets(
      title: title(of: folder), date: String(problem.horizon.start.prefix(10)), hierarchy: hierarchy,
      assignLevel: assignLevel, townshipLevel: hierarchy.index(of: problem.townshipLevel) ?? 0,
      assignment: try assignment(of: folder), workers: hierarchy.workersOfLowest(problem.workers),
      rooms: problem.rooms.compactMap { place($0.id, $0.name, $0.lon, $0.lat) }, bases: bases,
      checkpoints: problem.checkpoints.compactMap { point in
        place(point.id, point.name, point.lon, point.lat).map {
          MapSheets.Checkpoint(place: $0, tier: point.tier)
        }
      }, areas: areas, areaShapes: shapes,
      drives: try drives(of: folder, on: problem.dayTypes.first ?? "", hierarchy.plane))
  }

  private static func title(of folder: String) -> String {
    struct Summary: Decodable { var title: String }
    let data = FileManager.default.contents(atPath: "\(folder)/summary.json")
    return data.flatMap { try? JSONDecoder().decode(Summary.self, from: $0) }?.title ?? ""
  }

  /// Areas and their land; none where the plan has no crews.
  private static func areas(of folder: String) throws(PlanFolderError) -> ([MapSheets.Area], PolygonSet) {
    let columns = ["id", "base_id", "crews", "units", "households", "workload_s"]
    guard let layer = try layer(folder, "patrol_areas", columns, .polygon),
      case .polygons(let shapes) = layer.geometry
    else { return ([], PolygonSet()) }
    let texts = columns.map { layer[$0]?.texts.map { $0 ?? "" } ?? [] }
    let areas = (0..<layer.count).map { row in
      MapSheets.Area(
        id: texts[0][row], baseID: texts[1][row], crews: texts[2][row].split(separator: ";").map(String.init),
        units: Int(texts[3][row]) ?? 0, households: Int(texts[4][row]) ?? 0,
        workload: Int(texts[5][row]) ?? 0)
    }
    return (areas, shapes)
  }

  private static func drives(
    of folder: String, on dayType: String, _ plane: LocalPlane
  ) throws(PlanFolderError) -> [MapSheets.Drive] {
    guard let layer = try layer(folder, "routes", ["day_type", "crew_id"], .line),
      case .lines(let lines) = layer.geometry, let days = layer["day_type"]?.texts,
      let ids = layer["crew_id"]?.texts
    else { return [] }
    return (0..<layer.count).filter { days[$0] == dayType }.map { row in
      MapSheets.Drive(crewID: ids[row] ?? "", path: plane.project(Array(lines[row])))
    }
  }

  private static func layer(
    _ folder: String, _ name: String, _ columns: [String], _ kind: GeometryKind
  ) throws(PlanFolderError) -> VectorLayer? {
    do {
      return try VectorLayer(
        reading: VectorSource(path: "\(folder)/\(name).geojson"), columns: columns, as: kind)
    } catch FormatError.noFeatures {
      return nil
    } catch { throw .format(error) }
  }
}
