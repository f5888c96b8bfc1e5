/// A subset-row cut: of all routes, those that make two or three of three visits are at most one.
///
/// It follows from each of the three being made at most once (Jepsen, Petersen, Spoorendonk and Pisinger, "Subset-row
/// inequalities applied to the vehicle-routing problem with time windows", 2008). A route is counted by half a turn
/// for each of the three, which it forgets where it leaves the cut's memory (Pecin, Pessoa, Poggi and Uchoa 2017): that
/// counts no route too often.
struct RouteCut: Sendable {
  /// Three groups of visits with one price, ascending.
  var groups: [Int]
  /// Tokens where half turns are remembered, the groups' own among them.
  var memory: Set<Int>

  /// How often a route is counted.
  func count(_ visits: [Int32], groupOf: [Int], tokenOf: [Int]) -> Int {
    var (isHalf, count) = (false, 0)
    for visit in visits {
      if !memory.contains(tokenOf[Int(visit)]) { isHalf = false }
      guard groups.contains(groupOf[Int(visit)]) else { continue }
      if isHalf { count += 1 }
      isHalf.toggle()
    }
    return count
  }

  /// The most violated by shares of routes, at most `limit`, none of them among those known.
  static func violated(
    _ shares: [(visits: [Int32], amount: Double)], groupOf: [Int], groupCount n: Int,
    known: Set<[Int]>,
    limit: Int
  ) -> [[Int]] {
    var pairs = [Double](repeating: 0, count: n * n)
    var routesOf = [[Int]](repeating: [], count: n)
    let routes = shares.map { route -> [Int] in Set(route.visits.map { groupOf[Int($0)] }).sorted()
    }
    for (index, route) in routes.enumerated() where shares[index].amount < 1 - 1e-6 {
      for (at, a) in route.enumerated() {
        routesOf[a].append(index)
        for b in route[(at + 1)...] {
          pairs[a * n + b] += shares[index].amount
          pairs[b * n + a] += shares[index].amount
        }
      }
    }
    var found: [(excess: Double, groups: [Int])] = []
    for a in 0..<n where !routesOf[a].isEmpty {
      let near = (0..<n).filter { pairs[a * n + $0] > 1e-6 }
      for (at, b) in near.enumerated() {
        for c in near[(at + 1)...] {
          // From the middle of a path of pairs; of a triangle once.
          if pairs[b * n + c] > 1e-6, a > b { continue }
          guard pairs[a * n + b] + pairs[a * n + c] + pairs[b * n + c] > 1.02 else { continue }
          let three = [a, b, c].sorted()
          guard !known.contains(three) else { continue }
          var sum = 0.0
          for index in Set(routesOf[a] + routesOf[b]).sorted() {
            let times = shares[index].visits.reduce(0) {
              three.contains(groupOf[Int($1)]) ? $0 + 1 : $0
            }
            sum += shares[index].amount * Double(times / 2)
          }
          if sum > 1.02 { found.append((sum - 1, three)) }
        }
      }
    }
    var used = [Int: Int]()
    var chosen: [[Int]] = []
    for cut in found.sorted(by: {
      ($0.excess, $1.groups.description) > ($1.excess, $0.groups.description)
    }) {
      guard chosen.count < limit else { break }
      guard cut.groups.allSatisfy({ used[$0, default: 0] < 5 }), !chosen.contains(cut.groups) else {
        continue
      }
      for group in cut.groups { used[group, default: 0] += 1 }
      chosen.append(cut.groups)
    }
    return chosen
  }

  /// The tokens between visits of the cut on routes that count.
  mutating func remember(_ visits: [Int32], groupOf: [Int], tokenOf: [Int]) {
    var last: Int?
    for (index, visit) in visits.enumerated() where groups.contains(groupOf[Int(visit)]) {
      if let from = last {
        for between in visits[from...index] { memory.insert(tokenOf[Int(between)]) }
        last = nil
      } else {
        last = index
      }
    }
  }
}
