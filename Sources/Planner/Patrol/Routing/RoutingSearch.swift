import Foundation

/// The search: ruin and recreate under simulated annealing, on routes that are feasible at every moment.
struct RoutingSearch: ~Copyable {
  let data: RoutingData
  let hood: Neighbourhood
  let orders: InsertionOrders
  var state: RouteState
  var chance: RoutingChance

  /// Clients taken out, and clients left out before that are tried too.
  var pool: IndexList
  var absent: IndexList
  let keys: Column<Float>
  let gaps: Column<Gap>
  /// The last step in which a route was torn, and in which a client was put into the pool.
  let ruined: Column<Int>
  let pooled: Column<Int>
  var step = 0
  var keepsOptions = false
  var untilBlink = 1
  var opens = false
  /// How much more than its prize the place of a client may cost in this step.
  var tolerated = 0

  static let longestString = 10
  static let meanRemoved = 10.0
  static let keepMore = 0.01
  static let blinks = 0.01
  static let absentTried = 10

  init(_ data: RoutingData, seed: UInt64) {
    self.data = data
    hood = Neighbourhood(data, width: min(30, data.visitCount), reach: 128)
    orders = InsertionOrders(data)
    state = RouteState(data)
    chance = RoutingChance(seed: seed)
    pool = IndexList(capacity: 2 * data.clientCount)
    absent = IndexList(capacity: 128)
    keys = Column(repeating: 0, count: data.clientCount)
    gaps = Column(repeating: Gap.none, count: data.visitCount)
    ruined = Column(repeating: -1, count: data.routeCount)
    pooled = Column(repeating: -1, count: data.clientCount)
    drawBlink()
  }

  var usedRoutes: Int {
    var count = 0
    for route in 0..<data.routeCount where state.routes[route].visits > 0 { count += 1 }
    return count
  }

  var servedVisits: Int {
    var count = 0
    for route in 0..<data.routeCount { count += state.routes[route].visits }
    return count
  }

  var travelled: Int {
    var sum = 0
    for route in 0..<data.routeCount { sum += state.routes[route].distance }
    return sum
  }

  mutating func run(_ progress: SearchProgress) -> RoutingAnswer {
    var best = RoutingBest(data)
    guard data.clientCount > 0, data.routeCount > 0 else { return best.answer(data, iterations: 0) }
    best.take(state)
    construct()
    best.take(state)
    let arc = Double(travelled) / Double(max(1, servedVisits))
    let (hot, cold) = (Tuning.hot * arc, Tuning.cold * arc)
    var temperature = hot
    while true {
      step += 1
      if step & 63 == 1 {
        let share = progress.share(step)
        if share >= 1 { break }
        temperature = hot * pow(cold / hot, share)
      }
      let (cost, missing) = (state.cost, state.missing)
      state.begin()
      ruin()
      tolerated =
        chance.below(10) < Tuning.tolerance
        ? Int(-temperature * Tuning.noise * log(max(chance.unit(), 1e-9))) : 0
      recreate()
      if Double(state.cost) < Double(cost) - temperature * log(max(chance.unit(), 1e-300)) {
        if (state.missing, state.cost) < (best.missing, best.cost) { best.take(state) }
      } else {
        state.rollBack()
      }
      _ = missing
    }
    return best.answer(data, iterations: step - 1)
  }

  /// All clients in a random order, each at its cheapest place.
  private mutating func construct() {
    state.begin()
    tolerated = Tuning.construct > 0 ? 1 << 40 : 0
    for client in 0..<data.clientCount { pool.append(Int32(client)) }
    recreate()
  }
}

enum Tuning {
  nonisolated(unsafe) static var open = Int(ProcessInfo.processInfo.environment["OPEN"] ?? "") ?? 10
  nonisolated(unsafe) static var openTried = Int(ProcessInfo.processInfo.environment["OPENT"] ?? "") ?? 30
  nonisolated(unsafe) static var tolerance = Int(ProcessInfo.processInfo.environment["TOL"] ?? "") ?? 5
  nonisolated(unsafe) static var noise = Double(ProcessInfo.processInfo.environment["NOISE"] ?? "") ?? 1
  nonisolated(unsafe) static var construct = Int(ProcessInfo.processInfo.environment["CON"] ?? "") ?? 1
  nonisolated(unsafe) static var hot = Double(ProcessInfo.processInfo.environment["HOT"] ?? "") ?? 0.5
  nonisolated(unsafe) static var cold = Double(ProcessInfo.processInfo.environment["COLD"] ?? "") ?? 0.01
}
