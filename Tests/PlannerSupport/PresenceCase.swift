import Geometry
import Planner
import Scenario
import TestSupport
import VectorFiles

/// A patrol that fills its spare time.
package enum PresenceCase {
  /// Two areas of 200 units, a crew in each, and a few checkpoints.
  package static func county() -> (Problem, PresenceGround) {
    var anchors: [Coordinate] = []
    var households: [Int] = []
    for unit in 0..<400 {
      anchors.append(
        patrolPlace(Double(unit % 20) * 500 + Double(unit / 200) * 12_000, Double(unit / 20 % 10) * 500))
      households.append(20 + unit * 7 % 31)
    }
    let areas = (0..<2).map { index in
      PatrolArea(
        id: "A0\(index + 1)", baseID: "B\(index)", crewIDs: ["C\(index)"],
        units: Array((200 * index)..<(200 * index + 200)), households: 0, workload: 0)
    }
    let ground = PresenceGround(
      areas: areas, codes: (0..<400).map { "U\($0)" }, anchors: anchors, households: households,
      plane: LocalPlane(centre: patrolPlace(0, 0)), dwell: 300)
    let shifts = [
      Shift(id: "day", window: patrolWindow("08:00", "16:00")),
      Shift(id: "night", window: patrolWindow("22:00", "06:00")),
    ]
    let crews = (0..<2).map { index in
      Crew(
        id: "C\(index)", baseID: "B\(index)", base: anchors[200 * index + 110], shiftIDs: ["day", "night"],
        maxSpeed: 60)
    }
    let points = (0..<8).map { index in
      Checkpoint(
        id: "P\(index)", name: "", coordinate: anchors[index * 47 + 3], tier: .red, visitsPerDay: 2,
        dwell: 600,
        windows: [patrolWindow("10:00", "12:00"), patrolWindow("23:00", "01:00")], minGap: 3600)
    }
    return (patrolProblem(crews: crews, shifts: shifts, checkpoints: points), ground)
  }
}
