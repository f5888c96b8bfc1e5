/// The linear program over the lines found so far: how much of each is worked so that everyone of some people has one, and
/// what others leave of the cover is covered as cheaply as can be.
///
/// A row for each class of people, one for each entry of the cover, with columns for those too few and too many, and one for
/// each limit that a line breaks of which no table counts the kind.
final class RosterMaster {
  /// A line of a class.
  struct Column {
    var group: Int
    var line: [UInt8]
    /// Whether it keeps all rules.
    var isValid: Bool
  }

  private let program: LinearProgram
  private let model: RosterModel
  private let classes: RosterClasses
  /// The class of each of the first rows, and its row.
  let groups: [Int]
  private let rowOf: [Int32?]
  private let firstCell: Int
  /// Columns that are no lines.
  private let others: Int
  private let sizes: [Int]
  /// The class and the kind of each row behind those of the cover.
  private var limits: [(group: Int, kind: Int)] = []
  private(set) var columns: [Column] = []
  private var known: Set<[UInt8]> = []

  /// - Parameters:
  ///   - sizes: how many of each class are to get a line.
  ///   - counts: how many there are for each entry of the cover without them.
  init(_ model: RosterModel, _ classes: RosterClasses, sizes: [Int], counts: [Int]) {
    self.model = model
    self.classes = classes
    self.sizes = sizes
    groups = sizes.indices.filter { sizes[$0] > 0 }
    var rowOf = [Int32?](repeating: nil, count: sizes.count)
    for (row, group) in groups.enumerated() { rowOf[group] = Int32(row) }
    self.rowOf = rowOf
    firstCell = groups.count
    var rows = groups.map { (least: Double(sizes[$0]), most: Double(sizes[$0])) }
    var columns: [(price: Double, entries: [(row: Int32, value: Double)])] = []
    for (cell, entry) in model.cover.enumerated() {
      let row = Int32(rows.count)
      let need = Double(entry.need - counts[cell])
      rows.append((need, need))
      columns.append((Double(entry.under), [(row, 1)]))
      columns.append((Double(entry.over), [(row, -1)]))
    }
    others = columns.count
    program = LinearProgram(rows: rows)
    program.add(columns)
  }

  /// Takes in lines that are not there yet; how many.
  @discardableResult func add(_ lines: [(group: Int, line: [UInt8])]) -> Int {
    let new = lines.filter { rowOf[$0.group] != nil && known.insert(key($0.group, $0.line)).inserted }
    let counts = new.map { shifts(in: $0.line) }
    let broken = zip(new, counts).map { column, counts in
      let limits = model.people[classes.members[column.group][0]].maxOfKind
      return counts.indices.filter { counts[$0] > limits[$0] }
    }
    limit(zip(new, broken).flatMap { column, kinds in kinds.map { (column.group, $0) } })
    let kinds = model.kinds.count
    var added: [(price: Double, entries: [(row: Int32, value: Double)])] = []
    for ((group, line), counts) in zip(new, counts) {
      let person = classes.members[group][0]
      var entries: [(row: Int32, value: Double)] = [(rowOf[group] ?? 0, 1)]
      var price = 0
      for (day, code) in line.enumerated() {
        price += Int(model.wishes[(person * model.days + day) * (kinds + 1) + Int(code)])
        if code > 0 { entries.append((Int32(firstCell + day * kinds + Int(code) - 1), 1)) }
      }
      for (index, limit) in limits.enumerated() where limit.group == group && counts[limit.kind] > 0 {
        entries.append((Int32(firstLimit + index), Double(counts[limit.kind])))
      }
      added.append((Double(price), entries))
    }
    program.add(added)
    columns += zip(new, broken).map { Column(group: $0.group, line: $0.line, isValid: $1.isEmpty) }
    return new.count
  }

  private var firstLimit: Int { firstCell + model.cover.count }

  private func key(_ group: Int, _ line: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: group), UInt8(truncatingIfNeeded: group >> 8)] + line
  }

  private func shifts(in line: [UInt8]) -> [Int] {
    var counts = [Int](repeating: 0, count: model.kinds.count)
    for code in line where code > 0 { counts[Int(code) - 1] += 1 }
    return counts
  }

  /// All lines of a class together have no more shifts of a kind than the limits of its people allow.
  private func limit(_ broken: [(group: Int, kind: Int)]) {
    var rows: [(least: Double, most: Double, entries: [(column: Int32, value: Double)])] = []
    for limit in broken where !limits.contains(where: { $0 == limit }) {
      limits.append(limit)
      let most = model.people[classes.members[limit.group][0]].maxOfKind[limit.kind]
      var entries: [(column: Int32, value: Double)] = []
      for (index, column) in columns.enumerated() where column.group == limit.group {
        let count = column.line.count { Int($0) == limit.kind + 1 }
        if count > 0 { entries.append((Int32(others + index), Double(count))) }
      }
      rows.append((-.infinity, Double(sizes[limit.group] * most), entries))
    }
    program.add(rows: rows)
  }

  /// Removes the lines for which a condition holds.
  func remove(_ isRemoved: (Int, Column) -> Bool) {
    let gone = columns.indices.filter { isRemoved($0, columns[$0]) }
    guard !gone.isEmpty else { return }
    program.remove(gone.map { Int32(others + $0) })
    let set = Set(gone)
    for index in gone { known.remove(key(columns[index].group, columns[index].line)) }
    columns = columns.indices.filter { !set.contains($0) }.map { columns[$0] }
  }

  /// The least cost of the cover and of these people's wishes; `nil` when the simplex gave up.
  func minimise() -> Double? { program.minimise() }

  /// The prices of a `RosterPricer`, and what a line of each class costs with them for the program to take it.
  func prices(_ pricer: RosterPricer) -> (prices: [Double], lines: [Double]) {
    let duals = program.duals
    var prices = [Double](repeating: 0, count: pricer.count)
    for cell in model.cover.indices { prices[cell] = -duals[firstCell + cell] }
    for (index, limit) in limits.enumerated() {
      prices[pricer.limit(limit.group, limit.kind)] = max(0, -duals[firstLimit + index])
    }
    return (prices, rowOf.map { $0.map { duals[Int($0)] } ?? 0 })
  }

  /// How much of each line is worked.
  var amounts: [Double] { Array(program.amounts.dropFirst(others)) }

  /// What one more of each line would add.
  var reduced: [Double] { Array(program.reducedPrices.dropFirst(others)) }
}
