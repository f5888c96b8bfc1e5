import Geometry

/// A strip of bare land between two units that runs out to the outside at one end or at both, such as the trace of a
/// border that was drawn twice.
struct Hairline: Sendable {
  /// The units on its sides, ascending.
  let units: [Int]
  /// Its land, in quadrilaterals between edges that face each other.
  let pieces: [[RealPoint]]
}

/// Finds strips of bare land along the rim of a county.
///
/// Two edges of the rim face each other where each runs back along the other, with bare land between, nowhere wider than
/// a stated width (as JTS's coverage validation compares nearly parallel segments). A strip is what faces so between two
/// units where it is many times longer than wide: the mouth of a bay, and the corner where a border meets a bent rim, are
/// none.
struct HairlineSearch {
  /// Metres; a strip that is wider is part of the rim's shape.
  static let width = 1.0
  /// A strip is longer than so many times its mean width, and than so many metres.
  private static let slenderness = 20.0
  private static let leastLength = 1.0
  /// In lattice units: what is narrower is a vertex that one side lacks.
  private static let leastWidth = 1.0

  /// Two edges of the rim, by number, and what lies between them.
  private struct Facing {
    let first: Int
    let second: Int
    /// Metres, of the whole stretch.
    let length: Double
    let area: Double
    /// Lattice units.
    let widest: Double
    let quadrilateral: [RealPoint]
  }

  private let rim: [DirectedEdge]
  private let facings: [Facing]

  /// - Parameter centre: of the county, where lengths are measured.
  init(_ rim: [DirectedEdge], centre: Coordinate, width: Double = Self.width) {
    self.rim = rim
    facings = Self.facings(rim, scale: LocalScale(at: centre), width)
  }

  /// The strips between units of each level.
  func hairlines(of levels: [PolygonSet]) -> [[Hairline]] {
    if facings.isEmpty { return levels.map { _ in [] } }
    let wanted = Set(
      facings.flatMap { [$0.first, $0.second] }.map { LatticeSegment(rim[$0].from, rim[$0].to) })
    return levels.map { hairlines(of: $0, wanted) }
  }

  private func hairlines(of shapes: PolygonSet, _ wanted: Set<LatticeSegment>) -> [Hairline] {
    var unitOf: [LatticeSegment: Int] = [:]
    for unit in 0..<shapes.count {
      shapes.forEachEdge(ofUnit: unit) { a, b in
        let segment = LatticeSegment(a, b)
        if wanted.contains(segment) { unitOf[segment] = unit }
      }
    }
    var facingsOf: [[Int]: [Facing]] = [:]
    for facing in facings {
      let units = [facing.first, facing.second].compactMap {
        unitOf[LatticeSegment(rim[$0].from, rim[$0].to)]
      }
      guard units.count == 2, units[0] != units[1] else { continue }
      facingsOf[units.sorted(), default: []].append(facing)
    }
    return facingsOf.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { units, facings in
      let length = facings.reduce(0) { $0 + $1.length }
      let area = facings.reduce(0) { $0 + $1.area }
      let isWide = facings.contains { $0.widest >= Self.leastWidth }
      guard isWide, length >= Self.leastLength, length * length >= Self.slenderness * area else { return nil }
      return Hairline(units: units, pieces: facings.map(\.quadrilateral))
    }
  }

  private static func facings(_ rim: [DirectedEdge], scale: LocalScale, _ width: Double) -> [Facing] {
    let reach = scale.units(in: width)
    let boxes = rim.map { edge in
      var box = Box([edge.from, edge.to])
      // Half the width on each side of both.
      box.minX = Int32(clamping: Int64(box.minX) - reach)
      box.minY = Int32(clamping: Int64(box.minY) - reach)
      return box
    }
    var facings: [Facing] = []
    BoxPairs.forEach(boxes) { a, b in
      if let facing = facing(a, b, rim, scale, width) { facings.append(facing) }
    }
    return facings.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  private static func facing(
    _ a: Int, _ b: Int, _ rim: [DirectedEdge], _ scale: LocalScale, _ width: Double
  ) -> Facing? {
    let (e, f) = (rim[a], rim[b])
    // Metres from the start of the one edge, along it and to its right, where its land is not.
    let (dx, dy) = (
      (Double(e.to.x) - Double(e.from.x)) * scale.x, (Double(e.to.y) - Double(e.from.y)) * scale.y
    )
    let length = (dx * dx + dy * dy).squareRoot()
    func place(_ c: Coordinate) -> (along: Double, right: Double) {
      let (px, py) = ((Double(c.x) - Double(e.from.x)) * scale.x, (Double(c.y) - Double(e.from.y)) * scale.y)
      return ((px * dx + py * dy) / length, (px * dy - py * dx) / length)
    }
    // The other runs back: its end is nearer to this one's start.
    let (start, end) = (place(f.to), place(f.from))
    let low = max(0, start.along)
    let high = min(length, end.along)
    guard end.along > start.along, high > low else { return nil }
    func right(_ along: Double) -> Double {
      start.right + (end.right - start.right) * (along - start.along) / (end.along - start.along)
    }
    let unit = min(scale.x, scale.y)
    let (near, far) = (right(low), right(high))
    // Rounding may put two edges that meet on the wrong side of each other by a lattice unit.
    guard near >= -unit, far >= -unit, near <= width, far <= width else { return nil }
    func point(_ along: Double, _ right: Double) -> RealPoint {
      RealPoint(
        x: Double(e.from.x) + (along * dx + right * dy) / length / scale.x,
        y: Double(e.from.y) + (along * dy - right * dx) / length / scale.y)
    }
    let corners = [point(low, 0), point(high, 0), point(high, max(0, far)), point(low, max(0, near))]
    return Facing(
      first: a, second: b, length: high - low, area: (high - low) * max(0, (near + far) / 2),
      widest: max(near, far) / unit, quadrilateral: corners + corners.prefix(1))
  }
}
