import Geometry
import Roads

/// Where a crew is at any time of its drives.
///
/// Between two stops it is on its way, which it covers at an even speed; before a stop begins and during it, at the stop.
package struct CrewTimeline: Sendable {
  /// A stretch of time spent at a place, or on a way.
  private struct Stretch {
    var start: Int
    var end: Int
    var way: WayLine
  }

  package let crewID: String
  package let shiftID: String
  /// How the crew moves; `nil` is as everybody.
  package let profile: Profile?
  /// Seconds after midnight of the day on which the shift starts.
  package let duty: Range<Int>
  private let stretches: [Stretch]

  /// - Parameters:
  ///   - route: with one stop at least.
  ///   - end: when the shift ends; a crew that is back before it waits at its base. `nil` ends with the drive.
  ///   - profile: how the crew moves.
  ///   - path: the way of the route; it passes the places of the stops in their order.
  package init(_ route: Route, until end: Int? = nil, by profile: Profile? = nil, path: [Coordinate]) {
    var at = 0
    let ways = zip(route.stops, route.stops.dropFirst()).map { from, to in
      // The search starts at the stop before, so that a stop at the same place ends a leg without a way. To a stop that
      // a path edited by hand does not pass the way is straight.
      guard let next = path[at...].firstIndex(of: to.coordinate) else {
        return [from.coordinate, to.coordinate]
      }
      defer { at = next }
      return Array(path[at...next])
    }
    self.init(route, until: end, by: profile, ways: ways)
  }

  /// - Parameter ways: between each stop and the next.
  package init(_ route: Route, until end: Int?, by profile: Profile? = nil, ways: [[Coordinate]]) {
    crewID = route.crewID
    shiftID = route.shiftID
    self.profile = profile
    var stretches: [Stretch] = []
    func add(_ start: Int, _ end: Int, _ way: [Coordinate]) {
      if end > start { stretches.append(Stretch(start: start, end: end, way: WayLine(way))) }
    }
    for (index, stop) in route.stops.enumerated() {
      if index > 0 { add(route.stops[index - 1].depart, stop.arrive, ways[index - 1]) }
      add(stop.arrive, stop.depart, [stop.coordinate])
    }
    let start = route.stops.first?.depart ?? 0
    let back = max(start, route.stops.last?.arrive ?? start)
    duty = start..<max(back, end ?? back)
    if let last = route.stops.last { add(back, duty.upperBound, [last.coordinate]) }
    self.stretches = stretches
  }

  /// The place at a time of the duty; `nil` outside it.
  package func place(at time: Int) -> Coordinate? {
    guard duty.contains(time) else { return nil }
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].end <= time { low = middle + 1 } else { high = middle }
    }
    guard low < stretches.count else { return nil }
    let stretch = stretches[low]
    return stretch.way.place(
      at: Double(time - stretch.start) / Double(stretch.end - stretch.start))
  }
}
