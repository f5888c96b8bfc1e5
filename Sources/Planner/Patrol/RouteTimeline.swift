import Grid

/// Where a crew is at each moment of its route.
public struct RouteTimeline: Sendable {
  private struct Leg {
    var depart: Int
    var arrive: Int
    /// Of the path; the last of one leg is the first of the next.
    var vertices: ClosedRange<Int>
  }

  private let path: [Coordinate]
  private let legs: [Leg]

  /// - Parameter path: the way of the route; it passes the places of the stops in their order.
  public init(_ route: Route, path: [Coordinate]) {
    self.path = path
    var legs: [Leg] = []
    var at = 0
    for (from, to) in zip(route.stops, route.stops.dropFirst()) where !path.isEmpty {
      // The search starts at the stop before, so that a stop at the same place ends a leg without a way.
      let next = path[at...].firstIndex(of: to.coordinate) ?? at
      legs.append(Leg(depart: from.depart, arrive: to.arrive, vertices: at...next))
      at = next
    }
    self.legs = legs
  }

  /// The place at `seconds` after midnight of the day on which the shift starts; `nil` when the crew is not on its
  /// route. Between two stops it goes along the path at one speed.
  public func position(at seconds: Int) -> Coordinate? {
    guard let first = legs.first, let last = legs.last, seconds >= first.depart, seconds <= last.arrive,
      let leg = legs.first(where: { seconds <= $0.arrive })
    else { return nil }
    guard seconds > leg.depart, leg.arrive > leg.depart else { return path[leg.vertices.lowerBound] }
    return position(on: leg, Double(seconds - leg.depart) / Double(leg.arrive - leg.depart))
  }

  private func position(on leg: Leg, _ share: Double) -> Coordinate {
    let way = path[leg.vertices]
    let directions = way.map(GreatCircle.direction)
    let steps = zip(directions, directions.dropFirst()).map { GreatCircle.metres($0, $1) }
    var rest = steps.reduce(0, +) * share
    for ((from, to), metres) in zip(zip(way, way.dropFirst()), steps) {
      guard rest > metres else {
        let part = metres > 0 ? rest / metres : 0
        return Coordinate(
          longitude: from.longitude + part * (to.longitude - from.longitude),
          latitude: from.latitude + part * (to.latitude - from.latitude)) ?? from
      }
      rest -= metres
    }
    return path[leg.vertices.upperBound]
  }
}
