import Scenario

extension TravelBound {
  /// The least graph at whole prices, in milliseconds: a tree over all nodes and the bases, with one edge more, and others
  /// where that makes it less.
  func least(_ prices: [Int]) -> Int {
    let count = nodes.count
    func edge(_ seconds: Float, _ price: Int) -> Int {
      seconds.isFinite ? Int(seconds) * 1000 + price : .max
    }
    let toBase = nodes.indices.map { edge(nodes[$0].toBase, prices[$0]) }
    var nearest = toBase
    var link = [Int](repeating: -1, count: count)
    var waiting = Set(0..<count)
    var value = -2 * prices.reduce(0, +)
    while let next = waiting.min(by: { (nearest[$0], $0) < (nearest[$1], $1) }) {
      waiting.remove(next)
      value += nearest[next]
      for node in waiting {
        let length = edge(lengths[next * count + node], prices[next] + prices[node])
        if length < nearest[node] { (nearest[node], link[node]) = (length, next) }
      }
    }
    // An edge to the bases may be there twice, one between visits once.
    var least = Int.max
    var isTaken = false
    func offer(_ length: Int) {
      least = min(least, length)
      if length < 0 {
        value += length
        isTaken = true
      }
    }
    for a in 0..<count {
      offer(toBase[a])
      if link[a] >= 0 { offer(toBase[a]) }
      for b in 0..<a where link[a] != b && link[b] != a {
        offer(edge(lengths[a * count + b], prices[a] + prices[b]))
      }
    }
    return isTaken ? value : value + least
  }
}

extension TravelBound.Proof {
  /// Prices, the ways between places that they are prices of, and the drives that are bounded.
  func certificate(of schedule: VisitSchedule, in limits: VisitLimits, _ problem: Problem) -> Certificate? {
    let visits = limits.problem
    let points = visits.points.indices
    guard !prices.isEmpty else { return nil }
    let shortest = TravelBound.shortest(visits)
    // Runs of one crew are alike but for their shifts.
    let runOfCrew = problem.crews.indices.map { crew in visits.runs.firstIndex { $0.crew == crew } }
    func ways(_ seconds: (_ out: Int, _ back: Int) -> Int) -> [Int] {
      runOfCrew.flatMap { run in
        points.map { point in
          guard let run, visits.suits(point, run), let way = visits.way(point, run) else { return -1 }
          return seconds(way.out, way.back)
        }
      }
    }
    var (to, legs): ([Int], [Int]) = ([], [])
    for (run, stops) in zip(visits.runs, schedule.runs) where !stops.isEmpty {
      var place = run.base
      // A rest is -2, and the way home -1.
      for (next, point) in stops.map({ ($0.place, $0.point < 0 ? -2 : $0.point) }) + [(run.home, -1)] {
        to.append(point)
        legs.append(visits.travel(run.kind, place, next))
        place = next
      }
    }
    var texts = [
      "points": visits.points.map { problem.checkpoints[$0.checkpoint].id }, "crews": problem.crews.map(\.id),
    ]
    if columns > trees { texts["beyond"] = ["columns"] }
    return Certificate(
      .trees, bound: trees, scale: 1, texts: texts,
      numbers: [
        "prices": prices, "made": schedule.begins(visits).map(\.count), "to": to, "legs": legs,
        "out": ways { out, _ in out }, "back": ways { _, back in back },
        "base": points.map { Int(TravelBound.toBase($0, visits)) },
        "ways": points.flatMap { a in (0...a).map { shortest[a * points.count + $0] } },
      ])
  }
}
