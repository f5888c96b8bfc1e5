import Roads
import Scenario
import Solvers

/// What a number of rooms buys.
package struct RoomCurvePoint: Sendable {
  /// Open in all.
  package var rooms: Int
  /// The rooms that are sited for this number, besides those that stay.
  package var new: [Room]
  /// Sum of households x seconds, and what no choice of as many rooms is below.
  package var objective: Double
  package var lowerBound: Double
  package var travel: TravelEquity
  /// Households that a room reaches within the limit.
  package var within: Int

  /// Seconds: what no choice of as many rooms has as its mean.
  package var meanBound: Double { travel.reached > 0 ? lowerBound / Double(travel.reached) : 0 }
}

/// Mean travel, and households within a limit, by the number of rooms.
package struct RoomCurve: Sendable {
  private static let budget = SearchBudget(rounds: 12, threads: 2)

  private let planner: AssignmentPlanner
  private let sites: RoomSites
  private let table: TravelTable
  private let siteCosts: CostMatrix
  /// Those of the candidates.
  private let costs: CostMatrix
  /// Sites that may open: the rooms, and the anchors at which none of them stands.
  private let candidates: [Int]
  private let weights: [Double]
  private let capacities: SiteCapacities
  private let limit: Int
  private let seed: UInt64

  /// - Parameters:
  ///   - planner: with the units and the rules.
  ///   - rooms: that stay open in any case.
  ///   - limit: seconds.
  ///   - seed: of the searches.
  ///   - travel: between rooms and units.
  package init(
    _ planner: AssignmentPlanner, keeping rooms: [Room], within limit: Int, seed: UInt64, travel: some Travel
  ) {
    self.planner = planner.with(rooms: rooms)
    let sites = self.planner.sites
    self.sites = sites
    table = travel.table(from: sites.coordinates, to: sites.units.anchors)
    let all = sites.costs(table)
    siteCosts = all
    let taken = Set(rooms.map(\.coordinate))
    candidates = (0..<sites.count).filter { $0 < rooms.count || !taken.contains(sites.coordinates[$0]) }
    costs = CostMatrix(
      sites: candidates.count, customers: all.customers,
      values: candidates.flatMap { all.values[($0 * all.customers)..<(($0 + 1) * all.customers)] })
    weights = sites.units.households.map(RoomChoice.weight)
    capacities = SiteCapacities(
      demands: sites.units.households, maxUnits: candidates.map(sites.maxUnits),
      maxDemand: candidates.map(sites.maxHouseholds))
    self.limit = limit
    self.seed = seed
  }

  /// The fewest rooms, below which townships or limits are proven to leave units over, and the most there can be.
  package var counts: ClosedRange<Int> {
    let townships = sites.isWithinTownship ? sites.rooms.count + sites.townshipsWithoutRoom.count : 1
    let least = PMedian.leastSites(
      costs: costs, capacities: capacities, fixed: Array(sites.rooms.indices))
    return min(candidates.count, max(least, townships))...candidates.count
  }

  /// A point for each number for which an assignment within the limits is found, ascending; each search starts
  /// from the rooms of the point before and one more.
  ///
  /// - Parameters:
  ///   - counts: the numbers of open rooms, those that stay open among them.
  ///   - progress: told each number as its search begins.
  package func points(_ counts: ClosedRange<Int>, progress: (Int) -> Void = { _ in }) -> [RoomCurvePoint] {
    var result: [RoomCurvePoint] = []
    var open: [Int] = []
    for p in counts {
      progress(p)
      let found = PMedian.solve(
        costs: costs, weights: weights, capacities: capacities, p: p, fixed: Array(sites.rooms.indices),
        start: open, seed: seed, budget: Self.budget)
      guard found.solution.unserved.isEmpty else { continue }
      open = found.solution.open
      result.append(point(found))
    }
    return result
  }

  private func point(_ found: ProvenMedian) -> RoomCurvePoint {
    let choice = RoomChoice(
      open: found.solution.open.map { candidates[$0] },
      siteOfUnit: found.solution.siteOf.map { candidates[$0] },
      bound: RoomBound(
        value: max(0, found.lowerBound - RoomChoice.emptyCost(sites, costs)), prices: found.prices))
    let households = sites.units.households
    let travel = choice.siteOfUnit.enumerated().map { unit, site in Double(table.seconds(site, unit)) }
    let equity = TravelEquity(travel: travel, households: households)
    let objective = equity.mean * Double(equity.reached)
    var ids = Set(sites.rooms.map(\.id))
    return RoomCurvePoint(
      rooms: choice.open.count,
      new: choice.open.filter { $0 >= sites.rooms.count }.map { site in
        planner.newRoom(at: sites.places[site - sites.rooms.count], besides: &ids)
      },
      objective: objective, lowerBound: min(objective, choice.reachedBound(sites, siteCosts, table).value),
      travel: equity, within: zip(travel, households).reduce(0) { $1.0 <= Double(limit) ? $0 + $1.1 : $0 })
  }
}
