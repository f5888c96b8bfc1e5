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
    let dropped = restoring ? droppedVertices(edges) : []
    var result: [PolygonSet] = []
    for level in owners.indices {
      var set = PolygonSet()
      for unit in 0..<counts[level] {
        if protected[level][unit] {
          set.appendUnit(unit, of: original[level])
          continue
        }
        guard let polygons = RingLinker.polygons(from: edges[level][unit]) else {
          throw GEOSError(function: "GEOSPolygonize_r", message: "faces do not fit together")
        }
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
    for face in 0..<arrangement.count where owner[face] >= 0 {
      arrangement.forEachEdge(ofFace: face) { a, b, twin in
        if twin < 0 || owner[twin] != owner[face] {
          result[owner[face]].append(DirectedEdge(from: a, to: b))
        }
      }
    }
    return result
  }

  private func without(_ dropped: Set<Coordinate>, _ ring: [Coordinate]) -> [Coordinate] {
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
  private func droppedVertices(_ edges: [[[DirectedEdge]]]) -> Set<Coordinate> {
    let graph = OutlineGraph(edges)
    var vertices = Set<Coordinate>()
    for set in original { vertices.formUnion(set.coordinates) }
    var guarded = PolygonSet()
    for (level, set) in original.enumerated() {
      for unit in 0..<set.count where protected[level][unit] { guarded.appendUnit(unit, of: set) }
    }
    let guardedVertices = Set(guarded.coordinates)
    var dropped = Set<Coordinate>()
    var kept = Set<Coordinate>()
    for segment in LatticeSegment.all(of: [guarded]) {
      dropped.formUnion(graph.passed(along: segment).filter { !guardedVertices.contains($0) })
      kept.insert(segment.low)
      kept.insert(segment.high)
    }
    for segment in LatticeSegment.all(of: original) {
      guard !dropped.contains(segment.low), !dropped.contains(segment.high),
        let chain = graph.chain(along: segment, { !vertices.contains($0) && !dropped.contains($0) })
      else { continue }
      if chain.allSatisfy({ !kept.contains($0) }) {
        dropped.formUnion(chain)
        kept.insert(segment.low)
        kept.insert(segment.high)
      }
    }
    return dropped
  }
}

/// The vertices and undirected edges of all outlines of all levels.
private struct OutlineGraph {
  private var neighbours: [Coordinate: [Coordinate]] = [:]

  init(_ levels: [[[DirectedEdge]]]) {
    for level in levels {
      for unit in level {
        for edge in unit {
          add(edge.from, edge.to)
          add(edge.to, edge.from)
        }
      }
    }
  }

  private mutating func add(_ a: Coordinate, _ b: Coordinate) {
    if neighbours[a]?.contains(b) != true { neighbours[a, default: []].append(b) }
  }

  /// The vertices between the ends of a segment where the outlines run along it through vertices that have two
  /// neighbours and that `mayGo`; `nil` when they do not, or run straight already.
  func chain(along segment: LatticeSegment, _ mayGo: (Coordinate) -> Bool) -> [Coordinate]? {
    guard let first = neighbours[segment.low], neighbours[segment.high] != nil, !first.contains(segment.high)
    else { return nil }
    for start in first {
      var chain: [Coordinate] = []
      var (last, here) = (segment.low, start)
      while here != segment.high, mayGo(here), let next = neighbours[here], next.count == 2,
        isAlong(segment, last, here)
      {
        chain.append(here)
        (last, here) = (here, next[0] == last ? next[1] : next[0])
      }
      if here == segment.high { return chain }
    }
    return nil
  }

  /// The vertices between the ends of a segment that the outlines run through and at which none parts from them.
  func passed(along segment: LatticeSegment) -> [Coordinate] {
    var passed: [Coordinate] = []
    var here = segment.low
    while here != segment.high {
      let ahead = (neighbours[here] ?? []).filter { $0 == segment.high || isAlong(segment, here, $0) }
      guard let next = ahead.min(by: { slant(segment, here, $0) < slant(segment, here, $1) }) else {
        return []
      }
      if here != segment.low, neighbours[here]?.count == 2 { passed.append(here) }
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
