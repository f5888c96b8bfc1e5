/// The cheapest way to serve a unit from another room: where that is full one of its units makes way, for a room
/// that takes it or of which another unit makes way in turn.
///
/// Every such exchange of up to three units is tried, with those that make way going to one of their eight nearest
/// rooms, or to the room that the first one leaves.
struct CheapestExchange {
  private static let width = 8
  private static let longest = 3

  private let study: AssignmentStudy
  private var loads: RoomLoads
  private var moves: [Explanation.Exchange.Move] = []
  private var best: Explanation.Exchange?

  init(_ study: AssignmentStudy, _ loads: RoomLoads) {
    self.study = study
    self.loads = loads
  }

  /// `nil` when no exchange of three keeps the limits.
  mutating func moving(_ unit: Int, to room: Int) -> Explanation.Exchange? {
    let from = study.roomOfUnit[unit]
    loads.units[from].removeAll { $0 == unit }
    loads.households[from] -= study.units.households[unit]
    place(unit, from: from, to: room)
    return best
  }

  private func price(_ unit: Int, _ room: Int) -> Double {
    Double(study.units.households[unit]) * Double(study.costs[room, unit])
  }

  private func allows(_ room: Int) -> Bool {
    study.sites.capacities(of: room, allow: loads.units[room].count, loads.households[room])
  }

  /// Puts a unit that has left its room into another, and looks for who makes way there.
  private mutating func place(_ unit: Int, from: Int, to room: Int) {
    let households = study.units.households
    moves.append(.init(unit: unit, from: from, to: room, change: price(unit, room) - price(unit, from)))
    loads.units[room].append(unit)
    loads.households[room] += households[unit]
    defer {
      moves.removeLast()
      loads.units[room].removeLast()
      loads.households[room] -= households[unit]
    }
    if allows(room) {
      let found = Explanation.Exchange(moves: moves)
      if best.map({ found.change < $0.change }) ?? true { best = found }
      return
    }
    guard moves.count < Self.longest else { return }
    let members = loads.units[room]
    for other in members where !moves.contains(where: { $0.unit == other }) {
      loads.units[room].removeAll { $0 == other }
      loads.households[room] -= households[other]
      if allows(room) {
        for target in targets(for: other, besides: room) { place(other, from: room, to: target) }
      }
      loads.units[room] = members
      loads.households[room] += households[other]
    }
  }

  private func targets(for unit: Int, besides room: Int) -> [Int] {
    let left = moves[0].from
    let others = study.rooms.indices.filter { $0 != room && study.costs[$0, unit].isFinite }
      .sorted { (study.costs[$0, unit], $0) < (study.costs[$1, unit], $1) }
    let near = others.prefix(Self.width)
    return near + (near.contains(left) || !others.contains(left) ? [] : [left])
  }
}

extension RoomSites {
  func capacities(of room: Int, allow units: Int, _ households: Int) -> Bool {
    if let most = maxUnits(room), units > most { return false }
    if let most = maxHouseholds(room), households > most { return false }
    return true
  }
}
