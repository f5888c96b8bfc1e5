/// A lower bound on the cost of every roster: the Lagrangian dual over the cover.
///
/// Each entry of the cover has a price that whoever works it pays (below zero: is paid). Everyone then takes his
/// cheapest line by himself, and the cover takes the count that suits it best; the sum is a lower bound for any
/// prices (Held and Karp 1971). Prices are improved by deflected subgradient steps towards a known roster's cost
/// (Camerini, Fratta and Maffioli 1975).
package struct RosterDual {
  /// No roster costs less.
  package private(set) var bound: Int
  /// The price of each entry of the cover at the bound.
  private(set) var prices: [Double]

  /// `nil` where somebody's rules allow no line at all.
  package init?(
    _ model: RosterModel, _ planner: borrowing LinePlanner, target: Int, rounds: Int, clock: SearchClock
  ) {
    let cells = model.cover.count
    let kinds = model.kinds.count
    let codes = model.codes
    var prices = Array(repeating: 0.0, count: cells)
    var direction = Array(repeating: 0.0, count: cells)
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
      var value = 0.0
      var slack = model.cover.map { -Double($0.need) }
      for cell in 0..<cells { value += prices[cell] * slack[cell] }
      for person in model.people.indices {
        for day in 0..<model.days {
          for code in 0..<codes {
            let wish = model.wishes[(person * model.days + day) * codes + code]
            costs[day * codes + code] =
              wish >= RosterModel.never
              ? LinePlanner.infinity : Float(wish) + (code > 0 ? Float(prices[day * kinds + code - 1]) : 0)
          }
        }
        guard let cost = planner.plan(person, costs: costs, into: &line) else { return nil }
        value += Double(cost)
        for day in 0..<model.days where line[day] > 0 { slack[day * kinds + Int(line[day]) - 1] += 1 }
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
        for cell in 0..<cells { direction[cell] = 0 }
        continue
      }
      var square = 0.0
      for cell in 0..<cells {
        direction[cell] = slack[cell] + 0.7 * direction[cell]
        square += direction[cell] * direction[cell]
      }
      guard square > 0 else { break }
      let step = scale * max(1, Double(target) - value) / square
      for cell in 0..<cells { prices[cell] += step * direction[cell] }
    }
    bound = Int(best.rounded(.up))
    self.prices = bestPrices
  }
}
