import Solvers

/// A sum of households x cost that no choice of sites is below, and what each unit pays in the relaxation behind it.
struct RoomBound {
  var value = 0.0
  var prices: [Double] = []
}

/// The open sites and the site that serves each unit, with the bound on what it could cost.
struct RoomChoice {
  var open: [Int]
  var siteOfUnit: [Int]
  /// No choice of as many sites that keeps the rules has a lower sum of households x cost.
  var bound = RoomBound()
  /// What the model of siting made best, where that is not the sum of travel.
  var answers: [SitingAnswer] = []
  /// Nobody who is served within so many seconds may be moved beyond.
  var limit = Float.infinity

  /// With rounds alone the plan follows from the seed; the number of threads changes nothing but the time.
  static let budget = SearchBudget(rounds: 100, threads: 2)
  /// A unit without households still wants a room near it, but not at the cost of anybody.
  static let emptyWeight = 0.01

  static func weight(_ households: Int) -> Double { households > 0 ? Double(households) : emptyWeight }

  /// Chooses the sites under the rules; every unit gets one.
  ///
  /// - Parameters:
  ///   - reach: costs above it stand for no way at all.
  ///   - near: sites that were open before, from which the search starts too.
  static func choose(
    _ sites: RoomSites, costs: CostMatrix, townshipCodes: [String], reach: Float = .infinity,
    near: [Int] = [], seed: UInt64
  ) throws(AssignmentError) -> RoomChoice {
    let units = sites.units
    let capacities = sites.capacities
    var count = try checkedCount(sites, townshipCodes)
    try checkPlaces(sites, costs, townshipCodes)
    // Where the number is left to the planner, as many as before are not too many.
    if sites.siting.count == nil { count = max(count, near.count) }
    for u in units.households.indices {
      let limits = (0..<sites.count).filter { sites.mayServe($0, u) }.map { sites.maxHouseholds($0) }
      let most = limits.contains(nil) ? Int.max : limits.reduce(0) { max($0, $1 ?? 0) }
      guard units.households[u] <= most else {
        throw .unitTooLarge(code: units.codes[u], households: units.households[u], most: most)
      }
    }
    let weights = units.households.map(weight)
    let fixed = Array(sites.rooms.indices)
    if sites.siting.count != nil {
      let least = PMedian.leastSites(costs: costs, capacities: capacities, fixed: fixed)
      guard count >= least else {
        throw .tooFewForLimits(
          asked: count, needed: least, short: shortages(sites, costs, rooms: count, townshipCodes))
      }
    }
    if sites.siting.model != .median {
      return try chooseCover(
        sites, costs: costs, townshipCodes: townshipCodes, reach: reach, count: count, seed: seed)
    }
    var found = PMedian.solve(
      costs: costs, weights: weights, capacities: capacities, p: count, fixed: fixed, start: near,
      seed: seed, budget: budget)
    while !found.solution.unserved.isEmpty {
      let unserved = found.solution.unserved
      let added =
        sites.siting.count == nil ? moreSites(besides: found.solution.open, for: unserved, costs) : []
      guard !added.isEmpty else {
        throw overCapacity(sites, rooms: count, unserved, townshipCodes)
      }
      count += added.count
      let problem = SitingProblem(
        costs: costs, weights: weights, p: count, fixed: fixed, capacities: capacities)
      found = PMedian.solve(
        problem, from: found.solution.open + added, seed: seed, budget: budget, until: budget.clock)
    }
    return RoomChoice(
      open: found.solution.open, siteOfUnit: found.solution.siteOf,
      bound: RoomBound(value: max(0, found.lowerBound - emptyCost(sites, costs)), prices: found.prices))
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
  static func moreSites(besides open: [Int], for units: [Int], _ costs: CostMatrix) -> [Int] {
    var isOpen = [Bool](repeating: false, count: costs.sites)
    for s in open { isOpen[s] = true }
    var added: [Int] = []
    for unit in units.prefix(max(1, units.count / 3)) {
      let nearest = (0..<costs.sites).filter { !isOpen[$0] && costs[$0, unit].isFinite }
        .min { (costs[$0, unit], $0) < (costs[$1, unit], $1) }
      guard let nearest else { continue }
      isOpen[nearest] = true
      added.append(nearest)
    }
    return added
  }
}
