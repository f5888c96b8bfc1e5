import Solvers

extension RoomChoice {
  /// Chooses the sites by a covering model, and then, without giving up any of what it reached, for little travel.
  ///
  /// The model's bound holds for every choice that keeps the rules. The model knows how many rooms the limits of
  /// each township ask for at least, but not which unit fits into which room: where rooms are full, a unit may be
  /// served from beyond the limit although the model has it within. The answer counts it so, and the gap shows it.
  static func chooseCover(
    _ sites: RoomSites, costs: CostMatrix, townshipCodes: [String], reach: Float, count: Int, seed: UInt64
  ) throws(AssignmentError) -> RoomChoice {
    let siting = CoverSiting(sites, costs: costs, reach: reach, seed: seed)
    var count = count
    var added: [Int] = []
    while true {
      let model = try siting.solve(count: count, besides: added)
      var choice = siting.assign(model, costs)
      let unserved = choice.siteOfUnit.indices.filter { choice.siteOfUnit[$0] < 0 }
      let left = unserved + (model.isForAll ? siting.beyond(choice, costs) : [])
      let more = sites.siting.count == nil ? moreSites(besides: choice.open, for: left, costs) : []
      if more.isEmpty {
        guard unserved.isEmpty else {
          throw overCapacity(sites, rooms: choice.open.count, unserved, townshipCodes)
        }
        choice.answers = model.answers(choice, sites.units.households, costs)
        choice.bound = choice.bound(sites, costs: costs)
        return choice
      }
      // Where their number is free, more rooms open for those that full rooms leave over.
      added += more
      count += more.count
    }
  }
}

/// The siting of rooms by a covering model.
private struct CoverSiting {
  let sites: RoomSites
  let problem: CoverProblem
  let reach: Float
  let seed: UInt64

  init(_ sites: RoomSites, costs: CostMatrix, reach: Float, seed: UInt64) {
    self.sites = sites
    self.reach = reach
    self.seed = seed
    problem = CoverProblem(
      costs: costs, weights: sites.units.households, fixed: Array(sites.rooms.indices),
      capacities: sites.capacities)
  }

  /// What a covering model says.
  struct Model {
    var open: [Int]
    /// Seconds within which units are to be.
    var limit: Float
    /// Whether everyone is to be within the limit, and whether the sites must stay as they are for it.
    var isForAll = false
    var isFinal = false
    /// The bounds, and what is counted against them once every unit has its room.
    var bounds: [(name: String, unit: String, lowerBound: Double, count: Count)]

    enum Count {
      case rooms, beyond
      case without(Double)
      case worst
    }

    func answers(_ choice: RoomChoice, _ households: [Int], _ costs: CostMatrix) -> [SitingAnswer] {
      let travel = households.indices.map { costs[choice.siteOfUnit[$0], $0] }
      return bounds.map { bound in
        let objective: Double =
          switch bound.count {
          case .rooms: Double(choice.open.count)
          case .without(let weight): weight
          case .beyond:
            Double(households.indices.reduce(0) { $0 + (travel[$1] > limit ? households[$1] : 0) })
          case .worst:
            Double(
              households.indices.reduce(Float(0)) {
                households[$1] > 0 ? max($0, travel[$1]) : $0
              })
          }
        return SitingAnswer(
          name: bound.name, unit: bound.unit, objective: objective,
          lowerBound: min(bound.lowerBound, objective))
      }
    }
  }

  /// - Parameters:
  ///   - count: how many rooms open; where all are to be within reach, only with backup or where so many are asked
  ///     for.
  ///   - added: sites that open besides those that the limits of rooms let the model think enough.
  func solve(count: Int, besides added: [Int]) throws(AssignmentError) -> Model {
    let budget = CoverBudget(seed: seed)
    do throws(CoverError) {
      switch sites.siting.model {
      case .median: preconditionFailure("the median is no covering model")
      case .center:
        let found = try problem.leastWorst(p: count, budget: budget)
        return Model(
          open: found.open, limit: Float(found.objective),
          bounds: [("rooms: worst travel", "seconds", found.lowerBound, .worst)])
      case .mostWithin(let seconds):
        let limit = min(Float(seconds), reach)
        let found = try problem.leastBeyond(limit, p: count, budget: budget)
        return Model(
          open: found.open, limit: limit,
          bounds: [("rooms: beyond \(Int(seconds)) s", "households", found.lowerBound, .beyond)])
      case .allWithin(let seconds, let backup):
        return try all(within: seconds, backup: backup, besides: added, budget)
      }
    } catch {
      switch error {
      case .solver(let error): throw .solver(error)
      case .tooFewPlaces: throw .moreThanPlaces(asked: problem.leastSites, places: sites.count)
      case .tooFew(let asked, let needed): throw tooFew(asked: asked, needed: needed)
      }
    }
  }

  private func all(
    within seconds: Double, backup: Bool, besides added: [Int], _ budget: CoverBudget
  ) throws(CoverError) -> Model {
    let limit = min(Float(seconds), reach)
    let fewest = try problem.fewestSites(within: limit, budget: budget)
    let asked = sites.siting.count
    guard asked.map({ $0 >= fewest.open.count }) ?? true else {
      throw .tooFew(asked: asked ?? 0, needed: Int(fewest.lowerBound))
    }
    var model = Model(
      open: Set(fewest.open).union(added).sorted(), limit: limit, isForAll: true,
      bounds: [("rooms: for all within \(Int(seconds)) s", "rooms", fewest.lowerBound, .rooms)])
    guard backup else { return model }
    let p = asked ?? fewest.open.count + added.count
    let found = try problem.leastWithoutBackup(limit, p: p, budget: budget)
    let nearest = problem.leastTravel(
      from: found.open, covering: limit, weights: sites.units.households.map(RoomChoice.weight), seed: seed)
    model.open = nearest.open
    model.isFinal = true
    if asked != nil { model.bounds = [] }
    model.bounds.append(
      (
        "rooms: without a second one within \(Int(seconds)) s", "households", found.lowerBound,
        .without(Double(nearest.withoutBackup))
      ))
    return model
  }

  private func tooFew(asked: Int, needed: Int) -> AssignmentError {
    if case .allWithin(let seconds, _) = sites.siting.model {
      return .tooFewWithin(seconds: Int(seconds), asked: asked, needed: needed)
    }
    return .tooFewForLimits(asked: asked, needed: needed, short: [])
  }

  /// Units with households that are served from beyond the limit although a room might be within it.
  func beyond(_ choice: RoomChoice, _ costs: CostMatrix) -> [Int] {
    choice.siteOfUnit.indices.filter { unit in
      sites.units.households[unit] > 0 && choice.siteOfUnit[unit] >= 0
        && costs[choice.siteOfUnit[unit], unit] > choice.limit
        && (0..<costs.sites).contains { costs[$0, unit] <= choice.limit }
    }
  }

  /// Serves every unit from the model's sites, or from others that reach as much with less travel.
  ///
  /// - Returns: a unit for which there is no room has site -1.
  func assign(_ model: Model, _ costs: CostMatrix) -> RoomChoice {
    let households = sites.units.households
    let weights = households.map(RoomChoice.weight)
    // To be beyond the limit is worse than any way within it.
    let dear = 100 * max(1, costs.greatest)
    let priced = CostMatrix(
      sites: costs.sites, customers: costs.customers,
      values: costs.values.map { $0 > model.limit ? $0 + dear : $0 })
    let fixed = model.isFinal ? model.open : Array(sites.rooms.indices)
    func state(_ capacities: SiteCapacities?) -> SitingProblem {
      SitingProblem(
        costs: priced, weights: weights, p: model.open.count, fixed: fixed, capacities: capacities)
    }
    func beyond(_ solution: MedianSolution) -> Int {
      households.indices.reduce(0) {
        $0 + (costs[solution.siteOf[$1], $1] > model.limit ? households[$1] : 0)
      }
    }

    let budget = RoomChoice.budget
    var generator = SeededGenerator(seed: seed)
    var start = MedianState(state(nil))
    let isFixed = Set(fixed)
    start.open(model.open.filter { !isFixed.contains($0) })
    let given = start.solution
    start.improve(&generator)
    var search = MedianSearch(start, generator: generator, threads: budget.threads)
    search.run(rounds: budget.rounds, goal: 0, until: budget.clock)
    var solution = search.best.solution
    if beyond(solution) > beyond(given) { solution = given }
    if !sites.capacities.allow(solution) {
      solution =
        PMedian.solve(
          state(sites.capacities), from: solution.open, seed: seed, budget: budget, until: budget.clock
        ).solution
    }
    var choice = RoomChoice(open: solution.open, siteOfUnit: solution.siteOf)
    choice.limit = model.limit
    return choice
  }
}
