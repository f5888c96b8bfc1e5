/// The mixed-integer program of a cover table.
///
/// A variable for each column, 1 if its site opens, and one for each row that may go without its wish, 1 if it
/// does; the latter need no rule to be whole.
struct CoverProgram {
  private(set) var program = MixedIntegerProgram()
  private let table: CoverTable
  /// The variable of each row that may go without; -1 for others.
  private var without: [Int] = []

  /// What is to be least.
  enum Aim { case sites, weight }

  /// - Parameters:
  ///   - least: how many sites must open in each group.
  ///   - most: how many may open in all.
  init(_ table: CoverTable, aim: Aim, least: [Int], most: Int?) {
    self.table = table
    program.objectiveStep = 1
    for _ in table.sites { program.addColumn(objective: aim == .sites ? 1 : 0, isInteger: true) }
    for (row, wish) in table.rows.enumerated() {
      var entries = table.cover.members(row).map { (column: $0, coefficient: 1.0) }
      if wish.wants > wish.must {
        without.append(program.addColumn(objective: aim == .weight ? wish.weight : 0, isInteger: false))
        entries.append((without[row], 1))
      } else {
        without.append(-1)
      }
      program.addRow(entries, within: Double(wish.wants)...Double.infinity)
    }
    for group in least.indices where least[group] > 0 {
      let columns = table.sites.indices.filter { table.groups[$0] == group }
      program.addRow(columns.map { ($0, 1) }, within: Double(least[group])...Double.infinity)
    }
    if let most { program.addRow(table.sites.indices.map { ($0, 1) }, within: 0...Double(most)) }
  }

  /// The values of all variables when some columns are open.
  func values(open: [Int]) -> [Double] {
    var x = [Double](repeating: 0, count: program.columnCount)
    for column in open { x[column] = 1 }
    for (row, wish) in table.rows.enumerated() where without[row] >= 0 {
      if open.count(where: { table.cover[row, $0] }) < wish.wants { x[without[row]] = 1 }
    }
    return x
  }

  /// The columns that a solution opens.
  func open(_ x: [Double]) -> [Int] { table.sites.indices.filter { x[$0] > 0.5 } }
}
