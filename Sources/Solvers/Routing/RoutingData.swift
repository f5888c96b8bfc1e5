/// A `RoutingProblem` in flat columns, in the order the search reads them.
///
/// Visits are numbered client after client. Vehicles that are alike stand together as routes of one kind, so that of
/// the unused ones only the first is tried. Costs and times are held by row and by column: `from` a place to all
/// others, and `into` it; where a matrix equals another the memory is shared. Places are numbered anew, so that
/// those near each other are near in memory, too.
final class RoutingData {
  /// What a route has to keep.
  struct Limits: BitwiseCopyable {
    var skills: UInt64
    var maxDistance: Int
    var fixedCost: Int
    /// Where its matrix begins.
    var matrix: Int
    var maxDuration: Int32
    var kind: Int32
    var start: Int32
    var end: Int32
  }

  let places: Int
  let clientCount: Int
  let visitCount: Int
  let routeCount: Int
  let dimensions: Int

  let costFrom: UnsafePointer<Int32>
  let costInto: UnsafePointer<Int32>
  let timeFrom: UnsafePointer<Int32>
  let timeInto: UnsafePointer<Int32>
  private let matrices: [UnsafeMutablePointer<Int32>]

  /// By visit, then a start and an end for each route.
  let place: Column<Int32>
  let ready: Column<Int32>
  let due: Column<Int32>
  let service: Column<Int32>
  /// By visit.
  let client: Column<Int32>
  let needs: Column<UInt64>
  let demand: Column<Int>
  /// By client (one more at the end): its visits, its options; by option: where its visits are in `optionVisits`.
  let firstVisit: Column<Int32>
  let firstOption: Column<Int32>
  let firstInOption: Column<Int32>
  let optionVisits: Column<Int32>
  /// What leaving the client out costs; for a required one more than any place of it can.
  let prize: Column<Int>
  let isRequired: Column<Bool>
  /// Whether any client may be left out at a price.
  let hasOptional: Bool
  /// What a required client counts where not all are served; 0 for the others.
  let weight: Column<Int>
  /// By route.
  let limits: Column<Limits>
  let capacity: Column<Int>
  /// By kind, one more at the end.
  let firstRoute: Column<Int32>
  let kindCount: Int
  /// By two kinds: whether their routes may exchange parts, having the same matrix and skills.
  let canExchange: Column<Bool>
  /// Whether any two routes may.
  let hasExchanges: Bool
  /// Index of the vehicle of each route.
  let vehicleOf: [Int]

  init(_ problem: RoutingProblem) {
    let p = problem
    precondition(Self.optionsAreApart(p), "two visits of an option are for different vehicles")
    places = p.places
    clientCount = p.clients.count
    dimensions = p.vehicles.first?.capacity.count ?? 0
    let visits = p.clients.flatMap(\.visits)
    visitCount = visits.count
    routeCount = p.vehicles.count

    // Alike vehicles side by side, kinds in the order of their first vehicle.
    var kindOfShape: [Shape: Int] = [:]
    let kinds = p.vehicles.map { vehicle in
      let shape = Shape(vehicle)
      let kind = kindOfShape[shape] ?? kindOfShape.count
      kindOfShape[shape] = kind
      return kind
    }
    kindCount = kindOfShape.count
    vehicleOf = p.vehicles.indices.sorted { (kinds[$0], $0) < (kinds[$1], $1) }
    let vehicles = vehicleOf.map { p.vehicles[$0] }
    let kindOfRoute = vehicleOf.map { kinds[$0] }
    firstRoute = Column(
      (0...kindCount).map { kind in
        Int32(kindOfRoute.firstIndex { $0 >= kind } ?? vehicles.count)
      })

    let firsts = (0..<kindOfShape.count).compactMap { kind in
      kindOfRoute.firstIndex(of: kind).map { vehicles[$0] }
    }
    canExchange = Column(
      firsts.flatMap { a in firsts.map { b in a.matrix == b.matrix && a.skills == b.skills } })
    hasExchanges = vehicles.indices.contains { a in
      vehicles[..<a].contains { $0.matrix == vehicles[a].matrix && $0.skills == vehicles[a].skills }
    }

    let chain = Self.chain(p)
    var number = [Int32](repeating: 0, count: p.places)
    for (index, place) in chain.enumerated() { number[place] = Int32(index) }
    let (starts, ends) = (vehicles.map { number[$0.start] }, vehicles.map { number[$0.end] })
    place = Column(visits.map { number[$0.place] } + starts + ends)
    let opens = vehicles.map { Int32($0.shift.lowerBound) }
    let closes = vehicles.map { Int32($0.shift.upperBound) }
    ready = Column(visits.map { Int32($0.window.lowerBound) } + opens + opens)
    due = Column(visits.map { Int32($0.window.upperBound) } + closes + closes)
    service = Column(visits.map { Int32($0.service) } + [Int32](repeating: 0, count: 2 * vehicles.count))
    client = Column(p.clients.enumerated().flatMap { c, client in client.visits.map { _ in Int32(c) } })
    needs = Column(visits.map(\.needs))
    let dims = dimensions
    demand = Column(
      visits.flatMap { visit in (0..<dims).map { $0 < visit.demand.count ? visit.demand[$0] : 0 } })

    var (first, option, within, list): ([Int32], [Int32], [Int32], [Int32]) = ([0], [0], [0], [])
    for client in p.clients {
      for choice in client.options {
        list += choice.map { first[first.count - 1] + Int32($0) }
        within.append(Int32(list.count))
      }
      option.append(option[option.count - 1] + Int32(client.options.count))
      first.append(first[first.count - 1] + Int32(client.visits.count))
    }
    firstVisit = Column(first)
    firstOption = Column(option)
    firstInOption = Column(within)
    optionVisits = Column(list)

    let reachable = Int32(RoutingProblem.unreachable)
    let dearest = p.matrices.flatMap(\.costs).lazy.filter { $0 < reachable }.max() ?? 0
    let mostFixed = p.vehicles.map(\.fixedCost).max() ?? 0
    // The same for all of a weight, so that among as many served the cheapest count.
    let mostVisits: Int = p.clients.flatMap(\.options).map(\.count).max() ?? 1
    let required: Int = (2 * Int(dearest) + mostFixed + 1) * mostVisits
    prize = Column(p.clients.map { $0.prize ?? required * $0.weight })
    weight = Column(p.clients.map { $0.prize == nil ? $0.weight : 0 })
    isRequired = Column(p.clients.map { $0.prize == nil })
    hasOptional = p.clients.contains { $0.prize != nil }

    let square = p.places * p.places
    let v = visitCount
    limits = Column(
      vehicles.indices.map { r in
        Limits(
          skills: vehicles[r].skills, maxDistance: vehicles[r].maxDistance ?? .max,
          fixedCost: vehicles[r].fixedCost, matrix: vehicles[r].matrix * square,
          maxDuration: vehicles[r].maxDuration.map { Int32(clamping: $0) } ?? .max,
          kind: Int32(kindOfRoute[r]),
          start: Int32(v + r), end: Int32(v + vehicles.count + r))
      })
    capacity = Column(vehicles.flatMap(\.capacity))

    // An arc that is closed to one is closed to both: the search looks at times alone.
    func chained(_ values: [Int32], unless others: [Int32]) -> [Int32] {
      precondition(
        values.count == square && others.count == square, "a square matrix for each kind of vehicle")
      return chain.flatMap { a in
        let row = a * p.places
        return chain.map { b in others[row + b] < reachable ? values[row + b] : reachable }
      }
    }
    let costs = p.matrices.flatMap { chained($0.costs, unless: $0.times) }
    let times = p.matrices.flatMap { chained($0.times, unless: $0.costs) }
    let transposedCosts = Self.transposed(costs, places: p.places)
    let transposedTimes = Self.transposed(times, places: p.places)
    var held: [(values: [Int32], memory: UnsafeMutablePointer<Int32>)] = []
    func memory(_ values: [Int32]) -> UnsafePointer<Int32> {
      if let same = held.first(where: { $0.values == values }) { return UnsafePointer(same.memory) }
      let memory = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, values.count))
      memory.initialize(from: values, count: values.count)
      held.append((values, memory))
      return UnsafePointer(memory)
    }
    costFrom = memory(costs)
    costInto = memory(transposedCosts)
    timeFrom = memory(times)
    timeInto = memory(transposedTimes)
    matrices = held.map(\.memory)
  }

  deinit {
    for matrix in matrices { matrix.deallocate() }
  }

  /// The option of a client that is this visit alone.
  func option(of client: Int, with visit: Int32) -> Int32? {
    (firstOption[client]..<firstOption[client + 1]).first {
      firstInOption[$0 + 1] == firstInOption[$0] + 1 && optionVisits[firstInOption[$0]] == visit
    }
  }

  /// Everything about a vehicle that makes it unlike another.
  private struct Shape: Hashable {
    let numbers: [Int]
    let skills: UInt64

    init(_ v: RoutingProblem.Vehicle) {
      numbers =
        [
          v.start, v.end, v.shift.lowerBound, v.shift.upperBound, v.maxDuration ?? -1, v.maxDistance ?? -1,
          v.fixedCost, v.matrix,
        ] + v.capacity
      skills = v.skills
    }
  }

  private static func optionsAreApart(_ p: RoutingProblem) -> Bool {
    let skills = Set(p.vehicles.map(\.skills))
    return p.clients.allSatisfy { client in
      client.options.allSatisfy { option in
        option.indices.allSatisfy { a in
          option[..<a].allSatisfy { b in
            let needs = client.visits[option[a]].needs | client.visits[b].needs
            return skills.allSatisfy { needs & ~$0 != 0 }
          }
        }
      }
    }
  }

  /// The places, each followed by the nearest of those left.
  private static func chain(_ p: RoutingProblem) -> [Int] {
    guard let costs = p.matrices.first?.costs else { return Array(0..<p.places) }
    var left = Array(0..<p.places)
    var chain: [Int] = []
    while !left.isEmpty {
      let row = (chain.last ?? 0) * p.places
      var nearest = 0
      for index in left.indices where costs[row + left[index]] < costs[row + left[nearest]] {
        nearest = index
      }
      chain.append(left[nearest])
      left.swapAt(nearest, left.count - 1)
      left.removeLast()
    }
    return chain
  }

  private static func transposed(_ values: [Int32], places n: Int) -> [Int32] {
    var result = values
    for matrix in 0..<(n == 0 ? 0 : values.count / (n * n)) {
      let start = matrix * n * n
      for a in 0..<n {
        for b in 0..<n { result[start + b * n + a] = values[start + a * n + b] }
      }
    }
    return result
  }
}
