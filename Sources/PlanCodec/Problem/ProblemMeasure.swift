import Foundation
import Scenario
import Words

/// How great the numbers of `problem.json` may be: as the scenario's may, so that every sum is a number and every search ends.
enum ProblemMeasure {
  /// The first number beyond it, in the order of the keys, and what it may be.
  static func excess(in value: Any, named name: String = "") -> (name: String, bounds: ClosedRange<Double>)? {
    switch value {
    case let object as [String: Any]:
      return object.keys.sorted().lazy.compactMap { excess(in: object[$0] ?? "", named: $0) }.first
    case let list as [Any]:
      return list.lazy.compactMap { excess(in: $0, named: name) }.first
    case let number as NSNumber:
      let bounds = bounds(of: name)
      return bounds.contains(number.doubleValue) ? nil : (name, bounds)
    default: return nil
    }
  }

  private static func bounds(of name: String) -> ClosedRange<Double> {
    switch name {
    case "lon", "lat", "line", "end_lon", "end_lat", "rest_lon", "rest_lat": -180...180
    case "visits_per_day": 0...1440
    case "min_per_unit": 0...Double(Measure.people)
    case "household_s", "road_km_s": 0...Measure.amount
    case "max_speed_kmh", "street_kmh": Measure.speed
    case _ where name.hasSuffix("_s"): 0...Double(Measure.seconds)
    default: 0...Double(Measure.count)
    }
  }
}
