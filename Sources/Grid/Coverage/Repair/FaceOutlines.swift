import Geometry

/// Dissolves the faces of an arrangement into the units that own them.
struct FaceOutlines {
  let arrangement: Arrangement
  let owners: [[Int]]
  let counts: [Int]
  /// The polygons before: units that keep their outline keep their rings, and straight edges come back.
  let original: [PolygonSet]
  /// Units that keep their rings whatever the faces say: snap rounding may have bent those by a lattice unit.
  let protected: [[Bool]]

  /// - Parameter restoring: whether edges that crossings with vanished lines had cut become whole again.
  func polygons(restoring: Bool) throws(GEOSError) -> [PolygonSet] {
    let edges = owners.indices.map { outlines(ofLevel: $0) }
    let dropped = restoring ? droppedVertices() : CoordinateSet()
    var result: [PolygonSet] = []
    for level in owners.indices {
      var set = PolygonSet()
      for unit in 0..<counts[level] {
        if protected[level][unit] {
          set.appendUnit(unit, of: original[level])
          continue
        }
        let polygons = try RingLinker.polygons(around: edges[level][unit])
        let rings = polygons.map { $0.map { ring in without(dropped, ring) } }
        if hasSameEdges(rings, asUnit: unit, of: original[level]) {
          set.appendUnit(unit, of: original[level])
        } else {
          set.appendUnit(rings)
        }
      }
      result.append(set)
    }
    return result
  }

  /// For each unit of a level the edges with its own land on the left and other land on the right.
  private func outlines(ofLevel level: Int) -> [[DirectedEdge]] {
    var result = [[DirectedEdge]](repeating: [], count: counts[level])
    let owner = owners[level]
    arrangement.forEachHalfEdge { a, b, left, right in
      if left >= 0, owner[left] >= 0, right < 0 || owner[right] != owner[left] {
        result[owner[left]].append(DirectedEdge(from: a, to: b))
      }
    }
    return result
  }

  private func without(_ dropped: CoordinateSet, _ ring: [Coordinate]) -> [Coordinate] {
    if dropped.isEmpty { return ring }
    // The ring is closed: its first vertex may go too.
    return ring.dropLast().filter { !dropped.contains($0) }
  }

  private func hasSameEdges(_ polygons: [[[Coordinate]]], asUnit unit: Int, of set: PolygonSet) -> Bool {
    var probe = PolygonSet()
    probe.appendUnit(polygons)
    guard probe.coordinates.count == set.range(ofUnit: unit).count else { return false }
    var edges: [(Coordinate, Coordinate)] = []
    var others: [(Coordinate, Coordinate)] = []
    probe.forEachEdge(ofUnit: 0) { edges.append(($0, $1)) }
    set.forEachEdge(ofUnit: unit) { others.append(($0, $1)) }
    edges.sort { $0 < $1 }
    others.sort { $0 < $1 }
    return edges.elementsEqual(others) { $0 == $1 }
  }

  /// Vertices between the ends of an original edge at which no two outlines part: the edge runs straight again.
  /// Original vertices stay, but those on the edges of protected units: there only such vertices are left in which
  /// outlines meet, so that the next repair finds the same.
  private func droppedVertices() -> CoordinateSet {
    let chains = (0..<arrangement.chains.count).map { arrangement.chains[$0] }.filter { $0.count > 2 }
    var guarded = PolygonSet()
    for (level, set) in original.enumerated() {
      for unit in 0..<set.count where protected[level][unit] { guarded.appendUnit(unit, of: set) }
    }
    var dropped = CoordinateSet()
    if chains.isEmpty && guarded.count == 0 { return dropped }
    let graph = OutlineGraph(arrangement, owners)
    let guardedVertices = CoordinateSet(guarded.coordinates)
    var kept = CoordinateSet()
    for unit in 0..<guarded.count {
      guarded.forEachEdge(ofUnit: unit) { a, b in
        let segment = LatticeSegment(a, b)
        for vertex in graph.passed(along: segment) where !guardedVertices.contains(vertex) {
          dropped.insert(vertex)
        }
        kept.insert(segment.low)
        kept.insert(segment.high)
      }
    }
    var vertices = CoordinateSet(capacity: original.reduce(0) { $0 + $1.coordinates.count } / 2)
    for set in original { for vertex in set.coordinates { vertices.insert(vertex) } }
    for chain in chains where graph.runs(along: chain) {
      let (low, high) = (chain[chain.startIndex], chain[chain.endIndex - 1])
      let between = chain.dropFirst().dropLast()
      guard !dropped.contains(low), !dropped.contains(high),
        between.allSatisfy({ !vertices.contains($0) && !kept.contains($0) && graph.degree($0) == 2 })
      else { continue }
      for vertex in between { dropped.insert(vertex) }
      kept.insert(low)
      kept.insert(high)
    }
    return dropped
  }
}

/// The vertices and undirected edges of all outlines of all levels.
private struct OutlineGraph {
  /// Ascending.
  private let vertices: [Coordinate]
  /// Vertex v has the neighbours `targets[offsets[v] ..< offsets[v + 1]]`.
  private let offsets: [Int32]
  private let targets: [Int32]

  init(_ arrangement: Arrangement, _ owners: [[Int]]) {
    var offsets = [Int32](repeating: 0, count: arrangement.vertices.count + 1)
    var edges: [(Int32, Int32)] = []
    arrangement.forEachEdge { a, b, left, right in
      let isOutline = owners.contains { owner in
        (left < 0 ? -1 : owner[left]) != (right < 0 ? -1 : owner[right])
      }
      if isOutline {
        edges.append((Int32(a), Int32(b)))
        offsets[a + 1] += 1
        offsets[b + 1] += 1
      }
    }
    for vertex in arrangement.vertices.indices { offsets[vertex + 1] += offsets[vertex] }
    var next = offsets
    var targets = [Int32](repeating: 0, count: 2 * edges.count)
    for (a, b) in edges {
      targets[Int(next[Int(a)])] = b
      targets[Int(next[Int(b)])] = a
      next[Int(a)] += 1
      next[Int(b)] += 1
    }
    vertices = arrangement.vertices
    self.offsets = offsets
    self.targets = targets
  }

  private func neighbours(_ vertex: Coordinate) -> ArraySlice<Int32> {
    guard let place = vertices.place(of: vertex) else { return [] }
    return targets[Int(offsets[place])..<Int(offsets[place + 1])]
  }

  /// How many edges meet at a vertex.
  func degree(_ vertex: Coordinate) -> Int { neighbours(vertex).count }

  /// Whether outlines run along every piece of a chain of vertices.
  func runs(along chain: ArraySlice<Coordinate>) -> Bool {
    zip(chain, chain.dropFirst()).allSatisfy { a, b in neighbours(a).contains { vertices[Int($0)] == b } }
  }

  /// The vertices between the ends of a segment that the outlines run through and at which none parts from them.
  func passed(along segment: LatticeSegment) -> [Coordinate] {
    var passed: [Coordinate] = []
    var here = segment.low
    while here != segment.high {
      let around = neighbours(here).map { vertices[Int($0)] }
      let ahead = around.filter { $0 == segment.high || isAlong(segment, here, $0) }
      guard let next = ahead.min(by: { slant(segment, here, $0) < slant(segment, here, $1) }) else {
        return []
      }
      if here != segment.low, around.count == 2 { passed.append(here) }
      here = next
    }
    return passed
  }

  /// The sine of the angle between a step and a segment.
  private func slant(_ segment: LatticeSegment, _ from: Coordinate, _ to: Coordinate) -> Double {
    let (dx, dy) = (
      Double(segment.high.x) - Double(segment.low.x), Double(segment.high.y) - Double(segment.low.y)
    )
    let (qx, qy) = (Double(to.x) - Double(from.x), Double(to.y) - Double(from.y))
    return abs(dx * qy - dy * qx) / ((dx * dx + dy * dy) * (qx * qx + qy * qy)).squareRoot()
  }

  /// Whether a step goes on towards the segment's end, within two lattice units of it.
  private func isAlong(_ segment: LatticeSegment, _ from: Coordinate, _ to: Coordinate) -> Bool {
    let dx = Double(segment.high.x) - Double(segment.low.x)
    let dy = Double(segment.high.y) - Double(segment.low.y)
    let px = Double(to.x) - Double(segment.low.x)
    let py = Double(to.y) - Double(segment.low.y)
    let qx = Double(to.x) - Double(from.x)
    let qy = Double(to.y) - Double(from.y)
    let length = (dx * dx + dy * dy).squareRoot()
    return abs(dx * py - dy * px) <= 2 * length && dx * qx + dy * qy > 0
      && dx * px + dy * py < length * length
  }
}
