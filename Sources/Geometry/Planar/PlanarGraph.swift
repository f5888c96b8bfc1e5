/// The half edges around every face of edges that meet at their ends only.
///
/// Edge e has the half edges 2e, from its lower to its higher end, and 2e + 1, which runs back; each has its face on the
/// left. Face 0 is the unbounded one.
struct PlanarGraph {
  /// Where edges end, ascending.
  let vertices: [Coordinate]
  /// For each half edge the number of the vertex that it starts from.
  let origins: [Int32]
  /// For each half edge the next around its face.
  private(set) var nexts: [Int32]
  /// For each half edge its face.
  private(set) var faces: [Int32]
  /// For each face a half edge of each cycle around it; where it is bounded, of its outer one first.
  private(set) var cycles = Rows<Int32>()

  var faceCount: Int { cycles.count }

  init(_ edges: LatticeEdges) {
    let star = VertexStar(edges)
    vertices = star.vertices
    origins = star.origins
    nexts = star.nexts
    let unknown: Int32 = -1
    faces = [Int32](repeating: unknown, count: nexts.count)
    var outer: [Cycle] = []
    var shells: [Int32] = [-1]
    for start in faces.indices where faces[start] == unknown {
      let cycle = Cycle(from: start, nexts, edges)
      // Those around connected pieces have negative numbers until it is known which face they lie in.
      let number = cycle.isShell ? Int32(shells.count) : Int32(-2 - outer.count)
      if cycle.isShell { shells.append(Int32(start)) } else { outer.append(cycle) }
      var half = start
      repeat {
        faces[half] = number
        half = Int(nexts[half])
      } while half != start
    }
    let holders = Self.holders(of: outer, edges, faces)
    var holesOf: [Int32: [Int32]] = [:]
    for (cycle, holder) in zip(outer, holders) { holesOf[holder, default: []].append(cycle.start) }
    for half in faces.indices where faces[half] < 0 { faces[half] = holders[Int(-2 - faces[half])] }
    for (face, shell) in shells.enumerated() {
      if shell >= 0 { cycles.append(shell) }
      cycles.append(holesOf[Int32(face)] ?? [])
      cycles.endRow()
    }
  }

  /// A closed way along half edges.
  private struct Cycle {
    let start: Int32
    /// Whether it runs around a bounded face, and not around a connected piece from without.
    let isShell: Bool
    /// Its least vertex, west of which the piece that it runs around has nothing.
    let westmost: Coordinate

    init(from start: Int, _ nexts: [Int32], _ edges: LatticeEdges) {
      func origin(_ half: Int) -> Coordinate { half & 1 == 0 ? edges.low[half >> 1] : edges.high[half >> 1] }
      let first = origin(start)
      var (doubledArea, least, half) = (Int128(0), first, start)
      repeat {
        let (a, b) = (origin(half), origin(half ^ 1))
        doubledArea += LatticeLine.cross(first, a, b)
        least = min(least, a)
        half = Int(nexts[half])
      } while half != start
      self.start = Int32(start)
      isShell = doubledArea > 0
      westmost = least
    }
  }

  /// For each connected piece the face that it lies in: the one behind the nearest edge west of its westmost vertex.
  private static func holders(of pieces: [Cycle], _ edges: LatticeEdges, _ faces: [Int32]) -> [Int32] {
    var holders = [Int32](repeating: 0, count: pieces.count)
    // One of them at least lies in no other.
    if pieces.count < 2 { return holders }
    let order = pieces.indices.sorted { (pieces[$0].westmost.y, $0) < (pieces[$1].westmost.y, $1) }
    let heights = order.map { pieces[$0].westmost.y }
    var nearest = [Int32](repeating: -1, count: pieces.count)
    for edge in edges.low.indices {
      let (a, b) = (edges.low[edge], edges.high[edge])
      let (bottom, top) = a.y < b.y ? (a, b) : (b, a)
      if bottom.y == top.y { continue }
      var place = firstIndex(in: heights, from: bottom.y)
      while place < heights.count, heights[place] < top.y {
        let piece = order[place]
        place += 1
        let point = pieces[piece].westmost
        // The edge runs up, the point lies to its right.
        guard LatticeLine.side(bottom, top, point) < 0 else { continue }
        if nearest[piece] >= 0, !isNearer(edge, than: Int(nearest[piece]), to: point, edges) { continue }
        nearest[piece] = Int32(edge)
      }
    }
    /// The face right of an edge, seen along its way up.
    func faceEast(of edge: Int) -> Int32 {
      edges.low[edge].y < edges.high[edge].y ? faces[2 * edge + 1] : faces[2 * edge]
    }
    for piece in pieces.indices {
      var edge = nearest[piece]
      // The face may be what lies around another piece, which is further west: then that one's holder is meant.
      while edge >= 0 {
        let face = faceEast(of: Int(edge))
        if face > 0 {
          holders[piece] = face
          break
        }
        edge = nearest[Int(-2 - face)]
      }
    }
    return holders
  }

  private static func firstIndex(in heights: [Int32], from bottom: Int32) -> Int {
    var (start, end) = (0, heights.count)
    while start < end {
      let middle = (start + end) / 2
      if heights[middle] < bottom { start = middle + 1 } else { end = middle }
    }
    return start
  }

  /// Whether one edge lies east of another at the height of a point that is east of both; where they start from one vertex
  /// of that height, whether it does so above.
  private static func isNearer(
    _ edge: Int, than other: Int, to point: Coordinate, _ edges: LatticeEdges
  ) -> Bool {
    func ends(_ edge: Int) -> (bottom: Coordinate, top: Coordinate) {
      let (a, b) = (edges.low[edge], edges.high[edge])
      return a.y < b.y ? (a, b) : (b, a)
    }
    let (mine, others) = (ends(edge), ends(other))
    // How far west of the point an edge has its height, as a fraction of two whole numbers.
    let myHeight = Int128(mine.top.y) - Int128(mine.bottom.y)
    let otherHeight = Int128(others.top.y) - Int128(others.bottom.y)
    let myDistance = -LatticeLine.cross(mine.bottom, mine.top, point) * otherHeight
    let otherDistance = -LatticeLine.cross(others.bottom, others.top, point) * myHeight
    if myDistance != otherDistance { return myDistance < otherDistance }
    return (Int128(mine.top.x) - Int128(mine.bottom.x)) * otherHeight
      > (Int128(others.top.x) - Int128(others.bottom.x)) * myHeight
  }
}

/// The half edges from each vertex, in their order around it.
private struct VertexStar {
  let vertices: [Coordinate]
  let origins: [Int32]
  let nexts: [Int32]

  init(_ edges: LatticeEdges) {
    let count = edges.low.count
    var keys = [UInt64](unsafeUninitializedCapacity: 2 * count) { buffer, used in
      for edge in 0..<count {
        buffer[2 * edge] = edges.low[edge].key
        buffer[2 * edge + 1] = edges.high[edge].key
      }
      used = 2 * count
    }
    let keyOf = keys
    keys.sort()
    var unique: [UInt64] = []
    for key in keys where unique.last != key { unique.append(key) }
    var origins = [Int32](repeating: 0, count: 2 * count)
    // Lower ends ascend.
    var vertex = 0
    for edge in 0..<count {
      while unique[vertex] != keyOf[2 * edge] { vertex += 1 }
      origins[2 * edge] = Int32(vertex)
      origins[2 * edge + 1] = Int32(Self.index(of: keyOf[2 * edge + 1], in: unique))
    }
    var starts = [Int](repeating: 0, count: unique.count + 1)
    for origin in origins { starts[Int(origin) + 1] += 1 }
    for vertex in unique.indices { starts[vertex + 1] += starts[vertex] }
    var next = starts
    var leaving = [Int32](repeating: 0, count: 2 * count)
    for half in origins.indices {
      leaving[next[Int(origins[half])]] = Int32(half)
      next[Int(origins[half])] += 1
    }
    var nexts = [Int32](repeating: 0, count: 2 * count)
    for vertex in unique.indices {
      let range = starts[vertex]..<starts[vertex + 1]
      if range.count > 2 { Self.sort(&leaving[range], from: Coordinate(key: unique[vertex]), keyOf) }
      // Who arrives goes on by the next way clockwise from the one back.
      for place in range {
        let before = place == range.lowerBound ? range.upperBound - 1 : place - 1
        nexts[Int(leaving[place]) ^ 1] = leaving[before]
      }
    }
    vertices = unique.map { Coordinate(key: $0) }
    self.origins = origins
    self.nexts = nexts
  }

  private static func index(of key: UInt64, in keys: [UInt64]) -> Int {
    var (start, end) = (0, keys.count)
    while start < end {
      let middle = (start + end) / 2
      if keys[middle] < key { start = middle + 1 } else { end = middle }
    }
    return start
  }

  /// Counter-clockwise from south.
  private static func sort(_ leaving: inout ArraySlice<Int32>, from vertex: Coordinate, _ keys: [UInt64]) {
    func way(_ half: Int32) -> (x: Int64, y: Int64, isEast: Bool) {
      let target = Coordinate(key: keys[Int(half) ^ 1])
      let (x, y) = (Int64(target.x) - Int64(vertex.x), Int64(target.y) - Int64(vertex.y))
      return (x, y, x > 0 || (x == 0 && y < 0))
    }
    leaving.sort { a, b in
      let (a, b) = (way(a), way(b))
      if a.isEast != b.isEast { return a.isEast }
      return LatticeLine.sign(a.x, a.y, b.x, b.y) > 0
    }
  }
}
