/// What a site earns at most from the customers that pay: its knapsack, with parts of customers allowed.
struct SiteKnapsack {
  /// A customer that pays more than it costs.
  struct Payer {
    var customer: Int32
    var pays: Double
    /// What it uses up of the limit, and what it pays for each unit of that.
    var size: Double
    var rate: Double
  }

  /// Which limit binds.
  enum Limit: Sendable { case none, units, demand }

  /// The best filling: payers above `rate` in whole, those at it in part.
  struct Filling: Sendable {
    var earning: Double
    var limit: Limit
    var rate: Double
    var share: Double

    /// The part of a payer that is taken.
    @inline(__always)
    func part(pays: Double, demand: Int) -> Double {
      let own: Double
      switch limit {
      case .none: return 1
      case .units: own = pays
      case .demand: own = demand > 0 ? pays / Double(demand) : .infinity
      }
      return own > rate ? 1 : own == rate ? share : 0
    }
  }

  /// Reused from site to site.
  private(set) var payers: [Payer] = []

  /// The best filling within each limit alone; the lower of the two bounds what both allow together.
  mutating func fill(
    _ site: Int, of problem: SitingProblem, _ vicinity: Vicinity, prices: [Double]
  ) -> Filling {
    collect(site, of: problem, vicinity, prices: prices)
    var units = 0
    var demand = 0
    var earning = 0.0
    for payer in payers {
      units += 1
      demand += problem.demands[Int(payer.customer)]
      earning += payer.pays
    }
    var best = Filling(earning: earning, limit: .none, rate: -.infinity, share: 1)
    let maxUnits = problem.maxUnits[site]
    let maxDemand = problem.maxDemand[site]
    if units > maxUnits {
      for k in payers.indices {
        payers[k].size = 1
        payers[k].rate = payers[k].pays
      }
      let filling = fill(room: Double(maxUnits), limit: .units)
      if filling.earning < best.earning { best = filling }
    }
    if demand > maxDemand {
      for k in payers.indices {
        let demand = Double(problem.demands[Int(payers[k].customer)])
        payers[k].size = demand
        payers[k].rate = demand > 0 ? payers[k].pays / demand : .infinity
      }
      let filling = fill(room: Double(maxDemand), limit: .demand)
      if filling.earning < best.earning { best = filling }
    }
    return best
  }

  /// Lists the customers that pay at a site.
  private mutating func collect(
    _ site: Int, of problem: SitingProblem, _ vicinity: Vicinity, prices: [Double]
  ) {
    payers.removeAll(keepingCapacity: true)
    problem.weights.withUnsafeBufferPointer { weights in
      prices.withUnsafeBufferPointer { prices in
        vicinity.customers.withUnsafeBufferPointer { customers in
          vicinity.costs.withUnsafeBufferPointer { costs in
            for e in vicinity.offsets[site]..<vicinity.offsets[site + 1] {
              let i = Int(customers[e])
              let pays = weights[i] * (prices[i] - Double(costs[e]))
              if pays > 0 { payers.append(Payer(customer: Int32(i), pays: pays, size: 0, rate: 0)) }
            }
          }
        }
      }
    }
  }

  /// Fills `room` with the greatest rates first, the last one in part (Dantzig 1957), without sorting: the rate
  /// at which the room ends is found by partitioning (Balas and Zemel 1980).
  private mutating func fill(room: Double, limit: Limit) -> Filling {
    payers.withUnsafeMutableBufferPointer { payers in
      var low = 0
      var high = payers.count
      var left = room
      var earning = 0.0
      while low < high {
        let a = payers[low].rate
        let b = payers[(low + high) / 2].rate
        let c = payers[high - 1].rate
        let pivot = max(min(a, b), min(max(a, b), c))
        // Greater ones to the front, equal ones behind them, lesser ones to the back.
        var greater = low
        var next = low
        var lesser = high
        var (sizeGreater, paysGreater, sizeEqual, paysEqual) = (0.0, 0.0, 0.0, 0.0)
        while next < lesser {
          let payer = payers[next]
          if payer.rate > pivot {
            sizeGreater += payer.size
            paysGreater += payer.pays
            payers.swapAt(next, greater)
            greater += 1
            next += 1
          } else if payer.rate < pivot {
            lesser -= 1
            payers.swapAt(next, lesser)
          } else {
            sizeEqual += payer.size
            paysEqual += payer.pays
            next += 1
          }
        }
        if sizeGreater > left {
          high = greater
          continue
        }
        earning += paysGreater
        left -= sizeGreater
        if sizeEqual > left {
          let share = left / sizeEqual
          return Filling(earning: earning + share * paysEqual, limit: limit, rate: pivot, share: share)
        }
        earning += paysEqual
        left -= sizeEqual
        low = lesser
      }
      return Filling(earning: earning, limit: limit, rate: -.infinity, share: 1)
    }
  }
}
