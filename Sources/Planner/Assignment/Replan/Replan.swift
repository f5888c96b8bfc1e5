import Grid
import Roads
import Scenario
import Solvers

/// What a plan changed of an earlier one.
package struct Replan: Sendable, Equatable {
  /// A unit that changed hands.
  package struct Move: Sendable, Equatable {
    package var unit: Int
    /// The earlier room, and an index into the rooms that are open now.
    package var from: Room
    package var to: Int
    /// Seconds from the earlier room, where it stood, and from the new one; infinite where there is no way.
    package var before: Double
    package var after: Double
    package var reason: Reason
  }

  package enum Reason: String, Sendable {
    /// The earlier room is not open any more.
    case roomClosed = "its room is closed"
    /// Travel for its households shortens by more than a change counts as.
    case saves = "the way is shorter by more than a change counts"
    /// It makes way for others, or its land is joined to that around it.
    case makesWay = "it makes way for others, or joins the land around it"
  }

  package var moves: [Move]
  /// What each move counts as, in household-seconds.
  package var price: Double
  /// Households x seconds with the price of every move on top, and a lower bound of that.
  package var objective: Double
  package var lowerBound: Double

  init(
    _ plan: Assignment, _ earlier: EarlierAssignment, _ units: Level, lowerBound: Double, travel: some Travel
  ) {
    let table = travel.table(from: earlier.rooms.map(\.coordinate), to: units.anchors)
    let open = plan.rooms.map(\.room)
    let price = earlier.price(among: units)
    let isOpen = earlier.rooms.map { room in open.contains { $0.isSame(as: room) } }
    moves = units.codes.indices.compactMap { unit in
      guard let from = earlier.roomOfUnit[units.codes[unit]] else { return nil }
      let to = plan.roomOfUnit[unit]
      guard !open[to].isSame(as: earlier.rooms[from]) else { return nil }
      let before = Double(table.seconds(from, unit))
      let after = plan.travelOfUnit[unit]
      let saving = Double(units.households[unit]) * (before - after)
      return Move(
        unit: unit, from: earlier.rooms[from], to: to, before: before, after: after,
        reason: !isOpen[from] ? .roomClosed : saving >= price ? .saves : .makesWay)
    }
    self.price = price
    objective = plan.objective + price * Double(moves.count)
    self.lowerBound = min(lowerBound, objective)
  }
}

extension Room {
  /// Whether a room of another plan is this one: the same name in the files, or the same place.
  package func isSame(as other: Room) -> Bool { id == other.id || coordinate == other.coordinate }
}

extension RoomChoice {
  /// What no choice of as many open sites has less of, at other costs than those it was chosen at or for some units only.
  ///
  /// - Parameters:
  ///   - isCounted: whether a unit's travel counts.
  ///   - fixed: sites that every choice has open; the existing rooms unless told.
  func bound(
    _ sites: RoomSites, costs: CostMatrix, fixed: [Int]? = nil,
    of isCounted: (_ unit: Int) -> Bool = { _ in true }
  ) -> RoomBound {
    let households = sites.units.households
    let problem = SitingProblem(
      costs: costs, weights: households.indices.map { isCounted($0) ? Double(households[$0]) : 0 },
      p: open.count, fixed: fixed ?? Array(sites.rooms.indices), capacities: sites.capacities)
    let cost = siteOfUnit.indices.reduce(0) { $0 + problem.cost($1, at: siteOfUnit[$1]) }
    let found = PMedian.lowerBound(problem, below: cost, threads: 2)
    return RoomBound(value: found.value, prices: found.prices)
  }

  /// What no choice of as many sites has less of that reaches every unit which this one reaches.
  ///
  /// - Parameter fixed: sites that every choice has open; the existing rooms unless told.
  func reachedBound(
    _ sites: RoomSites, _ costs: CostMatrix, _ table: TravelTable, fixed: [Int]? = nil
  ) -> RoomBound {
    let isReached = siteOfUnit.indices.map { table.seconds(siteOfUnit[$0], $0).isFinite }
    guard isReached.contains(false) else { return bound }
    return bound(sites, costs: costs, fixed: fixed) { isReached[$0] }
  }

  /// What the units without households may add to a bound: at most their greatest costs.
  static func emptyCost(_ sites: RoomSites, _ costs: CostMatrix) -> Double {
    sites.units.households.indices.filter { sites.units.households[$0] == 0 }.reduce(0) { sum, u in
      let dearest = (0..<costs.sites).reduce(Float(0)) { costs[$1, u].isFinite ? max($0, costs[$1, u]) : $0 }
      return sum + emptyWeight * Double(dearest)
    }
  }
}
