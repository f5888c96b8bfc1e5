import Foundation

extension RoutingSearch {
  private static let blinks = 0.01
  /// How often clients left out before queue among those torn out, and not behind them.
  private static let mixShare = 0.5

  /// Where a visit goes: behind a stop, at a cost.
  struct Gap: BitwiseCopyable {
    var cost: Int
    /// -1 when there is none.
    var behind: Int32

    static let none = Gap(cost: .max, behind: -1)
    /// Not looked for yet.
    static let unknown = Gap(cost: .max, behind: -2)
  }

  /// Puts the clients of the pool back one by one, each by its cheapest option, then tries those left out before.
  mutating func recreate() {
    let mixes = data.hasOptional && chance.unit() < Self.mixShare
    if !mixes { sortPool() }
    for index in 0..<absent.count { pool.append(absent[index]) }
    if mixes { sortPool() }
    if opens, keepsRules { open(absent[0]) }
    pending = 0
    for index in 0..<pool.count where state.option[pool[index]] < 0 { pending += state.price(pool[index]) }
    for index in 0..<pool.count where keepsRules { serve(pool[index]) }
    pool.removeAll()
    absent.removeAll()
  }

  /// Takes over the stops of routes in their order, but for those that would break a rule.
  mutating func follow(_ answer: RoutingAnswer) {
    state.begin()
    untilBlink = .max
    for route in 0..<data.routeCount {
      var last = data.limits[route].start
      for stop in answer.routes[data.vehicleOf[route]] {
        let visit = data.firstVisit[stop.client] + Int32(stop.visit)
        var gap = Gap.none
        consider(visit, last, state.stops[last].next, &gap)
        guard gap.behind >= 0, state.option[stop.client] < 0,
          let option = data.option(of: stop.client, with: visit)
        else { continue }
        state.insert(visit, behind: last)
        state.choose(option, for: Int32(stop.client))
        last = visit
      }
    }
    drawBlink()
  }

  /// Gives a client that was left out a vehicle of its own, whatever that costs: others left out may join it.
  private mutating func open(_ client: Int32) {
    guard isSimple(client) else { return }
    let visit = data.firstVisit[client]
    var best = Gap.none
    considerUnused(visit, &best)
    guard best.behind >= 0 else { return }
    state.insert(visit, behind: best.behind)
    state.choose(data.firstOption[client], for: client)
  }

  /// Serves a client where that is possible and costs less than its prize.
  private mutating func serve(_ client: Int32) {
    if state.option[client] >= 0 {
      if complete(client) { return }
      clear(client)
      pending &+= state.price(client)
      guard refreshTouched() else { return }
    }
    for visit in data.firstVisit[client]..<data.firstVisit[client + 1] { gaps[visit] = .unknown }
    var best = -1
    // A step that costs too much even if the rest of the pool were free is given up.
    let room = limit &- (state.total.cost &- pending)
    pending &-= state.price(client)
    var bestCost = min(state.price(client) + tolerance, room)
    // Where one visit is all that it takes, a dearer place need not be found.
    let isPriced = !data.isRequired[client] && isSimple(client)
    for option in Int(data.firstOption[client])..<Int(data.firstOption[client + 1]) {
      var cost = 0
      for index in data.firstInOption[option]..<data.firstInOption[option + 1] {
        let visit = data.optionVisits[index]
        // One search for each visit, however many options have it.
        if gaps[visit].behind == Gap.unknown.behind {
          gaps[visit] = bestGap(visit, below: isPriced ? bestCost : room)
        }
        let gap = gaps[visit]
        guard gap.behind >= 0 else {
          cost = .max
          break
        }
        cost &+= gap.cost
        if cost >= bestCost { break }
      }
      if cost < bestCost {
        best = option
        bestCost = cost
      }
    }
    guard best >= 0 else {
      keepsRules = state.total.cost &- pending < limit
      return
    }
    for index in data.firstInOption[best]..<data.firstInOption[best + 1] {
      let visit = data.optionVisits[index]
      state.insert(visit, behind: gaps[visit].behind)
    }
    state.choose(Int32(best), for: client)
  }

  /// Puts back the visits that a client's option still lacks; `false` when one has no place.
  private mutating func complete(_ client: Int32) -> Bool {
    let option = state.option[client]
    for index in data.firstInOption[option]..<data.firstInOption[option + 1] {
      let visit = data.optionVisits[index]
      guard state.stops[visit].route < 0 else { continue }
      let gap = bestGap(visit, below: limit &- (state.total.cost &- pending))
      guard gap.behind >= 0 else { return false }
      state.insert(visit, behind: gap.behind)
    }
    return true
  }

  /// The cheapest feasible place of a visit below a cost, among its neighbours and the unused vehicles; failing that,
  /// for a client that must be served at any price, anywhere.
  mutating func bestGap(_ visit: Int32, below limit: Int) -> Gap {
    var best = Gap(cost: limit, behind: -1)
    let row = Int(visit) * hood.width
    for index in 0..<hood.width {
      let other = hood.before[row + index]
      if other < 0 { break }
      if state.stops[other].route >= 0 { consider(visit, other, state.stops[other].next, &best) }
    }
    for index in 0..<hood.width {
      let other = hood.after[row + index]
      if other < 0 { break }
      if state.stops[other].route >= 0 { consider(visit, state.stops[other].previous, other, &best) }
    }
    considerUnused(visit, &best)
    let client = data.client[visit]
    if best.behind < 0, data.isRequired[client], limit > data.prize[client] {
      for route in 0..<data.routeCount where state.routes[route].visits > 0 {
        var stop = data.limits[route].start
        while stop != data.limits[route].end {
          let next = state.stops[stop].next
          consider(visit, stop, next, &best)
          stop = next
        }
      }
    }
    return best
  }

  /// The first unused vehicle of each kind.
  private mutating func considerUnused(_ visit: Int32, _ best: inout Gap) {
    for kind in 0..<data.kindCount where state.unused[kind] >= 0 {
      let limits = data.limits[state.unused[kind]]
      consider(visit, limits.start, limits.end, opening: limits.fixedCost, &best)
    }
  }

  /// Takes the gap between two stops if it is better, feasible and not overlooked.
  @inline(__always)
  private mutating func consider(
    _ visit: Int32, _ i: Int32, _ j: Int32, opening: Int = 0, _ best: inout Gap
  ) {
    let data = data
    let route = state.stops[i].route
    let limits = data.limits[route]
    let row = limits.matrix &+ Int(data.place[visit]) &* data.places
    let (a, b) = (row &+ Int(data.place[i]), row &+ Int(data.place[j]))
    let extra = Int(data.costInto[a]) &+ Int(data.costFrom[b]) &- Int(state.stops[i].costToNext)
    let cost = extra &+ opening
    guard cost < best.cost else { return }
    let (to, onward) = (data.timeInto[a], data.timeFrom[b])
    let here = state.stops[visit].alone
    let before = state.stops[i].before
    guard before.reaches(here, travel: to) else { return }
    let leave = max(before.earliest &+ before.duration &+ to, here.earliest) &+ here.duration
    guard leave &+ onward <= state.stops[j].after.latest else { return }
    guard data.needs[visit] & ~limits.skills == 0 else { return }
    for k in 0..<data.dimensions {
      let at = Int(route) &* data.dimensions &+ k
      guard state.load[at] &+ data.demand[Int(visit) &* data.dimensions &+ k] <= data.capacity[at] else {
        return
      }
    }
    guard state.routes[route].distance &+ extra <= limits.maxDistance else { return }
    if limits.maxDuration < .max {
      let whole = before.joined(here, travel: to).joined(state.stops[j].after, travel: onward)
      guard whole.duration <= limits.maxDuration else { return }
    }
    untilBlink &-= 1
    if untilBlink <= 0 {
      drawBlink()
      return
    }
    best = Gap(cost: cost, behind: i)
  }

  /// How many good places are taken until one is overlooked: geometric, mean 1 / `blinks`.
  mutating func drawBlink() {
    untilBlink = 1 + Int(log(max(1e-12, 1 - chance.unit())) / log(1 - Self.blinks))
  }

  /// One of several orders, at random: who is put back first has the best choice.
  private mutating func sortPool() {
    let order = orders.draw(&chance)
    for index in 0..<pool.count {
      let client = pool[index]
      keys[index] = order < 0 ? Float(chance.unit()) : orders.keys[order * data.clientCount + Int(client)]
    }
    // By insertion: pools are small.
    for index in 1..<max(1, pool.count) {
      let (client, key) = (pool[index], keys[index])
      var slot = index
      while slot > 0, keys[slot - 1] > key {
        pool[slot] = pool[slot - 1]
        keys[slot] = keys[slot - 1]
        slot -= 1
      }
      pool[slot] = client
      keys[slot] = key
    }
  }
}
