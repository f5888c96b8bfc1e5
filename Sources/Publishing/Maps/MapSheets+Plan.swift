import Geometry
import Grid
import PlanCodec
import Planner
import Scenario
import VectorFiles
import Words

extension MapSheets {
  /// What map sheets show of a plan.
  ///
  /// - Parameter language: in Chinese sheets hold nothing else; in English that stands beside the Chinese.
  package init(_ plan: Plan, in language: Language) throws(PlanFolderError) {
    self.language = language
    let hierarchy = plan.hierarchy
    // PROJ is set up once for each call: all places of a kind go in together.
    func places(_ all: [(id: String, name: String, coordinate: Coordinate)]) -> [Place] {
      zip(all, hierarchy.plane.project(all.map(\.coordinate))).map { one, point in
        Place(
          id: one.id, name: one.name.isEmpty ? one.id : one.name, point: point, coordinate: one.coordinate)
      }
    }
    let names = plan.siteNames
    var seen = Set<String>()
    var shapes = PolygonSet()
    do throws(GEOSError) {
      for area in plan.areas { try shapes.appendDissolved(area.units, of: hierarchy.lowest.shapes) }
    } catch { throw .geometry(error) }
    let firstDay = plan.problem.dayTypes.first ?? ""
    let levels = hierarchy.levels
    let lowest = levels.count - 1
    let index = UnitIndex(shapes)
    title = plan.title
    date = plan.problem.horizon.start.text
    self.hierarchy = hierarchy
    assignLevel = plan.assignLevel
    townshipLevel = plan.townshipLevel
    assignment = plan.assignment
    grounds = levels.map { SheetGround($0.shapes, on: hierarchy.plane) }
    anchors = levels.map { hierarchy.plane.project($0.anchors) }
    townshipOfVillage = hierarchy.ancestors(of: assignLevel, at: townshipLevel)
    cellsOfVillage = hierarchy.descendants(of: assignLevel, at: lowest)
    gridLevel = lowest - 1 > assignLevel ? lowest - 1 : lowest
    gridsOfVillage = hierarchy.descendants(of: assignLevel, at: gridLevel)
    cellsOfGrid = hierarchy.descendants(of: gridLevel, at: lowest)
    workers = hierarchy.workersOfLowest(plan.problem.gridWorkers)
    book = PhoneBook(plan.problem)
    rooms = places(plan.rooms.map { ($0.id, $0.name, $0.coordinate) })
    bases = places(
      plan.problem.crews.filter { seen.insert($0.baseID).inserted }
        .map { ($0.baseID, names[$0.baseID] ?? "", $0.base) })
    let visited = plan.problem.checkpoints.filter(\.way.isEmpty)
    checkpoints = zip(visited, places(visited.map { ($0.id, $0.name, $0.coordinate) })).map {
      Checkpoint(place: $1, kind: SheetMarker.Kind($0.tier))
    }
    areas = plan.areas.map { area in
      Area(
        id: area.id, name: area.name, baseID: area.baseID, crews: area.crewIDs, units: area.units.count,
        households: area.households, workload: Int(area.workload))
    }
    areaGround = SheetGround(shapes, on: hierarchy.plane)
    areaOfRoom = rooms.map { index.unit(at: $0.coordinate) }
    areaOfCheckpoint = checkpoints.map { index.unit(at: $0.place.coordinate) }
    let driven = zip(plan.routes, plan.ways).filter { $0.0.dayType == firstDay }
    var path = hierarchy.plane.project(driven.flatMap(\.1.path))[...]
    drives = driven.map { route, way in
      defer { path = path.dropFirst(way.path.count) }
      return Drive(crewID: route.crewID, path: Array(path.prefix(way.path.count)))
    }
    villageFiles = FileNames.names(
      for: levels[plan.assignLevel].codes, prefix: "village.", ending: ".svg")
    boardFiles = FileNames.names(for: levels[gridLevel].codes, prefix: "board.", ending: ".svg")
    cardFiles = FileNames.names(for: levels[assignLevel].codes, prefix: "cards.", ending: ".html")
    areaFiles = FileNames.names(for: plan.areas.map(\.id), prefix: "area.", ending: ".svg")
  }
}
