/// Looks for good sites by exchanging one for another: the start of the proof, and mostly the answer already.
///
/// The price of a closed site is what its opening would save, kept up to date row by row, so that a whole round of
/// exchanges costs about as much as reading the cover once for each open site. Where no exchange helps, some sites
/// are shaken loose (iterated local search, Lourenço, Martin and Stützle 2003).
struct CoverSearch {
  private let table: CoverTable
  private let columnsOfRow: [[Int]]
  private let rowsOfColumn: [[Int]]
  /// How many columns each group needs at least.
  private let least: [Int]
  /// What a row costs while it lacks a site that it must have: more than all that is only wanted.
  private let dear: Double

  private(set) var open: [Int] = []
  private var isOpen: [Bool]
  private var openInGroup: [Int]
  private var counts: [Int]
  private var saving: [Double]
  private(set) var cost: Double
  private var generator: SeededGenerator

  /// - Parameter least: for each group how many sites must open in it.
  init(_ table: CoverTable, least: [Int], seed: UInt64) {
    self.table = table
    self.least = least
    let cover = table.cover
    columnsOfRow = table.rows.indices.map { cover.members($0) }
    let columns = cover.transposed
    rowsOfColumn = table.sites.indices.map { columns.members($0) }
    dear = 1 + table.rows.reduce(0) { $0 + $1.weight }
    isOpen = [Bool](repeating: false, count: table.sites.count)
    openInGroup = [Int](repeating: 0, count: least.count)
    counts = [Int](repeating: 0, count: table.rows.count)
    saving = [Double](repeating: 0, count: table.sites.count)
    cost = 0
    generator = SeededGenerator(seed: seed)
    for row in table.rows.indices {
      cost += price(row, 0)
      for column in columnsOfRow[row] { saving[column] += price(row, 0) - price(row, 1) }
    }
  }

  /// Whether every row has the sites that it must have.
  var coversAll: Bool { table.rows.indices.allSatisfy { counts[$0] >= table.rows[$0].must } }

  /// What a row costs with so many sites open.
  private func price(_ row: Int, _ count: Int) -> Double {
    let wish = table.rows[row]
    return Double(max(0, wish.must - count)) * dear + (count < wish.wants ? wish.weight : 0)
  }

  // MARK: Opening and closing

  private mutating func change(_ column: Int, by step: Int) {
    isOpen[column].toggle()
    openInGroup[table.groups[column]] += step
    for row in rowsOfColumn[column] {
      let before = counts[row]
      let after = before + step
      counts[row] = after
      cost += price(row, after) - price(row, before)
      let difference =
        price(row, after) - price(row, after + 1) - price(row, before) + price(row, before + 1)
      if difference != 0 { for other in columnsOfRow[row] { saving[other] += difference } }
    }
  }

  private mutating func insert(_ column: Int) {
    change(column, by: 1)
    open.append(column)
  }

  private mutating func remove(at place: Int) -> Int {
    let column = open.remove(at: place)
    change(column, by: -1)
    return column
  }

  /// The closed column that saves most; only of groups that lack some where `isScarce`.
  private func best(isScarce: Bool) -> Int? {
    var best: Int?
    for column in isOpen.indices where !isOpen[column] {
      let group = table.groups[column]
      if isScarce && openInGroup[group] >= least[group] { continue }
      if best.map({ saving[column] > saving[$0] }) ?? true { best = column }
    }
    return best
  }

  private var lacking: Int { least.indices.reduce(0) { $0 + max(0, least[$1] - openInGroup[$1]) } }

  // MARK: Searching

  /// Opens what saves most until `count` are open.
  mutating func fill(to count: Int) {
    while open.count < count, let column = best(isScarce: lacking >= count - open.count) { insert(column) }
  }

  /// Opens what saves most until every row has what it must have.
  mutating func fillUntilCovered() {
    while !coversAll || lacking > 0, let column = best(isScarce: coversAll) { insert(column) }
    for place in open.indices.reversed() {
      let column = remove(at: place)
      if !coversAll || lacking > 0 { insert(column) }
    }
  }

  /// Exchanges one site for another while that helps, each in its turn.
  private mutating func improve() {
    var inVain = 0
    while inVain < open.count {
      let before = cost
      let column = remove(at: 0)
      let other = best(isScarce: lacking > 0)
      insert(other.flatMap { saving[$0] > saving[column] ? $0 : nil } ?? column)
      inVain = cost < before - 1e-9 * before ? 0 : inVain + 1
    }
  }

  /// Goes on from the best for some rounds, or until it costs `goal`.
  mutating func run(rounds: Int, goal: Double = 0) {
    guard !open.isEmpty, open.count < table.sites.count else { return }
    improve()
    var best = self
    for _ in 0..<rounds {
      if best.cost <= goal { break }
      let count = open.count
      for _ in 0..<(2 + generator.below(min(5, count))) where !open.isEmpty {
        _ = remove(at: generator.below(open.count))
      }
      // A closed site by chance in the first free place, the best ones in the others.
      let column = generator.below(table.sites.count)
      if !isOpen[column], lacking < count - open.count { insert(column) }
      fill(to: count)
      improve()
      let next = generator
      if cost <= best.cost { best = self } else { self = best }
      generator = next
    }
    self = best
  }
}
