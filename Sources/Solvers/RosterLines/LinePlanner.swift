/// Finds the cheapest line of one person by dynamic programming over the days.
///
/// The state of a day is the kind worked and the days in a row (or the days off in a row), the weekends and the
/// working time so far, and, only where the line would else have too many of a kind, the shifts of that kind. The
/// smallest cost to reach each state is kept for every day, and the line is read off backwards. Costs are multiples of
/// 1/64 below 2^17, so that sums of `Float` are exact. Every kind whose limit does not fit the table is left out,
/// which makes the result a lower bound; the caller checks the line.
package struct LinePlanner: ~Copyable {
  static let infinity: Float = 1e9
  /// What is above stands for no line at all, whatever was added to `infinity`.
  private static let reachable: Float = 5e8
  /// Most values of a table, 16 MB.
  private static let room = 1 << 22

  let days: Int
  let codes: Int
  /// Without and with counted kinds, per person.
  private let plain: [LineTable]
  private let counting: [LineTable?]
  private let limits: [[Int]]
  let values: UnsafeMutablePointer<Float>
  let best: UnsafeMutablePointer<Float>
  /// The table of the day before one that begins a period.
  private let fresh: UnsafeMutablePointer<Float>

  package init(_ model: RosterModel) {
    days = model.days
    codes = model.codes
    var plain: [LineTable] = []
    var counting: [LineTable?] = []
    for person in model.people {
      let simple = LineTable(model, person, counted: [])
      plain.append(simple)
      var counted: [Int] = []
      var table: LineTable?
      let binding = model.kinds.indices.filter {
        person.maxOfKind[$0] > 0 && simple.length[$0] > 0
          && person.maxOfKind[$0]
            < (model.periods.isEmpty ? min(model.days, simple.maxUnits / simple.length[$0]) : model.days)
      }
      for kind in binding.sorted(by: { (person.maxOfKind[$0], $0) < (person.maxOfKind[$1], $1) }) {
        let larger = LineTable(model, person, counted: counted + [kind])
        guard larger.dayLength * model.days <= Self.room else { break }
        counted.append(kind)
        table = larger
      }
      counting.append(table)
    }
    self.plain = plain
    self.counting = counting
    limits = model.people.map(\.maxOfKind)
    let tables = plain + counting.compactMap { $0 }
    values = .allocate(capacity: max(1, tables.map { $0.dayLength * $0.days }.max() ?? 1))
    best = .allocate(capacity: max(1, tables.map(\.rowLength).max() ?? 1))
    fresh = .allocate(capacity: model.periods.isEmpty ? 1 : max(1, tables.map(\.dayLength).max() ?? 1))
  }

  deinit {
    values.deallocate()
    best.deallocate()
    fresh.deallocate()
  }

  /// The table of the day before, with all working time forgotten where a period begins.
  func past(_ table: borrowing LineTable, _ day: Int) -> UnsafeMutablePointer<Float> {
    let past = values + (day - 1) * table.dayLength
    guard table.beginsPeriod[day] else { return past }
    let width = table.maxUnits + 1
    fresh.update(repeating: Self.infinity, count: table.dayLength)
    for block in stride(from: 0, to: table.dayLength, by: width) {
      for units in 0..<width where past[block + units] < fresh[block] { fresh[block] = past[block + units] }
    }
    return fresh
  }

  /// Writes the cheapest line of a person and returns its cost, or `nil` where the rules allow no line.
  ///
  /// `costs`: `days` rows of one cost per code, `infinity` for what is forbidden.
  func plan(_ person: Int, costs: UnsafePointer<Float>, into line: UnsafeMutablePointer<UInt8>) -> Float? {
    let cost = run(plain[person], costs, line)
    guard cost != nil, let table = counting[person], hasTooMany(limits[person], line) else { return cost }
    return run(table, costs, line)
  }

  private func hasTooMany(_ most: [Int], _ line: UnsafeMutablePointer<UInt8>) -> Bool {
    for kind in 0..<(codes - 1) {
      var count = 0
      for day in 0..<days where line[day] == UInt8(kind + 1) { count += 1 }
      if count > most[kind] { return true }
    }
    return false
  }

  private func run(
    _ table: borrowing LineTable, _ costs: UnsafePointer<Float>, _ line: UnsafeMutablePointer<UInt8>
  ) -> Float? {
    for day in 0..<days { advance(table, day, costs + day * codes) }
    let last = values + (days - 1) * table.dayLength
    var found: (cost: Float, at: Int) = (Self.infinity, 0)
    let width = table.maxUnits + 1
    guard table.minUnits < width else { return nil }
    for block in 0..<(table.states * table.combinations) {
      for units in table.minUnits..<width where last[block * width + units] < found.cost {
        found = (last[block * width + units], block * width + units)
      }
    }
    guard found.cost < Self.reachable else { return nil }
    trace(table, from: found.at, costs, line)
    return found.cost
  }
}
