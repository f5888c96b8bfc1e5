/// Generates lines for the linear program over them until none is cheaper than its prices allow, with a lower bound at all
/// prices on the way.
///
/// Prices are smoothed between those of the program and the best so far (Wentges 1997). The bound is in whole multiples of
/// 1/64, and does not rest on the simplex.
struct RosterColumns {
  let pricer: RosterPricer
  let master: RosterMaster
  /// How many of each class are to get a line.
  let sizes: [Int]
  /// How many there are for each entry of the cover without them.
  let counts: [Int]
  /// The best prices, and the bound at them.
  private(set) var centre: [Double]
  private var top = -Double.infinity
  /// The cost of the program the last time.
  private(set) var cost = Double.infinity
  /// How much of the best prices stays in those tried next.
  private var smoothing = 0.8
  /// More lines than this for each person, and those that are dear go.
  private static let mostLines = 24

  /// The program of some people.
  ///
  /// - Parameters:
  ///   - sizes: how many of each class are to get a line.
  ///   - counts: how many there are for each entry of the cover without them.
  ///   - prices: the first that are tried.
  init(_ pricer: RosterPricer, sizes: [Int], counts: [Int], prices: [Double]) {
    self.pricer = pricer
    self.sizes = sizes
    self.counts = counts
    master = RosterMaster(pricer.model, pricer.classes, sizes: sizes, counts: counts)
    centre = prices
  }

  /// The program of all people.
  init(_ pricer: RosterPricer) {
    self.init(
      pricer, sizes: pricer.classes.members.map(\.count), counts: pricer.model.cover.map { _ in 0 },
      prices: pricer.rounded([Double](repeating: 0, count: pricer.count)))
  }

  /// The classes of these people.
  var groups: [Int] { master.groups }
  /// How many people are to get a line.
  var people: Int { sizes.reduce(0, +) }
  /// What no lines of these people cost less than.
  var bound: Int { top > -.infinity ? Int(top.rounded(.up)) : .min }

  /// The program of the people who are left when some have lines.
  func without(_ settled: [(group: Int, line: [UInt8])]) -> RosterColumns {
    var (sizes, counts) = (sizes, counts)
    for (group, line) in settled {
      sizes[group] -= 1
      for (day, code) in line.enumerated() where code > 0 {
        counts[day * pricer.model.kinds.count + Int(code) - 1] += 1
      }
    }
    return RosterColumns(pricer, sizes: sizes, counts: counts, prices: centre)
  }

  /// Takes in everyone's line of a roster.
  func add(_ roster: [UInt8]) {
    let days = pricer.model.days
    master.add(
      pricer.classes.classOf.enumerated().map { ($1, Array(roster[($0 * days)..<(($0 + 1) * days)])) })
  }

  /// Takes in the lines of another program's columns that are nearest to its solution, so many for each class.
  func take(from other: RosterMaster, lines: Int) {
    let (amounts, reduced) = (other.amounts, other.reduced)
    let ranks = reduced.indices.map { amounts[$0] > 1e-9 ? -1 : reduced[$0] }
    var left = sizes.map { $0 > 0 ? lines : 0 }
    var taken: [(group: Int, line: [UInt8])] = []
    for index in ranks.indices.sorted(by: { (ranks[$0], $0) < (ranks[$1], $1) }) {
      let column = other.columns[index]
      guard left[column.group] > 0 else { continue }
      left[column.group] -= 1
      taken.append((column.group, column.line))
    }
    master.add(taken)
  }

  /// Adds the cheapest lines that keep all limits; how many.
  func addKeeping() -> Int {
    let found = pricer.lines(pricer.rounded(master.prices(pricer).prices), of: groups, keeping: true)
    return master.add(zip(groups, found).compactMap { group, found in found.map { (group, $0.line) } })
  }

  /// Prices lines until the bound is as high as the program's cost, or that of what is `known`.
  ///
  /// - Parameter tolerance: the part of the cost by which the bound may be lower.
  /// - Throws: where somebody's rules allow no line at all.
  mutating func converge(
    rounds: Int, known: Int, tolerance: Double = 1e-3, clock: SearchClock
  ) throws(RosterError) {
    if top == -.infinity { _ = try evaluate(centre) }
    var missed = 0
    for _ in 0..<rounds {
      guard !clock.isOver, let cost = master.minimise() else { return }
      self.cost = cost
      if bound >= known || Double(bound) >= cost - 1e-6 || top >= cost - tolerance * abs(cost) { return }
      let out = master.prices(pricer)
      let share = max(0, 1 - Double(missed + 1) * (1 - smoothing))
      let before = centre
      let point = pricer.rounded(zip(before, out.prices).map { share * $0 + (1 - share) * $1 })
      let found = try evaluate(point)
      let slope = pricer.slope(from: before, to: out.prices, found, self)
      smoothing = slope > 0 ? max(0.3, smoothing - 0.05) : min(0.97, smoothing + 0.1 * (1 - smoothing))
      let cheap = zip(groups, found).filter { pricer.reduced($0, $1.line, out) < -1e-6 }
      if master.add(cheap.map { ($0, $1.line) }) > 0 {
        missed = 0
      } else if share > 0 {
        missed += 1
      } else {
        return
      }
      if master.columns.count > Self.mostLines * people { purge(to: Self.mostLines / 2) }
    }
  }

  /// The cheapest lines at some prices, which become the best where the bound is.
  private mutating func evaluate(_ prices: [Double]) throws(RosterError) -> [RosterPricer.Found] {
    let found = pricer.lines(prices, of: groups)
    if let none = found.firstIndex(where: { $0 == nil }) {
      throw .noLine(person: pricer.model.people[pricer.classes.members[groups[none]][0]].id)
    }
    let lines = found.compactMap(\.self)
    let value = pricer.bound(prices, lines, self)
    if value > top {
      top = value
      centre = prices
    }
    return lines
  }

  /// Leaves so many lines for each person, those that the program takes and those that are nearest to it.
  func purge(to lines: Int) {
    guard master.minimise() != nil else { return }
    let (amounts, reduced) = (master.amounts, master.reduced)
    let most = lines * people
    guard reduced.count > most else { return }
    let limit = max(reduced.sorted()[most], 1e-6)
    master.remove { index, _ in amounts[index] < 1e-9 && reduced[index] > limit }
  }
}
