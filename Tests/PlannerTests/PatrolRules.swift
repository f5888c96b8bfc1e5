import Planner
import Scenario
import TestSupport

/// The rules of patrol routes, checked stop by stop from the routes alone, second by second where windows matter.
struct PatrolRules {
  let problem: Problem
  let dayType: String

  /// All that is found of a day, but for the certificate, whose columns have no order.
  static func text(_ result: RoutePlanner.Result) -> String {
    var result = result
    result.travelCertificate = nil
    return String(describing: result)
  }

  /// Every rule that the routes break, in words.
  func breaches(_ routes: [Route], _ unserved: [UnservedVisit]) -> [String] {
    var faults: [String] = []
    var begins: [String: [Int]] = [:]
    var crews: [String: [Int: Set<String>]] = [:]
    var runs: Set<[String]> = []
    for route in routes {
      let name = "\(route.crewID)/\(route.shiftID)"
      guard let crew = problem.crews.first(where: { $0.id == route.crewID }),
        let shift = problem.shifts.first(where: { $0.id == route.shiftID }), crew.shiftIDs.contains(shift.id),
        let first = route.stops.first, let last = route.stops.last
      else {
        faults.append("unknown run \(name)")
        continue
      }
      if !runs.insert([route.crewID, route.shiftID]).inserted { faults.append("run twice: \(name)") }
      if route.dayType != dayType { faults.append("wrong day type: \(name)") }
      if first.kind != .start || last.kind != .end || first.coordinate != crew.base
        || last.coordinate != crew.base
      {
        faults.append("not from base to base: \(name)")
      }
      // A run is dated by its first departure, so that must lie on the day its shift starts.
      let start = shift.window.start.seconds
      let end =
        shift.window.end.seconds > start ? shift.window.end.seconds : shift.window.end.seconds + 86_400
      if first.depart < start || first.depart >= 86_400 || last.arrive > end {
        faults.append("outside shift: \(name)")
      }
      for (a, b) in zip(route.stops, route.stops.dropFirst()) {
        if b.arrive - a.depart < b.travel { faults.append("arrives too early: \(name)") }
        if b.start < b.arrive || b.depart < b.start { faults.append("times out of order: \(name)") }
        if b.distance + 1 < PatrolTestTravel.metres(a.coordinate, b.coordinate) {
          faults.append("shorter than the straight line: \(name)")
        }
        if Double(b.travel) + 0.01 < b.distance / (crew.maxSpeed / 3.6) { faults.append("too fast: \(name)") }
        if Double(b.travel) + 0.01 < 1.3 * PatrolTestTravel.metres(a.coordinate, b.coordinate) / (30 / 3.6) {
          faults.append("faster than the road: \(name)")
        }
      }
      for stop in route.stops.dropFirst().dropLast() {
        if stop.kind == .unit { continue }
        guard stop.kind == .checkpoint, let point = problem.checkpoints.first(where: { $0.id == stop.id })
        else {
          faults.append("unknown stop \(stop.id)")
          continue
        }
        if stop.coordinate != point.coordinate { faults.append("elsewhere: \(stop.id)") }
        if stop.depart - stop.start < point.dwell { faults.append("dwell too short: \(stop.id)") }
        if !isOpen(point, stop.start) { faults.append("outside windows: \(stop.id) at \(stop.start)") }
        if !point.dayTypes.isEmpty && !point.dayTypes.contains(dayType) {
          faults.append("not today: \(stop.id)")
        }
        begins[stop.id, default: []].append(stop.start)
        crews[stop.id, default: [:]][stop.start, default: []].insert(route.crewID)
      }
    }
    for crew in problem.crews {
      for shift in crew.shiftIDs where !runs.contains([crew.id, shift]) {
        faults.append("no run: \(crew.id)/\(shift)")
      }
    }
    for point in problem.checkpoints {
      let made = (begins[point.id] ?? []).sorted()
      let missed = unserved.filter { $0.checkpointID == point.id }
      let isToday = point.dayTypes.isEmpty || point.dayTypes.contains(dayType)
      let required = isToday ? point.visitsPerDay * point.crews : 0
      if made.count + missed.count != required { faults.append("visits do not add up: \(point.id)") }
      if missed.map(\.visit) != Array((made.count + 1)..<(made.count + missed.count + 1)) {
        faults.append("ordinals of missed visits: \(point.id)")
      }
      if missed.contains(where: { $0.reason.english.isEmpty || !$0.reason.english.hasSuffix(".") }) {
        faults.append("no reason")
      }
      let met = crews[point.id] ?? [:]
      if point.crews > 1,
        met.contains(where: { $0.value.count != point.crews }) || met.count * point.crews != made.count
      {
        faults.append("not together: \(point.id)")
      }
      let moments = point.crews > 1 ? met.keys.sorted() : made
      for (a, b) in zip(moments, moments.dropFirst()) where b - a < point.minGap {
        faults.append("too close: \(point.id)")
      }
      // The day after is driven in the same way.
      for a in moments {
        for b in moments where abs(b + 86_400 - a) < point.minGap {
          faults.append("too close over midnight: \(point.id)")
        }
      }
    }
    return faults
  }

  /// Whether a visit may begin at `time`: windows of the same day and of the day before, ends included.
  func isOpen(_ point: Checkpoint, _ time: Int) -> Bool {
    if point.windows.isEmpty { return true }
    let day = time / 86_400
    for window in point.windows {
      for date in [day, day - 1] {
        let from = date * 86_400 + window.start.seconds
        var to = date * 86_400 + window.end.seconds
        if to <= from { to += 86_400 }
        if from <= time && time <= to { return true }
      }
    }
    return false
  }
}
