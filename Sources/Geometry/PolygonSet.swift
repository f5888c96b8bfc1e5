/// The polygons of many units in one flat buffer, laid out as GeoArrow does.
///
/// ```
/// coordinates     every vertex; each ring is closed (its first vertex stands again at its end)
/// ringOffsets     ring r    = coordinates[ringOffsets[r] ..< ringOffsets[r + 1]]
/// polygonOffsets  polygon p = rings[polygonOffsets[p] ..< polygonOffsets[p + 1]], the exterior first
/// unitOffsets     unit u    = polygons[unitOffsets[u] ..< unitOffsets[u + 1]]
/// ```
///
/// Exterior rings run counter-clockwise and holes clockwise: `append` sees to it, so that the land is always to
/// the left of an edge. A ring that crosses itself into halves of one size runs neither way and is kept as it is: it
/// encloses land, and its unit is not valid (`UnitValidity`).
public struct PolygonSet: Sendable, Equatable {
  /// The vertices of all rings, each ring closed.
  public private(set) var coordinates: [Coordinate] = []
  /// Where each ring begins in `coordinates`, and where the last one ends.
  public private(set) var ringOffsets: [Int] = [0]
  /// Where each polygon begins among the rings, and where the last one ends.
  public private(set) var polygonOffsets: [Int] = [0]
  /// Where each unit begins among the polygons, and where the last one ends.
  public private(set) var unitOffsets: [Int] = [0]

  /// A set without units.
  public init() {}

  /// The number of units.
  public var count: Int { unitOffsets.count - 1 }
  /// How many polygons all units have.
  public var polygonCount: Int { polygonOffsets.count - 1 }
  /// How many rings all polygons have.
  public var ringCount: Int { ringOffsets.count - 1 }

  // MARK: Building

  /// Adds a ring to the polygon being built, oriented as its place asks.
  ///
  /// Repeated vertices are dropped. A ring whose vertices all lie on one line encloses nothing and is not added: the
  /// result says so.
  @discardableResult @inlinable
  public mutating func appendRing(_ ring: some Sequence<Coordinate>) -> Bool { append(ring: Array(ring)) }

  @usableFromInline
  mutating func append(ring: [Coordinate]) -> Bool {
    let start = coordinates.count
    for c in ring where coordinates.count == start || coordinates[coordinates.count - 1] != c {
      coordinates.append(c)
    }
    if coordinates.count - start > 1, coordinates[start] == coordinates[coordinates.count - 1] {
      coordinates.removeLast()
    }
    if coordinates.count > start { coordinates.append(coordinates[start]) }
    let doubledArea = Self.doubledArea(of: coordinates[start...])
    guard doubledArea != 0 || !Self.isFlat(coordinates[start...]) else {
      coordinates.removeSubrange(start...)
      return false
    }
    let isExterior = ringOffsets.count - 1 == polygonOffsets[polygonOffsets.count - 1]
    if doubledArea != 0, (doubledArea > 0) != isExterior { coordinates[start...].reverse() }
    ringOffsets.append(coordinates.count)
    return true
  }

  /// Ends the polygon being built; one without a ring vanishes.
  public mutating func endPolygon() {
    if ringOffsets.count - 1 > polygonOffsets[polygonOffsets.count - 1] {
      polygonOffsets.append(ringOffsets.count - 1)
    }
  }

  /// Ends the unit being built; a unit without a polygon is kept, empty.
  public mutating func endUnit() {
    unitOffsets.append(polygonOffsets.count - 1)
  }

  /// Adds one unit made of `polygons`: for each its rings, the exterior first.
  public mutating func appendUnit(_ polygons: [[[Coordinate]]]) {
    for rings in polygons {
      for (index, ring) in rings.enumerated() {
        let kept = appendRing(ring)
        if index == 0 && !kept { break }
      }
      endPolygon()
    }
    endUnit()
  }

  /// Adds unit `unit` of another set.
  public mutating func appendUnit(_ unit: Int, of other: PolygonSet) {
    for p in other.polygons(of: unit) {
      for r in other.rings(of: p) {
        coordinates.append(contentsOf: other.coordinates[other.range(ofRing: r)])
        ringOffsets.append(coordinates.count)
      }
      polygonOffsets.append(ringOffsets.count - 1)
    }
    endUnit()
  }

  // MARK: Reading

  /// The indices of the polygons of a unit.
  @inlinable public func polygons(of unit: Int) -> Range<Int> { unitOffsets[unit]..<unitOffsets[unit + 1] }

  /// The indices of the rings of a polygon, the exterior first.
  @inlinable public func rings(of polygon: Int) -> Range<Int> {
    polygonOffsets[polygon]..<polygonOffsets[polygon + 1]
  }

  /// The indices of all rings of a unit.
  @inlinable public func rings(ofUnit unit: Int) -> Range<Int> {
    polygonOffsets[unitOffsets[unit]]..<polygonOffsets[unitOffsets[unit + 1]]
  }

  /// Where the vertices of a ring stand in `coordinates`, the closing one included.
  @inlinable public func range(ofRing ring: Int) -> Range<Int> { ringOffsets[ring]..<ringOffsets[ring + 1] }

  /// Where the vertices of a unit stand in `coordinates`.
  @inlinable public func range(ofUnit unit: Int) -> Range<Int> {
    let rings = rings(ofUnit: unit)
    return ringOffsets[rings.lowerBound]..<ringOffsets[rings.upperBound]
  }

  /// Calls `body` with the ends of every edge of a unit, land on the left.
  @inlinable @inline(__always)
  public func forEachEdge(ofUnit unit: Int, _ body: (Coordinate, Coordinate) -> Void) {
    for ring in rings(ofUnit: unit) {
      let range = range(ofRing: ring)
      for i in range.lowerBound..<(range.upperBound - 1) { body(coordinates[i], coordinates[i + 1]) }
    }
  }

  /// The bounding box of a unit.
  public func box(of unit: Int) -> Box { Box(coordinates[range(ofUnit: unit)]) }

  /// The bounding box of all units.
  public var box: Box { Box(coordinates) }

  /// Whether all vertices of a ring lie on one line.
  package static func isFlat(_ ring: ArraySlice<Coordinate>) -> Bool {
    guard let first = ring.first, let other = ring.first(where: { $0 != first }) else { return true }
    return ring.allSatisfy { LatticeLine.side(first, other, $0) == 0 }
  }

  /// Twice the signed area of a closed ring in square lattice units; positive when it runs counter-clockwise.
  public static func doubledArea(of ring: ArraySlice<Coordinate>) -> Int128 {
    guard let origin = ring.first else { return 0 }
    var sum: Int128 = 0
    for i in ring.startIndex..<(ring.endIndex - 1) {
      let ax = Int64(ring[i].x) - Int64(origin.x)
      let ay = Int64(ring[i].y) - Int64(origin.y)
      let bx = Int64(ring[i + 1].x) - Int64(origin.x)
      let by = Int64(ring[i + 1].y) - Int64(origin.y)
      sum += Int128(ax) * Int128(by) - Int128(bx) * Int128(ay)
    }
    return sum
  }
}
