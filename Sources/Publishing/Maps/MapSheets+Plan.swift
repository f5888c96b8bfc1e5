import Geometry
import PlanCodec
import Planner
import Scenario
import VectorFiles

extension MapSheets {
  /// What map sheets show of a plan.
  package init(_ plan: Plan) throws(PlanFolderError) {
    let hierarchy = plan.hierarchy
    func place(_ id: String, _ name: String, _ coordinate: Coordinate) -> Place {
      Place(
        id: id, name: name.isEmpty ? id : name, point: hierarchy.plane.project([coordinate])[0],
        coordinate: coordinate)
    }
    let names = plan.siteNames
    var seen = Set<String>()
    var shapes = PolygonSet()
    do throws(GEOSError) {
      for area in plan.areas { try shapes.appendDissolved(area.units, of: hierarchy.lowest.shapes) }
    } catch { throw .geometry(error) }
    let firstDay = plan.problem.dayTypes.first ?? ""
    self.init(
      title: plan.title, date: plan.problem.horizon.start.text, hierarchy: hierarchy,
      assignLevel: plan.assignLevel, townshipLevel: plan.townshipLevel, assignment: plan.assignment,
      workers: hierarchy.workersOfLowest(plan.problem.gridWorkers),
      rooms: plan.rooms.map { place($0.id, $0.name, $0.coordinate) },
      bases: plan.problem.crews.filter { seen.insert($0.baseID).inserted }
        .map { place($0.baseID, names[$0.baseID] ?? "", $0.base) },
      checkpoints: plan.problem.checkpoints.filter(\.way.isEmpty).map { point in
        Checkpoint(place: place(point.id, point.name, point.coordinate), tier: point.tier.rawValue)
      },
      areas: plan.areas.map { area in
        Area(
          id: area.id, baseID: area.baseID, crews: area.crewIDs, units: area.units.count,
          households: area.households, workload: Int(area.workload))
      }, areaShapes: shapes,
      drives: zip(plan.routes, plan.ways).filter { $0.0.dayType == firstDay }.map { route, way in
        Drive(crewID: route.crewID, path: hierarchy.plane.project(way.path))
      },
      villageFiles: FileNames.names(
        for: hierarchy.levels[plan.assignLevel].codes, prefix: "village.", ending: ".svg"),
      areaFiles: FileNames.names(for: plan.areas.map(\.id), prefix: "area.", ending: ".svg"))
  }
}
