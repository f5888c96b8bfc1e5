import Grid
import Roads
import Solvers
import Words

extension Assignment {
  /// Land of a room that other land cuts off from the rest of the room's land.
  public struct DetachedLand: Sendable, Equatable {
    /// An index into the assignment's rooms.
    public var room: Int
    /// Connected, ascending.
    public var units: [Int]
    /// Why it is not joined to a room next to it.
    public var reason: Message

    package init(room: Int, units: [Int], reason: Message) {
      self.room = room
      self.units = units
      self.reason = reason
    }
  }

  /// Officers who answer for some of a piece of land and for land outside it: their areas do not hang together.
  public func officersTorn(by land: DetachedLand) -> [String] {
    let within = Set(land.units)
    let outside = Set(rooms[land.room].units.filter { !within.contains($0) }.map { officerOfUnit[$0] })
    return Set(land.units.map { officerOfUnit[$0] }).intersection(outside).subtracting([""]).sorted()
  }

  /// How many pieces of land are cut off from the rest of their room's land: for each room its connected pieces
  /// but one, added up.
  package func detachedPieces(_ adjacency: Adjacency) -> Int {
    rooms.reduce(0) { $0 + max(0, adjacency.pieces(of: $1.units).count - 1) }
  }
}

extension RoomChoice {
  /// Gives pieces of land that are cut off from the rest of their room's to a room next to them, while that adds
  /// no more than a thousandth to the cost, breaks no limit, moves nobody out of reach and cuts off nothing else.
  ///
  /// - Returns: the pieces that remain cut off, by room.
  mutating func joinDetachedPieces(
    _ sites: RoomSites, costs: CostMatrix, _ travel: TravelTable, _ adjacency: Adjacency
  ) -> [Assignment.DetachedLand] {
    var join = LandJoin(choice: self, sites: sites, costs: costs, travel: travel, adjacency: adjacency)
    let kept = join.run()
    self = join.choice
    return kept
  }
}

/// Joins land that is cut off from the rest of its room's to rooms next to it.
private struct LandJoin {
  private(set) var choice: RoomChoice
  private let sites: RoomSites
  private let costs: CostMatrix
  private let travel: TravelTable
  private let adjacency: Adjacency
  private let total: Double
  private var budget: Double

  /// The share of the total cost that all joins may add.
  private static let tolerance = 0.001

  /// What keeps a piece from every room next to it.
  private struct Obstacle: Error {
    var reason: Message
  }

  init(
    choice: RoomChoice, sites: RoomSites, costs: CostMatrix, travel: TravelTable, adjacency: Adjacency
  ) {
    self.choice = choice
    self.sites = sites
    self.costs = costs
    self.travel = travel
    self.adjacency = adjacency
    total = choice.siteOfUnit.enumerated().reduce(0) {
      $0 + Double(sites.units.households[$1.offset]) * Double(costs[$1.element, $1.offset])
    }
    budget = Self.tolerance * total
  }

  mutating func run() -> [Assignment.DetachedLand] {
    while true {
      var kept: [Assignment.DetachedLand] = []
      var joined = false
      var served = [[Int]](repeating: [], count: costs.sites)
      for (unit, site) in choice.siteOfUnit.enumerated() { served[site].append(unit) }
      for (room, site) in choice.open.enumerated() where !joined {
        for piece in detached(served[site], of: site) {
          do throws(Obstacle) {
            let offer = try offer(for: piece, of: site)
            budget -= max(0, offer.change)
            for unit in piece { choice.siteOfUnit[unit] = offer.site }
            joined = true
          } catch {
            kept.append(Assignment.DetachedLand(room: room, units: piece, reason: error.reason))
          }
        }
      }
      if !joined { return kept }
    }
  }

  /// The pieces of a room's land but the one that the others are cut off from: its own, else the one with the most
  /// households.
  private func detached(_ served: [Int], of site: Int) -> [[Int]] {
    var pieces = adjacency.pieces(of: served)
    let weights = pieces.map { $0.reduce(0) { $0 + sites.units.households[$1] } }
    let main =
      pieces.firstIndex { $0.contains(sites.unitOfSite[site]) }
      ?? weights.indices.max { (weights[$0], $1) < (weights[$1], $0) }
    if let main { pieces.remove(at: main) }
    return pieces
  }

  /// The room next to a piece of land that takes it most cheaply, and what that adds to the cost.
  private func offer(for piece: [Int], of site: Int) throws(Obstacle) -> (site: Int, change: Double) {
    var rooms = Set(piece.flatMap { adjacency.neighbours(of: $0).map { choice.siteOfUnit[$0] } })
      .subtracting([site]).sorted()
    let conditions: [(reason: Message, holds: (Int) -> Bool)] = [
      (
        Message("next_in_other_township", "the rooms next to it are another township's"),
        { other in piece.allSatisfy { sites.mayServe(other, $0) } }
      ),
      (
        Message("no_way_from_next", "no way leads to it from the rooms next to it"),
        { other in piece.allSatisfy { travel.seconds(other, $0).isFinite } }
      ),
      (
        Message("next_beyond_limit", "the rooms next to it are beyond the limit that the siting keeps"),
        { other in piece.allSatisfy { costs[other, $0] <= choice.limit || costs[site, $0] > choice.limit } }
      ),
      (Message("next_full", "the rooms next to it are full"), { canTake($0, piece) }),
    ]
    if rooms.isEmpty { throw Obstacle(reason: Message("touches_nothing", "it touches no other land")) }
    for condition in conditions {
      rooms = rooms.filter(condition.holds)
      if rooms.isEmpty { throw Obstacle(reason: condition.reason) }
    }
    let offers = rooms.map { (site: $0, change: cost(piece, $0) - cost(piece, site)) }
    let best = offers.dropFirst().reduce(offers[0]) { $1.change < $0.change ? $1 : $0 }
    guard best.change <= budget else {
      let share = (best.change / total * 10_000).rounded() / 100
      throw Obstacle(
        reason: Message(
          "next_farther",
          "the rooms next to it are farther: all travel would grow by \(share) %, where all joins may add "
            + "\(Self.tolerance * 100) %"))
    }
    return best
  }

  private func cost(_ piece: [Int], _ site: Int) -> Double {
    piece.reduce(0) { $0 + Double(sites.units.households[$1]) * Double(costs[site, $1]) }
  }

  private func canTake(_ site: Int, _ more: [Int]) -> Bool {
    let units = choice.siteOfUnit.indices.filter { choice.siteOfUnit[$0] == site } + more
    return sites.capacities.allows(
      site, units: units.count, demand: units.reduce(0) { $0 + sites.units.households[$1] })
  }
}
