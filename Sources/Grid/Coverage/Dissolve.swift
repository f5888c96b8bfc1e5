import Geometry
import Words

extension PolygonSet {
  /// The units dissolved into groups: inner borders cancel edge by edge, what remains is linked into rings.
  ///
  /// The result has the units' own vertices and nothing else, so units and groups nest exactly. Groups whose
  /// edges do not link into a valid polygon (overlapping units) are united face by face instead (`PlanarSubdivision`).
  ///
  /// - Parameters:
  ///   - groupOf: for each unit its group, 0 ..< groupCount.
  ///   - groupCount: how many groups there are; one without units has no land.
  public func dissolved(into groupOf: [Int], groupCount: Int) throws(GEOSError) -> PolygonSet {
    var outlines = [[DirectedEdge]](repeating: [], count: groupCount)
    var overlapping = Set<Int>()
    let table = EdgeTable(self)
    for unit in 0..<count {
      for ring in rings(ofUnit: unit) {
        let range = range(ofRing: ring)
        for i in range.lowerBound..<(range.upperBound - 1) {
          let (a, b) = (coordinates[i], coordinates[i + 1])
          guard let (edge, forward) = table.edge(a, b) else { continue }
          let twin = edge.side(forward: !forward)
          if edge.side(forward: forward) < 0 || twin == EdgeTable.several {
            overlapping.insert(groupOf[unit])
          }
          if twin < 0 || groupOf[Int(twin)] != groupOf[unit] {
            outlines[groupOf[unit]].append(DirectedEdge(from: a, to: b))
          }
        }
      }
    }
    var linked = PolygonSet()
    for group in 0..<groupCount {
      let polygons = overlapping.contains(group) ? nil : RingLinker.polygons(from: outlines[group])
      if polygons == nil { overlapping.insert(group) }
      linked.appendUnit(polygons ?? [])
    }
    // Units that overlap without a common edge show only in rings that cross or lie within one another.
    overlapping.formUnion(try UnitValidity.invalidUnits(in: linked).map(\.unit))
    if overlapping.isEmpty { return linked }
    var result = PolygonSet()
    for group in 0..<groupCount {
      if overlapping.contains(group) {
        result.appendUnit(try united(groupOf.indices.filter { groupOf[$0] == group }))
      } else {
        result.appendUnit(group, of: linked)
      }
    }
    return result
  }

  /// Adds one unit: some units of another set, dissolved.
  public mutating func appendDissolved(_ units: [Int], of other: PolygonSet) throws(GEOSError) {
    var members = PolygonSet()
    for unit in units { members.appendUnit(unit, of: other) }
    let whole = try members.dissolved(into: Array(repeating: 0, count: units.count), groupCount: 1)
    appendUnit(0, of: whole)
  }

  /// All land of some units, which may overlap.
  private func united(_ units: [Int]) throws(GEOSError) -> [[[Coordinate]]] {
    var members = PolygonSet()
    for unit in units { members.appendUnit(unit, of: self) }
    members = members.mending(try UnitValidity.invalidUnits(in: members).map(\.unit))
    let faces = PlanarSubdivision(members.lines { Int32($0) })
    return faces.outline { !faces.windings(aboutFace: $0).isEmpty }
  }
}

struct DirectedEdge {
  var from: Coordinate
  var to: Coordinate
}

/// Links directed edges with the land on their left into polygons.
enum RingLinker {
  /// `nil` when the edges do not close into rings that enclose land.
  static func polygons(from edges: [DirectedEdge]) -> [[[Coordinate]]]? {
    guard let rings = rings(from: edges) else { return nil }
    let areas = rings.map { PolygonSet.doubledArea(of: $0[...]) }
    // Flat rings are vertices that one side of a border lacks; others without an area cross themselves.
    for (ring, area) in zip(rings, areas) where area == 0 && !PolygonSet.isFlat(ring[...]) { return nil }
    let shells = rings.indices.filter { areas[$0] > 0 }.sorted {
      (areas[$0], $0) < (areas[$1], $1)
    }
    var holesOf = [Int: [Int]]()
    for hole in rings.indices where areas[hole] < 0 {
      // The least shell that holds the hole; a hole touches its shell in points at most, so one vertex is not on it.
      guard let shell = shells.first(where: { areas[$0] >= -areas[hole] && holds(rings[$0], rings[hole]) })
      else { return nil }
      holesOf[shell, default: []].append(hole)
    }
    return shells.sorted().map { shell in
      [rings[shell]] + (holesOf[shell] ?? []).map { rings[$0] }
    }
  }

  /// The same where the edges are those of faces, and therefore close.
  static func polygons(around edges: [DirectedEdge]) throws(GEOSError) -> [[[Coordinate]]] {
    guard let polygons = polygons(from: edges) else {
      throw GEOSError(function: "RingLinker.polygons", detail: Message("the edges around faces do not close"))
    }
    return polygons
  }

  private static func holds(_ shell: [Coordinate], _ hole: [Coordinate]) -> Bool {
    for vertex in hole {
      switch PointInRing.locate(vertex, in: shell[...]) {
      case .inside: return true
      case .outside: return false
      case .border: continue
      }
    }
    return true
  }

  /// Closed rings without a repeated vertex, in the order of their edges.
  private static func rings(from edges: [DirectedEdge]) -> [[Coordinate]]? {
    let order = edges.indices.sorted { (edges[$0].from, edges[$0].to) < (edges[$1].from, edges[$1].to) }
    var used = [Bool](repeating: false, count: edges.count)
    var result: [[Coordinate]] = []
    for start in edges.indices where !used[start] {
      var ring = [edges[start].from]
      var current = start
      used[start] = true
      while edges[current].to != edges[start].from {
        let here = edges[current].to
        var next: Int?
        var position = lowerBound(order, edges, here)
        while position < order.count, edges[order[position]].from == here {
          let candidate = order[position]
          if !used[candidate],
            next.map({ isLeftOf(edges[candidate].to, edges[$0].to, at: here, from: edges[current].from) })
              ?? true
          {
            next = candidate
          }
          position += 1
        }
        guard let next else { return nil }
        used[next] = true
        ring.append(here)
        current = next
      }
      split(ring, into: &result)
    }
    return result
  }

  /// Cuts a ring at every vertex that it passes twice.
  private static func split(_ ring: [Coordinate], into result: inout [[Coordinate]]) {
    var seen = CoordinateSet(capacity: ring.count)
    if ring.count > 2, ring.allSatisfy({ seen.insert($0) }) { return result.append(ring + ring.prefix(1)) }
    var open: [Coordinate] = []
    var placeOf: [Coordinate: Int] = [:]
    for vertex in ring + ring.prefix(1) {
      if let place = placeOf[vertex] {
        let loop = open[place...] + [vertex]
        if loop.count > 3 { result.append(Array(loop)) }
        for v in open[(place + 1)...] { placeOf[v] = nil }
        open.removeSubrange((place + 1)...)
      } else {
        placeOf[vertex] = open.count
        open.append(vertex)
      }
    }
  }

  private static func lowerBound(_ order: [Int], _ edges: [DirectedEdge], _ vertex: Coordinate) -> Int {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if edges[order[middle]].from < vertex { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether going on to `a` turns further left than going on to `b`, at a vertex reached from `from`; told exactly.
  static func isLeftOf(_ a: Coordinate, _ b: Coordinate, at here: Coordinate, from: Coordinate) -> Bool {
    // Measured clockwise from the way back, the lesser angle is the turn further left: the ring stays with the
    // land on its left, so that land that meets in a point only becomes two polygons.
    let halves = (isBeyond(a, from, at: here), isBeyond(b, from, at: here))
    if halves.0 != halves.1 { return halves.1 }
    return LatticeLine.side(here, a, b) < 0
  }

  /// Whether the way to a vertex lies half a turn or more clockwise from the way back.
  private static func isBeyond(_ to: Coordinate, _ from: Coordinate, at here: Coordinate) -> Bool {
    let side = LatticeLine.side(here, from, to)
    if side != 0 { return side > 0 }
    let (ux, uy) = (Int64(from.x) - Int64(here.x), Int64(from.y) - Int64(here.y))
    let (vx, vy) = (Int64(to.x) - Int64(here.x), Int64(to.y) - Int64(here.y))
    // The product of the two ways: they point the same way where it is positive.
    return LatticeLine.sign(ux, uy, -vy, vx) <= 0
  }
}
