/// The visits of a problem in one list, what serves each client, and the vehicles that are alike.
struct RouteVisits: Sendable {
  struct Visit: Sendable {
    var client: Int
    var visit: RoutingProblem.Visit
    /// What a route remembers of it: one number for all visits that stand for the same.
    var token: Int
  }

  /// Visits to one client that begin some time apart, by spans of time in order.
  struct Spaced: Sendable {
    var count: Int
    /// Numbers of visits.
    var slots: [[Int]]
    /// By slot the first that can come next, and its token.
    var next: [Int]
    var tokens: [Int]

    /// The cheapest slots that can all be used at given prices of slots; `nil` where there are too few.
    func cheapest(_ prices: [Int]) -> (price: Int, slots: [Int])? {
      let unable = Int.max / 4
      let width = slots.count + 1
      var least = [Int](repeating: unable, count: (count + 1) * width)
      for slot in 0..<width { least[slot] = 0 }
      for used in stride(from: 1, through: count, by: 1) {
        for slot in stride(from: slots.count - 1, through: 0, by: -1) {
          let rest = least[(used - 1) * width + next[slot]]
          least[used * width + slot] = min(
            least[used * width + slot + 1], rest < unable ? prices[slot] + rest : unable)
        }
      }
      guard least[count * width] < unable else { return nil }
      var chosen: [Int] = []
      var slot = 0
      var used = count
      while used > 0 {
        if least[used * width + slot] == least[used * width + slot + 1] {
          slot += 1
        } else {
          chosen.append(slot)
          slot = next[slot]
          used -= 1
        }
      }
      return (least[count * width], chosen)
    }
  }

  /// What serves a client.
  enum Demand: Sendable {
    /// Any one of its visits.
    case any
    /// All visits of one of its options.
    case options
    /// Several of its visits, some time apart.
    case spaced(Spaced)
  }

  let visits: [Visit]
  /// By client, one more at the end.
  let firstVisit: [Int]
  let demands: [Demand]
  /// By token those that a route that still remembers them cannot go on to: itself, and others too close in time.
  let conflicts: [[Int]]
  /// By token those that it stands for from then on.
  let replaced: [[Int]]
  /// How long after one visit another to the same client begins.
  let apart: [Int]
  /// Indices of vehicles, kinds in the order of their first.
  let kinds: [[Int]]

  init(_ problem: RoutingProblem, repeated: [RoutingBound.Repeated]) {
    var visits: [Visit] = []
    var first = [0]
    var demands: [Demand] = []
    var conflicts: [[Int]] = []
    var replaced: [[Int]] = []
    var apart = [Int](repeating: 0, count: problem.clients.count)
    for (client, one) in problem.clients.enumerated() {
      let own = visits.count..<(visits.count + one.visits.count)
      first.append(own.upperBound)
      if let rule = repeated.first(where: { $0.client == client }) {
        let windows = Set(one.visits.map(\.window)).sorted { $0.lowerBound < $1.lowerBound }
        let tokens = windows.indices.map { conflicts.count + $0 }
        let next = windows.map { window in
          windows.firstIndex {
            $0.upperBound - window.lowerBound >= rule.apart && $0.lowerBound > window.lowerBound
          }
            ?? windows.count
        }
        precondition(
          windows.indices.allSatisfy { next[$0] > $0 }
            && zip(windows, windows.dropFirst()).allSatisfy { $0.upperBound < $1.upperBound },
          "windows in order")
        for visit in one.visits {
          visits.append(
            Visit(
              client: client, visit: visit, token: tokens[windows.firstIndex(of: visit.window) ?? 0]
            ))
        }
        for slot in windows.indices {
          conflicts.append(
            tokens.indices.filter { next[$0] > slot || $0 > slot }.map { tokens[$0] })
          replaced.append(tokens)
        }
        apart[client] = rule.apart
        demands.append(
          .spaced(
            Spaced(
              count: rule.count,
              slots: windows.map { window in
                own.filter { one.visits[$0 - own.lowerBound].window == window }
              },
              next: next, tokens: tokens)))
      } else {
        visits += one.visits.map { Visit(client: client, visit: $0, token: conflicts.count) }
        replaced.append([])
        conflicts.append([conflicts.count])
        demands.append(one.isSimple ? .any : .options)
      }
    }
    self.visits = visits
    self.demands = demands
    self.conflicts = conflicts
    self.replaced = replaced
    self.apart = apart
    firstVisit = first
    var kindOf: [Shape: Int] = [:]
    var kinds: [[Int]] = []
    for (index, vehicle) in problem.vehicles.enumerated() {
      let kind = kindOf[Shape(vehicle)] ?? kinds.count
      if kind == kinds.count {
        kindOf[Shape(vehicle)] = kind
        kinds.append([])
      }
      kinds[kind].append(index)
    }
    self.kinds = kinds
  }

  /// Visits that share a price: those that stand for the same.
  var groups: [[Int]] {
    var groups: [[Int]] = []
    for (client, demand) in demands.enumerated() {
      let own = Array(firstVisit[client]..<firstVisit[client + 1])
      switch demand {
      case .any: groups.append(own)
      case .options: groups += own.map { [$0] }
      case .spaced(let spaced): groups += spaced.slots
      }
    }
    return groups.filter { !$0.isEmpty }
  }

  /// What a client pays for its cheapest way to be served, and which visits that are; at whole prices.
  func paid(by client: Int, _ problem: RoutingProblem, _ prices: [Int]) -> (
    price: Int, visits: [Int]
  ) {
    let own = firstVisit[client]..<firstVisit[client + 1]
    var best: (price: Int, visits: [Int])?
    switch demands[client] {
    case .any:
      best = own.min { prices[$0] < prices[$1] }.map { (prices[$0], [$0]) }
    case .options:
      for option in problem.clients[client].options {
        let all = option.map { own.lowerBound + $0 }
        let price = all.reduce(0) { $0 + prices[$1] }
        if price < best?.price ?? .max { best = (price, all) }
      }
    case .spaced(let spaced):
      let cheapest = spaced.slots.map { slot in slot.min { prices[$0] < prices[$1] } ?? slot[0] }
      if let found = spaced.cheapest(cheapest.map { prices[$0] }) {
        best = (found.price, found.slots.map { cheapest[$0] })
      }
    }
    if let prize = problem.clients[client].prize, prize * RoutePrices.scale < best?.price ?? .max {
      return (prize * RoutePrices.scale, [])
    }
    return best ?? (0, [])
  }

  /// Everything about a vehicle that a route of it depends on.
  private struct Shape: Hashable {
    let numbers: [Int]
    let skills: UInt64

    init(_ v: RoutingProblem.Vehicle) {
      numbers =
        [
          v.start, v.end, v.shift.lowerBound, v.shift.upperBound, v.maxDuration ?? -1,
          v.maxDistance ?? -1,
          v.fixedCost, v.matrix,
        ] + v.capacity
      skills = v.skills
    }
  }
}

extension RoutingProblem.Client {
  /// Whether any one of its visits serves it.
  var isSimple: Bool {
    options.allSatisfy { $0.count == 1 } && Set(options.joined()).count == visits.count
  }
}
