import Words

/// A place on the lattice of 1e-7 degree.
struct LatticePoint: Hashable {
  var x: Int
  var y: Int

  init(_ document: Document) throws {
    let pair = try document.list
    guard pair.count == 2, let x = try pair[0].number.whole(places: 7),
      let y = try pair[1].number.whole(places: 7),
      abs(x) <= Self.most, abs(y) <= Self.most
    else { throw document.unreadable(Message("a place is none on the lattice")) }
    (self.x, self.y) = (x, y)
  }

  init(x: Int, y: Int) { (self.x, self.y) = (x, y) }

  /// No place of the earth is beyond.
  private static let most = 1_800_000_000
  /// The widest that a unit may be, so that no product of doubled distances overflows: 26 degrees.
  static let widest = 1 << 28

  /// Positive where `c` lies to the left of the way from `a` to `b`.
  static func side(_ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint) -> Int {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }
}

struct LatticeEdge: Hashable {
  var from: LatticePoint
  var to: LatticePoint

  var reversed: LatticeEdge { LatticeEdge(from: to, to: from) }
}

/// A closed ring; `points` ends where it begins.
struct LatticeRing {
  let points: [LatticePoint]
  let isExterior: Bool

  var edges: [LatticeEdge] { zip(points, points.dropFirst()).map { LatticeEdge(from: $0, to: $1) } }

  /// Twice the land that it encloses, below 0 where it runs clockwise.
  var twiceLand: Int128 {
    zip(points, points.dropFirst()).reduce(0) { $0 + Int128(LatticePoint.side(points[0], $1.0, $1.1)) }
  }

  /// The latitude of its centre of gravity.
  var centre: Int {
    let origin = points[0]
    let moment = zip(points, points.dropFirst()).reduce(Int128(0)) { sum, edge in
      sum + Int128(LatticePoint.side(origin, edge.0, edge.1)) * Int128(edge.0.y + edge.1.y - 2 * origin.y)
    }
    let land = twiceLand
    return land == 0 ? origin.y : origin.y + Int(clamping: moment / (3 * land))
  }

  /// Whether no two edges meet but at the vertex between them.
  var isSimple: Bool {
    let count = points.count - 1
    let edges = self.edges.enumerated().sorted {
      min($0.element.from.x, $0.element.to.x) < min($1.element.from.x, $1.element.to.x)
    }
    for place in edges.indices {
      let (i, one) = edges[place]
      let right = max(one.from.x, one.to.x)
      for other in edges[(place + 1)...] {
        let (j, two) = other
        if min(two.from.x, two.to.x) > right { break }
        let between = ((j - i) % count + count) % count
        if between == 1 || between == count - 1 {
          if between == 1, Self.turnsBack(one.from, one.to, two.to) { return false }
          if between == count - 1, Self.turnsBack(two.from, two.to, one.to) { return false }
        } else if Self.meet(one, two) {
          return false
        }
      }
    }
    return true
  }

  private static func turnsBack(_ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint) -> Bool {
    LatticePoint.side(a, b, c) == 0 && (a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y) > 0
  }

  /// Whether two edges that share no vertex have a point in common, or lie in one line with boxes that do.
  private static func meet(_ one: LatticeEdge, _ two: LatticeEdge) -> Bool {
    guard min(one.from.y, one.to.y) <= max(two.from.y, two.to.y),
      min(two.from.y, two.to.y) <= max(one.from.y, one.to.y)
    else { return false }
    func parts(_ edge: LatticeEdge, _ other: LatticeEdge) -> Bool {
      let s = LatticePoint.side(edge.from, edge.to, other.from).signum()
      return s != 0 && s == LatticePoint.side(edge.from, edge.to, other.to).signum()
    }
    return !parts(one, two) && !parts(two, one)
  }

  /// How often it goes around the middle of an edge; `nil` where the middle lies on it.
  func windings(around edge: LatticeEdge) -> Int? {
    let (x, y) = (edge.from.x + edge.to.x, edge.from.y + edge.to.y)
    var turns = 0
    for (a, b) in zip(points, points.dropFirst()) where (2 * a.y > y) != (2 * b.y > y) {
      let cross = LatticePoint.side(
        LatticePoint(x: 2 * a.x, y: 2 * a.y), LatticePoint(x: 2 * b.x, y: 2 * b.y), LatticePoint(x: x, y: y))
      if cross == 0 { return nil }
      if (cross > 0) == (b.y > a.y) { turns += b.y > a.y ? 1 : -1 }
    }
    return turns
  }
}
