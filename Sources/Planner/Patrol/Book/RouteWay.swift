import Geometry
import Roads
import Scenario

/// The way of a route along the roads, and what its driver does: which street, how far, and how to turn into it.
package struct RouteWay: Sendable, Equatable {
  package enum Turn: String, Sendable { case depart, straight, left, right, back }

  package struct Stretch: Sendable, Equatable {
    /// The stop that it leads to, as an index into the route's stops.
    package var stop: Int
    package var turn: Turn
    /// Empty where the street has no name.
    package var street: String
    package var metres: Double

    package init(stop: Int, turn: Turn, street: String, metres: Double) {
      self.stop = stop
      self.turn = turn
      self.street = street
      self.metres = metres
    }
  }

  package var path: [Coordinate]
  package var turns: [Stretch] = []

  /// The fastest ways between the stops, and along streets that are patrolled.
  init(of route: Route, in problem: Problem, _ travel: any Travel, names: StreetNames) {
    let travel = travel.by(problem.crews.first { $0.id == route.crewID }?.profile)
    let legs = zip(route.stops, route.stops.dropFirst()).map { from, to in
      guard from.kind == .street, to.kind == .street, from.id == to.id, from.coordinate != to.coordinate,
        let street = problem.checkpoints.first(where: { $0.id == to.id }), !street.way.isEmpty
      else { return travel.path(from: from.coordinate, to: to.coordinate) }
      return street.way[0] == from.coordinate ? street.way : street.way.reversed()
    }
    path = legs.reduce([route.stops[0].coordinate]) { $0 + $1.dropFirst() }
    follow(legs, names)
  }

  package init(path: [Coordinate], turns: [Stretch]) {
    self.path = path
    self.turns = turns
  }

  private mutating func follow(_ legs: [[Coordinate]], _ names: StreetNames) {
    for (index, leg) in legs.enumerated() {
      let first = turns.count
      var last: Bearing?
      for (a, b) in zip(leg, leg.dropFirst()) where a != b {
        let metres = GreatCircle.metres(along: [a, b])
        let bearing = Bearing(a, b)
        let street = names.name(from: a, to: b)
        let isNew = turns.count == first
        if !isNew, street == nil || street == turns[turns.count - 1].street {
          turns[turns.count - 1].metres += metres
        } else {
          turns.append(
            Stretch(
              stop: index + 1, turn: isNew ? .depart : Self.turn(last, bearing), street: street ?? "",
              metres: metres))
        }
        last = bearing
      }
      // The few metres from a place to its road are no street of their own.
      if turns.count > first + 1, turns[first].street.isEmpty, turns[first].metres < 200 {
        turns[first + 1].metres += turns[first].metres
        turns[first + 1].turn = .depart
        turns.remove(at: first)
      }
    }
  }

  private static func turn(_ before: Bearing?, _ after: Bearing) -> Turn {
    guard let before else { return .depart }
    let (cosine, sine) = (before.cosine(to: after), before.sine(to: after))
    if cosine < -0.87 { return .back }
    if cosine > 0.87 { return .straight }
    return sine > 0 ? .left : .right
  }
}
