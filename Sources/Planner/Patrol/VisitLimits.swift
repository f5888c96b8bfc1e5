/// What no plan can do: upper limits on visits, and a lower bound of travel.
struct VisitLimits: Sendable {
  let problem: VisitProblem

  /// The times at which a run can begin a visit to a point, ascending and apart.
  func openings(_ point: Int, _ run: Int) -> [ClosedRange<Int>] {
    let reach = problem.reach(point, run)
    guard reach.earliest <= reach.latest else { return [] }
    return Self.clip(problem.points[point].windows, reach.earliest, reach.latest)
  }

  static func clip(_ spans: [ClosedRange<Int>], _ low: Int, _ high: Int) -> [ClosedRange<Int>] {
    spans.compactMap { span in
      let (from, to) = (max(low, span.lowerBound), min(high, span.upperBound))
      return from <= to ? from...to : nil
    }
  }

  /// The most times, `gap` apart, that lie in `spans` (ascending and apart), counted up to `limit`: taking each as
  /// early as possible is best.
  static func count(_ spans: [ClosedRange<Int>], gap: Int, limit: Int) -> Int {
    guard gap > 0 else { return spans.isEmpty ? 0 : limit }
    var count = 0
    var next = Int.min
    for span in spans {
      var time = max(next, span.lowerBound)
      while count < limit, time <= span.upperBound {
        count += 1
        time += gap
        next = time
      }
    }
    return count
  }

  /// The most visits that windows, shifts, ways and spacing allow, were there nothing else to do.
  func possible(_ point: Int) -> Int {
    let p = problem.points[point]
    let spans = problem.runs.indices.flatMap { openings(point, $0) }
    return Self.count(Self.merge(spans), gap: p.minGap, limit: p.visits.count)
  }

  static func merge(_ spans: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
    var merged: [ClosedRange<Int>] = []
    for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = merged.last, span.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        merged.append(span)
      }
    }
    return merged
  }

  /// Visits that no plan makes, by tier.
  func unavoidable() -> [Int] {
    var result = [0, 0, 0]
    for (index, point) in problem.points.enumerated() {
      result[point.tier] += point.visits.count - possible(index)
    }
    return result
  }

  /// The fewest runs that can share `visits` visits to a point.
  private func leastRuns(_ point: Int, visits: Int) -> Int {
    let p = problem.points[point]
    let most = problem.runs.indices.map {
      Self.count(openings(point, $0), gap: max(p.minGap, p.dwell), limit: visits)
    }
    var rest = visits
    var runs = 0
    for count in most.sorted(by: >) where rest > 0 && count > 0 {
      rest -= count
      runs += 1
    }
    return max(1, runs)
  }

  /// Seconds that any plan making as many visits to each point as `made` must travel.
  ///
  /// Moat packing (Jünger and Pulleyblank, "Geometric duality and combinatorial optimization", 1993): discs grow
  /// around all points and around the bases as one, and merge where they meet. A run that serves a point inside a
  /// moat crosses it twice, and at least as many runs do as some point inside needs, so each moat costs twice its
  /// width times those runs. All moats together are the sum below over the shortest spanning tree.
  func leastTravel(made: [Int]) -> Int {
    let points = problem.points.indices.filter { made[$0] > 0 }
    guard !points.isEmpty else { return 0 }
    let needs = [0] + points.map { leastRuns($0, visits: made[$0]) }
    let edges = spanningTree(points)
    var group = Array(needs.indices)
    func root(_ node: Int) -> Int {
      var node = node
      while group[node] != node { node = group[node] }
      return node
    }
    // Node 0 is the bases; the moat around the group that holds them is crossed for the neediest point outside.
    var most = needs
    var before = 0
    var total = 0
    for edge in edges {
      if edge.length > before {
        let home = root(0)
        var inside = 0
        var greatest = 0
        for node in needs.indices where group[node] == node && node != home {
          inside += most[node]
          greatest = max(greatest, most[node])
        }
        total += (edge.length - before) * (inside + greatest)
        before = edge.length
      }
      let (a, b) = (root(edge.a), root(edge.b))
      group[b] = a
      most[a] = max(most[a], most[b])
    }
    return total
  }

  /// Shortest spanning tree over the bases as one (node 0) and `points` (Prim), its edges by length.
  private func spanningTree(_ points: [Int]) -> [(length: Int, a: Int, b: Int)] {
    let speeds = Set(problem.runs.map(\.speed)).sorted()
    let bases = Set(problem.runs.map(\.base)).sorted()
    func length(_ a: Int, _ b: Int) -> Int {
      speeds.reduce(Int(VisitProblem.never)) { min($0, problem.travel($1, a, b), problem.travel($1, b, a)) }
    }
    var nearest = points.map { point in
      bases.reduce(Int(VisitProblem.never)) { min($0, length($1, problem.points[point].place)) }
    }
    var link = [Int](repeating: 0, count: points.count)
    var waiting = [Bool](repeating: true, count: points.count)
    var edges: [(length: Int, a: Int, b: Int)] = []
    while edges.count < points.count {
      var next = -1
      for index in points.indices where waiting[index] && (next < 0 || nearest[index] < nearest[next]) {
        next = index
      }
      waiting[next] = false
      edges.append((nearest[next], link[next], next + 1))
      let place = problem.points[points[next]].place
      for index in points.indices where waiting[index] {
        let step = length(place, problem.points[points[index]].place)
        if step < nearest[index] {
          nearest[index] = step
          link[index] = next + 1
        }
      }
    }
    return edges.sorted { ($0.length, $0.b) < ($1.length, $1.b) }
  }
}
