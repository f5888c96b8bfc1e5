import Grid
import Planner
import Scenario

/// The areas and bases of the report.
extension ReportData {
  struct AreaRow: Encodable {
    var id: String
    var base: String
    var crews: [String]
    var units: Int
    var households: Int
    /// Seconds of work a day.
    var workload: Int?
  }

  struct BaseRow: Encodable {
    var id: String
    var name: String
    var at: String
    var crews: [String]
  }

  static func areas(of plan: Plan) -> [AreaRow] {
    plan.areas.map { area in
      AreaRow(
        id: area.id, base: area.baseID, crews: area.crewIDs, units: area.units.count,
        households: area.households, workload: finite(area.workload))
    }
  }

  /// The bases that are named, then those that only crews name.
  static func bases(of plan: Plan) -> [BaseRow] {
    var sites = plan.problem.bases
    var known = Set(sites.map(\.id))
    for crew in plan.problem.crews where known.insert(crew.baseID).inserted {
      sites.append(Site(id: crew.baseID, name: "", coordinate: crew.base))
    }
    return sites.map { site in
      BaseRow(
        id: site.id, name: site.name, at: IntegerText([site.coordinate]).text,
        crews: plan.problem.crews.filter { $0.baseID == site.id }.map(\.id))
    }
  }

  static func stations(of plan: Plan) -> [String: Int] {
    let townships = UnitIndex(plan.townships.shapes)
    return Dictionary(
      plan.problem.stations.compactMap { station in
        townships.unit(at: station.site.coordinate).map { (station.site.id, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Every name that a search may be for.
  static func names(in plan: Plan) -> [String] {
    plan.hierarchy.levels.flatMap(\.names) + plan.problem.checkpoints.map(\.name)
      + plan.problem.bases.map(\.name)
      + plan.assignment.rooms.map(\.room.name) + PhoneBook(plan.problem).all.values.map(\.name)
  }
}
