/// A lower bound on the cost of every roster: the Lagrangian dual over the cover.
///
/// Each entry of the cover has a price that whoever works it pays (below zero: is paid). Everyone then takes his
/// cheapest line by himself, and the cover takes the count that suits it best; the sum is a lower bound for any
/// prices (Held and Karp 1971). A limit on a person's kind that `LinePlanner` does not count has a price as well, which the
/// person pays for each shift of the kind, and gets back as often as the limit allows. Prices are improved by deflected subgradient steps towards a known roster's cost
/// (Camerini, Fratta and Maffioli 1975).
package struct RosterDual {
  /// No roster costs less.
  package private(set) var bound: Int
  /// The price of each entry of the cover at the bound.
  private(set) var prices: [Double]

  /// No price of a limit is higher, so that sums stay exact.
  private static let dearestLimit = 1_000.0

  /// - Throws: where somebody's rules allow no line at all.
  package init(
    _ model: RosterModel, _ planner: borrowing LinePlanner, target: Int, rounds: Int, clock: SearchClock
  ) throws(RosterError) {
    let cells = model.cover.count
    let kinds = model.kinds.count
    let codes = model.codes
    // Behind the entries of the cover the limits that no table counts.
    let limits = model.people.indices.flatMap { person in planner.uncounted[person].map { (person, kind: $0) }
    }
    let firstLimit = model.people.indices.map { person in
      cells + planner.uncounted[..<person].reduce(0) { $0 + $1.count }
    }
    var prices = Array(repeating: 0.0, count: cells + limits.count)
    var direction = prices
    var costs = Array(repeating: Float(0), count: model.days * codes)
    var line = Array(repeating: UInt8(0), count: model.days)
    var best = -Double.infinity
    var bestPrices = prices
    var scale = 1.0
    var stale = 0
    for round in 0..<max(1, rounds) {
      // Between the cost of one too few and one too many the wanted count is the best; multiples of 1/64 are exact.
      for (cell, entry) in model.cover.enumerated() {
        prices[cell] =
          ((min(max(prices[cell], -Double(entry.under)), Double(entry.over))) * 64).rounded() / 64
      }
      for limit in cells..<prices.count {
        prices[limit] = (min(max(prices[limit], 0), Self.dearestLimit) * 64).rounded() / 64
      }
      var value = 0.0
      var slack =
        model.cover.map { -Double($0.need) }
        + limits.map { -Double(model.people[$0].maxOfKind[$1]) }
      for (price, slack) in zip(prices, slack) { value += price * slack }
      for person in model.people.indices {
        for day in 0..<model.days {
          for code in 0..<codes {
            let wish = model.wishes[(person * model.days + day) * codes + code]
            costs[day * codes + code] =
              wish >= RosterModel.never
              ? LinePlanner.infinity : Float(wish) + (code > 0 ? Float(prices[day * kinds + code - 1]) : 0)
          }
        }
        for (limit, kind) in planner.uncounted[person].enumerated() {
          let price = Float(prices[firstLimit[person] + limit])
          for day in 0..<model.days { costs[day * codes + kind + 1] += price }
        }
        guard let cost = planner.plan(person, costs: costs, into: &line) else {
          throw .noLine(person: model.people[person].id)
        }
        value += Double(cost)
        for day in 0..<model.days where line[day] > 0 { slack[day * kinds + Int(line[day]) - 1] += 1 }
        for (limit, kind) in planner.uncounted[person].enumerated() {
          slack[firstLimit[person] + limit] += Double(line.count { $0 == UInt8(kind + 1) })
        }
      }
      if value > best {
        if value > best + 0.01 * Double(max(1, abs(target))) / 100 { stale = 0 }
        best = value
        bestPrices = prices
      } else {
        stale += 1
      }
      if Int(best.rounded(.up)) >= target || scale < 1e-4 || (round % 8 == 0 && clock.isOver) { break }
      if stale >= 20 {
        scale /= 2
        stale = 0
        prices = bestPrices
        for cell in direction.indices { direction[cell] = 0 }
        continue
      }
      var square = 0.0
      for cell in direction.indices {
        direction[cell] = slack[cell] + 0.7 * direction[cell]
        // A limit that is kept and costs nothing stays so.
        if cell >= cells, prices[cell] == 0, direction[cell] < 0 { direction[cell] = 0 }
        square += direction[cell] * direction[cell]
      }
      guard square > 0 else { break }
      let step = scale * max(1, Double(target) - value) / square
      for cell in direction.indices { prices[cell] += step * direction[cell] }
    }
    bound = Int(best.rounded(.up))
    self.prices = bestPrices
  }
}
