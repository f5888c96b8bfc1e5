/// The search for prices under way: what all its parts share.
final class BoundSearch {
  /// A point in the space of prices.
  struct Prices {
    /// By visit.
    var visits: [Double]
    /// What a turn of each cut of the master costs.
    var cuts: [Double]
  }

  /// What searching all kinds at some prices gave.
  struct Evaluation {
    var pricings: [Pricing]
    /// The bound that the best routes found give; one that holds where the level bounds.
    var value: Int
    var prices: [Int]
  }

  let problem: RoutingProblem
  let visits: RouteVisits
  let tokenOf: [Int]
  /// Visits that share a price.
  let groups: [[Int]]
  let groupOf: [Int]
  let pricers: [RoutePricer]
  let master: RouteMaster
  /// Prices around which others are tried.
  var centre: Prices
  /// What some answer costs.
  var known: Double?
  private var best: (prices: [Int], cuts: [RoutingBound.Cut], least: [Int], value: Int)
  private(set) var work = 0
  private var rounds = 0
  private let mostWork: Int
  private let clock: SearchClock
  private let begin: Double
  private let threads: Int
  private let watch: ((Int) -> Bool)?
  private var isStopped = false

  var isOver: Bool { isPast(1) }

  /// Whether a share of the budget is used.
  func isPast(_ share: Double) -> Bool {
    isStopped || mostWork < .max && Double(work) >= share * Double(mostWork)
      || clock.progress(since: begin) >= share
  }
  /// The best bound so far.
  var reached: Int { best.value }

  init(
    _ problem: RoutingProblem, _ hints: RoutingBound.Hints, _ budget: SearchBudget,
    watch: ((Int) -> Bool)?
  ) {
    self.watch = watch
    self.problem = problem
    let visits = RouteVisits(problem, repeated: hints.repeated)
    self.visits = visits
    let kinds = visits.kinds.map { VehicleKind(problem, vehicles: $0, visits: visits) }
    let nearest = Self.nearest(problem, visits)
    let tokenOf = visits.visits.map(\.token)
    self.tokenOf = tokenOf
    pricers = kinds.enumerated().map { number, kind in
      let memory = RouteMemory(
        visits, tokens: Set(kind.visits.map { tokenOf[$0] }), nearest: nearest, size: 10)
      return RoutePricer(kind, number: number, tokenOf: tokenOf, memory: memory)
    }
    groups = visits.groups
    var groupOf = [Int](repeating: 0, count: visits.visits.count)
    for (group, members) in groups.enumerated() { for visit in members { groupOf[visit] = group } }
    self.groupOf = groupOf
    master = RouteMaster(
      problem, visits, groupOf: groupOf, dearest: 4 * Double(Self.dearest(kinds)) + 1)
    mostWork = budget.rounds < Int.max / 1_000_000 ? budget.rounds * 1_000_000 : .max
    clock = budget.clock
    begin = clock.now
    threads = budget.threads
    let zero = [Int](repeating: 0, count: visits.visits.count)
    centre = Prices(visits: zero.map(Double.init), cuts: [])
    best = (zero, [], kinds.map { _ in 0 }, 0)
    best.value = paid(zero)
    if let answer = hints.answer { begin(with: answer) }
  }

  /// For each token the others, the nearest first by the cost of the way there and back.
  private static func nearest(_ problem: RoutingProblem, _ visits: RouteVisits) -> [[Int]] {
    let costs = problem.matrices.first?.costs ?? []
    let tokens = visits.conflicts.count
    let width = problem.places
    var least = [Int](repeating: RoutingProblem.unreachable, count: tokens * tokens)
    for a in visits.visits {
      for b in visits.visits where a.token != b.token {
        let (p, q) = (a.visit.place, b.visit.place)
        // Visits at times far apart do not come round.
        let apart = max(
          0, a.visit.window.lowerBound - b.visit.window.upperBound,
          b.visit.window.lowerBound - a.visit.window.upperBound)
        let way = Int(costs[p * width + q]) + Int(costs[q * width + p]) + apart
        least[a.token * tokens + b.token] = min(least[a.token * tokens + b.token], way)
      }
    }
    return (0..<tokens).map { a in
      (0..<tokens).filter { $0 != a }.sorted {
        (least[a * tokens + $0], $0) < (least[a * tokens + $1], $1)
      }
    }
  }

  /// The dearest way to serve a client alone.
  private static func dearest(_ kinds: [VehicleKind]) -> Int {
    var most = 0
    for kind in kinds {
      for node in 0..<kind.count
      where kind.startCost[node] < VehicleKind.unreachable
        && kind.endCost[node] < VehicleKind.unreachable
      {
        most = max(most, kind.fixedCost + Int(kind.startCost[node]) + Int(kind.endCost[node]))
      }
    }
    return most
  }

  /// The routes of an answer as columns, and prices that share their costs among their visits.
  private func begin(with answer: RoutingAnswer) {
    var routes: [PricedRoute] = []
    var kindOf = [Int](repeating: 0, count: problem.vehicles.count)
    for (kind, vehicles) in visits.kinds.enumerated() {
      for vehicle in vehicles { kindOf[vehicle] = kind }
    }
    for (index, stops) in answer.routes.enumerated() where !stops.isEmpty {
      let vehicle = problem.vehicles[index]
      let costs = problem.matrices[vehicle.matrix].costs
      let numbers = stops.map { visits.firstVisit[$0.client] + $0.visit }
      let places = [vehicle.start] + numbers.map { visits.visits[$0].visit.place } + [vehicle.end]
      let arcs = zip(places, places.dropFirst()).map { Int(costs[$0 * problem.places + $1]) }
      let cost = vehicle.fixedCost + arcs.reduce(0, +)
      routes.append(
        PricedRoute(kind: kindOf[index], visits: numbers.map { Int32($0) }, cost: cost, reduced: 0))
      for (position, number) in numbers.enumerated() {
        let out = (position == 0 ? 2 : 1) * arcs[position]
        let back = (position == numbers.count - 1 ? 2 : 1) * arcs[position + 1]
        let price = Double(out + back) / 2 + Double(vehicle.fixedCost) / Double(numbers.count)
        for visit in groups[groupOf[number]] { centre.visits[visit] = price }
      }
    }
    master.add(routes)
    let skipped = problem.clients.indices.filter { client in
      !answer.routes.joined().contains { $0.client == client }
    }
    known = Double(
      routes.reduce(0) { $0 + $1.cost }
        + skipped.reduce(0) { $0 + (problem.clients[$1].prize ?? 0) })
  }

  /// What all clients pay.
  private func paid(_ prices: [Int]) -> Int {
    problem.clients.indices.reduce(0) { $0 + visits.paid(by: $1, problem, prices).price }
  }

  /// Searches all kinds; where the level gives a bound, it is noted if it is the best.
  func evaluate(_ point: Prices, _ level: PricingLevel) -> Evaluation {
    let prices = point.visits.map { max(0, RoutePrices.scaled($0)) }
    let cuts = zip(master.cuts, point.cuts).map { (cut: $0, price: max(0, RoutePrices.scaled($1))) }
      .filter { $0.price > 0 }
    let groupOf = groupOf
    let found = concurrentMap(pricers, threads: threads) {
      $0.search(prices, cuts: cuts, groupOf: groupOf, level, most: 12)
    }
    rounds += 1
    work += found.reduce(0) { $0 + $1.work }
    let least = found.map { min(0, $0.routes.first?.reduced ?? 0) }
    let value =
      paid(prices) - cuts.reduce(0) { $0 + $1.price }
      + zip(visits.kinds, least).reduce(0) { $0 + $1.0.count * $1.1 }
    if value > best.value, found.allSatisfy({ $0.least != nil }) {
      best = (prices, cuts.map(exported), least, value)
    }
    if let watch, !watch(RoutePrices.unscaled(best.value)) { isStopped = true }
    return Evaluation(pricings: found, value: value, prices: prices)
  }

  private func exported(_ cut: RouteCut, price: Int) -> RoutingBound.Cut {
    RoutingBound.Cut(
      visits: cut.groups.map { groups[$0] },
      remembered: visits.visits.indices.filter { cut.memory.contains(tokenOf[$0]) }, price: price)
  }

  func bound() -> RoutingBound {
    RoutingBound(
      cost: RoutePrices.unscaled(best.value),
      prices: problem.clients.indices.map {
        Array(best.prices[visits.firstVisit[$0]..<visits.firstVisit[$0 + 1]])
      },
      cuts: best.cuts,
      kinds: zip(visits.kinds, best.least).map { RoutingBound.Kind(vehicles: $0, least: $1) },
      rounds: rounds,
      arcs: work)
  }
}
