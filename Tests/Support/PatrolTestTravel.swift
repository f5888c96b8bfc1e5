import Foundation
import Geometry
import Roads
import Scenario

/// Straight lines x 1.3 at 30 km/h on a sphere; some places hang on no road.
package struct PatrolTestTravel: Travel {
  package var cutOff: Set<Coordinate>
  package var metresPerSecond: Double

  package init(cutOff: Set<Coordinate> = [], metresPerSecond: Double = 30 / 3.6) {
    self.cutOff = cutOff
    self.metresPerSecond = metresPerSecond
  }

  package static func metres(_ a: Coordinate, _ b: Coordinate) -> Double {
    let toRadians = Double.pi / 180
    let dy = (a.latitude - b.latitude) * toRadians
    let dx = (a.longitude - b.longitude) * toRadians
    let h =
      pow(sin(dy / 2), 2) + cos(a.latitude * toRadians) * cos(b.latitude * toRadians) * pow(sin(dx / 2), 2)
    return 2 * 6_371_008.8 * asin(h.squareRoot())
  }

  package func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
    var seconds: [Float] = []
    var metres: [Float] = []
    for a in origins {
      for b in destinations {
        let isApart = a != b && (cutOff.contains(a) || cutOff.contains(b))
        let way = 1.3 * Self.metres(a, b)
        metres.append(isApart ? .infinity : Float(way))
        seconds.append(isApart ? .infinity : Float(way / metresPerSecond))
      }
    }
    return TravelTable(rows: origins.count, columns: destinations.count, seconds: seconds, metres: metres)
  }

  package func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] {
    [origin, destination]
  }
}

/// A place `east` and `north` metres, or nearly, from the middle of the test county.
package func patrolPlace(_ east: Double, _ north: Double) -> Coordinate {
  Coordinate(x: 1_150_000_000 + Int32(east / 0.0093), y: 334_000_000 + Int32(north / 0.0111))
}

package func patrolWindow(_ start: String, _ end: String) -> DailyWindow {
  DailyWindow(start: TimeOfDay(start) ?? TimeOfDay(seconds: 0), end: TimeOfDay(end) ?? TimeOfDay(seconds: 0))
}

package func patrolProblem(crews: [Crew], shifts: [Shift], checkpoints: [Checkpoint]) -> Problem {
  Problem(
    levels: ["county"], assignLevel: "county", townshipLevel: "county",
    horizon: Horizon(
      start: CivilDate(days: 20_000), days: 1, clock: Clock(offset: 28_800), dayTypeOfDate: [0]),
    dayTypes: ["weekday"], policy: Policy(), crews: crews, shifts: shifts, checkpoints: checkpoints)
}
