import Foundation
import Words

/// Each unit of the lowest level lies in one patrol area; work, outlines and borders are what they are told to be.
enum AreasClaim {
  private struct Area {
    var units = 0
    var households = 0
    var outline = Set<LatticeEdge>()
  }

  static func check(_ plan: PlanFiles, _ land: Land) throws -> Message? {
    let features = try plan.features("patrol_areas")
    guard !features.isEmpty else { return Message("there are no patrol areas") }
    let units = try plan.units(plan.levels[plan.levels.count - 1])
    try require(land.edgesOfUnit.count == units.count, Message("the land is not proved"))
    var owner: [String] = []
    var (areas, households) = ([String: Area](), 0)
    for unit in units {
      let id = try unit.text("patrol_area_id")
      owner.append(id)
      areas[id, default: Area()].units += 1
      areas[id, default: Area()].households += try unit.int("households")
      households += try unit.int("households")
    }
    var holder: [LatticeEdge: Int] = [:]
    for (unit, edges) in land.edgesOfUnit.enumerated() { for edge in edges { holder[edge] = unit } }
    var border = 0.0
    for (edge, unit) in holder {
      let other = holder[edge.reversed]
      guard other.map({ owner[$0] != owner[unit] }) ?? true else { continue }
      areas[owner[unit], default: Area()].outline.insert(edge)
      if other != nil {
        let (east, north) = Land.metres(at: edge.from.y)
        border += hypot(Double(edge.to.x - edge.from.x) * east, Double(edge.to.y - edge.from.y) * north) / 2
      }
    }
    var (all, shares, most) = (0, 0, 0.0)
    var told = Set<String>()
    for feature in features {
      let area = try feature.member("properties")
      let (id, base, work) = (try area.text("id"), try area.text("base_id"), try area.int("workload_s"))
      let own = areas[id] ?? Area()
      try require(
        try told.insert(id).inserted && area.int("units") == own.units
          && area.int("households") == own.households,
        Message("patrol area \(id) has other units"))
      var crews: [String] = []
      for crew in try plan.problem.list("crews") where try crew.text("base_id") == base {
        crews.append(try crew.text("id"))
      }
      try require(
        try area.text("crews") == crews.joined(separator: ";"), Message("patrol area \(id) has other crews"))
      if own.units > 0 {
        var edges = Set<LatticeEdge>()
        for ring in try Land.rings(of: feature) { edges.formUnion(ring.edges) }
        try require(edges == own.outline, Message("the outline of patrol area \(id) is another"))
      }
      all += work
      shares += max(1, crews.count)
      most = max(most, Double(work) / Double(max(1, crews.count)))
    }
    try require(
      areas.keys.allSatisfy(told.contains), Message("a unit lies in a patrol area that there is not"))
    try checkWork(plan, of: households, is: all, areas: features.count)
    let mean = Double(all) / Double(max(1, shares))
    let found = mean > 0 ? most / mean : 1
    if let stated = try StatedBound("area_borders", in: plan)?.objective.double {
      try require(
        abs(stated - border) <= 0.5 + 2e-3 * border,
        Message("there are \(DecimalNumber.text(border)) m of border"))
    }
    guard let balance = try StatedBound("patrol_areas", in: plan) else { return nil }
    try require(
      abs(balance.objective.double - found) <= 4 / max(1, mean),
      Message("the greatest work is \(found) times the mean"))
    guard balance.lowerBound.whole() == 1 else { return nil }
    return Message(
      "each of \(units.count) units lies in one of \(features.count) patrol areas; the greatest work is \(balance.objective.double) times the mean, and none can be below 1"
    )
  }

  /// Where work follows from households and checkpoints alone, that of all areas is worked out.
  private static func checkWork(
    _ plan: PlanFiles, of households: Int, is all: Int, areas: Int
  ) throws {
    guard let rule = try plan.problem.member("patrol").optional("workload"), try rule.double("risk") == 0,
      try rule.double("road_km_s") == 0
    else { return }
    var dwell = 0.0
    for point in try plan.problem.list("checkpoints") {
      dwell +=
        try point.double("visits_per_day") * Double(point.intIfAny("crews") ?? 1) * point.double("dwell_s")
    }
    let total = try rule.double("household_s") * Double(households) + rule.double("dwell") * dwell
    try require(
      abs(total - Double(all)) <= Double(areas),
      Message("the work of all patrol areas is \(DecimalNumber.text(total)) s"))
  }
}
