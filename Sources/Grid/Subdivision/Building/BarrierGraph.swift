import Geometry

/// The barriers inside one piece of land, as a graph with the places where they meet its border.
///
/// A barrier that ends inside the land is led on by links: straight ahead to the border, the shortest way to it, and to
/// the nearest other end. A link counts for more than its length, so that ways keep to barriers.
struct BarrierGraph {
  /// A way through the land from border to border, mostly along barriers.
  struct Path {
    var start: BarrierMeeting
    var inner: [Coordinate]
    var end: BarrierMeeting
  }

  private struct Way {
    var to: Int
    var length: Double
    var isLink: Bool
  }

  private static let linkCost = 2.0
  /// The least share of a path that runs along barriers.
  private static let barrierShare = 0.5

  private let piece: DividedLand
  private let splits: EdgeSplits
  private let scale: LocalScale
  private let vertexAt: [Coordinate: Int]
  private var places: [Coordinate] = []
  private var nodeAt: [Coordinate: Int] = [:]
  private var ways: [[Way]] = []
  /// Where each node lies on the border; `nil` for one inside.
  private var meetings: [BarrierMeeting?] = []

  init(_ barriers: [EdgeSplits.Edge], in piece: DividedLand, _ splits: EdgeSplits, _ scale: LocalScale) {
    self.piece = piece
    self.splits = splits
    self.scale = scale
    vertexAt = Dictionary(
      piece.rings[0].enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for barrier in barriers { add(barrier) }
    link()
  }

  // MARK: The graph

  /// Adds what of a barrier lies inside.
  private mutating func add(_ barrier: EdgeSplits.Edge) {
    guard !meetsHole(barrier.low, barrier.high) else { return }
    let crossed = BarrierMeeting.all(barrier.low, barrier.high, piece.rings[0], splits)
    var last = (place: barrier.low, meeting: BarrierMeeting?.none)
    for meeting in crossed.map({ Optional($0) }) + [nil] {
      let place = meeting?.place ?? barrier.high
      if place == last.place {
        last.meeting = last.meeting ?? meeting
        continue
      }
      if isInside(last.place, place) {
        let (from, to) = (node(last.place, last.meeting), node(place, meeting))
        connect(from, to, isLink: false)
      }
      last = (place, meeting)
    }
  }

  private func meetsHole(_ a: Coordinate, _ b: Coordinate) -> Bool {
    piece.rings.dropFirst().contains { !BarrierMeeting.all(a, b, $0, splits).isEmpty }
  }

  /// Whether a line that meets the border at most with its ends lies inside, and is no part of the border.
  private func isInside(_ a: Coordinate, _ b: Coordinate) -> Bool {
    if let i = vertexAt[a], let j = vertexAt[b] {
      let apart = (i - j).magnitude
      if apart == 1 || apart == UInt(piece.rings[0].count - 1) { return false }
    }
    let middle = Coordinate(x: Int32((Int64(a.x) + Int64(b.x)) / 2), y: Int32((Int64(a.y) + Int64(b.y)) / 2))
    return piece.place(of: middle) == .inside
  }

  private mutating func node(_ place: Coordinate, _ meeting: BarrierMeeting?) -> Int {
    let meeting = vertexAt[place].map { BarrierMeeting(share: 0, edge: $0, place: place) } ?? meeting
    if let known = nodeAt[place] {
      meetings[known] = meetings[known] ?? meeting
      return known
    }
    nodeAt[place] = places.count
    places.append(place)
    ways.append([])
    meetings.append(meeting)
    return places.count - 1
  }

  private mutating func connect(_ a: Int, _ b: Int, isLink: Bool) {
    guard a != b, !ways[a].contains(where: { $0.to == b }) else { return }
    let length = scale.distance(places[a], places[b])
    ways[a].append(Way(to: b, length: length, isLink: isLink))
    ways[b].append(Way(to: a, length: length, isLink: isLink))
  }

  // MARK: Links

  private mutating func link() {
    let ends = places.indices.filter { meetings[$0] == nil && ways[$0].count == 1 }
    for end in ends {
      let place = places[end]
      if let ahead = ahead(of: end) { link(end, to: ahead) }
      if let nearest = BarrierMeeting.nearest(to: place, on: piece.rings[0], splits, scale) {
        link(end, to: nearest)
      }
      let others = ends.filter { $0 != end && ways[end][0].to != $0 }
      let other = others.min {
        (scale.distance(place, places[$0]), $0) < (scale.distance(place, places[$1]), $1)
      }
      if let other, isFree(place, places[other]) { connect(end, other, isLink: true) }
    }
  }

  private mutating func link(_ end: Int, to border: BarrierMeeting) {
    guard border.place != places[end], isFree(places[end], border.place) else { return }
    connect(end, node(border.place, border), isLink: true)
  }

  /// Where the border is met when a barrier is led on straight ahead.
  private func ahead(of end: Int) -> BarrierMeeting? {
    let (place, before) = (places[end], places[ways[end][0].to])
    let box = Box(piece.rings[0])
    let (dx, dy) = (Double(place.x) - Double(before.x), Double(place.y) - Double(before.y))
    let reach = Double(box.maxX) - Double(box.minX) + Double(box.maxY) - Double(box.minY)
    let steps = reach / max(1, dx.magnitude, dy.magnitude)
    let far = Coordinate(
      x: Int32(clamping: Int(Double(place.x) + dx * steps)),
      y: Int32(clamping: Int(Double(place.y) + dy * steps)))
    return BarrierMeeting.all(place, far, piece.rings[0], splits).first { $0.place != place }
  }

  /// Whether a straight line runs inside, and meets the border at most with its ends.
  private func isFree(_ a: Coordinate, _ b: Coordinate) -> Bool {
    BarrierMeeting.all(a, b, piece.rings[0], splits).allSatisfy { meeting in
      // Its place on the lattice may lie a unit short of the border.
      scale.distance(meeting.place, a) < 0.1 || scale.distance(meeting.place, b) < 0.1
    } && isInside(a, b) && !meetsHole(a, b)
  }

  // MARK: Paths

  /// The cheapest path between every two places on the border that are joined, if it is mostly barrier.
  var paths: [Path] {
    let borders = meetings.indices.filter { meetings[$0] != nil && !ways[$0].isEmpty }
    var result: [Path] = []
    for start in borders {
      let before = cheapestWays(from: start)
      for end in borders where end > start && before[end] >= 0 {
        if let path = path(from: start, to: end, before) { result.append(path) }
      }
    }
    return result
  }

  /// For each node the one before it on the cheapest path from `start`, or -1. No path goes on behind a border.
  private func cheapestWays(from start: Int) -> [Int] {
    var before = [Int](repeating: -1, count: places.count)
    var cost = [Double](repeating: .infinity, count: places.count)
    var isWaiting = [Bool](repeating: false, count: places.count)
    var queue = [start]
    cost[start] = 0
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      isWaiting[node] = false
      if node != start && meetings[node] != nil { continue }
      for way in ways[node] {
        let total = cost[node] + way.length * (way.isLink ? Self.linkCost : 1)
        guard total < cost[way.to] else { continue }
        cost[way.to] = total
        before[way.to] = node
        if !isWaiting[way.to] {
          isWaiting[way.to] = true
          queue.append(way.to)
        }
      }
    }
    return before
  }

  private func path(from start: Int, to end: Int, _ before: [Int]) -> Path? {
    var inner: [Coordinate] = []
    var (along, links) = (0.0, 0.0)
    var node = end
    while node != start {
      let last = before[node]
      guard let way = ways[last].first(where: { $0.to == node }) else { return nil }
      if way.isLink { links += way.length } else { along += way.length }
      if last != start { inner.append(places[last]) }
      node = last
    }
    guard along >= Self.barrierShare * (along + links), let from = meetings[start], let to = meetings[end]
    else { return nil }
    return Path(start: from, inner: inner.reversed(), end: to)
  }
}
