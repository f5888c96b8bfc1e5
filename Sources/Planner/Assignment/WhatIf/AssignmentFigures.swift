/// An assignment in numbers, for the county or one township.
package struct AssignmentFigures: Sendable {
  package var rooms: Int
  package var travel: TravelEquity
  /// Households that a room reaches within the limit.
  package var within: Int
  package var households: Int
}

extension AssignmentStudy {
  /// - Parameter limit: seconds.
  package func figures(within limit: Int) -> AssignmentFigures {
    figures(of: Array(units.codes.indices), rooms: rooms.count, within: limit)
  }

  /// For each township the figures of its units, and the number of rooms that stand in it.
  package func townshipFigures(within limit: Int) -> [AssignmentFigures] {
    townshipCodes.indices.map { township in
      figures(
        of: units.codes.indices.filter { townshipOfUnit[$0] == township },
        rooms: rooms.count { $0.townshipCode == townshipCodes[township] }, within: limit)
    }
  }

  private func figures(of some: [Int], rooms: Int, within limit: Int) -> AssignmentFigures {
    let travel = some.map { seconds(roomOfUnit[$0], $0) }
    let households = some.map { units.households[$0] }
    return AssignmentFigures(
      rooms: rooms, travel: TravelEquity(travel: travel, households: households),
      within: zip(travel, households).reduce(0) { $1.0 <= Double(limit) ? $0 + $1.1 : $0 },
      households: households.reduce(0, +))
  }
}
