import Synchronization

/// Finds everyone's cheapest line at given prices, on several cores.
///
/// A price stands for each entry of the cover, which whoever works it pays (below zero: is paid), and behind these one for
/// each class and kind: what a shift of the kind costs somebody for whom no table counts it.
final class RosterPricer {
  /// A line, and what it costs with the prices.
  struct Found: Sendable {
    var line: [UInt8]
    var cost: Double
  }

  let model: RosterModel
  let classes: RosterClasses
  /// How many prices there are.
  let count: Int
  /// For each class the kinds that no table counts.
  let uncounted: [[Int]]
  private let planners: [Planner]
  /// For each class what a shift of each kind cost for the limits to be kept.
  private var kept: [[Float]]

  /// One at a time uses it.
  private final class Planner {
    let planner: LinePlanner
    init(_ planner: consuming LinePlanner) { self.planner = planner }
  }

  /// No price of a limit is higher, so that sums stay exact.
  private static let dearestLimit = 1_000.0

  init(_ model: RosterModel, _ planner: borrowing LinePlanner, threads: Int) {
    self.model = model
    let classes = RosterClasses(model)
    self.classes = classes
    count = model.cover.count + classes.count * model.kinds.count
    uncounted = classes.members.map { planner.uncounted[$0[0]] }
    var planners: [Planner] = []
    for _ in 0..<max(1, min(threads, classes.count)) {
      planners.append(Planner(LinePlanner(beside: planner)))
    }
    self.planners = planners
    kept = classes.members.map { _ in model.kinds.map { _ in 0 } }
  }

  func limit(_ group: Int, _ kind: Int) -> Int { model.cover.count + group * model.kinds.count + kind }

  /// Prices for which the wanted count suits the cover best, between what one too few and one too many cost, in
  /// multiples of 1/64, of which sums are exact.
  func rounded(_ prices: [Double]) -> [Double] {
    var prices = prices
    for (cell, entry) in model.cover.enumerated() {
      prices[cell] = (min(max(prices[cell], -Double(entry.under)), Double(entry.over)) * 64).rounded() / 64
    }
    for limit in model.cover.count..<count {
      prices[limit] = (min(max(prices[limit], 0), Self.dearestLimit) * 64).rounded() / 64
    }
    return prices
  }

  /// The cheapest line of each class; `nil` where the rules allow none, or, if limits are to be kept, none was found.
  ///
  /// - Parameter keeping: whether limits that no table counts are kept nevertheless.
  func lines(_ prices: [Double], of groups: [Int], keeping: Bool = false) -> [Found?] {
    let next = Atomic(0)
    nonisolated(unsafe) let planners = planners
    let (kept, model, classes) = (kept, model, classes)
    let pieces = concurrentMap(Array(planners.indices), threads: planners.count) { own -> [Piece] in
      var results: [Piece] = []
      var costs = [Float](repeating: 0, count: model.days * model.codes)
      var line = [UInt8](repeating: 0, count: model.days)
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < groups.count else { return results }
        let group = groups[index]
        let person = classes.members[group][0]
        let planner = planners[own]
        let limits = planner.planner.uncounted[person]
        let first = model.cover.count + group * model.kinds.count
        Self.fill(&costs, model, person, prices, limits: keeping ? [] : limits, from: first)
        var piece = Piece(index: index, found: nil, kept: kept[group])
        let cost =
          keeping && !limits.isEmpty
          ? planner.planner.keeping(person, costs: costs, prices: &piece.kept, into: &line)
          : planner.planner.plan(person, costs: costs, into: &line)
        if let cost { piece.found = Found(line: line, cost: Double(cost)) }
        results.append(piece)
      }
    }
    var found = [Found?](repeating: nil, count: groups.count)
    for piece in pieces.joined() {
      found[piece.index] = piece.found
      self.kept[groups[piece.index]] = piece.kept
    }
    return found
  }

  private struct Piece {
    var index: Int
    var found: Found?
    var kept: [Float]
  }

  /// Puts wishes and prices into the costs of a person's codes.
  private static func fill(
    _ costs: inout [Float], _ model: RosterModel, _ person: Int, _ prices: [Double], limits: [Int],
    from first: Int
  ) {
    let kinds = model.kinds.count
    for day in 0..<model.days {
      for code in 0...kinds {
        let wish = model.wishes[(person * model.days + day) * (kinds + 1) + code]
        costs[day * (kinds + 1) + code] =
          wish >= RosterModel.never
          ? LinePlanner.infinity : Float(wish) + (code > 0 ? Float(prices[day * kinds + code - 1]) : 0)
      }
      for kind in limits { costs[day * (kinds + 1) + kind + 1] += Float(prices[first + kind]) }
    }
  }

  /// What lines of some people cost at least with the cover of what others leave, by the cheapest lines at these prices.
  func bound(_ prices: [Double], _ found: [Found], _ columns: RosterColumns) -> Double {
    var value = 0.0
    for (cell, entry) in model.cover.enumerated() {
      value -= prices[cell] * Double(entry.need - columns.counts[cell])
    }
    for (group, found) in zip(columns.groups, found) {
      let size = Double(columns.sizes[group])
      let limits = model.people[classes.members[group][0]].maxOfKind
      value += size * found.cost
      for kind in uncounted[group] { value -= prices[limit(group, kind)] * size * Double(limits[kind]) }
    }
    return value
  }

  /// How much the bound grows at some prices, whose cheapest lines these are, in the direction from prices to others.
  func slope(from: [Double], to: [Double], _ found: [Found], _ columns: RosterColumns) -> Double {
    var slope = 0.0
    for (cell, entry) in model.cover.enumerated() {
      slope -= Double(entry.need - columns.counts[cell]) * (to[cell] - from[cell])
    }
    for (group, found) in zip(columns.groups, found) {
      let size = Double(columns.sizes[group])
      let limits = model.people[classes.members[group][0]].maxOfKind
      for kind in uncounted[group] {
        slope -= size * Double(limits[kind]) * (to[limit(group, kind)] - from[limit(group, kind)])
      }
      for (day, code) in found.line.enumerated() where code > 0 {
        let (cell, limit) = (day * model.kinds.count + Int(code) - 1, limit(group, Int(code) - 1))
        slope += size * (to[cell] - from[cell] + to[limit] - from[limit])
      }
    }
    return slope
  }

  /// What a line costs at prices of the program beyond what the program would pay.
  func reduced(_ group: Int, _ line: [UInt8], _ out: (prices: [Double], lines: [Double])) -> Double {
    let kinds = model.kinds.count
    let person = classes.members[group][0]
    var cost = -out.lines[group]
    for (day, code) in line.enumerated() {
      cost += Double(model.wishes[(person * model.days + day) * (kinds + 1) + Int(code)])
      guard code > 0 else { continue }
      cost += out.prices[day * kinds + Int(code) - 1]
      cost += out.prices[limit(group, Int(code) - 1)]
    }
    return cost
  }

  /// What a line of a class costs by its wishes.
  func wishes(_ group: Int, _ line: [UInt8]) -> Int {
    let person = classes.members[group][0]
    return line.enumerated().reduce(0) {
      $0 + Int(model.wishes[(person * model.days + $1.offset) * model.codes + Int($1.element)])
    }
  }
}
