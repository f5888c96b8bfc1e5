import Grid
import Planner
import Scenario

/// The areas and bases of the report.
extension ReportData {
  struct AreaRow: Encodable {
    var id: String
    var name: String
    var base: String
    var crews: [String]
    var units: Int
    var households: Int
    /// Seconds of work a day.
    var workload: Int?
    /// Its work per crew over the mean, minus 1; `nil` where there is no work.
    var surplus: Double?
    /// 1 for a circle; `nil` without land.
    var compactness: Double?
    /// Metres of its border with other areas.
    var border: Int?
    /// Into how many its land falls of which none borders another.
    var pieces: Int
  }

  /// A `PatrolAreaFigures`: of all areas.
  struct AreaFigures: Encodable {
    var balance: Double
    var meanCompactness: Double
    var leastCompactness: Double
    var border: Int?

    init(_ figures: PatrolAreaFigures) {
      balance = figures.balance
      meanCompactness = figures.meanCompactness
      leastCompactness = figures.leastCompactness
      border = finite(figures.border)
    }
  }

  struct BaseRow: Encodable {
    var id: String
    var name: String
    var at: String
    var crews: [String]
  }

  static func areas(of plan: Plan, _ figures: PatrolAreaFigures) -> [AreaRow] {
    zip(plan.areas, figures.shapes).map { area, shape in
      AreaRow(
        id: area.id, name: area.name, base: area.baseID, crews: area.crewIDs,
        units: area.units.count, households: area.households, workload: finite(area.workload),
        surplus: shape.surplus,
        compactness: shape.compactness, border: finite(shape.border), pieces: shape.pieces)
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
    plan.hierarchy.levels.flatMap(\.names) + plan.areas.map(\.name) + plan.problem.checkpoints.map(\.name)
      + plan.problem.bases.map(\.name)
      + plan.assignment.rooms.map(\.room.name) + PhoneBook(plan.problem).all.values.map(\.name)
  }
}
