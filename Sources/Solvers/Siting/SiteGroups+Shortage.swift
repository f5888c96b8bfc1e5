extension SiteGroups {
  /// What customers of a group are left over by number and by demand.
  package struct Shortage: Sendable {
    package var customers: [Int]
    package var units: Int
    package var demand: Int
  }

  /// What no choice of `count` sites can hold, by group: the sites besides the fixed ones go where they take most of
  /// what is left over.
  package func shortages(with count: Int) -> [Shortage] {
    var free = groups.map { group in
      group.sites.filter { !problem.isFixed[$0] }
        .sorted {
          (problem.maxDemand[$1], problem.maxUnits[$1], $0) < (
            problem.maxDemand[$0], problem.maxUnits[$0], $1
          )
        }
    }
    var result = groups.map { group in
      Shortage(
        customers: group.customers, units: group.customers.count,
        demand: group.customers.reduce(0) { $0 + problem.demands[$1] })
    }
    func open(_ site: Int, in group: Int) {
      result[group].units -= min(result[group].units, problem.maxUnits[site])
      result[group].demand -= min(result[group].demand, problem.maxDemand[site])
    }
    for site in problem.fixed { open(site, in: groupOfSite[site]) }
    for _ in problem.fixed.count..<max(problem.fixed.count, count) {
      func gain(_ group: Int) -> (Int, Int) {
        guard let site = free[group].first else { return (0, 0) }
        return (
          min(result[group].demand, problem.maxDemand[site]), min(result[group].units, problem.maxUnits[site])
        )
      }
      guard let group = groups.indices.max(by: { gain($0) < gain($1) }), gain(group) > (0, 0) else { break }
      open(free[group].removeFirst(), in: group)
    }
    return result.filter { $0.units > 0 || $0.demand > 0 }
  }
}
