/// Improves a roster by taking some people's lines out and finding the best for them together: the linear program over their
/// lines against what the others leave, and a dive from it.
struct RosterNeighbourhoods {
  let pricer: RosterPricer
  private let model: RosterModel
  private var generator: SeededGenerator
  private(set) var lines: [UInt8]
  private(set) var cost: Int
  /// How many people at a time.
  private var size: Double
  private(set) var rounds = 0
  private var fruitless = 0
  /// Lines of each class that are cheap at the prices.
  private var pool: [[[UInt8]]]
  private let prices: [Double]
  /// Rounds of pricing for some people, and after each step of a dive.
  private static let rounds = 30
  private static let diveRounds = 8

  init(_ pricer: RosterPricer, lines: [UInt8], prices: [Double], pool: [RosterMaster.Column], seed: UInt64) {
    self.pricer = pricer
    model = pricer.model
    generator = SeededGenerator(seed: seed)
    self.lines = lines
    cost = model.cost(lines)
    self.prices = prices
    size = min(Double(model.people.count), 10)
    self.pool = Array(repeating: [], count: pricer.classes.count)
    for column in pool where column.isValid { self.pool[column.group].append(column.line) }
  }

  private func line(_ person: Int) -> [UInt8] {
    Array(lines[(person * model.days)..<((person + 1) * model.days)])
  }

  /// Searches until the clock or the rounds end, or the cost is down to `bound`.
  mutating func improve(rounds most: Int, bound: Int, clock: SearchClock) throws(RosterError) {
    guard !model.people.isEmpty else { return }
    let last = rounds + min(most, .max - rounds)
    while rounds < last && cost > bound && !clock.isOver {
      rounds += 1
      let people = chosen(Int(size))
      var sizes = [Int](repeating: 0, count: pricer.classes.count)
      for person in people { sizes[pricer.classes.classOf[person]] += 1 }
      let without = outside(people)
      let known = cost - without.cost
      var columns = RosterColumns(pricer, sizes: sizes, counts: without.counts, prices: prices)
      columns.master.add(people.map { (pricer.classes.classOf[$0], line($0)) })
      for group in columns.groups { columns.master.add(pool[group].map { (group, $0) }) }
      try columns.converge(rounds: Self.rounds, known: known, clock: clock)
      guard columns.bound < known else {
        // These people have no better lines: more may.
        grow()
        continue
      }
      var dive = RosterDive(pricer, rounds: Self.diveRounds, clock: clock)
      let before = (lines, cost)
      if let found = try dive.run(columns, below: known) { take(found, people) }
      guard cost >= before.1 else { continue }
      // The clock may have ended the dive with whatever lines.
      (lines, cost) = before
      fruitless += 1
      if fruitless % 4 == 0 { grow() }
    }
  }

  /// Puts other lines in the place of all.
  mutating func replace(by lines: [UInt8]) {
    self.lines = lines
    cost = model.cost(lines)
  }

  private mutating func grow() { size = min(Double(model.people.count), size * 1.1) }

  /// Gives lines to people, each one of its class.
  mutating func take(_ found: [(group: Int, line: [UInt8])], _ people: [Int]) {
    var open = people
    for (group, line) in found {
      guard let at = open.firstIndex(where: { pricer.classes.classOf[$0] == group }) else { continue }
      let person = open.remove(at: at)
      lines.replaceSubrange((person * model.days)..<((person + 1) * model.days), with: line)
    }
    cost = model.cost(lines)
  }

  /// What the lines of all others cost by their wishes, and whom they leave for the cover.
  private func outside(_ people: [Int]) -> (cost: Int, counts: [Int]) {
    var isOut = [Bool](repeating: false, count: model.people.count)
    for person in people { isOut[person] = true }
    var counts = [Int](repeating: 0, count: model.cover.count)
    var cost = 0
    for person in model.people.indices where !isOut[person] {
      for day in 0..<model.days {
        let code = Int(lines[person * model.days + day])
        cost += Int(model.wishes[(person * model.days + day) * model.codes + code])
        if code > 0 { counts[day * model.kinds.count + code - 1] += 1 }
      }
    }
    return (cost, counts)
  }

  /// People by chance; half of them such as are not at a place that costs something for want or excess of people.
  private mutating func chosen(_ size: Int) -> [Int] {
    var order = Array(model.people.indices)
    for i in order.indices { order.swapAt(i, i + generator.below(order.count - i)) }
    let all = outside([])
    let costly = model.cover.indices.filter { model.cover[$0].cost(of: all.counts[$0]) > 0 }
    guard size < order.count, !costly.isEmpty else { return order.prefix(size).sorted() }
    // The dearer of two.
    let (a, b) = (costly[generator.below(costly.count)], costly[generator.below(costly.count)])
    func price(_ cell: Int) -> Int { model.cover[cell].cost(of: all.counts[cell]) }
    let cell = price(a) >= price(b) ? a : b
    let (day, kind) = (cell / model.kinds.count, cell % model.kinds.count)
    let isShort = all.counts[cell] < model.cover[cell].need
    let near = order.filter { person in
      let works = Int(lines[person * model.days + day]) == kind + 1
      return isShort
        ? !works && model.wishes[(person * model.days + day) * model.codes + kind + 1] < RosterModel.never
        : works
    }
    let first = near.prefix(size / 2)
    return (first + order.filter { !first.contains($0) }.prefix(size - first.count)).sorted()
  }
}
