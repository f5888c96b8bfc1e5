import Roads
import Solvers

/// What the bound on travel to the rooms follows from: a price for each unit, and the ways that cost less than it.
///
/// A unit pays its price for each household and gets its way from the room that serves it: no choice of rooms costs less
/// than all prices less what the best sites earn at them (`LagrangianBound`). All is worked out anew here, in whole
/// microseconds, of which a way has no more than it takes.
struct RoomCertificate {
  private struct Payer {
    var unit: Int
    var cost: Int
  }

  private let sites: RoomSites
  private let count: Int
  /// Of units that are reached; the travel of the others is not counted.
  private let households: [Int]
  private let travel: [Int]
  private let prices: [Int]
  private let payersOfSite: [[Payer]]

  private static let parts = 1e6

  /// - Parameters:
  ///   - bound: with a price for each unit.
  ///   - choice: of rooms, in which every unit has its room.
  init(
    _ bound: RoomBound, _ choice: RoomChoice, _ sites: RoomSites, _ costs: CostMatrix, _ table: TravelTable
  ) {
    self.sites = sites
    count = choice.open.count
    let seconds = choice.siteOfUnit.indices.map { Double(table.seconds(choice.siteOfUnit[$0], $0)) }
    travel = seconds.map { $0.isFinite ? Int(($0 * Self.parts).rounded()) : -1 }
    households = seconds.indices.map { seconds[$0].isFinite ? sites.units.households[$0] : 0 }
    let prices = bound.prices.map { Int(min(max(0, $0), 1e6) * Self.parts) }
    self.prices = prices
    payersOfSite = (0..<costs.sites).map { site in
      prices.indices.compactMap { unit in
        let cost = Double(costs[site, unit]) * Self.parts
        return cost < Double(prices[unit]) ? Payer(unit: unit, cost: Int(cost)) : nil
      }
    }
  }

  /// `nil` where what it proves is below a bound that is known by other means.
  func certificate(atLeast known: Double) -> Certificate? {
    guard prices.count == households.count else { return nil }
    let bound = max(0, value)
    guard Double(bound) / Self.parts >= known * (1 - 1e-6) else { return nil }
    var offsets = [0]
    for payers in payersOfSite { offsets.append(offsets[offsets.count - 1] + payers.count) }
    let all = payersOfSite.joined()
    return Certificate(
      .prices, bound: bound, scale: Int(Self.parts),
      texts: ["sites": sites.rooms.map(\.id) + sites.places.map(\.id), "units": sites.units.codes],
      numbers: [
        "rooms": [count], "fixed": [sites.rooms.count],
        "at": sites.rooms.map { _ in -1 } + sites.places.map(\.unit),
        "most": (0..<sites.count).map { sites.maxUnits($0) ?? -1 },
        "capacity": (0..<sites.count).map { sites.maxHouseholds($0) ?? -1 }, "prices": prices,
        "travel": travel, "offsets": offsets, "payers": all.map(\.unit), "costs": all.map(\.cost),
      ])
  }

  /// All prices, less what the sites that earn most do: as many as are open, the existing ones and as many in each township
  /// as it needs among them.
  private var value: Int {
    let earnings = payersOfSite.indices.map(earning)
    let groups = sites.isWithinTownship ? sites.townships : sites.townships.map { _ in 0 }
    var missing = least(groups)
    var chosen = 0
    var left = count
    for site in sites.rooms.indices {
      chosen += earnings[site]
      missing[groups[site], default: 0] -= 1
      left -= 1
    }
    var kept = missing.values.reduce(0) { $0 + max(0, $1) }
    for site in (sites.rooms.count..<sites.count).sorted(by: { (earnings[$1], $0) < (earnings[$0], $1) })
    where left > 0 {
      let isMissing = missing[groups[site], default: 0] > 0
      guard isMissing || left > kept else { continue }
      if isMissing { kept -= 1 }
      missing[groups[site], default: 0] -= 1
      left -= 1
      chosen += earnings[site]
    }
    return zip(prices, households).reduce(0) { $0 + $1.0 * $1.1 } - chosen
  }

  /// How many sites each group needs at least: the existing ones, and the roomiest others until there is space for all.
  private func least(_ groups: [Int]) -> [Int: Int] {
    let groupOfUnit = sites.isWithinTownship ? sites.townshipOfUnit : sites.townshipOfUnit.map { _ in 0 }
    let unitsOfGroup = Dictionary(grouping: groupOfUnit.indices) { groupOfUnit[$0] }
    return unitsOfGroup.reduce(into: [:]) { result, group in
      let own = groups.indices.filter { groups[$0] == group.key }
      let fixed = own.filter { $0 < sites.rooms.count }
      let free = own.filter { $0 >= sites.rooms.count }
      func needed(_ total: Int, _ limit: (Int) -> Int?) -> Int {
        var left = fixed.reduce(total) { $0 - min($0, limit($1) ?? .max) }
        return free.map { limit($0) ?? .max }.sorted(by: >).prefix { most in
          defer { left -= min(left, most) }
          return left > 0
        }.count
      }
      result[group.key] =
        fixed.count
        + max(
          fixed.isEmpty ? 1 : 0, needed(group.value.count, sites.maxUnits),
          needed(group.value.reduce(0) { $0 + sites.units.households[$1] }, sites.maxHouseholds))
    }
  }

  /// What a site earns at most within each of its limits: those who pay most, the last of them in part.
  private func earning(_ site: Int) -> Int {
    let payers = payersOfSite[site].filter { households[$0.unit] > 0 }
      .map { (gain: prices[$0.unit] - $0.cost, households: households[$0.unit]) }
    let pays = payers.map { $0.gain * $0.households }
    var best = pays.reduce(0, +)
    if let most = sites.maxUnits(site) { best = min(best, pays.sorted(by: >).prefix(most).reduce(0, +)) }
    if var left = sites.maxHouseholds(site) {
      var sum = 0
      for payer in payers.sorted(by: { $0.gain > $1.gain }) {
        sum += payer.gain * min(left, payer.households)
        left -= min(left, payer.households)
      }
      best = min(best, sum)
    }
    return best
  }
}
