import Grid

/// Open sites and an assignment to them within their limits.
///
/// Customers that have no place wait at a site that does not exist, number `costs.sites`, which has no limit and
/// costs more than any other, so that every move that finds them a place is an improvement like all others.
struct CapacitatedState {
  /// How many of its cheapest open sites a customer is tried at.
  private static let width = 10

  private let costs: CostMatrix
  private let weights: [Double]
  private let capacities: SiteCapacities
  private let isFixed: [Bool]
  private let waitingCost: [Double]

  private(set) var open: [Int]
  private var isOpen: [Bool]
  private(set) var siteOf: [Int]
  private var members: [[Int]]
  private var demand: [Int]
  /// For each customer the cheapest open sites, `width` at most.
  private var choices: [[Int]]
  private(set) var total = 0.0

  private var waiting: Int { costs.sites }

  /// Everybody waits.
  init(costs: CostMatrix, weights: [Double], capacities: SiteCapacities, fixed: [Int], open: [Int]) {
    self.costs = costs
    self.weights = weights
    self.capacities = capacities
    self.open = open.sorted()
    var isFixed = [Bool](repeating: false, count: costs.sites)
    for s in fixed { isFixed[s] = true }
    self.isFixed = isFixed
    var isOpen = [Bool](repeating: false, count: costs.sites)
    for s in open { isOpen[s] = true }
    self.isOpen = isOpen
    // More than all other costs together, and more for those with the greater demand.
    let everything = weights.reduce(0, +) * Double(max(1, costs.greatest)) + 1
    let meanDemand = max(1, Double(capacities.demands.reduce(0, +)) / Double(max(1, weights.count)))
    waitingCost = capacities.demands.map { everything * (1 + Double($0) / meanDemand) }
    siteOf = [Int](repeating: costs.sites, count: weights.count)
    members = [[Int]](repeating: [], count: costs.sites + 1)
    members[costs.sites] = Array(weights.indices)
    demand = [Int](repeating: 0, count: costs.sites + 1)
    choices = [[Int]](repeating: [], count: weights.count)
    total = waitingCost.reduce(0, +)
    for i in weights.indices { rank(i) }
  }

  var tolerance: Double { max(1e-9, total * 1e-10) }

  /// Whether somebody has no place.
  var someoneWaits: Bool { !members[waiting].isEmpty }

  private func cost(_ customer: Int, at site: Int) -> Double {
    site == waiting ? waitingCost[customer] : weights[customer] * Double(costs[site, customer])
  }

  private func fits(_ customer: Int, at site: Int, without leaving: Int? = nil) -> Bool {
    if site == waiting { return true }
    return capacities.allows(
      site, units: members[site].count + (leaving == nil ? 1 : 0),
      demand: demand[site] + capacities.demands[customer] - (leaving.map { capacities.demands[$0] } ?? 0))
  }

  private mutating func move(_ customer: Int, to site: Int) {
    let from = siteOf[customer]
    total += cost(customer, at: site) - cost(customer, at: from)
    members[from].removeAll { $0 == customer }
    demand[from] -= capacities.demands[customer]
    members[site].append(customer)
    demand[site] += capacities.demands[customer]
    siteOf[customer] = site
  }

  private mutating func rank(_ customer: Int) {
    var best: [Int] = []
    best.reserveCapacity(Self.width + 1)
    for s in open where costs[s, customer].isFinite {
      let c = costs[s, customer]
      if best.count == Self.width, c >= costs[best[Self.width - 1], customer] { continue }
      var place = best.count
      while place > 0, costs[best[place - 1], customer] > c { place -= 1 }
      best.insert(s, at: place)
      if best.count > Self.width { best.removeLast() }
    }
    choices[customer] = best
  }

  // MARK: Assignment with the sites as they are

  /// Finds places for those who wait and improves until no move helps; then lets sites drift to the middle of
  /// the customers they have, and starts over while that helps.
  mutating func settle() {
    repeat {
      insertByRegret()
      improveAssignment()
    } while recentre()
  }

  /// Those who would lose most by not getting their cheapest free site choose first.
  private mutating func insertByRegret() {
    var rest = members[waiting]
    while !rest.isEmpty {
      var chosen: (index: Int, site: Int, regret: Double)?
      for (index, i) in rest.enumerated() {
        var first = -1
        var second = -1
        for s in choices[i] where fits(i, at: s) {
          if first < 0 {
            first = s
          } else {
            second = s
            break
          }
        }
        guard first >= 0 else { continue }
        // With one choice left a customer is in haste; great demands before small ones.
        let next = second >= 0 ? cost(i, at: second) : waitingCost[i]
        let regret = next - cost(i, at: first)
        if chosen.map({ regret > $0.regret }) ?? true { chosen = (index, first, regret) }
      }
      guard let chosen else { return }
      move(rest.remove(at: chosen.index), to: chosen.site)
    }
  }

  /// Moves of one customer, and of one that pushes another on to a third site (or back to the first: a swap).
  private mutating func improveAssignment() {
    var changed = true
    while changed {
      changed = false
      for i in weights.indices {
        guard let move = bestMove(of: i) else { continue }
        if let pushed = move.pushed { self.move(pushed.customer, to: pushed.site) }
        self.move(i, to: move.site)
        changed = true
      }
    }
  }

  private typealias Move = (site: Int, pushed: (customer: Int, site: Int)?)

  private func bestMove(of i: Int) -> Move? {
    let from = siteOf[i]
    let now = cost(i, at: from)
    var best = -tolerance
    var result: Move?
    for s in choices[i] where s != from {
      let change = cost(i, at: s) - now
      if fits(i, at: s) {
        if change < best {
          best = change
          result = (s, nil)
        }
        // The rest of the choices cost more, with or without a push.
        if change < 0 { break }
        continue
      }
      for k in members[s] where fits(i, at: s, without: k) {
        let stay = cost(k, at: s)
        for t in choices[k] where t != s {
          let both = change + cost(k, at: t) - stay
          if both >= best { break }
          if t == from ? fits(k, at: t, without: i) : fits(k, at: t) {
            best = both
            result = (s, (k, t))
            break
          }
        }
      }
    }
    return result
  }

  // MARK: Sites

  /// Moves each free site to where its own customers are served cheapest; true when one moved.
  private mutating func recentre() -> Bool {
    var moved = false
    for s in open where !isFixed[s] {
      var best = members[s].reduce(0) { $0 + cost($1, at: s) } - tolerance
      var target: Int?
      for t in 0..<costs.sites where !isOpen[t] {
        guard capacities.allows(t, units: members[s].count, demand: demand[s]) else { continue }
        var sum = 0.0
        for i in members[s] {
          sum += cost(i, at: t)
          if sum >= best { break }
        }
        if sum < best {
          best = sum
          target = t
        }
      }
      guard let target else { continue }
      let customers = members[s]
      replace(s, by: target)
      for i in customers { move(i, to: target) }
      moved = true
    }
    return moved
  }

  /// Closes one site and opens another, chosen by chance near where it may help; false when there is no choice.
  mutating func exchangeSites(_ generator: inout SeededGenerator) -> Bool {
    let free = open.filter { !isFixed[$0] }
    guard !free.isEmpty, !weights.isEmpty else { return false }
    // Someone who waits, else anyone, gets a site among the closed ones that are cheap for him.
    let pool = members[waiting]
    let customer = pool.isEmpty ? generator.below(weights.count) : pool[generator.below(pool.count)]
    let near = (0..<costs.sites).filter { !isOpen[$0] && costs[$0, customer].isFinite }
      .sorted { (costs[$0, customer], $0) < (costs[$1, customer], $1) }.prefix(8)
    guard !near.isEmpty else { return false }
    let opening = near[generator.below(near.count)]
    // Half the time one of the neighbours makes way, else any site.
    let neighbours = choices[customer].filter { !isFixed[$0] }
    let closing =
      !neighbours.isEmpty && generator.below(2) == 0
      ? neighbours[generator.below(neighbours.count)] : free[generator.below(free.count)]
    replace(closing, by: opening)
    return true
  }

  /// Closes `closing`, whose customers wait, and opens `opening`.
  private mutating func replace(_ closing: Int, by opening: Int) {
    for i in members[closing] { move(i, to: waiting) }
    isOpen[closing] = false
    isOpen[opening] = true
    open.removeAll { $0 == closing }
    open.insert(opening, at: open.firstIndex { $0 > opening } ?? open.count)
    for i in weights.indices {
      if choices[i].contains(closing) {
        rank(i)
      } else if costs[opening, i].isFinite,
        choices[i].count < Self.width || costs[opening, i] < costs[choices[i][choices[i].count - 1], i]
      {
        rank(i)
      }
    }
  }
}
