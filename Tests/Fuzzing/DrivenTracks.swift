import Foundation
import Geometry
import Planner
import PlannerTestSupport
import Roads
import Scenario
import Solvers

/// Fixes that receivers would record of crews who drive a plan's rounds, with their errors.
public struct DrivenTracks {
  /// Seconds between two fixes.
  public var interval = 15
  /// The standard deviation of a fix from the true place, metres.
  public var noise = 5.0
  public var seed: UInt64 = 1

  private let problem: Problem
  /// By day type.
  private let timelines: [String: [CrewTimeline]]

  /// - Parameter routes: as driven, which may differ from the plan's.
  public init(_ problem: Problem, driving routes: [Route], travel: any Travel) {
    self.problem = problem
    timelines = Dictionary(grouping: routes, by: \.dayType).mapValues { routes in
      routes.filter { !$0.stops.isEmpty }.map { CrewTimeline($0, travel: travel) }
    }
  }

  /// Calls `body` with the fixes of some days, counted from the start of the horizon, in the order of time.
  package func forEachFix(days: Range<Int>, _ body: (_ crew: String, Fix) throws -> Void) rethrows {
    var generator = SeededGenerator(seed: seed)
    let horizon = problem.horizon
    for day in days {
      let date = horizon.start + day
      let type = problem.dayTypes[horizon.dayTypeOfDate[day % horizon.dayTypeOfDate.count]]
      let crews = timelines[type] ?? []
      // Night shifts run into the next day, whose own drives then wait for them: crews are in order each.
      let end = crews.map(\.duty.upperBound).max() ?? 0
      for time in stride(from: 0, to: end, by: interval) {
        for crew in crews {
          guard let place = crew.place(at: time) else { continue }
          let moment = (date.days * 86_400 + time - horizon.clock.offset) * 1000
          try body(
            crew.crewID, Fix(time: Int64(moment), coordinate: moved(place, &generator)))
        }
      }
    }
  }

  /// A place off by chance, evenly in all directions.
  private func moved(_ place: Coordinate, _ generator: inout SeededGenerator) -> Coordinate {
    let length = noise * (-2 * log(max(generator.unit(), 1e-12))).squareRoot()
    let angle = 2 * .pi * generator.unit()
    let metresPerUnit = 111_320 / Coordinate.unitsPerDegree
    let north = length * sin(angle) / metresPerUnit
    let east = length * cos(angle) / metresPerUnit / cos(place.latitude * .pi / 180)
    return Coordinate(x: place.x + Int32(east.rounded()), y: place.y + Int32(north.rounded()))
  }

  /// The fixes as CSV with a header.
  public func csv(days: Range<Int>) -> String {
    var text = "crew,time,lon,lat\n"
    forEachFix(days: days) { crew, fix in
      text += "\(crew),\(fix.time / 1000),\(fix.coordinate.longitude),\(fix.coordinate.latitude)\n"
    }
    return text
  }
}
