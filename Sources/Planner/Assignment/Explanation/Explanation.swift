/// Why a unit is served by its room and not by another one.
package struct Explanation: Sendable {
  /// A room that is nearer than the chosen one, and why it does not serve the unit.
  package struct Nearer: Sendable {
    package var room: Int
    package var seconds: Double
    package var reason: Reason
  }

  /// What stands against a nearer room. The first that holds is given.
  package enum Reason: Sendable, Equatable {
    /// It serves units of its own township only.
    case otherTownship(String)
    /// It takes so many units and serves as many already.
    case fullInUnits(most: Int)
    /// It takes so many households; with the unit it would have more.
    case fullInHouseholds(most: Int, with: Int)
    /// The unit, or what it connects, would be cut off from the land of the room that serves it.
    case cutsOffLand
    /// Nothing: it has room, and the assignment could do better.
    case hasRoom
  }

  /// Units that change rooms together, so that no limit is broken.
  package struct Exchange: Sendable, Equatable {
    package struct Move: Sendable, Equatable {
      package var unit: Int
      package var from: Int
      package var to: Int
      /// Households x seconds; below 0 is a saving.
      package var change: Double
    }

    /// The explained unit's own move first.
    package var moves: [Move]
    package var change: Double { moves.reduce(0) { $0 + $1.change } }
  }

  package var unit: Int
  package var room: Int
  /// Infinite where there is no way.
  package var seconds: Double
  /// The nearest room of all.
  package var nearest: Int
  /// Every room that is nearer than the chosen one, nearest first.
  package var nearer: [Nearer]
  /// The nearest other room that may serve the unit and is no nearer, with its seconds; `nil` when there is none.
  package var next: Nearer?
  /// The cheapest way to serve the unit from the nearest room that may: of at most three units that change rooms;
  /// `nil` when it is there already, or when no three suffice.
  package var exchange: Exchange?

  /// The nearest room that may serve the unit.
  package var nearestAllowed: Int {
    nearer.first { if case .otherTownship = $0.reason { false } else { true } }?.room ?? room
  }
}

extension AssignmentStudy {
  /// An explanation for every unit, in order.
  package func explanations() -> [Explanation] {
    let loads = RoomLoads(self)
    return units.codes.indices.map { explanation(of: $0, loads) }
  }

  package func explanation(of unit: Int) -> Explanation { explanation(of: unit, RoomLoads(self)) }

  private func explanation(of unit: Int, _ loads: RoomLoads) -> Explanation {
    let chosen = roomOfUnit[unit]
    let own = (cost(chosen, unit), chosen)
    let order = rooms.indices.filter { $0 != chosen }
      .map { (cost($0, unit), $0) }.sorted { $0 < $1 }
    let nearer = order.filter { $0.0 < own.0 }.map { _, room in
      Explanation.Nearer(
        room: room, seconds: seconds(room, unit), reason: reason(against: room, for: unit, loads))
    }
    let next = order.first { $0.0 >= own.0 && sites.mayServe($0.1, unit) && seconds($0.1, unit).isFinite }
      .map {
        Explanation.Nearer(
          room: $0.1, seconds: seconds($0.1, unit), reason: reason(against: $0.1, for: unit, loads))
      }
    var result = Explanation(
      unit: unit, room: chosen, seconds: seconds(chosen, unit), nearest: nearer.first?.room ?? chosen,
      nearer: nearer, next: next)
    let wanted = result.nearestAllowed
    if wanted != chosen {
      var search = CheapestExchange(self, loads)
      result.exchange = search.moving(unit, to: wanted)
    }
    return result
  }

  /// Seconds, also where they are priced by the straight line because no way leads there, and whether the room
  /// may serve the unit or not.
  private func cost(_ room: Int, _ unit: Int) -> Double {
    let cost = Double(costs[room, unit])
    return cost.isFinite ? cost : seconds(room, unit)
  }

  private func reason(against room: Int, for unit: Int, _ loads: RoomLoads) -> Explanation.Reason {
    guard sites.mayServe(room, unit) else { return .otherTownship(rooms[room].townshipCode) }
    if let most = rooms[room].maxUnits, loads.units[room].count >= most { return .fullInUnits(most: most) }
    let with = loads.households[room] + units.households[unit]
    if let most = rooms[room].maxHouseholds, with > most { return .fullInHouseholds(most: most, with: with) }
    return pieces(of: [roomOfUnit[unit], room], with: unit, in: room) > pieces(of: [roomOfUnit[unit], room])
      ? .cutsOffLand : .hasRoom
  }

  /// How many connected pieces the land of some rooms has, if a unit went to another room.
  private func pieces(of some: [Int], with moved: Int = -1, in room: Int = -1) -> Int {
    some.reduce(0) { sum, r in
      let land = roomOfUnit.indices.filter { ($0 == moved ? room : roomOfUnit[$0]) == r }
      return sum + planner.adjacency.pieces(of: land).count
    }
  }
}

/// What the rooms serve.
struct RoomLoads {
  var units: [[Int]]
  var households: [Int]

  init(_ study: AssignmentStudy) {
    units = study.unitsOfRoom
    households = units.map { $0.reduce(0) { $0 + study.units.households[$1] } }
  }
}
