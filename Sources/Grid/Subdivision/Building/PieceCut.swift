import Geometry

/// A piece cut in two connected pieces, and the vertices that the cut puts into borders.
struct PieceCut {
  struct Insertion {
    var from: Coordinate
    var to: Coordinate
    var vertex: Coordinate
  }

  var left: DividedLand
  var right: DividedLand
  var insertions: [Insertion]
}

extension DividedLand {
  /// Cuts along a path between two vertices of the exterior; holes go to the side that they lie on.
  ///
  /// - Parameters:
  ///   - exterior: the exterior with the ends of the path as vertices.
  ///   - path: the path's inner vertices, from vertex `start` to vertex `end` of the exterior.
  func cut(
    _ exterior: [Coordinate], from start: Int, to end: Int, along path: [Coordinate] = [],
    inserting insertions: [PieceCut.Insertion]
  ) -> PieceCut? {
    guard start != end else { return nil }
    func arc(_ from: Int, _ to: Int) -> [Coordinate] {
      from <= to ? Array(exterior[from...to]) : Array(exterior[from...]) + exterior[...to]
    }
    // Land lies left of the path's way from start to end, and of the exterior from end on to start.
    var left = DividedLand(rings: [arc(end, start) + path])
    var right = DividedLand(rings: [arc(start, end) + path.reversed()])
    guard left.rings[0].count >= 3, right.rings[0].count >= 3 else { return nil }
    for hole in rings.dropFirst() {
      if left.holds(hole[0]) { left.rings.append(hole) } else { right.rings.append(hole) }
    }
    return PieceCut(left: left, right: right, insertions: insertions)
  }
}

/// A straight line on the lattice that no lattice point lies on: 2 (a x + b y) = level, with an odd level.
struct CutLine {
  var a: Int64
  var b: Int64
  var level: Int64

  @inline(__always)
  func side(_ p: Coordinate) -> Int64 { 2 * (a * Int64(p.x) + b * Int64(p.y)) - level }

  /// Where the line crosses an edge, on the lattice; `nil` when it does not.
  func crossing(_ edge: EdgeSplits.Edge) -> Coordinate? {
    let (s, t) = (side(edge.low), side(edge.high))
    guard (s < 0) != (t < 0) else { return nil }
    let share = Double(s) / (Double(s) - Double(t))
    let dx = Double(edge.high.x) - Double(edge.low.x)
    let dy = Double(edge.high.y) - Double(edge.low.y)
    return Coordinate(
      x: Int32(clamping: Int((Double(edge.low.x) + share * dx).rounded())),
      y: Int32(clamping: Int((Double(edge.low.y) + share * dy).rounded())))
  }
}

/// Cuts pieces by lines.
struct LineCutter {
  /// Crossings this near to a vertex are moved to it, so that no edge becomes too short to be cut again: 0.5 m.
  private static let reach = 50.0

  /// Every way to cut `piece` in two connected pieces along parts of a line.
  static func cuts(_ piece: DividedLand, by line: CutLine, _ splits: EdgeSplits) -> [PieceCut] {
    var rings: [[Coordinate]] = []
    var crossings: [(ring: Int, index: Int, along: Int64)] = []
    var insertions: [PieceCut.Insertion] = []
    var negative: [DirectedEdge] = []
    var positive: [DirectedEdge] = []
    for (r, ring) in piece.rings.enumerated() {
      var augmented: [Coordinate] = []
      for (i, a) in ring.enumerated() {
        let b = i + 1 < ring.count ? ring[i + 1] : ring[0]
        if augmented.last != a { augmented.append(a) }
        let isNegative = line.side(a) < 0
        guard isNegative != (line.side(b) < 0) else {
          if isNegative {
            negative.append(DirectedEdge(from: a, to: b))
          } else {
            positive.append(DirectedEdge(from: a, to: b))
          }
          continue
        }
        let place = place(on: a, b, line, splits)
        if place != a && place != b {
          insertions.append(PieceCut.Insertion(from: a, to: b, vertex: place))
        }
        if place != a {
          augmented.append(place)
          let edge = DirectedEdge(from: a, to: place)
          if isNegative { negative.append(edge) } else { positive.append(edge) }
        }
        if place != b {
          let edge = DirectedEdge(from: place, to: b)
          if isNegative { positive.append(edge) } else { negative.append(edge) }
        }
        let along = -line.b * Int64(place.x) + line.a * Int64(place.y)
        crossings.append((r, augmented.count - 1, along))
      }
      if augmented.count > 1, augmented.last == augmented[0] {
        augmented.removeLast()
        for k in crossings.indices where crossings[k].ring == r && crossings[k].index == augmented.count {
          crossings[k].index = 0
        }
      }
      rings.append(augmented)
    }
    let order = crossings.indices.sorted { (crossings[$0].along, $0) < (crossings[$1].along, $1) }
    if crossings.count == 2, crossings[0].ring == 0, crossings[1].ring == 0 {
      let (from, to) = (crossings[order[0]].index, crossings[order[1]].index)
      return piece.cut(rings[0], from: from, to: to, inserting: insertions).map { [$0] } ?? []
    }
    var chords: [DirectedEdge] = []
    for k in stride(from: 0, to: order.count - 1, by: 2) {
      let from = crossings[order[k]]
      let to = crossings[order[k + 1]]
      let chord = DirectedEdge(from: rings[from.ring][from.index], to: rings[to.ring][to.index])
      if chord.from != chord.to { chords.append(chord) }
    }
    return PieceGrouping(negative: negative, positive: positive, chords: chords)?.cuts(insertions) ?? []
  }

  private static func place(
    on a: Coordinate, _ b: Coordinate, _ line: CutLine, _ splits: EdgeSplits
  ) -> Coordinate {
    let root = splits.root(a, b)
    var place = line.crossing(EdgeSplits.Edge(a, b)) ?? a
    if let better = line.crossing(root), Box([a, b]).contains(better) { place = better }
    func squared(_ p: Coordinate) -> Double {
      let dx = Double(p.x) - Double(place.x)
      let dy = Double(p.y) - Double(place.y)
      return dx * dx + dy * dy
    }
    let (toA, toB) = (squared(a), squared(b))
    if splits.isFrozen(a, b) || min(toA, toB) < reach * reach { return toA <= toB ? a : b }
    return place
  }
}

/// The pieces that a whole line makes, and how they hang together across it.
private struct PieceGrouping {
  private let edges: [[DirectedEdge]]
  private let chords: [(low: Int, high: Int)]

  init?(negative: [DirectedEdge], positive: [DirectedEdge], chords lines: [DirectedEdge]) {
    guard let below = RingLinker.polygons(from: negative + lines),
      let above = RingLinker.polygons(from: positive + lines.map { DirectedEdge(from: $0.to, to: $0.from) })
    else { return nil }
    var edges: [[DirectedEdge]] = []
    var ownerOf: [PieceGrouping.Way: Int] = [:]
    for (i, polygon) in (below + above).enumerated() {
      edges.append(polygon.flatMap { ring in zip(ring, ring.dropFirst()).map(DirectedEdge.init) })
      for edge in edges[i] { ownerOf[Way(edge.from, edge.to)] = i }
    }
    self.edges = edges
    chords = lines.compactMap { line in
      guard let low = ownerOf[Way(line.from, line.to)], let high = ownerOf[Way(line.to, line.from)] else {
        return nil
      }
      return (low, high)
    }
  }

  private struct Way: Hashable {
    let from: Coordinate
    let to: Coordinate

    init(_ from: Coordinate, _ to: Coordinate) {
      self.from = from
      self.to = to
    }
  }

  func cuts(_ insertions: [PieceCut.Insertion]) -> [PieceCut] {
    guard edges.count > 1 else { return [] }
    var groups: [[Int]] = edges.indices.map { [$0] }
    for removed in chords.indices {
      groups.append(reach(chords[removed].low, without: removed))
    }
    var seen = Set<[Int]>()
    return groups.compactMap { group in
      guard group.count < edges.count, seen.insert(group).inserted else { return nil }
      let rest = edges.indices.filter { !group.contains($0) }
      guard let left = piece(group), let right = piece(rest) else { return nil }
      return PieceCut(left: left, right: right, insertions: insertions)
    }
  }

  private func reach(_ start: Int, without removed: Int) -> [Int] {
    var reached = [start]
    var next = 0
    while next < reached.count {
      for (i, chord) in chords.enumerated() where i != removed {
        for (a, b) in [(chord.low, chord.high), (chord.high, chord.low)]
        where a == reached[next] && !reached.contains(b) { reached.append(b) }
      }
      next += 1
    }
    return reached.sorted()
  }

  /// Some of the pieces as one; `nil` when they do not hang together.
  private func piece(_ group: [Int]) -> DividedLand? {
    let all = group.flatMap { edges[$0] }
    let ways = Set(all.map { Way($0.from, $0.to) })
    let outline = all.filter { !ways.contains(Way($0.to, $0.from)) }
    guard let polygons = RingLinker.polygons(from: outline), polygons.count == 1 else { return nil }
    return DividedLand(rings: polygons[0].map { $0.dropLast() })
  }
}
