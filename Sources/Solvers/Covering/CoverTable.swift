/// Who is covered from where within a limit: a row for all customers that the same sites cover, a column for
/// each site that may yet open.
///
/// The fixed sites are worked in: a row says how many more sites its customers want.
struct CoverTable: Sendable {
  struct Row: Sendable, Equatable {
    /// The weight of its customers.
    var weight: Double
    /// How many open sites they must have in reach besides the fixed ones, and how many they want: at most one more.
    var must: Int
    var wants: Int
  }

  /// The site of each column, ascending, and its group.
  private(set) var sites: [Int]
  private(set) var groups: [Int]
  private(set) var rows: [Row]
  /// The columns that cover each row.
  private(set) var cover: BitRows
  /// The weight of customers that want more sites than there are in reach.
  let lost: Double

  /// - Parameters:
  ///   - limit: the greatest cost that counts as within reach.
  ///   - must: how many open sites every customer must have in reach, as far as there are so many.
  ///   - wants: how many it wants.
  init(_ problem: CoverProblem, within limit: Float, must: Int, wants: Int) {
    let sites = problem.candidates
    let customers = (0..<problem.costs.customers).filter { problem.weights[$0] > 0 }
    var cover = BitRows(rows: customers.count, columns: sites.count)
    for (column, site) in sites.enumerated() {
      for (row, customer) in customers.enumerated() where problem.costs[site, customer] <= limit {
        cover.insert(column, in: row)
      }
    }
    var lost = 0.0
    var rows: [Row] = []
    var kept: [Int] = []
    for (row, customer) in customers.enumerated() {
      let given = problem.fixed.count { problem.costs[$0, customer] <= limit }
      let weight = Double(problem.weights[customer])
      let possible = cover.count(row)
      if wants - given > possible { lost += weight }
      let stillWants = min(wants - given, possible)
      guard stillWants > 0 else { continue }
      rows.append(Row(weight: weight, must: min(max(0, must - given), stillWants), wants: stillWants))
      kept.append(row)
    }
    self.lost = lost
    self.sites = sites
    self.rows = rows
    self.cover = cover.keeping(rows: kept, columns: Array(sites.indices))
    groups = sites.map { problem.groupOfSite[$0] }
    merge()
  }

  /// Makes one row of those that the same sites cover.
  private mutating func merge() {
    let order = rows.indices.sorted { a, b in
      if rows[a].wants != rows[b].wants { return rows[a].wants < rows[b].wants }
      if rows[a].must != rows[b].must { return rows[a].must < rows[b].must }
      if cover.precedes(a, b) { return true }
      return !cover.precedes(b, a) && a < b
    }
    var kept: [Int] = []
    for row in order {
      if let last = kept.last, rows[last].wants == rows[row].wants, rows[last].must == rows[row].must,
        cover.isEqual(last, row)
      {
        rows[last].weight += rows[row].weight
      } else {
        kept.append(row)
      }
    }
    keep(rows: kept.sorted(), columns: Array(sites.indices))
  }

  private mutating func keep(rows kept: [Int], columns: [Int]) {
    cover = cover.keeping(rows: kept, columns: columns)
    rows = kept.map { rows[$0] }
    sites = columns.map { sites[$0] }
    groups = columns.map { groups[$0] }
  }

  /// Drops sites that cover nothing which another one of their group does not cover too. Not where customers want
  /// two sites: they may want both.
  mutating func dropDominatedSites() {
    let covered = cover.transposed
    let sizes = sites.indices.map { covered.count($0) }
    let kept = sites.indices.filter { column in
      !sites.indices.contains { other in
        other != column && groups[other] == groups[column]
          && (sizes[other] > sizes[column] || sizes[other] == sizes[column] && other < column)
          && covered.isSubset(column, of: other)
      }
    }
    guard kept.count < sites.count else { return }
    keep(rows: Array(rows.indices), columns: kept)
    merge()
  }

  /// Drops rows that are covered whenever another one is. Only where all must be covered, once.
  mutating func dropDominatedRows() {
    let sizes = rows.indices.map { cover.count($0) }
    let kept = rows.indices.filter { row in
      !rows.indices.contains { other in
        // Rows are different, so that those of one size are not subsets of each other.
        sizes[other] < sizes[row] && cover.isSubset(other, of: row)
      }
    }
    guard kept.count < rows.count else { return }
    keep(rows: kept, columns: Array(sites.indices))
  }

  /// Drops sites and rows in turn until nothing more can go. Only where all must be covered, once.
  mutating func reduce() {
    var size = (-1, -1)
    while size != (rows.count, sites.count) {
      size = (rows.count, sites.count)
      dropDominatedSites()
      dropDominatedRows()
    }
  }
}
