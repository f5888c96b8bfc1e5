extension CoverProblem {
  /// The maximal covering location problem (Church and ReVelle 1974): with `p` sites open, the least weight beyond
  /// the limit.
  public func leastBeyond(
    _ limit: Float, p: Int, budget: CoverBudget = CoverBudget()
  ) throws(CoverError) -> ProvenCover {
    var table = CoverTable(self, within: limit, must: 0, wants: 1)
    table.dropDominatedSites()
    return try leastWeight(table, within: limit, p: p, budget)
  }

  /// The backup coverage problem (Hogan and ReVelle 1986, BACOP1): with `p` sites open and everyone whom a site
  /// reaches within the limit in reach of an open one, the least weight that is not in reach of two.
  public func leastWithoutBackup(
    _ limit: Float, p: Int, budget: CoverBudget = CoverBudget()
  ) throws(CoverError) -> ProvenCover {
    try leastWeight(CoverTable(self, within: limit, must: 1, wants: 2), within: limit, p: p, budget)
  }

  private func leastWeight(
    _ table: CoverTable, within limit: Float, p: Int, _ budget: CoverBudget
  ) throws(CoverError) -> ProvenCover {
    let needs = try needs(of: table)
    guard p >= leastSites else { throw .tooFew(asked: p, needed: leastSites) }
    let free = min(p - fixed.count - needs.elsewhere, table.sites.count)
    var search = CoverSearch(table, least: needs.least, seed: budget.seed)
    search.fill(to: free)
    search.run(rounds: budget.rounds)
    var found = ProvenCover(
      open: fill(sites(of: search.open, in: table), to: p), objective: table.lost + search.cost,
      lowerBound: table.lost)
    guard search.cost > 0 else { return found }
    let program = CoverProgram(table, aim: .weight, least: needs.least, most: free)
    let start = search.coversAll ? program.values(open: search.open) : nil
    let answer = try solve(program, from: start, budget)
    guard !answer.isInfeasible, answer.values != nil || search.coversAll else {
      throw .tooFew(asked: p, needed: Int(try fewestSites(within: limit, budget: budget).lowerBound))
    }
    if let values = answer.values, !search.coversAll || answer.objective < search.cost {
      found.open = fill(sites(of: program.open(values), in: table), to: p)
      found.objective = table.lost + answer.objective
    }
    found.lowerBound = min(found.objective, max(found.lowerBound, table.lost + answer.bound))
    return found
  }

  /// The location set covering problem (Toregas et al. 1971): the fewest sites, the fixed ones included, so that
  /// everyone whom a site reaches within the limit is in reach of an open one.
  public func fewestSites(
    within limit: Float, budget: CoverBudget = CoverBudget()
  ) throws(CoverError) -> ProvenCover {
    var table = CoverTable(self, within: limit, must: 1, wants: 1)
    table.reduce()
    let needs = try needs(of: table)
    var search = CoverSearch(table, least: needs.least, seed: budget.seed)
    search.fillUntilCovered()
    while !search.open.isEmpty {
      var fewer = CoverSearch(table, least: needs.least, seed: budget.seed)
      guard search.open.count > needs.least.reduce(0, +) else { break }
      fewer.fill(to: search.open.count - 1)
      fewer.run(rounds: budget.rounds)
      guard fewer.coversAll else { break }
      search = fewer
    }
    let program = CoverProgram(table, aim: .sites, least: needs.least, most: nil)
    let answer = try solve(program, from: program.values(open: search.open), budget)
    var open = search.open
    if let values = answer.values, program.open(values).count < open.count { open = program.open(values) }
    let others = fixed.count + needs.elsewhere
    return ProvenCover(
      open: fill(sites(of: open, in: table), to: others + open.count), objective: Double(others + open.count),
      lowerBound: Double(others) + min(Double(open.count), max(0, answer.bound)))
  }

  // MARK: Parts of every model

  func solve(
    _ program: CoverProgram, from start: [Double]?, _ budget: CoverBudget
  ) throws(CoverError) -> MixedIntegerAnswer {
    do {
      return try program.program.solve(from: start, limits: budget.limits)
    } catch { throw .solver(error) }
  }

  func sites(of columns: [Int], in table: CoverTable) -> [Int] { fixed + columns.map { table.sites[$0] } }

  /// How many sites each group must open among the columns of a table, and how many among sites that the table
  /// left out because others cover as much.
  func needs(of table: CoverTable) throws(CoverError) -> (least: [Int], elsewhere: Int) {
    let missing = leastCandidates
    var columns = [Int](repeating: 0, count: missing.count)
    for group in table.groups { columns[group] += 1 }
    var places = [Int](repeating: 0, count: missing.count)
    for site in candidates { places[groupOfSite[site]] += 1 }
    guard missing.indices.allSatisfy({ places[$0] >= missing[$0] }) else { throw .tooFewPlaces }
    return (
      zip(missing, columns).map { min($0, $1) }, zip(missing, columns).reduce(0) { $0 + max(0, $1.0 - $1.1) }
    )
  }

  /// Opens further sites until there are `count`, first where a group still needs some; ascending.
  func fill(_ open: [Int], to count: Int) -> [Int] {
    var isOpen = [Bool](repeating: false, count: costs.sites)
    var missing = least
    for site in open {
      isOpen[site] = true
      missing[groupOfSite[site]] -= 1
    }
    var left = count - open.count
    for isUrgent in [true, false] {
      for site in candidates where left > 0 && !isOpen[site] {
        if isUrgent && missing[groupOfSite[site]] <= 0 { continue }
        isOpen[site] = true
        missing[groupOfSite[site]] -= 1
        left -= 1
      }
    }
    return isOpen.indices.filter { isOpen[$0] }
  }
}
