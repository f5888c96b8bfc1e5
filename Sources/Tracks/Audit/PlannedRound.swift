import Planner
import Scenario

/// What a crew is to drive in one shift of one date.
package struct PlannedRound: Sendable {
  /// A stop at a checkpoint.
  package struct Stop: Sendable {
    /// An index into the problem's checkpoints.
    package var checkpoint: Int
    /// When it is to begin, milliseconds since 1970-01-01 UTC.
    package var start: Int64
    /// Seconds.
    package var dwell: Int
  }

  /// An index into the problem's crews.
  package var crew: Int
  package var shiftID: String
  package var date: CivilDate
  /// Milliseconds since 1970-01-01 UTC.
  package var start: Int64
  package var end: Int64
  /// In the order of the plan.
  package var stops: [Stop]
  /// The units where it is to be present, by code, and from when on.
  package var units: [(code: String, start: Int64)]
  /// The ways between stops, with when they are driven.
  var ways: [Way] = []

  struct Way: Sendable {
    var span: ClosedRange<Int64>
    var metres: Double
  }

  /// Metres that are to be driven within some time; of a way that is cut, its share by time.
  func metres(within recorded: ClosedRange<Int64>) -> Double {
    ways.reduce(0) { sum, way in
      let part = min(way.span.upperBound, recorded.upperBound) - max(way.span.lowerBound, recorded.lowerBound)
      let whole = way.span.upperBound - way.span.lowerBound
      guard part >= 0 else { return sum }
      return sum + (whole > 0 ? way.metres * Double(part) / Double(whole) : way.metres)
    }
  }

  /// How long it goes on within some time, milliseconds.
  func overlap(_ recorded: ClosedRange<Int64>) -> Int64 {
    min(end, recorded.upperBound) - max(start, recorded.lowerBound)
  }

  /// Every round of a plan's dates, by crew and time.
  static func all(_ problem: Problem, _ routes: [Route]) -> [PlannedRound] {
    let crews = Dictionary(
      problem.crews.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let checkpoints = Dictionary(
      problem.checkpoints.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let horizon = problem.horizon
    var rounds: [PlannedRound] = []
    for (day, type) in horizon.dayTypeOfDate.enumerated() {
      let date = horizon.start + day
      let midnight = Int64(date.days) * 86_400 - Int64(horizon.clock.offset)
      func moment(_ seconds: Int) -> Int64 { (midnight + Int64(seconds)) * 1000 }
      for route in routes where route.dayType == problem.dayTypes[type] {
        guard let crew = crews[route.crewID], let first = route.stops.first, let last = route.stops.last
        else {
          continue
        }
        rounds.append(
          PlannedRound(
            crew: crew, shiftID: route.shiftID, date: date, start: moment(first.depart),
            end: moment(last.arrive),
            stops: route.stops.filter { $0.kind == .checkpoint }.compactMap { stop in
              checkpoints[stop.id].map {
                Stop(checkpoint: $0, start: moment(stop.start), dwell: stop.depart - stop.start)
              }
            }, units: route.stops.filter { $0.kind == .unit }.map { ($0.id, moment($0.start)) },
            ways: zip(route.stops, route.stops.dropFirst()).map { from, to in
              Way(
                span: moment(from.depart)...max(moment(from.depart), moment(to.arrive)), metres: to.distance)
            }))
      }
    }
    return rounds.sorted { ($0.crew, $0.start, $0.shiftID) < ($1.crew, $1.start, $1.shiftID) }
  }
}
