import Geometry

extension RoadLines {
  /// The lines with a common vertex wherever two of one layer cross, or one has a vertex on another, and how many such
  /// places there were: for data whose lines do not share vertices at junctions.
  ///
  /// A vertex counts as on a line when it lies within two lattice units (2 cm) of it.
  public func joinedAtCrossings() -> (lines: RoadLines, crossings: Int) {
    var cuts = RoadCuts(self)
    cuts.find()
    var result = RoadLines()
    for line in 0..<count {
      result.append(
        cuts.vertices(of: line), class: classes[line], speed: speeds[line], direction: directions[line],
        name: names[line], access: access[line], layer: layers[line])
    }
    result.unreadSpeeds = unreadSpeeds
    result.turns = turns
    return (result, cuts.places.count)
  }
}

/// Where the segments of lines have to be cut.
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
  }

  private let lines: RoadLines
  private let segments: [Segment]
  private var cuts: [Cut] = []
  private(set) var places = Set<Coordinate>()

  init(_ lines: RoadLines) {
    self.lines = lines
    segments = (0..<lines.count).flatMap { line in
      lines.vertices(of: line).indices.dropLast().map { Segment(line: Int32(line), vertex: Int32($0)) }
    }
  }

  mutating func find() {
    for (first, second) in candidates() { compare(segments[first], segments[second]) }
    cuts.sort { ($0.vertex, $0.fraction, $0.place) < ($1.vertex, $1.fraction, $1.place) }
  }

  func vertices(of line: Int) -> [Coordinate] {
    let range = lines.vertices(of: line).indices
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if Int(cuts[middle].vertex) < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var result: [Coordinate] = []
    for vertex in range {
      result.append(lines.coordinates[vertex])
      while low < cuts.count, cuts[low].vertex == vertex {
        result.append(cuts[low].place)
        low += 1
      }
    }
    return result
  }

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

  private mutating func compare(_ s: Segment, _ t: Segment) {
    guard lines.layers[Int(s.line)] == lines.layers[Int(t.line)] else { return }
    let touched = touch(s, t) || touch(t, s)
    if touched { return }
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
    cuts.append(Cut(vertex: s.vertex, fraction: fraction, place: place))
    cuts.append(Cut(vertex: t.vertex, fraction: other, place: place))
    places.insert(place)
  }

  /// Cuts `t` where an end of `s` lies on it; true when the two meet there, or share an end anyway.
  private mutating func touch(_ s: Segment, _ t: Segment) -> Bool {
    let (c, d) = ends(t)
    let v = d - c
    let square = (v * v).sum()
    var meets = false
    for vertex in [Int(s.vertex), Int(s.vertex) + 1] {
      let place = lines.coordinates[vertex]
      if place == lines.coordinates[Int(t.vertex)] || place == lines.coordinates[Int(t.vertex) + 1] {
        meets = true
        continue
      }
      let p = point(vertex)
      let fraction = ((p - c) * v).sum() / square
      guard fraction > 0, fraction < 1 else { continue }
      let gap = p - (c + fraction * v)
      guard (gap * gap).sum() <= Self.tolerance * Self.tolerance else { continue }
      cuts.append(Cut(vertex: t.vertex, fraction: fraction, place: place))
      places.insert(place)
      meets = true
    }
    return meets
  }
}
