import Dispatch

/// A unit whose polygon is not valid, why and where.
public struct InvalidUnit: Sendable, Hashable {
  public let unit: Int
  public let invalidity: Invalidity
}

/// Which units are not valid polygons by the OGC's rules.
///
/// A unit of one ring whose edges meet nowhere but at their ends is simple: that is decided exactly on the
/// lattice. Everything else (several rings, rings that touch or cross themselves) is judged by GEOS.
public enum UnitValidity {
  /// Every invalid unit, ascending, using both cores.
  public static func invalidUnits(in shapes: PolygonSet) throws(GEOSError) -> [InvalidUnit] {
    let halves = [0..<(shapes.count / 2), (shapes.count / 2)..<shapes.count]
    let results = concurrentMap(halves) { half in
      Result { () throws(GEOSError) in try invalidUnits(in: shapes, of: half) }
    }
    var all: [InvalidUnit] = []
    for result in results { all += try result.get() }
    return all
  }

  private static func invalidUnits(
    in shapes: PolygonSet, of units: Range<Int>
  ) throws(GEOSError) -> [InvalidUnit] {
    var scratch = SimpleRingTest()
    let doubtful = shapes.coordinates.withUnsafeBufferPointer { vertices in
      units.filter { unit in
        let rings = shapes.rings(ofUnit: unit)
        guard rings.count == 1 else { return true }
        return !scratch.isSimple(
          UnsafeBufferPointer(rebasing: vertices[shapes.range(ofRing: rings.lowerBound)]))
      }
    }
    if doubtful.isEmpty { return [] }
    return try withGEOS { context throws(GEOSError) in
      var result: [InvalidUnit] = []
      for unit in doubtful {
        if shapes.polygons(of: unit).isEmpty {
          let nowhere = Invalidity(reason: "No land", place: RealPoint(x: 0, y: 0))
          result.append(InvalidUnit(unit: unit, invalidity: nowhere))
          continue
        }
        let shape = try context.shape(ofUnit: unit, in: shapes)
        if let invalidity = try context.invalidity(of: shape) {
          result.append(InvalidUnit(unit: unit, invalidity: invalidity))
        }
      }
      return result
    }
  }
}

/// Decides exactly whether a closed ring's edges meet nowhere but at the ends of neighbours.
struct SimpleRingTest {
  private var order: [Int32] = []

  mutating func isSimple(_ ring: UnsafeBufferPointer<Coordinate>) -> Bool {
    let edges = ring.count - 1
    if edges < 3 { return false }
    if edges <= 48 {
      for i in 0..<(edges - 1) {
        let box = Extent(ring[i], ring[i + 1])
        for j in (i + 1)..<edges where box.meets(ring[j], ring[j + 1]) && clash(ring, i, j, edges) {
          return false
        }
      }
      return true
    }
    return isSimpleBySweep(ring, edges)
  }

  /// Edges sorted by their west end: each is compared with those that begin before it ends.
  private mutating func isSimpleBySweep(_ ring: UnsafeBufferPointer<Coordinate>, _ edges: Int) -> Bool {
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<Int32(edges))
    order.sort { min(ring[Int($0)].x, ring[Int($0) + 1].x) < min(ring[Int($1)].x, ring[Int($1) + 1].x) }
    for k in 0..<edges {
      let i = Int(order[k])
      let box = Extent(ring[i], ring[i + 1])
      var next = k + 1
      while next < edges {
        let j = Int(order[next])
        if min(ring[j].x, ring[j + 1].x) > box.maxX { break }
        if box.meets(ring[j], ring[j + 1]) && clash(ring, min(i, j), max(i, j), edges) { return false }
        next += 1
      }
    }
    return true
  }

  private struct Extent {
    var minX, minY, maxX, maxY: Int32

    @inline(__always)
    init(_ a: Coordinate, _ b: Coordinate) {
      minX = min(a.x, b.x)
      minY = min(a.y, b.y)
      maxX = max(a.x, b.x)
      maxY = max(a.y, b.y)
    }

    @inline(__always)
    func meets(_ a: Coordinate, _ b: Coordinate) -> Bool {
      max(a.x, b.x) >= minX && min(a.x, b.x) <= maxX && max(a.y, b.y) >= minY && min(a.y, b.y) <= maxY
    }
  }

  /// Whether edges i < j meet in more than the vertex that neighbours share.
  @inline(__always)
  private func clash(_ ring: UnsafeBufferPointer<Coordinate>, _ i: Int, _ j: Int, _ edges: Int) -> Bool {
    let (a, b, c, d) = (ring[i], ring[i + 1], ring[j], ring[j + 1])
    let follows = j == i + 1
    let wraps = i == 0 && j == edges - 1
    if follows || wraps {
      // They share one vertex; they clash when one folds back along the other.
      let (shared, p, q) = follows ? (b, a, d) : (a, b, c)
      return orientation(p, shared, q) == 0 && dot(shared, p, q) > 0
    }
    let o1 = orientation(a, b, c)
    let o2 = orientation(a, b, d)
    let o3 = orientation(c, d, a)
    let o4 = orientation(c, d, b)
    // Their boxes meet, so equal orientations of zero mean that they touch or overlap.
    return o1 != o2 && o3 != o4 || (o1 == 0 && o2 == 0)
  }

  @inline(__always)
  private func orientation(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Int {
    let bx = Int64(b.x) - Int64(a.x)
    let by = Int64(b.y) - Int64(a.y)
    let cx = Int64(c.x) - Int64(a.x)
    let cy = Int64(c.y) - Int64(a.y)
    let (left, overflowLeft) = bx.multipliedReportingOverflow(by: cy)
    let (right, overflowRight) = by.multipliedReportingOverflow(by: cx)
    if overflowLeft || overflowRight {
      return (Int128(bx) * Int128(cy) - Int128(by) * Int128(cx)).signum().asInt
    }
    return left > right ? 1 : left < right ? -1 : 0
  }

  @inline(__always)
  private func dot(_ at: Coordinate, _ p: Coordinate, _ q: Coordinate) -> Int128 {
    Int128(Int64(p.x) - Int64(at.x)) * Int128(Int64(q.x) - Int64(at.x))
      + Int128(Int64(p.y) - Int64(at.y)) * Int128(Int64(q.y) - Int64(at.y))
  }
}

extension Int128 {
  fileprivate var asInt: Int { Int(truncatingIfNeeded: self) }
}
