/// Vehicles that are alike in all that a route depends on, and what of the problem they see.
///
/// Nodes are the visits that one of them can make by itself, numbered from 0 in the order of clients; all arcs that
/// no elementary route can use are left out.
struct VehicleKind: Sendable {
  /// A limit on what adds up along a route.
  enum Resource: Sendable, Equatable {
    /// One dimension of load.
    case load(Int)
    /// The costs of arcs.
    case distance
    /// Travel and service without waiting: the duration of a route is no less.
    case work
  }

  /// An arc between two nodes.
  struct Arc: BitwiseCopyable {
    var from: Int32
    var to: Int32
    var cost: Int32
    /// From the beginning of one service to the earliest arrival at the next.
    var time: Int32
    /// Travel and service alone.
    var work: Int32
  }

  /// Indices of the vehicles.
  let vehicles: [Int]
  let shift: ClosedRange<Int>
  let fixedCost: Int
  /// The number of each node's visit in the problem, and its client.
  let visits: [Int]
  let clients: [Int]
  let ready: [Int32]
  let due: [Int32]
  /// Costs, and times of arrival, from the start; `unreachable` where there is no way.
  let startCost: [Int32]
  let startTime: [Int32]
  /// Costs to the end, and times from the beginning of service.
  let endCost: [Int32]
  let endTime: [Int32]
  /// Node after node, the cheapest of each first.
  let arcs: [Arc]
  let firstArc: [Int32]
  let resources: [Resource]
  let limits: [Int32]
  /// What each node uses of each resource, and what leaving the start and reaching the end use.
  let use: [Int32]
  let startUse: [Int32]
  let endUse: [Int32]

  var count: Int { visits.count }

  static let unreachable = Int32(RoutingProblem.unreachable)

  /// - Parameters:
  ///   - vehicles: which are alike.
  ///   - visits: all of the problem.
  init(_ problem: RoutingProblem, vehicles: [Int], visits: RouteVisits) {
    let all = visits.visits
    let vehicle = problem.vehicles[vehicles[0]]
    let matrix = problem.matrices[vehicle.matrix]
    let places = problem.places
    func arc(_ a: Int, _ b: Int) -> (cost: Int, time: Int)? {
      let (cost, time) = (Int(matrix.costs[a * places + b]), Int(matrix.times[a * places + b]))
      return cost < RoutingProblem.unreachable && time < RoutingProblem.unreachable
        ? (cost, time) : nil
    }
    let suited = all.indices.filter { index in
      let visit = all[index].visit
      return visit.needs & ~vehicle.skills == 0
        && vehicle.capacity.indices.allSatisfy { Self.demand(visit, $0) <= vehicle.capacity[$0] }
    }
    let ways = Self.leastTimes(vehicle, suited.map { all[$0].visit }, arc)
    var nodes: [Int] = []
    var (ready, due): ([Int32], [Int32]) = ([], [])
    for (index, way) in zip(suited, ways) {
      guard let way else { continue }
      let visit = all[index].visit
      let first = max(visit.window.lowerBound, vehicle.shift.lowerBound + way.out)
      let last = min(visit.window.upperBound, vehicle.shift.upperBound - way.back)
      guard first <= last else { continue }
      nodes.append(index)
      ready.append(Int32(first))
      due.append(Int32(last))
    }
    self.vehicles = vehicles
    self.visits = nodes
    clients = nodes.map { all[$0].client }
    self.ready = ready
    self.due = due
    shift = vehicle.shift
    fixedCost = vehicle.fixedCost

    var resources: [Resource] = []
    var limits: [Int32] = []
    for dimension in vehicle.capacity.indices {
      let total = nodes.reduce(0) { $0 + Self.demand(all[$1].visit, dimension) }
      guard total > vehicle.capacity[dimension] else { continue }
      resources.append(.load(dimension))
      limits.append(Int32(clamping: vehicle.capacity[dimension]))
    }
    if let most = vehicle.maxDistance {
      resources.append(.distance)
      limits.append(Int32(clamping: most))
    }
    if let most = vehicle.maxDuration, most < vehicle.shift.upperBound - vehicle.shift.lowerBound {
      resources.append(.work)
      limits.append(Int32(clamping: most))
    }
    self.resources = resources
    self.limits = limits

    let starts = nodes.map { arc(vehicle.start, all[$0].visit.place) }
    let ends = nodes.map { arc(all[$0].visit.place, vehicle.end) }
    startCost = starts.map { $0.map { Int32($0.cost) } ?? Self.unreachable }
    startTime = starts.map {
      $0.map { Int32(vehicle.shift.lowerBound + $0.time) } ?? Self.unreachable
    }
    endCost = ends.map { $0.map { Int32($0.cost) } ?? Self.unreachable }
    endTime = zip(nodes, ends).map { node, way in
      way.map { Int32(all[node].visit.service + $0.time) } ?? Self.unreachable
    }
    let use = nodes.flatMap { node in
      resources.map { resource in
        guard case .load(let dimension) = resource else { return Int32(0) }
        return Int32(clamping: Self.demand(all[node].visit, dimension))
      }
    }
    self.use = use
    startUse = zip(nodes, starts).flatMap { _, way in
      resources.map { Self.use($0, cost: way?.cost ?? 0, work: way?.time ?? 0) }
    }
    endUse = zip(nodes, ends).flatMap { node, way in
      resources.map {
        Self.use($0, cost: way?.cost ?? 0, work: (way?.time ?? 0) + all[node].visit.service)
      }
    }

    var arcs: [Arc] = []
    var first: [Int32] = [0]
    let width = resources.count
    for (a, from) in nodes.enumerated() {
      var own: [Arc] = []
      for (b, to) in nodes.enumerated() {
        let isSame = all[from].client == all[to].client
        if isSame, visits.conflicts[all[to].token].contains(all[from].token) { continue }
        guard let way = arc(all[from].visit.place, all[to].visit.place) else { continue }
        let work = all[from].visit.service + way.time
        let time = isSame ? max(work, visits.apart[all[to].client]) : work
        guard Int(ready[a]) + time <= Int(due[b]) else { continue }
        let fits = resources.indices.allSatisfy { [limits] r in
          let both =
            use[a * width + r] + use[b * width + r]
            + Self.use(resources[r], cost: way.cost, work: work)
          return both <= limits[r]
        }
        guard fits else { continue }
        own.append(
          Arc(
            from: Int32(a), to: Int32(b), cost: Int32(way.cost), time: Int32(time),
            work: Int32(work)))
      }
      arcs += own.sorted { ($0.cost, $0.to) < ($1.cost, $1.to) }
      first.append(Int32(arcs.count))
    }
    self.arcs = arcs
    firstArc = first
  }

  /// The same in reverse, to look from the end: the shift runs backwards, arcs lead the other way, and nothing but time
  /// is limited. Routes that end nowhere: only the ways to visits count.
  init(reversing one: VehicleKind) {
    let whole = Int32(one.shift.lowerBound + one.shift.upperBound)
    let first = Int32(one.shift.lowerBound)
    (vehicles, shift, fixedCost) = (one.vehicles, one.shift, 0)
    (visits, clients) = (one.visits, one.clients)
    ready = one.due.map { whole - $0 }
    due = one.ready.map { whole - $0 }
    startCost = one.endCost
    startTime = one.endTime.map { $0 < Self.unreachable ? first + $0 : $0 }
    endCost = one.visits.map { _ in Self.unreachable }
    endTime = endCost
    arcs = one.arcs.map { arc in
      var other = arc
      (other.from, other.to) = (arc.to, arc.from)
      return other
    }.sorted { ($0.from, $0.cost, $0.to) < ($1.from, $1.cost, $1.to) }
    var starts = [Int32](repeating: 0, count: one.visits.count + 1)
    for arc in arcs { starts[Int(arc.from) + 1] += 1 }
    for node in one.visits.indices { starts[node + 1] += starts[node] }
    firstArc = starts
    (resources, limits, use, startUse, endUse) = ([], [], [], [], [])
  }

  static func use(_ resource: Resource, cost: Int, work: Int) -> Int32 {
    switch resource {
    case .load: 0
    case .distance: Int32(clamping: cost)
    case .work: Int32(clamping: work)
    }
  }

  /// Whether a route through some nodes keeps the times and limits that labels look at.
  func allows(_ nodes: [Int]) -> Bool {
    guard let first = nodes.first, let last = nodes.last, startTime[first] < Self.unreachable else {
      return false
    }
    let width = resources.count
    var time = max(startTime[first], ready[first])
    var used = (0..<width).map { startUse[first * width + $0] + use[first * width + $0] }
    guard time <= due[first] else { return false }
    for (a, b) in zip(nodes, nodes.dropFirst()) {
      guard let arc = arcs[Int(firstArc[a])..<Int(firstArc[a + 1])].first(where: { $0.to == b })
      else {
        return false
      }
      time = max(time + arc.time, ready[b])
      guard time <= due[b] else { return false }
      for r in 0..<width {
        used[r] +=
          use[b * width + r] + Self.use(resources[r], cost: Int(arc.cost), work: Int(arc.work))
      }
    }
    return endCost[last] < Self.unreachable && Int(time + endTime[last]) <= shift.upperBound
      && (0..<width).allSatisfy { used[$0] + endUse[last * width + $0] <= limits[$0] }
  }

  /// The node of each visit of the problem, -1 where there is none.
  func nodes(of visitCount: Int) -> [Int] {
    var result = [Int](repeating: -1, count: visitCount)
    for (node, visit) in visits.enumerated() { result[visit] = node }
    return result
  }

  private static func demand(_ visit: RoutingProblem.Visit, _ dimension: Int) -> Int {
    dimension < visit.demand.count ? visit.demand[dimension] : 0
  }

  /// The least time from leaving to a visit, and from the beginning of its service to being back, by way of any other
  /// visits: times need not obey the triangle inequality. `nil` where there is no way.
  private static func leastTimes(
    _ vehicle: RoutingProblem.Vehicle, _ visits: [RoutingProblem.Visit],
    _ arc: (Int, Int) -> (cost: Int, time: Int)?
  ) -> [(out: Int, back: Int)?] {
    let out = shortest(visits.map { arc(vehicle.start, $0.place)?.time }) { a, b in
      arc(visits[a].place, visits[b].place).map { visits[a].service + $0.time }
    }
    let back = shortest(
      visits.map { visit in arc(visit.place, vehicle.end).map { visit.service + $0.time } }
    ) {
      b, a in arc(visits[a].place, visits[b].place).map { visits[a].service + $0.time }
    }
    return zip(out, back).map { out, back in
      if let out, let back { return (out, back) }
      return nil
    }
  }

  /// Dijkstra's algorithm over all pairs.
  private static func shortest(_ first: [Int?], step: (Int, Int) -> Int?) -> [Int?] {
    var least = first
    var isWaiting = first.map { _ in true }
    while true {
      var next = -1
      for node in least.indices where isWaiting[node] {
        guard let time = least[node] else { continue }
        if next < 0 || time < least[next] ?? .max { next = node }
      }
      guard next >= 0, let time = least[next] else { return least }
      isWaiting[next] = false
      for node in least.indices where isWaiting[node] {
        guard let way = step(next, node) else { continue }
        if time + way < least[node] ?? .max { least[node] = time + way }
      }
    }
  }
}
