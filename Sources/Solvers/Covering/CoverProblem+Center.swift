extension CoverProblem {
  /// The vertex p-center problem: with `p` sites open, the least cost within which everyone is whom any site can
  /// serve.
  ///
  /// A search on the limit (Minieka 1970), which can only be one of the costs: sites for ever lower limits are
  /// first looked for locally, then by branch and cut, until it is proven that the next lower one takes more than
  /// `p`.
  public func leastWorst(p: Int, budget: CoverBudget = CoverBudget()) throws(CoverError) -> ProvenCover {
    guard p >= leastSites else { throw .tooFew(asked: p, needed: leastSites) }
    let served = (0..<costs.customers).filter {
      weights[$0] > 0 && reach($0, from: fixed + candidates) < .infinity
    }
    var best = fill(fixed, to: p)
    guard !served.isEmpty else { return ProvenCover(open: best, objective: 0, lowerBound: 0) }
    func worst(_ open: [Int]) -> Float { served.reduce(0) { max($0, reach($1, from: open)) } }

    // Below the first limit somebody is out of reach of every site; within the last everyone is in reach of one.
    let limits = distinctCosts(of: served, from: worst(fixed + candidates))
    func place(_ limit: Float) -> Int { limits.partitioningIndex { $0 >= limit } }
    if worst(best) == .infinity {
      let last = limits[limits.count - 1]
      guard let open = try cover(within: last, p: p, budget, proving: true).open else {
        throw .tooFew(asked: p, needed: Int(try fewestSites(within: last, budget: budget).lowerBound))
      }
      best = open
    }
    var low = -1
    var high = place(worst(best))
    while high - low > 1 {
      let middle = (low + high) / 2
      if let open = try cover(within: limits[middle], p: p, budget, proving: false).open {
        best = open
        high = place(worst(open))
      } else {
        low = middle
      }
    }
    low = -1
    var step = 1
    var isProven = true
    while high - low > 1, isProven {
      // Most likely the search was right, and one proof will do.
      let middle = low < 0 ? max(0, high - step) : (low + high) / 2
      let answer = try cover(within: limits[middle], p: p, budget, proving: true)
      if let open = answer.open {
        best = open
        high = place(worst(open))
        step *= 4
      } else if answer.isProven {
        low = middle
      } else {
        isProven = false
      }
    }
    return ProvenCover(
      open: best, objective: Double(limits[high]), lowerBound: Double(limits[isProven ? high : low + 1]))
  }

  private func reach(_ customer: Int, from open: [Int]) -> Float {
    open.reduce(.infinity) { min($0, costs[$1, customer]) }
  }

  /// Ascending, from a least one on.
  private func distinctCosts(of customers: [Int], from least: Float) -> [Float] {
    var values: [Float] = []
    for site in fixed + candidates {
      for i in customers where costs[site, i] >= least && costs[site, i] < .infinity {
        values.append(costs[site, i])
      }
    }
    values.sort()
    var distinct: [Float] = []
    for value in values where value != distinct.last { distinct.append(value) }
    return distinct
  }

  /// Sites from which everyone is in reach within a limit; where there are none, whether that is proven.
  private func cover(
    within limit: Float, p: Int, _ budget: CoverBudget, proving: Bool
  ) throws(CoverError) -> (open: [Int]?, isProven: Bool) {
    var table = CoverTable(self, within: limit, must: 1, wants: 1)
    table.reduce()
    let needs = try needs(of: table)
    let free = min(p - fixed.count - needs.elsewhere, table.sites.count)
    if !proving {
      var search = CoverSearch(table, least: needs.least, seed: budget.seed)
      search.fill(to: free)
      search.run(rounds: budget.rounds)
      return (search.coversAll ? fill(sites(of: search.open, in: table), to: p) : nil, false)
    }
    let program = CoverProgram(table, aim: .sites, least: needs.least, most: free)
    let answer = try solve(program, from: nil, budget)
    guard let values = answer.values else { return (nil, answer.isInfeasible) }
    return (fill(sites(of: program.open(values), in: table), to: p), true)
  }
}

extension [Float] {
  /// The first place from which on a condition holds, which holds for all that follow.
  fileprivate func partitioningIndex(_ holds: (Float) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
