/// Finds the cheapest line of one person by dynamic programming over the days.
///
/// The state of a day is the kind worked and the days in a row (or the days off in a row), the weekends and the
/// working time so far, and, only where the line would else have too many of a kind, the shifts of all kinds that are
/// limited. The smallest cost to reach each state is kept for every day, and the line is read off backwards. Costs are
/// multiples of 1/64 below 2^17, so that sums of `Float` are exact.
///
/// Where the limits of somebody's kinds do not fit the table, they are left out: the cheapest line is then a lower bound,
/// and one that keeps the limits is found by prices on the kinds.
package struct LinePlanner: ~Copyable {
  static let infinity: Float = 1e9
  /// What is above stands for no line at all, whatever was added to `infinity`.
  private static let reachable: Float = 5e8
  /// Most values of a table, 16 MB.
  package static let room = 1 << 22
  /// How many prices are tried, what is left of those that kept the limits, and above which none rises.
  private static let pricings = 8
  private static let decay: Float = 0.875
  private static let dearest: Float = 1_000

  let days: Int
  let codes: Int
  /// Without and with counted kinds, per person.
  private let plain: [LineTable]
  private let counting: [LineTable?]
  /// For each person the kinds whose limits do not all fit in a table.
  let uncounted: [[Int]]
  private let limits: [[Int]]
  let values: UnsafeMutablePointer<Float>
  let best: UnsafeMutablePointer<Float>
  let spans: UnsafeMutablePointer<Span>
  /// The table of the day before one that begins a period.
  let fresh: UnsafeMutablePointer<Float>
  let freshSpans: UnsafeMutablePointer<Span>

  /// - Parameter room: values that a table with counted kinds may have.
  package init(_ model: RosterModel, room: Int = room) {
    let days = model.days
    let codes = model.codes
    var plain: [LineTable] = []
    var counting: [LineTable?] = []
    var uncounted: [[Int]] = []
    for person in model.people {
      plain.append(LineTable(model, person, counted: []))
      let binding = model.kinds.indices.filter { kind in
        let (limit, minutes) = (person.maxOfKind[kind], model.kinds[kind].minutes)
        let most = model.periods.isEmpty && minutes > 0 ? person.minutes.upperBound / minutes : days
        return limit > 0 && limit < min(days, most)
      }
      // The narrowest first, while the table has room.
      let sorted = binding.sorted { (person.maxOfKind[$0], $0) < (person.maxOfKind[$1], $1) }
      var values = plain[plain.count - 1].dayLength * days
      let counted = sorted.prefix { kind in
        values *= person.maxOfKind[kind] + 1
        return values <= room
      }
      counting.append(counted.isEmpty ? nil : LineTable(model, person, counted: Array(counted)))
      uncounted.append(counted.count < sorted.count ? sorted : [])
    }
    self.init(
      days: days, codes: codes, plain: plain, counting: counting, uncounted: uncounted,
      limits: model.people.map(\.maxOfKind))
  }

  /// Another with the same tables, for use at the same time.
  init(beside other: borrowing LinePlanner) {
    self.init(
      days: other.days, codes: other.codes, plain: other.plain, counting: other.counting,
      uncounted: other.uncounted, limits: other.limits)
  }

  private init(
    days: Int, codes: Int, plain: [LineTable], counting: [LineTable?], uncounted: [[Int]], limits: [[Int]]
  ) {
    self.days = days
    self.codes = codes
    self.plain = plain
    self.counting = counting
    self.uncounted = uncounted
    self.limits = limits
    let tables = plain + counting.compactMap(\.self)
    values = .allocate(capacity: max(1, tables.map { $0.dayLength * $0.days }.max() ?? 1))
    best = .allocate(capacity: max(1, tables.map(\.rowLength).max() ?? 1))
    let hasPeriods = plain.contains { $0.beginsPeriod.contains(true) }
    fresh = .allocate(capacity: hasPeriods ? max(1, tables.map(\.dayLength).max() ?? 1) : 1)
    let states = max(1, tables.map(\.states).max() ?? 1)
    spans = .allocate(capacity: states * max(1, days))
    freshSpans = .allocate(capacity: states)
  }

  deinit {
    values.deallocate()
    best.deallocate()
    spans.deallocate()
    fresh.deallocate()
    freshSpans.deallocate()
  }

  /// Writes the cheapest line of a person and returns its cost, or `nil` where the rules allow no line.
  ///
  /// - Parameters:
  ///   - costs: `days` rows of one cost per code, `infinity` for what is forbidden.
  ///   - line: may have too many of the kinds that are `uncounted`, and only of those.
  func plan(_ person: Int, costs: UnsafePointer<Float>, into line: UnsafeMutablePointer<UInt8>) -> Float? {
    uncounted[person].isEmpty ? counted(person, costs, line) : run(plain[person], costs, line)
  }

  /// The cheapest line that keeps the limits of as many kinds as the table counts.
  private func counted(
    _ person: Int, _ costs: UnsafePointer<Float>, _ line: UnsafeMutablePointer<UInt8>
  ) -> Float? {
    let cost = run(plain[person], costs, line)
    guard cost != nil, let table = counting[person], hasExcess(person, line) else { return cost }
    return run(table, costs, line)
  }

  /// The same, of a line that keeps every rule: the cheapest, unless kinds are `uncounted`; `nil` where none was found.
  ///
  /// - Parameter prices: of a shift of each kind, which kept the limits before: where the cheapest line does not keep them,
  ///   these are tried, and then rise. Those that keep the limits come back a little lower.
  func keeping(
    _ person: Int, costs: UnsafePointer<Float>, prices: inout [Float], into line: UnsafeMutablePointer<UInt8>
  ) -> Float? {
    guard let cost = counted(person, costs, line) else { return nil }
    guard hasExcess(person, line) else { return cost }
    for round in 0..<Self.pricings {
      guard counted(person, priced(costs, prices), line) != nil else { return nil }
      let excess = excess(person, line)
      guard excess.contains(where: { $0 > 0 }) else {
        for kind in prices.indices { prices[kind] = (prices[kind] * Self.decay * 64).rounded(.down) / 64 }
        return sum(costs, line)
      }
      for kind in uncounted[person] where excess[kind] > 0 {
        prices[kind] = min(Self.dearest, prices[kind] + Float(1 << round) * Float(excess[kind]))
      }
    }
    return limited(person, priced(costs, prices), costs, line)
  }

  /// A line that keeps the limits since kinds are forbidden on all days but those on which they are cheapest.
  private func limited(
    _ person: Int, _ trial: [Float], _ costs: UnsafePointer<Float>, _ line: UnsafeMutablePointer<UInt8>
  ) -> Float? {
    var trial = trial
    while hasExcess(person, line) {
      let excess = excess(person, line)
      for kind in uncounted[person] where excess[kind] > 0 {
        leave(kind, most: limits[person][kind], of: line, in: &trial)
      }
      guard counted(person, trial, line) != nil else { return nil }
    }
    return sum(costs, line)
  }

  private func priced(_ costs: UnsafePointer<Float>, _ prices: [Float]) -> [Float] {
    var result = Array(UnsafeBufferPointer(start: costs, count: days * codes))
    for (kind, price) in prices.enumerated() where price > 0 {
      for day in 0..<days { result[day * codes + kind + 1] += price }
    }
    return result
  }

  private func sum(_ costs: UnsafePointer<Float>, _ line: UnsafeMutablePointer<UInt8>) -> Float {
    (0..<days).reduce(0) { $0 + costs[$1 * codes + Int(line[$1])] }
  }

  private func hasExcess(_ person: Int, _ line: UnsafeMutablePointer<UInt8>) -> Bool {
    excess(person, line).contains { $0 > 0 }
  }

  /// Forbids a kind but on the days of a line on which it is cheapest.
  private func leave(
    _ kind: Int, most: Int, of line: UnsafeMutablePointer<UInt8>, in costs: inout [Float]
  ) {
    let worked = (0..<days).filter { line[$0] == UInt8(kind + 1) }
    let cheapest = worked.sorted {
      (costs[$0 * codes + kind + 1], $0) < (costs[$1 * codes + kind + 1], $1)
    }
    let kept = Set(cheapest.prefix(most))
    for day in 0..<days where !kept.contains(day) { costs[day * codes + kind + 1] = Self.infinity }
  }

  /// For each kind how many more shifts a line has than the limit allows; below 0 where it has fewer.
  private func excess(_ person: Int, _ line: UnsafeMutablePointer<UInt8>) -> [Int] {
    var excess = limits[person].map { -$0 }
    for day in 0..<days where line[day] > 0 { excess[Int(line[day]) - 1] += 1 }
    return excess
  }

  private func run(
    _ table: borrowing LineTable, _ costs: UnsafePointer<Float>, _ line: UnsafeMutablePointer<UInt8>
  ) -> Float? {
    for day in 0..<days { advance(table, day, costs + day * codes) }
    let last = day(table, days - 1)
    var found: (cost: Float, at: Int) = (Self.infinity, 0)
    let width = table.maxUnits + 1
    for state in 0..<table.states {
      let span = last.spans[state]
      for combination in 0..<table.combinations {
        let block = state * table.rowLength + combination * width
        for units in stride(from: max(table.minUnits, span.lower), through: span.upper, by: 1)
        where last.values[block + units] < found.cost {
          found = (last.values[block + units], block + units)
        }
      }
    }
    guard found.cost < Self.reachable else { return nil }
    trace(table, from: found.at, costs, line)
    return found.cost
  }
}
