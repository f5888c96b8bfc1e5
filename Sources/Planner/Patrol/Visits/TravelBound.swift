import Scenario

/// A lower bound of the travel of any plan that makes as many visits to each point.
///
/// Routes are a graph in which every visit has two edges and all hang together through the bases, taken as one node:
/// a spanning tree and at least one edge more. The least such graph, with the edges of visits that have not two of them
/// made dearer or cheaper until most do, is the bound of Held and Karp ("The traveling-salesman problem and minimum
/// spanning trees: part II", 1971), here for many tours and with only such edges as some shift has time for.
struct TravelBound {
  struct Node {
    var point: Int
    /// Earliest and latest beginning by group of runs with the same shift; latest below earliest where there is none.
    var spans: [(earliest: Int, latest: Int)]
    var toBase: Float
  }

  private static let mostNodes = 8000

  let nodes: [Node]
  /// Seconds between nodes, row by row; infinite where no run has time for one after the other.
  private(set) var lengths: [Float] = []

  /// - Parameter made: how many visits are made to each point.
  init(_ limits: VisitLimits, made: [Int]) {
    let problem = limits.problem
    var groups: [[Int]] = []
    for run in problem.runs.indices {
      let r = problem.runs[run]
      let same = groups.firstIndex {
        problem.runs[$0[0]].start == r.start && problem.runs[$0[0]].end == r.end
      }
      if let same { groups[same].append(run) } else { groups.append([run]) }
    }
    var nodes: [Node] = []
    for (point, count) in made.enumerated() where count > 0 {
      let openings = groups.map { runs in TimeSpans(runs.flatMap { problem.openings(point, $0).spans }) }
      let sets =
        limits.open[point].sets(count)
        ?? [TimeSpans](repeating: limits.open[point].open, count: count)
      let toBase = Self.toBase(point, problem)
      for set in sets {
        let spans = openings.map { opening in
          let both = opening.intersection(set)
          return (both.first ?? 1, both.last ?? 0)
        }
        let node = Node(point: point, spans: spans, toBase: toBase)
        // Of crews that meet, each makes a visit of its own.
        nodes += [Node](repeating: node, count: problem.points[point].crews)
      }
    }
    // With more, a number for each pair is too much, and nothing is bounded.
    guard nodes.count <= Self.mostNodes else {
      self.nodes = []
      return
    }
    self.nodes = nodes
    lengths = [Float](repeating: .infinity, count: nodes.count * nodes.count)
    let shortest = Self.shortest(problem)
    let points = problem.points.count
    for a in nodes.indices {
      for b in 0..<a {
        let (p, q) = (nodes[a].point, nodes[b].point)
        let way = shortest[p * points + q]
        let fits = zip(nodes[a].spans, nodes[b].spans).contains { s, t in
          s.earliest <= s.latest && t.earliest <= t.latest
            && (s.earliest + problem.points[p].dwell + way <= t.latest
              || t.earliest + problem.points[q].dwell + way <= s.latest)
        }
        guard fits else { continue }
        lengths[a * nodes.count + b] = Float(way)
        lengths[b * nodes.count + a] = Float(way)
      }
    }
  }

  /// The least seconds from one point to another, either way round, by any vehicle.
  static func shortest(_ problem: VisitProblem) -> [Int] {
    let count = problem.points.count
    let kinds = Set(problem.runs.map(\.kind)).sorted()
    var result = [Int](repeating: 0, count: count * count)
    for a in 0..<count {
      for b in 0...a {
        var least = Int(VisitProblem.never)
        for kind in kinds {
          for x in problem.points[a].places {
            for y in problem.points[b].places {
              least = min(least, problem.travel(kind, x, y), problem.travel(kind, y, x))
            }
          }
        }
        result[a * count + b] = least
        result[b * count + a] = least
      }
    }
    return result
  }

  static func toBase(_ point: Int, _ problem: VisitProblem) -> Float {
    var least = Int(VisitProblem.never)
    for run in problem.runs.indices where problem.suits(point, run) {
      let r = problem.runs[run]
      for place in problem.points[point].places {
        least = min(least, problem.travel(r.kind, r.base, place), problem.travel(r.kind, place, r.home))
      }
    }
    return Float(least)
  }

  /// What is proven of the travel.
  struct Proof: Sendable {
    /// Seconds by trees, and what every end of each visit pays in them, in milliseconds.
    var trees: Int
    var prices: [Int]
    /// Seconds by columns.
    var columns = 0

    /// The bound in whole seconds.
    var seconds: Int { max(trees, columns) }
  }

  /// The best bound that is found.
  ///
  /// - Parameter above: the travel of some plan, which sets how far prices are moved; it does not enter the bound.
  func proof(above: Int? = nil) -> Proof {
    guard !nodes.isEmpty else { return Proof(trees: 0, prices: []) }
    var prices = [Float](repeating: 0, count: nodes.count)
    var (best, bestPrices) = (0.0, prices)
    var step = 1.0
    var stale = 0
    let target = above.map(Double.init) ?? 1.5 * least(prices).value
    for _ in 0..<max(120, min(300, 60_000_000 / (nodes.count * nodes.count))) {
      let (value, degrees) = least(prices)
      if value > best + 0.5 {
        (best, bestPrices) = (value, prices)
        stale = 0
      } else {
        stale += 1
        if stale == 8 {
          step /= 2
          stale = 0
        }
      }
      let square = degrees.reduce(0) { $0 + ($1 - 2) * ($1 - 2) }
      guard square > 0, step > 0.005 else { break }
      let length = step * max(1, target - value) / Double(square)
      for node in prices.indices { prices[node] += Float(length * Double(degrees[node] - 2)) }
    }
    let whole = bestPrices.map { Int((Double($0) * 1000).rounded()) }
    return Proof(trees: max(0, (least(whole) + 999) / 1000), prices: whole)
  }

  /// The least tree over all nodes and the bases with one edge more, and others where that makes it less, at given
  /// prices for ending at a node; and how many edges end at each.
  private func least(_ prices: [Float]) -> (value: Double, degrees: [Int]) {
    let count = nodes.count
    // Prim's algorithm from the bases. Link -1 is the bases.
    var nearest = nodes.indices.map { nodes[$0].toBase + prices[$0] }
    var link = [Int](repeating: -1, count: count)
    var isWaiting = [Bool](repeating: true, count: count)
    var degrees = [Int](repeating: 0, count: count)
    var value = -2 * prices.reduce(0.0) { $0 + Double($1) }
    for _ in 0..<count {
      var next = -1
      for node in 0..<count where isWaiting[node] && (next < 0 || nearest[node] < nearest[next]) {
        next = node
      }
      isWaiting[next] = false
      value += Double(nearest[next])
      degrees[next] += 1
      if link[next] >= 0 { degrees[link[next]] += 1 }
      let price = prices[next]
      lengths.withUnsafeBufferPointer { lengths in
        for node in 0..<count where isWaiting[node] {
          let length = lengths[next * count + node] + price + prices[node]
          if length < nearest[node] {
            nearest[node] = length
            link[node] = next
          }
        }
      }
    }
    // Beside the tree an edge to the bases may be there twice, one between visits once. All that make it less are
    // taken, and else the least.
    var extra: (length: Float, a: Int, b: Int) = (.infinity, -1, -1)
    var isTaken = false
    func offer(_ length: Float, _ a: Int, _ b: Int) {
      if length < 0 {
        value += Double(length)
        degrees[a] += 1
        if b >= 0 { degrees[b] += 1 }
        isTaken = true
      } else if length < extra.length {
        extra = (length, a, b)
      }
    }
    for a in 0..<count {
      let toBase = nodes[a].toBase + prices[a]
      offer(toBase, a, -1)
      if link[a] >= 0 { offer(toBase, a, -1) }
      for b in 0..<a where link[a] != b && link[b] != a {
        let length = lengths[a * count + b] + prices[a] + prices[b]
        if length < extra.length { offer(length, a, b) }
      }
    }
    if !isTaken, extra.length < .infinity {
      value += Double(extra.length)
      degrees[extra.a] += 1
      if extra.b >= 0 { degrees[extra.b] += 1 }
    }
    return (value, degrees)
  }
}
