/// What it costs one unit of weight to be served from each site, site by site.
public struct CostMatrix: Sendable {
  /// How many sites.
  public let sites: Int
  /// How many customers.
  public let customers: Int
  /// The cost of customer i at site s is `values[s * customers + i]`; infinite where s may not serve i.
  public let values: [Float]

  /// Of sites times customers values, site by site.
  public init(sites: Int, customers: Int, values: [Float]) {
    precondition(values.count == sites * customers)
    self.sites = sites
    self.customers = customers
    self.values = values
  }

  /// From a site to a customer.
  @inlinable public subscript(site: Int, customer: Int) -> Float { values[site * customers + customer] }

  /// The greatest finite cost; 0 when there is none.
  package var greatest: Float { values.reduce(0) { $1.isFinite ? max($0, $1) : $0 } }
}

/// Open sites, and who is served from where.
public struct MedianSolution: Sendable, Equatable {
  /// Ascending.
  public var open: [Int]
  /// For each customer its site; -1 where no open site may or can serve it.
  public var siteOf: [Int]
  /// Sum over the served customers of weight x cost.
  public var cost: Double

  init(open: [Int], siteOf: [Int], costs: CostMatrix, weights: [Double]) {
    self.open = open.sorted()
    self.siteOf = siteOf
    cost = siteOf.indices.reduce(0) { sum, i in
      siteOf[i] < 0 ? sum : sum + weights[i] * Double(costs[siteOf[i], i])
    }
  }

  /// Customers that no site serves.
  public var unserved: [Int] { siteOf.indices.filter { siteOf[$0] < 0 } }
}
