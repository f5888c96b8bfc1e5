import Foundation

/// The search: ruin and recreate, and exchanges between two routes, under simulated annealing, on routes that are
/// feasible at every moment.
///
/// After Christiaens and Vanden Berghe, "Slack induction by string removals for vehicle routing problems" (2020), with
/// places tried among granular neighbours only, clients that may be left out, and clients with a choice of visits.
struct RoutingSearch: ~Copyable {
  let data: RoutingData
  let hood: Neighbourhood
  let orders: InsertionOrders
  var state: RouteState
  var chance: RoutingChance

  /// Clients taken out in this step, and clients left out before it that are tried, too.
  var pool: IndexList
  var absent: IndexList
  /// The key of each client in the pool, and the place found for each visit.
  let keys: Column<Float>
  let gaps: Column<Gap>
  /// The last step in which a route was torn, and in which a client was put into the pool.
  let torn: Column<Int>
  let pooled: Column<Int>
  var step = 0
  /// Whether clients in the pool keep the option that they had, and such of its visits as were not torn out.
  var keepsOptions = false
  /// Whether the first of the absent gets a vehicle of its own.
  var opens = false
  /// How much more than its price the place of a client may cost: anything, before the search.
  var tolerance = 0
  /// Whether the step may stand so far: all routes are feasible, and it does not cost too much.
  var keepsRules = true
  /// The cost that this step must stay below.
  var limit = Int.max
  /// What serving all clients of the pool that are still to be tried would save.
  var pending = 0
  /// Good places left to take until one is overlooked.
  var untilBlink = 1

  /// Annealing begins and ends at these multiples of the mean arc. Where clients may be left out the first routes,
  /// which serve all at any price, have arcs that no good ones have.
  private static let hot = 4.0
  private static let hotWithPrizes = 0.7
  private static let warm = 0.4
  private static let cold = 0.01
  /// Where clients may be left out, how many vehicles are used and by whom freezes early and not always well: after
  /// this share of the budget it cools again a few times, from this multiple.
  private static let firstShare = 0.3
  private static let reheats = 5.0
  private static let reheated = 0.15
  /// The bonus for serving an optional client as a multiple of the temperature: heat alone leaves
  /// clients out, there being more ways to, and once it has cooled too few routes are left to serve them.
  private static let bonusShare = 0.3
  /// The share of steps that exchange tails, and of the rest that exchange parts: both are quick.
  private static let tailShare = 0.7
  private static let partShare = 0.5
  /// Where clients may be left out, the share of steps that serve one in the place of others, and of those that tear
  /// routes the shares that close a route and that open one.
  private static let replaceShare = 0.2
  private static let closeShare = 0.02
  private static let openShare = 0.02
  private static let neighbours = 60
  private static let nearClients = 128

  init(_ data: RoutingData, seed: UInt64) {
    self.data = data
    hood = Neighbourhood(data, width: min(Self.neighbours, data.visitCount), reach: Self.nearClients)
    orders = InsertionOrders(data)
    state = RouteState(data)
    chance = RoutingChance(seed: seed)
    pool = IndexList(capacity: 2 * data.clientCount)
    absent = IndexList(capacity: max(Self.nearClients, Self.fleetTried))
    keys = Column(repeating: 0, count: data.clientCount)
    gaps = Column(repeating: Gap.none, count: data.visitCount)
    torn = Column(repeating: -1, count: data.routeCount)
    pooled = Column(repeating: -1, count: data.clientCount)
    drawBlink()
  }

  mutating func run(
    _ progress: SearchProgress, start: RoutingAnswer? = nil, watch: RoutingWatch? = nil
  ) -> RoutingAnswer {
    var best = RoutingBest(data)
    best.take(state)
    guard data.clientCount > 0, data.routeCount > 0 else { return best.answer(iterations: 0) }
    if let start { follow(start) }
    construct()
    best.take(state)
    let arc = max(1, Double(state.total.distance) / Double(max(1, state.total.visits)))
    var temperature = 0.0
    var steps = 0
    while steps < progress.rounds {
      if steps & 63 == 0 {
        let share = progress.share(steps)
        if share >= 1 { break }
        temperature = arc * heat(share, isWarm: start != nil)
        state.setBonus(Int(Self.bonusShare * temperature))
      }
      if let watch, steps & 4095 == 0, let value = best.value, !watch(value.missing, value.cost, steps) {
        break
      }
      steps += 1
      disturb(temperature: temperature)
      if keepsRules, state.total.cost < limit {
        best.take(state)
      } else {
        state.rollBack()
      }
    }
    return best.answer(iterations: steps)
  }

  /// The temperature as a multiple of the mean arc, when a share of the budget, less than 1, is used.
  private func heat(_ share: Double, isWarm: Bool) -> Double {
    if isWarm { return Self.warm * pow(Self.cold / Self.warm, share) }
    guard data.hasOptional else { return Self.hot * pow(Self.cold / Self.hot, share) }
    if share < Self.firstShare {
      return Self.hotWithPrizes * pow(Self.cold / Self.hotWithPrizes, share / Self.firstShare)
    }
    let cycles = (share - Self.firstShare) / (1 - Self.firstShare) * Self.reheats
    return Self.reheated * pow(Self.cold / Self.reheated, cycles - cycles.rounded(.down))
  }

  /// One step: exchanges parts of two routes, or tears some and puts the clients back elsewhere.
  mutating func disturb(temperature: Double) {
    step += 1
    keepsRules = true
    state.begin()
    limit = state.total.cost + Int(slack(temperature).rounded(.up))
    if data.hasOptional, chance.unit() < Self.replaceShare {
      keepsRules = replace()
    } else if data.hasExchanges, chance.unit() < Self.tailShare {
      keepsRules = exchangeTails()
    } else if data.hasExchanges, chance.unit() < Self.partShare {
      keepsRules = exchangeParts()
    } else {
      let kind = data.hasOptional ? chance.unit() : 1
      if kind < Self.closeShare {
        closeRoute()
      } else if kind < Self.closeShare + Self.openShare {
        openRoute()
      } else {
        ruin()
      }
      recreate()
    }
  }

  /// How much worse is good enough: exponential, its mean the temperature. Worse by d passes with probability
  /// exp(-d / temperature), as Metropolis has it.
  private mutating func slack(_ temperature: Double) -> Double {
    -temperature * log(max(chance.unit(), 1e-12))
  }

  /// Serves all clients that have a place, at any price: what does not pay goes in the search.
  mutating func construct() {
    state.begin()
    tolerance = Int.max / 4
    limit = Int.max / 2
    defer { tolerance = 0 }
    for client in 0..<data.clientCount where state.option[client] < 0 { pool.append(Int32(client)) }
    recreate()
  }
}
