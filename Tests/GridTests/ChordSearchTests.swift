import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

/// Chords against GEOS's largest circle.
@Suite struct ChordSearchTests {
  /// A closed strip around a bent line, about `width` wide, in metres.
  private static func strip(width: Double, _ chance: inout SeededGenerator) -> [RealPoint] {
    var (x, y) = (0.0, 0.0)
    var (left, right): ([RealPoint], [RealPoint]) = ([], [])
    let rising = Double(chance.below(3)) / 2
    for _ in 0..<20 {
      x += (1 - rising) * 20 + chance.unit() * 5
      y += rising * 20 + chance.unit() * 5
      let half = width / 2 * (0.5 + chance.unit())
      left.append(RealPoint(x: x - half * rising, y: y + half * (1 - rising)))
      right.append(RealPoint(x: x + half * rising, y: y - half * (1 - rising)))
    }
    let ring = right + left.reversed()
    return ring + ring.prefix(1)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func noWideCircleIsMissed(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let ring = Self.strip(width: 2 + Double(seed % 20) / 2, &chance)
    let polygon = RealPolygon(rings: [ring])
    let (area, perimeter) = polygon.size
    let width = try withGEOS { context throws(GEOSError) in
      try context.inscribedDiameter(of: context.shape(of: polygon), area: area, perimeter: perimeter)
    }
    let edges = zip(ring, ring.dropFirst()).map {
      (from: PlanePoint(x: $0.x, y: $0.y), to: PlanePoint(x: $1.x, y: $1.y))
    }
    // GEOS is right to one per cent.
    #expect(ChordSearch(edges, limit: width * 0.98).verdict != .narrow)
    #expect(ChordSearch(edges, limit: width * 1.02).verdict != .wide)
    #expect(ChordSearch(edges, limit: width * 2).verdict == .narrow)
  }

  @Test func aSquareHoldsItsCircle() {
    let corners = [(0.0, 0.0), (10, 0), (10, 10), (0, 10), (0, 0)].map { PlanePoint(x: $0.0, y: $0.1) }
    let edges = zip(corners, corners.dropFirst()).map { (from: $0, to: $1) }
    #expect(ChordSearch(edges, limit: 9.99).verdict != .narrow)
    #expect(ChordSearch(edges, limit: 5).verdict == .wide)
    #expect(ChordSearch(edges, limit: 11).verdict == .narrow)
    #expect(ChordSearch(edges, limit: 0).verdict == .doubtful)
  }
}
