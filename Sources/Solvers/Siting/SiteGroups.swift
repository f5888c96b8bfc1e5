/// The parts into which a problem falls where sites may serve some customers only, such as townships, and how
/// many sites each needs at least.
package struct SiteGroups: Sendable {
  struct Group {
    var sites: [Int] = []
    var customers: [Int] = []
    var least = 0
  }

  let problem: SitingProblem
  private(set) var groups: [Group]
  let groupOfSite: [Int]

  /// For each group the least number of its sites that have room for its customers.
  var leastOfGroup: [Int] { groups.map(\.least) }

  /// No fewer sites have room for all customers, whatever they cost.
  var leastSites: Int { groups.reduce(0) { $0 + $1.least } }

  package init(_ problem: SitingProblem) {
    self.problem = problem
    let sites = problem.costs.sites
    // Sites that may serve the same customer belong together.
    var parent = Array(0..<sites)
    func root(_ site: Int) -> Int {
      var s = site
      while parent[s] != s {
        parent[s] = parent[parent[s]]
        s = parent[s]
      }
      return s
    }
    var siteOf = [Int](repeating: -1, count: problem.costs.customers)
    for s in 0..<sites {
      for i in siteOf.indices where problem.costs[s, i].isFinite {
        if siteOf[i] < 0 { siteOf[i] = s } else { parent[root(s)] = root(siteOf[i]) }
      }
    }
    var number = [Int](repeating: -1, count: sites)
    var groups: [Group] = []
    var groupOfSite = number
    for s in 0..<sites {
      let r = root(s)
      if number[r] < 0 {
        number[r] = groups.count
        groups.append(Group())
      }
      groupOfSite[s] = number[r]
      groups[number[r]].sites.append(s)
    }
    for i in siteOf.indices where siteOf[i] >= 0 { groups[groupOfSite[siteOf[i]]].customers.append(i) }
    self.groups = groups
    self.groupOfSite = groupOfSite
    for g in groups.indices { self.groups[g].least = least(groups[g]) }
  }

  /// The fixed sites and the least number of others, the roomiest first, that hold the customers by number and by
  /// demand, and those customers of which no two fit into the roomiest site (after Martello and Toth 1990).
  private func least(_ group: Group) -> Int {
    let fixed = group.sites.filter { problem.isFixed[$0] }
    guard !group.customers.isEmpty else { return fixed.count }
    let free = group.sites.filter { !problem.isFixed[$0] }
    let demands = group.customers.map { problem.demands[$0] }

    func needed(_ total: Int, _ limits: [Int]) -> Int {
      var left = total
      for s in fixed { left -= min(left, limits[s]) }
      var count = 0
      for limit in free.map({ limits[$0] }).sorted(by: >) where left > 0 {
        left -= min(left, limit)
        count += 1
      }
      // With all of them open some would still be left over: more than there are.
      return left > 0 ? free.count + 1 : count
    }

    var most = max(needed(demands.count, problem.maxUnits), needed(demands.reduce(0, +), problem.maxDemand))
    let roomiest = free.map { problem.maxDemand[$0] }.max() ?? 0
    let large = demands.filter { $0 > roomiest / 2 }
    if let smallest = large.min(), smallest > 0, roomiest < .max {
      let held = fixed.reduce(0) { $0 + min(large.count, problem.maxDemand[$1] / smallest) }
      most = max(most, large.count - held)
    }
    return fixed.count + max(most, fixed.isEmpty ? 1 : 0)
  }

  /// The `p` sites with the greatest earnings, the fixed ones and as many in each group as it needs among them.
  func choose(_ earnings: [Double]) -> [Int] {
    var missing = groups.map(\.least)
    var left = problem.p
    for s in problem.fixed {
      missing[groupOfSite[s]] -= 1
      left -= 1
    }
    var kept = missing.reduce(0) { $0 + max(0, $1) }
    let order = earnings.indices.filter { !problem.isFixed[$0] }
      .sorted { (earnings[$1], $0) < (earnings[$0], $1) }
    var chosen = problem.fixed
    for s in order where left > 0 {
      let isMissing = missing[groupOfSite[s]] > 0
      guard isMissing || left > kept else { continue }
      if isMissing { kept -= 1 }
      missing[groupOfSite[s]] -= 1
      left -= 1
      chosen.append(s)
    }
    return chosen
  }

  /// As many open sites, but no group with fewer than it needs while another has more than it needs.
  func spread(_ open: [Int]) -> [Int] {
    guard groups.count > 1 else { return open }
    var open = open
    var counts = counts(open)
    for g in groups.indices {
      while counts[g] < min(groups[g].least, groups[g].sites.count) {
        guard let closing = spare(open, counts), let opening = best(in: g, besides: open) else { break }
        open[closing] = opening
        counts = self.counts(open)
      }
    }
    return open
  }

  private func counts(_ open: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: groups.count)
    for s in open { counts[groupOfSite[s]] += 1 }
    return counts
  }

  /// The place of the open site that is missed least among those of groups that have more than they need.
  private func spare(_ open: [Int], _ counts: [Int]) -> Int? {
    var best: (place: Int, loss: Double)?
    for (place, site) in open.enumerated() where !problem.isFixed[site] {
      let group = groups[groupOfSite[site]]
      guard counts[groupOfSite[site]] > group.least else { continue }
      let others = open.filter { $0 != site && groupOfSite[$0] == groupOfSite[site] }
      let loss = cost(group, others) - cost(group, others + [site])
      if best.map({ loss < $0.loss }) ?? true { best = (place, loss) }
    }
    return best?.place
  }

  /// The closed site of a group that saves most.
  private func best(in g: Int, besides open: [Int]) -> Int? {
    let others = open.filter { groupOfSite[$0] == g }
    var best: (site: Int, cost: Double)?
    for site in groups[g].sites where !others.contains(site) {
      let total = cost(groups[g], others + [site])
      if best.map({ total < $0.cost }) ?? true { best = (site, total) }
    }
    return best?.site
  }

  /// What a group costs with some sites open and no limits; customers that none may serve count far more.
  private func cost(_ group: Group, _ open: [Int]) -> Double {
    group.customers.reduce(0) { sum, i in
      let nearest = open.reduce(Float.infinity) { min($0, problem.costs[$1, i]) }
      return sum + (nearest.isFinite ? problem.weights[i] * Double(nearest) : 1e12)
    }
  }
}
