/// How much each site can take: a number of customers, an amount of demand, either or both.
public struct SiteCapacities: Sendable {
  /// The demand of each customer, 0 or more.
  public let demands: [Int]
  /// For each site the most customers; `nil` is no limit.
  public let maxUnits: [Int?]
  /// For each site the most demand; `nil` is no limit.
  public let maxDemand: [Int?]

  /// Demands of customers, and the most customers and demand of each site.
  public init(demands: [Int], maxUnits: [Int?], maxDemand: [Int?]) {
    precondition(maxUnits.count == maxDemand.count)
    self.demands = demands
    self.maxUnits = maxUnits
    self.maxDemand = maxDemand
  }

  /// Whether a site has any limit.
  func limits(_ site: Int) -> Bool { maxUnits[site] != nil || maxDemand[site] != nil }

  /// Whether a site with `units` customers and `demand` stays within its limits.
  @inline(__always)
  package func allows(_ site: Int, units: Int, demand: Int) -> Bool {
    if let most = maxUnits[site], units > most { return false }
    if let most = maxDemand[site], demand > most { return false }
    return true
  }

  /// Whether every site of a solution stays within its limits.
  public func allow(_ solution: MedianSolution) -> Bool {
    var units = [Int](repeating: 0, count: maxUnits.count)
    var demand = units
    for (i, s) in solution.siteOf.enumerated() where s >= 0 {
      units[s] += 1
      demand[s] += demands[i]
    }
    return solution.open.allSatisfy { allows($0, units: units[$0], demand: demand[$0]) }
  }
}
