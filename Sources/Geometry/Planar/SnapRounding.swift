/// Cuts segments wherever they meet, on the lattice (snap rounding: J. D. Hobby, Practical segment intersection with
/// finite precision output, 1999).
///
/// The square of a lattice point is hot where a segment ends or two cross. A segment is led through the middle of every
/// hot square that it meets, so no vertex moves, no piece crosses another, and no piece is further than 0.71 lattice
/// units from the segment that it is of.
package struct SnapRounding {
  /// For each segment the vertices that it is led through between its ends, from the lower.
  private(set) var nodes = Rows<Coordinate>()

  private struct Node: Comparable {
    let segment: Int32
    let vertex: Coordinate

    static func < (a: Node, b: Node) -> Bool {
      a.segment != b.segment ? a.segment < b.segment : a.vertex < b.vertex
    }
  }

  /// - Precondition: no segment stands twice, and each runs from its lesser to its greater end.
  init(low: [Coordinate], high: [Coordinate]) {
    let cells = SegmentCells(low: low, high: high)
    var (found, crossings) = low.withUnsafeBufferPointer { low in
      high.withUnsafeBufferPointer { high in Self.meetings(cells, low, high) }
    }
    crossings.sort()
    var last: Coordinate?
    for point in crossings where point != last {
      last = point
      for segment in cells.members(around: point) {
        let (a, b) = (low[Int(segment)], high[Int(segment)])
        if point != a && point != b && LatticeLine.meets(a, b, squareOf: point) {
          found.append(Node(segment: segment, vertex: point))
        }
      }
    }
    found.sort()
    var next = 0
    for segment in low.indices {
      let start = next
      while next < found.count, Int(found[next].segment) == segment { next += 1 }
      // They lie in the order of the segment's way but where several have one x and it runs down.
      if next > start + 1, low[segment].y > high[segment].y {
        found[start..<next].sort { ($0.vertex.x, $1.vertex.y) < ($1.vertex.x, $0.vertex.y) }
      }
      for i in start..<next where i == start || found[i].vertex != found[i - 1].vertex {
        nodes.append(found[i].vertex)
      }
      nodes.endRow()
    }
  }

  /// The ends of segments in whose squares others run, and where two cross.
  private static func meetings(
    _ cells: SegmentCells, _ low: UnsafeBufferPointer<Coordinate>, _ high: UnsafeBufferPointer<Coordinate>
  ) -> (nodes: [Node], crossings: [Coordinate]) {
    var nodes: [Node] = []
    var crossings: [Coordinate] = []
    func note(_ vertex: Coordinate, on segment: Int32, _ a: Coordinate, _ b: Coordinate) {
      if vertex == a || vertex == b || !isNear(vertex, a, b) { return }
      if LatticeLine.meets(a, b, squareOf: vertex) { nodes.append(Node(segment: segment, vertex: vertex)) }
    }
    cells.forEachCell { members in
      for i in members.indices {
        let (a, b) = (low[Int(members[i])], high[Int(members[i])])
        for j in (i + 1)..<members.count {
          let (c, d) = (low[Int(members[j])], high[Int(members[j])])
          // Each runs from its lesser x to its greater.
          if Int64(c.x) > Int64(b.x) + 1 || Int64(a.x) > Int64(d.x) + 1 { continue }
          if Int64(min(c.y, d.y)) > Int64(max(a.y, b.y)) + 1
            || Int64(min(a.y, b.y)) > Int64(max(c.y, d.y)) + 1
          {
            continue
          }
          note(c, on: members[i], a, b)
          note(d, on: members[i], a, b)
          note(a, on: members[j], c, d)
          note(b, on: members[j], c, d)
          if a != c, a != d, b != c, b != d, let point = LatticeLine.crossing(a, b, c, d) {
            crossings.append(point)
          }
        }
      }
    }
    return (nodes, crossings)
  }

  /// Whether a vertex lies in the box of a segment or right beside it.
  @inline(__always)
  private static func isNear(_ p: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Bool {
    Int64(p.x) >= Int64(a.x) - 1 && Int64(p.x) <= Int64(b.x) + 1
      && Int64(p.y) >= Int64(min(a.y, b.y)) - 1 && Int64(p.y) <= Int64(max(a.y, b.y)) + 1
  }
}

extension SnapRounding {
  /// Segments cut wherever they meet, each from its lesser to its greater end, ascending and none twice.
  ///
  /// A piece that was led through a vertex may run through the square of another; it is cut in its turn, until none does.
  /// Each time moves a piece by 0.71 lattice units at most; how often it takes is not bounded, but once or twice is usual.
  package static func pieces(of segments: [LatticeSegment]) -> [LatticeSegment] {
    var pieces = Self.unique(segments)
    while true {
      let rounding = SnapRounding(low: pieces.map(\.low), high: pieces.map(\.high))
      if rounding.nodes.values.isEmpty { return pieces }
      pieces = Self.unique(
        pieces.indices.flatMap { piece -> [LatticeSegment] in
          let way = [pieces[piece].low] + rounding.nodes[piece] + [pieces[piece].high]
          return zip(way, way.dropFirst()).map { LatticeSegment($0, $1) }
        })
    }
  }

  private static func unique(_ segments: [LatticeSegment]) -> [LatticeSegment] {
    var last: LatticeSegment?
    return segments.filter { $0.low != $0.high }.sorted().filter { segment in
      defer { last = segment }
      return segment != last
    }
  }
}
