/// A lower bound on the p-median problem, with or without capacities.
///
/// The rule that every customer is served once is priced with a multiplier per customer (Cornuéjols, Fisher and
/// Nemhauser 1977). What remains falls apart into sites: each takes the customers that pay, within its capacity,
/// and the best p sites open. The multipliers climb along subgradients (Held, Wolfe and Crowder 1974, with the
/// deflection of Camerini, Fratta and Maffioli 1975). The search runs in single precision; the bound that is
/// returned is worked out anew in double precision from the best multipliers, so it holds.
struct LagrangianBound {
  private let costs: CostMatrix
  private let weights: [Double]
  private let p: Int
  private let fixed: [Int]
  private let capacities: SiteCapacities?
  private let isFixed: [Bool]

  init(costs: CostMatrix, weights: [Double], p: Int, fixed: [Int], capacities: SiteCapacities?) {
    self.costs = costs
    self.weights = weights
    self.p = p
    self.fixed = fixed
    self.capacities = capacities
    var isFixed = [Bool](repeating: false, count: costs.sites)
    for s in fixed { isFixed[s] = true }
    self.isFixed = isFixed
  }

  /// Climbs for `iterations` steps towards `upperBound`; the result is at least 0.
  func ascend(below upperBound: Double, iterations: Int) -> Double {
    let n = costs.customers
    guard n > 0 else { return 0 }
    // A price is what a customer pays per unit of weight. Those of weight 0 pay nothing.
    var prices = startingPrices()
    var best = (value: -Double.greatestFiniteMagnitude, prices: prices)
    var direction = [Double](repeating: 0, count: n)
    var theta = 1.5
    var sinceBest = 0
    for _ in 0..<iterations {
      let step = evaluate(prices)
      if step.value > best.value + abs(best.value) * 1e-7 {
        best = (step.value, prices)
        sinceBest = 0
      } else {
        sinceBest += 1
        if sinceBest == 12 {
          theta /= 2
          sinceBest = 0
        }
      }
      let missing = upperBound - step.value
      if missing <= upperBound * 1e-7 || theta < 1e-4 { break }
      var square = 0.0
      for i in 0..<n where weights[i] > 0 {
        direction[i] = 1 - step.served[i] + 0.4 * direction[i]
        square += direction[i] * direction[i]
      }
      guard square > 0 else { break }
      let length = theta * missing / square
      for i in 0..<n where weights[i] > 0 {
        prices[i] = max(0, prices[i] + Float(length * direction[i] / weights[i]))
      }
    }
    return max(0, exactValue(best.prices))
  }

  /// The cost at the nearest of all sites and a bit: too low for most, but never far off in scale.
  private func startingPrices() -> [Float] {
    let n = costs.customers
    var order = [Float](repeating: .infinity, count: n)
    let share = max(1, costs.sites / max(1, p))
    // The cost of the (sites / p)-th nearest site is about the distance to the border of a service area.
    for i in 0..<n {
      var column = (0..<costs.sites).map { costs[$0, i] }.filter(\.isFinite)
      column.sort()
      order[i] = column.isEmpty ? 0 : column[min(share, column.count) - 1]
    }
    return order
  }

  private struct Step {
    var value: Double
    /// How often each customer is served by the sites that open.
    var served: [Double]
  }

  private func evaluate(_ prices: [Float]) -> Step {
    let singleWeights = weights.map(Float.init)
    var earnings = [Double](repeating: 0, count: costs.sites)
    for s in 0..<costs.sites {
      earnings[s] =
        capacities?.limits(s) == true
        ? knapsack(s, prices).earning : Double(earning(s, prices, singleWeights))
    }
    var value = zip(prices, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
    var served = [Double](repeating: 0, count: costs.customers)
    for s in opened(earnings) {
      value -= earnings[s]
      if capacities?.limits(s) == true {
        for (i, part) in knapsack(s, prices).taken { served[i] += part }
      } else {
        let row = s * costs.customers
        costs.values.withUnsafeBufferPointer { values in
          for i in served.indices where values[row + i] < prices[i] { served[i] += 1 }
        }
      }
    }
    return Step(value: value, served: served)
  }

  /// The same value in double precision, a hair lower to stay clear of rounding.
  private func exactValue(_ prices: [Float]) -> Double {
    var earnings = [Double](repeating: 0, count: costs.sites)
    for s in 0..<costs.sites {
      if capacities?.limits(s) == true {
        earnings[s] = knapsack(s, prices).earning
      } else {
        for i in weights.indices where costs[s, i] < prices[i] {
          earnings[s] += weights[i] * (Double(prices[i]) - Double(costs[s, i]))
        }
      }
    }
    let paid = zip(prices, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
    return (paid - opened(earnings).reduce(0) { $0 + earnings[$1] }) - paid * 1e-12
  }

  /// The fixed sites, and of the others those that earn most.
  private func opened(_ earnings: [Double]) -> [Int] {
    let free = earnings.indices.filter { !isFixed[$0] }
      .sorted { (earnings[$1], $0) < (earnings[$0], $1) }
    return fixed + free.prefix(p - fixed.count)
  }

  /// What the customers that pay bring to a site without a limit.
  private func earning(_ site: Int, _ prices: [Float], _ weights: [Float]) -> Float {
    let count = costs.customers
    return costs.values.withUnsafeBytes { values in
      prices.withUnsafeBytes { prices in
        weights.withUnsafeBytes { weights in
          var sum = SIMD8<Float>.zero
          var i = 0
          let row = 4 * site * count
          while i + 8 <= count {
            let cost = values.loadUnaligned(fromByteOffset: row + 4 * i, as: SIMD8<Float>.self)
            let price = prices.loadUnaligned(fromByteOffset: 4 * i, as: SIMD8<Float>.self)
            let weight = weights.loadUnaligned(fromByteOffset: 4 * i, as: SIMD8<Float>.self)
            sum +=
              weight
              * (price - cost).clamped(
                lowerBound: .zero, upperBound: SIMD8(repeating: .greatestFiniteMagnitude))
            i += 8
          }
          var total = sum.sum()
          while i < count {
            let cost = values.loadUnaligned(fromByteOffset: row + 4 * i, as: Float.self)
            let price = prices.loadUnaligned(fromByteOffset: 4 * i, as: Float.self)
            let weight = weights.loadUnaligned(fromByteOffset: 4 * i, as: Float.self)
            total += weight * max(0, price - cost)
            i += 1
          }
          return total
        }
      }
    }
  }

  /// At least what the customers that pay bring to a site with limits: each limit alone, filled with the best
  /// payers (for the limit on demand the last one in part, as Dantzig does), and the lower of the two.
  private func knapsack(_ site: Int, _ prices: [Float]) -> (earning: Double, taken: [(Int, Double)]) {
    guard let capacities else { return (0, []) }
    var payers: [(customer: Int, pays: Double)] = []
    let row = site * costs.customers
    costs.values.withUnsafeBufferPointer { values in
      prices.withUnsafeBufferPointer { prices in
        for i in prices.indices where values[row + i] < prices[i] && weights[i] > 0 {
          payers.append((i, weights[i] * (Double(prices[i]) - Double(values[row + i]))))
        }
      }
    }
    var best = (earning: payers.reduce(0) { $0 + $1.pays }, taken: payers.map { ($0.customer, 1.0) })
    if let most = capacities.maxUnits[site], payers.count > most {
      let chosen = payers.sorted { ($1.pays, $0.customer) < ($0.pays, $1.customer) }.prefix(most)
      best = (chosen.reduce(0) { $0 + $1.pays }, chosen.map { ($0.customer, 1.0) })
    }
    guard let room = capacities.maxDemand[site] else { return best }
    guard payers.reduce(0, { $0 + capacities.demands[$1.customer] }) > room else { return best }
    func rate(_ payer: (customer: Int, pays: Double)) -> Double {
      let demand = capacities.demands[payer.customer]
      return demand > 0 ? payer.pays / Double(demand) : .infinity
    }
    var left = Double(room)
    var filled = (earning: 0.0, taken: [(Int, Double)]())
    for payer in payers.sorted(by: { (rate($1), $0.customer) < (rate($0), $1.customer) }) {
      let demand = Double(capacities.demands[payer.customer])
      let part = demand <= left ? 1 : left / demand
      filled.earning += part * payer.pays
      filled.taken.append((payer.customer, part))
      left -= demand * part
      if part < 1 { break }
    }
    return filled.earning < best.earning ? filled : best
  }
}
