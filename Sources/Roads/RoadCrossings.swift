import Geometry

extension RoadLines {
  /// The lines with a common node wherever two cross, or one has a vertex on another, and how many such places there
  /// were: for data whose lines do not share vertices at junctions.
  ///
  /// A vertex counts as on a line, or at a vertex of one, when it lies within two lattice units (2 cm) of it. Where a
  /// line ends it meets any other; elsewhere it meets those of its own layer, and a bridge or tunnel without a stated
  /// layer meets none.
  public func joinedAtCrossings() -> (lines: RoadLines, crossings: Int) {
    var cuts = RoadCuts(self)
    cuts.find()
    var result = RoadLines()
    for (line, vertices) in cuts.joinedLines().enumerated() { result.append(vertices, attributes[line]) }
    result.remarks = remarks
    result.turns = turns.map { cuts.joined($0) }
    // Those that stand on a line; of several on nodes that are one now each stops whom it stops.
    for node in Set(cuts.nodes.filter { barriers[$0] != nil }) {
      guard let access = barriers[node] else { continue }
      let joined = cuts.joinedNode(node)
      result.barriers[joined] = result.barriers[joined]?.and(access) ?? access
    }
    return (result, cuts.places.count)
  }
}

/// Where the segments of lines have to be cut, and which of their nodes are one.
private struct RoadCuts {
  /// Lattice units within which places are one.
  private static let tolerance = 2.0

  private struct Segment {
    var line: Int32
    var vertex: Int32
  }

  private struct Cut {
    var vertex: Int32
    var fraction: Double
    var place: Coordinate
    var node: Int32
  }

  /// A crossing of lines of one layer.
  private struct Crossing: Hashable {
    var place: Coordinate
    var layer: Int
  }

  private let lines: RoadLines
  private let segments: [Segment]
  /// The node of each vertex as the layer has it.
  let nodes: [Int32]
  /// For each node one that it is the same as, not above it, and its place.
  private var same: [Int32]
  private var placeOfNode: [Coordinate]
  private var crossings: [Crossing: Int32] = [:]
  private var cuts: [Cut] = []
  private(set) var places = Set<Coordinate>()

  init(_ lines: RoadLines) {
    self.lines = lines
    segments = (0..<lines.count).flatMap { line in
      lines.vertices(of: line).indices.dropLast().map { Segment(line: Int32(line), vertex: Int32($0)) }
    }
    nodes = lines.nodes.isEmpty ? PlaceNodes(lines).nodes : lines.nodes
    let count = Int(nodes.max() ?? -1) + 1
    same = (0..<Int32(count)).map { $0 }
    placeOfNode = Array(repeating: Coordinate(x: 0, y: 0), count: count)
    for (vertex, node) in nodes.enumerated() { placeOfNode[Int(node)] = lines.coordinates[vertex] }
  }

  mutating func find() {
    for (first, second) in candidates() { compare(segments[first], segments[second]) }
    cuts.sort { ($0.vertex, $0.fraction, $0.place) < ($1.vertex, $1.fraction, $1.place) }
  }

  // MARK: Nodes

  mutating func joinedNode(_ node: Int32) -> Int32 {
    var root = node
    while same[Int(root)] != root { root = same[Int(root)] }
    var next = node
    while same[Int(next)] != root { (same[Int(next)], next) = (root, same[Int(next)]) }
    return root
  }

  private mutating func unite(_ a: Int32, _ b: Int32) {
    let (a, b) = (joinedNode(a), joinedNode(b))
    same[Int(max(a, b))] = min(a, b)
  }

  private mutating func node(of crossing: Crossing) -> Int32 {
    if let known = crossings[crossing] { return known }
    let node = Int32(same.count)
    same.append(node)
    placeOfNode.append(crossing.place)
    crossings[crossing] = node
    return node
  }

  /// The lines with their cuts. Nodes that are one have one place.
  mutating func joinedLines() -> [[(place: Coordinate, node: Int32)]] {
    var result: [[Int32]] = []
    var next = 0
    for line in 0..<lines.count {
      var way: [Int32] = []
      for vertex in lines.vertices(of: line).indices {
        way.append(nodes[vertex])
        while next < cuts.count, cuts[next].vertex == vertex {
          way.append(cuts[next].node)
          next += 1
        }
      }
      result.append(way)
    }
    // Between nodes that follow one another at one place there is no way to be driven: they are one.
    for way in result {
      for (a, b) in zip(way, way.dropFirst()) where joinedPlace(a) == joinedPlace(b) { unite(a, b) }
    }
    return result.map { way in
      way.map { (joinedPlace($0), joinedNode($0)) }
    }
  }

  private mutating func joinedPlace(_ node: Int32) -> Coordinate { placeOfNode[Int(joinedNode(node))] }

  /// A rule with the place that the node where it is made has now.
  mutating func joined(_ rule: RoadTurn) -> RoadTurn {
    guard let place = rule.place else { return rule }
    var rule = rule
    for line in rule.lines {
      guard let vertex = lines.vertices(of: line).firstIndex(of: place) else { continue }
      rule.place = joinedPlace(nodes[vertex])
      break
    }
    return rule
  }

  // MARK: Pairs of segments

  /// Pairs of segments whose boxes share a cell of a mesh over the lattice; each pair once.
  private func candidates() -> [(Int, Int)] {
    var extent = 0.0
    for s in segments {
      let (a, b) = ends(s)
      extent += max(abs(b.x - a.x), abs(b.y - a.y))
    }
    let cell = max(100, 2 * extent / Double(max(1, segments.count)))
    var entries: [(column: Int32, row: Int32, segment: Int32)] = []
    for (index, s) in segments.enumerated() {
      let (a, b) = ends(s)
      func cells(_ p: Double, _ q: Double) -> ClosedRange<Int32> {
        Int32(
          ((min(p, q) - Self.tolerance) / cell).rounded(.down))...Int32(
            ((max(p, q) + Self.tolerance) / cell).rounded(.down))
      }
      for column in cells(a.x, b.x) {
        for row in cells(a.y, b.y) { entries.append((column, row, Int32(index))) }
      }
    }
    entries.sort { ($0.column, $0.row, $0.segment) < ($1.column, $1.row, $1.segment) }
    var pairs: [(Int, Int)] = []
    var start = 0
    while start < entries.count {
      var end = start
      while end < entries.count, entries[end].column == entries[start].column,
        entries[end].row == entries[start].row
      {
        end += 1
      }
      for i in start..<end {
        for j in (i + 1)..<max(i + 1, end) {
          pairs.append((Int(entries[i].segment), Int(entries[j].segment)))
        }
      }
      start = end
    }
    pairs.sort { $0 < $1 }
    var unique: [(Int, Int)] = []
    for pair in pairs where unique.last.map({ $0 != pair }) ?? true { unique.append(pair) }
    return unique
  }

  private func ends(_ s: Segment) -> (SIMD2<Double>, SIMD2<Double>) {
    (point(Int(s.vertex)), point(Int(s.vertex) + 1))
  }

  private func point(_ vertex: Int) -> SIMD2<Double> {
    SIMD2(Double(lines.coordinates[vertex].x), Double(lines.coordinates[vertex].y))
  }

  private func level(_ s: Segment) -> RoadLevel { lines.attributes[Int(s.line)].level }

  private func isEnd(_ vertex: Int, of s: Segment) -> Bool {
    vertex == lines.offsets[Int(s.line)] || vertex == lines.offsets[Int(s.line) + 1] - 1
  }

  private static func isNear(_ gap: SIMD2<Double>) -> Bool { (gap * gap).sum() <= tolerance * tolerance }

  private mutating func compare(_ s: Segment, _ t: Segment) {
    let meet = level(s).meets(level(t))
    let shared = shareNode(s, t, meet: meet)
    let touched = [touch(s, t, meet: meet), touch(t, s, meet: meet)].contains(true)
    guard meet, !shared, !touched else { return }
    let (a, b) = ends(s)
    let (c, d) = ends(t)
    let (u, v) = (b - a, d - c)
    let turn = u.x * v.y - u.y * v.x
    guard turn != 0 else { return }
    let w = c - a
    let fraction = (w.x * v.y - w.y * v.x) / turn
    let other = (w.x * u.y - w.y * u.x) / turn
    guard fraction > 0, fraction < 1, other > 0, other < 1 else { return }
    let p = a + fraction * u
    let place = Coordinate(x: Int32(p.x.rounded()), y: Int32(p.y.rounded()))
    let node = node(of: Crossing(place: place, layer: level(s).layer))
    cuts.append(Cut(vertex: s.vertex, fraction: fraction, place: place, node: node))
    cuts.append(Cut(vertex: t.vertex, fraction: other, place: place, node: node))
    places.insert(place)
  }

  /// Joins vertices of two segments that lie at one place; true when they have one in common then.
  private mutating func shareNode(_ s: Segment, _ t: Segment, meet: Bool) -> Bool {
    var shared = false
    for a in [Int(s.vertex), Int(s.vertex) + 1] {
      for b in [Int(t.vertex), Int(t.vertex) + 1] {
        if joinedNode(nodes[a]) == joinedNode(nodes[b]) {
          shared = true
          continue
        }
        let (aEnds, bEnds) = (isEnd(a, of: s), isEnd(b, of: t))
        // Vertices of one line follow one another however close they are; it may close on itself.
        guard s.line == t.line ? aEnds && bEnds : meet || aEnds || bEnds,
          Self.isNear(point(a) - point(b))
        else { continue }
        unite(nodes[a], nodes[b])
        places.insert(lines.coordinates[min(a, b)])
        shared = true
      }
    }
    return shared
  }

  /// Cuts `t` where a vertex of `s` lies on it; true when one does.
  private mutating func touch(_ s: Segment, _ t: Segment, meet: Bool) -> Bool {
    let (c, d) = ends(t)
    let v = d - c
    let square = (v * v).sum()
    var touches = false
    for vertex in [Int(s.vertex), Int(s.vertex) + 1] where meet || isEnd(vertex, of: s) {
      let node = joinedNode(nodes[vertex])
      guard node != joinedNode(nodes[Int(t.vertex)]), node != joinedNode(nodes[Int(t.vertex) + 1]) else {
        continue
      }
      let p = point(vertex)
      let fraction = ((p - c) * v).sum() / square
      guard fraction > 0, fraction < 1, Self.isNear(p - (c + fraction * v)) else { continue }
      let place = lines.coordinates[vertex]
      cuts.append(Cut(vertex: t.vertex, fraction: fraction, place: place, node: nodes[vertex]))
      places.insert(place)
      touches = true
    }
    return touches
  }
}
