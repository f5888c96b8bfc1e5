/// The linear program over the routes found so far: which part of each is driven so that all clients are served.
///
/// A client whose options are single visits has one row; any other has a row for each visit, which routes fill and its
/// options use, and one for its options. Then a row for each kind of vehicle, of which no more can drive than there are.
final class RouteMaster {
  private let program: LinearProgram
  private let visits: RouteVisits
  private let rowOf: [Int32]
  private let kindRow: Int
  private let groupOf: [Int]
  private let tokenOf: [Int]
  private(set) var cuts: [RouteCut] = []
  private(set) var routes: [PricedRoute] = []
  /// Columns that are no routes.
  private let others: Int
  private var isKnown: Set<[Int32]> = []

  /// - Parameter dearest: what leaving out a client that has to be served costs.
  init(_ problem: RoutingProblem, _ visits: RouteVisits, groupOf: [Int], dearest: Double) {
    self.groupOf = groupOf
    tokenOf = visits.visits.map(\.token)
    self.visits = visits
    var rows: [(least: Double, most: Double)] = []
    var rowOf: [Int32] = []
    var columns: [(price: Double, entries: [(row: Int32, value: Double)])] = []
    for (index, client) in problem.clients.enumerated() {
      let skip = client.prize.map(Double.init) ?? dearest
      let row = Int32(rows.count)
      switch visits.demands[index] {
      case .any:
        rows.append((1, .infinity))
        rowOf += client.visits.map { _ in row }
        columns.append((skip, [(row, 1)]))
      case .options:
        for visit in client.visits.indices {
          rowOf.append(row + Int32(visit))
          rows.append((0, .infinity))
        }
        let choice = Int32(rows.count)
        rows.append((1, .infinity))
        for option in client.options {
          columns.append((0, option.map { (row + Int32($0), -1) } + [(choice, 1)]))
        }
        columns.append((skip, [(choice, 1)]))
      case .spaced(let spaced):
        let first = visits.firstVisit[index]
        var own = client.visits.map { _ in row }
        for (slot, numbers) in spaced.slots.enumerated() {
          rows.append((0, .infinity))
          for number in numbers { own[number - first] = row + Int32(slot) }
        }
        rowOf += own
        let count = Int32(rows.count)
        rows.append((Double(spaced.count), .infinity))
        // Of slots too close to each other one.
        rows += spaced.slots.map { _ in (-.infinity, 1) }
        for slot in spaced.slots.indices {
          let close = (0...slot).filter { spaced.next[$0] > slot }
          columns.append(
            (0, [(row + Int32(slot), -1), (count, 1)] + close.map { (count + 1 + Int32($0), 1) }))
        }
        columns.append((skip, [(count, 1)]))
      }
    }
    kindRow = rows.count
    for kind in visits.kinds { rows.append((-.infinity, Double(kind.count))) }
    self.rowOf = rowOf
    others = columns.count
    program = LinearProgram(rows: rows)
    program.add(columns)
  }

  var count: Int { routes.count }

  /// Takes in routes that are not there yet; how many.
  @discardableResult func add(_ more: [PricedRoute]) -> Int {
    let new = more.filter { isKnown.insert([Int32($0.kind)] + $0.visits).inserted }
    program.add(new.map(column))
    routes += new
    return new.count
  }

  private func column(_ route: PricedRoute) -> (price: Double, entries: [(row: Int32, value: Double)]) {
    var entries: [(row: Int32, value: Double)] = []
    for row in route.visits.map({ rowOf[Int($0)] }).sorted() {
      if let last = entries.last, last.row == row {
        entries[entries.count - 1].value += 1
      } else {
        entries.append((row, 1))
      }
    }
    entries.append((Int32(kindRow + route.kind), 1))
    for (index, cut) in cuts.enumerated() {
      let count = cut.count(route.visits, groupOf: groupOf, tokenOf: tokenOf)
      if count > 0 { entries.append((firstCut + Int32(index), Double(count))) }
    }
    return (Double(route.cost), entries)
  }

  private var firstCut: Int32 { Int32(kindRow + visits.kinds.count) }

  /// Puts other cuts in the place of those there are.
  func replace(_ new: [RouteCut]) {
    if !cuts.isEmpty { program.remove(rows: cuts.indices.map { firstCut + Int32($0) }) }
    cuts = new
    program.add(
      rows: cuts.map { cut in
        let entries = routes.enumerated().compactMap {
          index, route -> (column: Int32, value: Double)? in
          let count = cut.count(route.visits, groupOf: groupOf, tokenOf: tokenOf)
          return count > 0 ? (Int32(others + index), Double(count)) : nil
        }
        return (-.infinity, 1, entries)
      })
  }

  /// Removes the routes for which a condition holds.
  func remove(_ isRemoved: (Int, PricedRoute) -> Bool) {
    let gone = routes.indices.filter { isRemoved($0, routes[$0]) }
    guard !gone.isEmpty else { return }
    program.remove(gone.map { Int32(others + $0) })
    let set = Set(gone)
    for index in gone { isKnown.remove([Int32(routes[index].kind)] + routes[index].visits) }
    routes = routes.indices.filter { !set.contains($0) }.map { routes[$0] }
  }

  /// The least cost; `nil` when the simplex gave up.
  func minimise() -> Double? { program.minimise() }

  /// The prices of all visits, of the kinds of vehicles, and what a turn of each cut costs.
  func prices() -> (visits: [Double], kinds: [Double], cuts: [Double]) {
    let duals = program.duals
    return (
      rowOf.map { duals[Int($0)] }, visits.kinds.indices.map { duals[kindRow + $0] },
      cuts.indices.map { max(0, -duals[Int(firstCut) + $0]) }
    )
  }

  /// How much of each route is driven, and what one of each more would add.
  func shares() -> (amounts: [Double], reduced: [Double]) {
    (Array(program.amounts.dropFirst(others)), Array(program.reducedPrices.dropFirst(others)))
  }
}
