import Geometry

/// Decides exactly whether a closed ring's edges meet nowhere but at the ends of neighbours.
///
/// Edges that follow each other lie close together, so a tree of boxes over runs of eight edges, eight runs, and so
/// on tells apart what is far apart. Two edges whose boxes meet are compared on the lattice, without rounding.
struct SimpleRingTest {
  /// The boxes of all storeys, the edges' own first; kept from ring to ring.
  private var boxes: [Box] = []

  mutating func isSimple(_ ring: UnsafeBufferPointer<Coordinate>) -> Bool {
    let edges = ring.count - 1
    if edges < 3 { return false }
    for i in 0..<edges
    where BoxTree.foldsBack(ring[i], ring[i + 1], ring[i + 1 < edges ? i + 2 : 1]) { return false }
    let storeys = Storeys(edges: edges)
    if boxes.count < storeys.size { boxes = [Box](repeating: Box(), count: 2 * storeys.size) }
    return boxes.withUnsafeMutableBufferPointer { boxes in
      storeys.fill(boxes, with: ring)
      let tree = BoxTree(boxes: UnsafeBufferPointer(boxes), storeys: storeys, ring: ring)
      return !tree.clash(storeys.height, 0, 0)
    }
  }
}

/// The tree of boxes over one ring.
private struct BoxTree {
  let boxes: UnsafeBufferPointer<Box>
  let storeys: Storeys
  let ring: UnsafeBufferPointer<Coordinate>

  /// Whether an edge below node `a` of a storey meets one below node `b`, where a <= b. Storey 0 holds the edges.
  func clash(_ storey: Int, _ a: Int, _ b: Int) -> Bool {
    let below = storey - 1
    let start = storeys.start(below)
    let count = storeys.count(below)
    let whole = boxes[storeys.start(storey) + b]
    let others = (8 * b)..<min(8 * b + 8, count)
    for i in (8 * a)..<min(8 * a + 8, count) {
      let box = boxes[start + i]
      if a != b && !box.intersects(whole) { continue }
      // Each pair once.
      for j in (a == b ? (below == 0 ? i + 1 : i) : others.lowerBound)..<others.upperBound
      where box.intersects(boxes[start + j]) {
        if below == 0 ? Self.touch(ring, i, j) : clash(below, i, j) { return true }
      }
    }
    return false
  }

  /// Whether two edges i < j, whose boxes meet, have a point in common that neighbours do not share.
  @inline(__always)
  private static func touch(_ ring: UnsafeBufferPointer<Coordinate>, _ i: Int, _ j: Int) -> Bool {
    if j == i + 1 || (i == 0 && j == ring.count - 2) { return false }
    let (a, b, c, d) = (ring[i], ring[i + 1], ring[j], ring[j + 1])
    let o1 = LatticeLine.side(a, b, c)
    let o2 = LatticeLine.side(a, b, d)
    let o3 = LatticeLine.side(c, d, a)
    let o4 = LatticeLine.side(c, d, b)
    // Their boxes meet, so equal orientations of zero mean that they touch or overlap.
    return o1 != o2 && o3 != o4 || (o1 == 0 && o2 == 0)
  }

  /// Whether the edge after `shared` runs back along the edge before it.
  @inline(__always)
  static func foldsBack(_ p: Coordinate, _ shared: Coordinate, _ q: Coordinate) -> Bool {
    LatticeLine.side(p, shared, q) == 0 && dot(shared, p, q) > 0
  }

  @inline(__always)
  private static func dot(_ at: Coordinate, _ p: Coordinate, _ q: Coordinate) -> Int128 {
    Int128(Int64(p.x) - Int64(at.x)) * Int128(Int64(q.x) - Int64(at.x))
      + Int128(Int64(p.y) - Int64(at.y)) * Int128(Int64(q.y) - Int64(at.y))
  }
}

/// Where the storeys of a tree of boxes over the edges of one ring stand in a flat buffer.
private struct Storeys {
  /// The highest storey has one node.
  let height: Int
  private let edges: Int
  /// Where each storey starts; a ring that fits memory has fewer storeys than this.
  private let starts: InlineArray<13, Int>

  init(edges: Int) {
    self.edges = edges
    var starts = InlineArray<13, Int>(repeating: 0)
    var (height, count) = (0, edges)
    repeat {
      starts[height + 1] = starts[height] + count
      count = (count + 7) / 8
      height += 1
    } while count > 1
    starts[height + 1] = starts[height] + 1
    self.starts = starts
    self.height = height
  }

  @inline(__always) func start(_ storey: Int) -> Int { starts[storey] }
  @inline(__always) func count(_ storey: Int) -> Int { starts[storey + 1] - starts[storey] }
  var size: Int { starts[height + 1] }

  func fill(_ boxes: UnsafeMutableBufferPointer<Box>, with ring: UnsafeBufferPointer<Coordinate>) {
    for edge in 0..<edges {
      let (a, b) = (ring[edge], ring[edge + 1])
      var box = Box()
      box.minX = min(a.x, b.x)
      box.maxX = max(a.x, b.x)
      box.minY = min(a.y, b.y)
      box.maxY = max(a.y, b.y)
      boxes[edge] = box
    }
    for storey in 1...height {
      let below = start(storey - 1)
      for node in 0..<count(storey) {
        var box = Box()
        for child in (8 * node)..<min(8 * node + 8, count(storey - 1)) { box.insert(boxes[below + child]) }
        boxes[start(storey) + node] = box
      }
    }
  }
}
