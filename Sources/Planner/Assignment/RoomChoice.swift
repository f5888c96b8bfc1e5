import Grid

/// The open sites and the site that serves each unit, with the bound on what it could cost.
struct RoomChoice {
  var open: [Int]
  var siteOfUnit: [Int]

  /// Chooses the sites under the rules; every unit gets one.
  static func choose(
    _ sites: RoomSites, costs: CostMatrix, townshipCodes: [String], seed: UInt64
  ) throws(AssignmentError) -> RoomChoice {
    let units = sites.units
    let capacities = sites.capacities
    var count = try checkedCount(sites, townshipCodes)
    for u in units.households.indices {
      let limits = (0..<sites.count).filter { sites.mayServe($0, u) }.map { sites.maxHouseholds($0) }
      let most = limits.contains(nil) ? Int.max : limits.reduce(0) { max($0, $1 ?? 0) }
      guard units.households[u] <= most else {
        throw .unitTooLarge(code: units.codes[u], households: units.households[u], most: most)
      }
    }
    // A unit without households still wants a room near it.
    let weights = units.households.map { Double(max($0, 1)) }
    let fixed = Array(sites.rooms.indices)
    var solution = CapacitatedPMedian.solve(
      costs: costs, weights: weights, capacities: capacities, p: count, fixed: fixed, seed: seed)
    while !solution.unserved.isEmpty {
      let added = sites.siting.count == nil ? moreSites(for: solution, costs) : []
      guard !added.isEmpty else {
        throw .overCapacity(
          rooms: count, units: solution.unserved.count,
          households: solution.unserved.reduce(0) { $0 + units.households[$1] },
          townships: Set(solution.unserved.map { sites.townshipOfUnit[$0] }).sorted()
            .map { $0 >= 0 ? townshipCodes[$0] : "no township" })
      }
      count += added.count
      solution = CapacitatedPMedian.improve(
        solution.open + added, costs: costs, weights: weights, capacities: capacities, fixed: fixed,
        seed: seed, rounds: 30)
    }
    return RoomChoice(open: solution.open, siteOfUnit: solution.siteOf)
  }

  private static func checkedCount(
    _ sites: RoomSites, _ townshipCodes: [String]
  ) throws(AssignmentError) -> Int {
    guard let asked = sites.siting.count else { return sites.usualCount }
    guard asked >= sites.rooms.count else {
      throw .fewerThanExist(asked: asked, existing: sites.rooms.count)
    }
    guard asked <= sites.count else { throw .moreThanPlaces(asked: asked, places: sites.count) }
    if sites.isWithinTownship {
      let missing = sites.townshipsWithoutRoom
      let needed = sites.rooms.count + missing.count
      guard asked >= needed else {
        throw .townshipsWithoutRoom(
          asked: asked, needed: needed, townships: missing.map { $0 >= 0 ? townshipCodes[$0] : "no township" }
        )
      }
    } else {
      guard asked > 0 || sites.units.count == 0 else {
        throw .townshipsWithoutRoom(asked: 0, needed: 1, townships: townshipCodes)
      }
    }
    return asked
  }

  /// A closed site for some of those that are left over: the nearest one to each, up to as many as a third of
  /// them, since one new room mostly takes several.
  private static func moreSites(for solution: MedianSolution, _ costs: CostMatrix) -> [Int] {
    var isOpen = [Bool](repeating: false, count: costs.sites)
    for s in solution.open { isOpen[s] = true }
    var added: [Int] = []
    for unit in solution.unserved.prefix(max(1, solution.unserved.count / 3)) {
      let nearest = (0..<costs.sites).filter { !isOpen[$0] && costs[$0, unit].isFinite }
        .min { (costs[$0, unit], $0) < (costs[$1, unit], $1) }
      guard let nearest else { continue }
      isOpen[nearest] = true
      added.append(nearest)
    }
    return added
  }
}
