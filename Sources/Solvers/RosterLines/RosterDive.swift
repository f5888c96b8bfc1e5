/// Goes down from the linear program over lines to a roster: settles the lines of which most is worked, generates lines for
/// the people who are left against what is left of the cover, and so on.
struct RosterDive {
  let pricer: RosterPricer
  let clock: SearchClock
  /// Rounds of pricing after each step.
  let rounds: Int
  /// The share of the people left who are settled together, while the cost stays.
  private var share = 0.2
  /// By how much of itself a cost grows that counts as staying.
  private static let slight = 0.001
  /// Of how much lines are settled together, of few people and of many.
  private static let sure = (few: 0.6, many: 0.3)
  /// Whether there are so many people that lines that are worked whole are settled, too, until few are left.
  private var isLarge = false
  private static let many = 60
  private static let few = 10
  /// The largest and the least share of the people left who are settled together.
  private static let most = 0.3
  private static let least = 0.1
  /// How many choices a step tries.
  private static let trials = 4
  /// Lines for each person that a step leaves to the next.
  private static let lines = 12

  init(_ pricer: RosterPricer, rounds: Int, clock: SearchClock) {
    self.pricer = pricer
    self.rounds = rounds
    self.clock = clock
  }

  /// A line for everyone for whom lines were generated; `nil` where none below `known` was found. Where the clock ends it,
  /// those who are left get lines one after the other, whatever they cost.
  mutating func run(
    _ start: RosterColumns, below known: Int
  ) throws(RosterError) -> [(group: Int, line: [UInt8])]? {
    var columns = start
    isLarge = start.people > Self.many
    var settled: [(group: Int, line: [UInt8])] = []
    var known = known
    while !clock.isOver {
      guard let cost = columns.master.minimise() else { return nil }
      let amounts = columns.master.amounts
      if let whole = whole(columns, amounts) {
        return Int(cost.rounded()) < known ? settled + whole : nil
      }
      let choices = choices(columns, amounts)
      guard !choices.isEmpty else {
        // What is left are lines that break limits.
        guard columns.addKeeping() > 0 else { return nil }
        continue
      }
      // Where the cost rises for the last ones, fewer lines or other ones may do better.
      var best: (columns: RosterColumns, chosen: [(group: Int, line: [UInt8])], price: Int, growth: Double)?
      for (trial, chosen) in choices.prefix(Self.trials).enumerated() {
        let price = chosen.reduce(0) { $0 + pricer.wishes($1.group, $1.line) }
        var next = columns.without(chosen)
        next.take(from: columns.master, lines: Self.lines)
        try next.converge(rounds: rounds, known: known - price, clock: clock)
        let growth = next.bound < known - price ? next.cost + Double(price) - cost : .infinity
        if growth < best?.growth ?? .infinity { best = (next, chosen, price, growth) }
        let isSlight = growth <= Self.slight * abs(cost)
        if trial == 0 { share = isSlight ? min(Self.most, share * 1.5) : max(Self.least, share / 2) }
        if isSlight || clock.isOver || isLarge && columns.people > Self.few { break }
      }
      guard let best else { return nil }
      settled += best.chosen
      known -= best.price
      columns = best.columns
    }
    return filled(columns).map { settled + $0 }
  }

  /// A line for everyone in haste, one after the other: the cheapest against what those before leave of the cover.
  private func filled(_ columns: RosterColumns) -> [(group: Int, line: [UInt8])]? {
    let model = pricer.model
    var counts = columns.counts
    var lines: [(group: Int, line: [UInt8])] = []
    for group in columns.groups {
      for _ in 0..<columns.sizes[group] {
        var prices = [Double](repeating: 0, count: pricer.count)
        for (cell, entry) in model.cover.enumerated() {
          prices[cell] = Double(entry.growth(at: counts[cell]))
        }
        guard let found = pricer.lines(prices, of: [group], keeping: true)[0] else { return nil }
        for (day, code) in found.line.enumerated() where code > 0 {
          counts[day * model.kinds.count + Int(code) - 1] += 1
        }
        lines.append((group, found.line))
      }
    }
    return lines
  }

  /// The lines of all, where each is worked whole and keeps all rules.
  private func whole(_ columns: RosterColumns, _ amounts: [Double]) -> [(group: Int, line: [UInt8])]? {
    var lines: [(group: Int, line: [UInt8])] = []
    for (column, amount) in zip(columns.master.columns, amounts) where amount > 1e-6 {
      guard column.isValid, abs(amount - amount.rounded()) < 1e-6 else { return nil }
      for _ in 0..<Int(amount.rounded()) { lines.append((column.group, column.line)) }
    }
    return lines.count == columns.people ? lines : nil
  }

  /// The lines to settle, the likeliest first; none where all that are worked in part break limits.
  private func choices(_ columns: RosterColumns, _ amounts: [Double]) -> [[(group: Int, line: [UInt8])]] {
    let settlesWhole = isLarge && columns.people > Self.few
    var parts: [(part: Double, column: Int)] = []
    for (index, column) in columns.master.columns.enumerated() where column.isValid && amounts[index] > 1e-6 {
      let isWhole = abs(amounts[index] - amounts[index].rounded()) < 1e-6
      if !isWhole || settlesWhole { parts.append((isWhole ? 1 : amounts[index], index)) }
    }
    parts.sort { ($1.part, $0.column) < ($0.part, $1.column) }
    let sure = settlesWhole ? Self.sure.many : Self.sure.few
    let most = max(1, Int(share * Double(columns.people)))
    var left = columns.sizes
    var lines: [(group: Int, line: [UInt8])] = []
    for (place, (part, index)) in parts.prefix(most).enumerated() where place == 0 || part > sure {
      let column = columns.master.columns[index]
      for _ in 0..<max(1, Int(amounts[index] + 1e-6)) where left[column.group] > 0 {
        left[column.group] -= 1
        lines.append((column.group, column.line))
      }
    }
    let single = parts.map { part in
      let column = columns.master.columns[part.column]
      return [(column.group, column.line)]
    }
    return lines.count > 1 ? [lines] + single : single
  }
}
