import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

/// The exact test of simple rings against GEOS, on rings made so that faults are frequent.
@Suite struct UnitValidityTests {
  private static func isValid(_ unit: Int, of set: PolygonSet) throws -> Bool {
    try withGEOS { context in
      try context.invalidity(of: context.shape(ofUnit: unit, in: set)) == nil
    }
  }

  /// What the test alone says of each single ring.
  private static func isSimple(_ set: PolygonSet, _ unit: Int) -> Bool {
    var test = SimpleRingTest()
    return Array(set.coordinates[set.range(ofUnit: unit)]).withUnsafeBufferPointer { test.isSimple($0) }
  }

  /// - Returns: how many rings were valid and how many not.
  private func compare(_ set: PolygonSet) throws -> (valid: Int, invalid: Int) {
    let invalid = Set(try UnitValidity.invalidUnits(in: set).map(\.unit))
    var valid = 0
    for unit in 0..<set.count {
      let expected = try Self.isValid(unit, of: set)
      #expect(!invalid.contains(unit) == expected, "\(set.coordinates[set.range(ofUnit: unit)])")
      // Simple rings are valid, and OGC's rules allow a single ring no touching of itself: the two are one.
      #expect(Self.isSimple(set, unit) == expected, "\(set.coordinates[set.range(ofUnit: unit)])")
      if expected { valid += 1 }
    }
    return (valid, set.count - valid)
  }

  @Test func smallRings() throws {
    var chance = SeededGenerator(seed: 31)
    var set = PolygonSet()
    while set.count < 2000 {
      let side = 3 + chance.below(4)
      let ring = (0..<(3 + chance.below(5))).map { _ in
        Coordinate(x: Int32(chance.below(side)), y: Int32(chance.below(side)))
      }
      var probe = PolygonSet()
      if probe.appendRing(ring) { set.appendUnit([[ring]]) }
    }
    let seen = try compare(set)
    #expect(seen.valid > 500 && seen.invalid > 500)
  }

  /// Stars about a centre are simple; one vertex put elsewhere may or may not spoil them.
  @Test func largeRings() throws {
    var chance = SeededGenerator(seed: 32)
    var set = PolygonSet()
    while set.count < 200 {
      let count = 49 + chance.below(40)
      var ring: [Coordinate] = []
      // Once round a square, in and out of its border: vertical edges, equal west ends.
      for i in 0..<count {
        let t = i * 40 / count
        let depth = Int32(chance.below(4))
        let along = Int32(t % 10 * 4 + 4)
        switch t / 10 {
        case 0: ring.append(Coordinate(x: along, y: depth))
        case 1: ring.append(Coordinate(x: 48 - depth, y: along))
        case 2: ring.append(Coordinate(x: 48 - along, y: 48 - depth))
        default: ring.append(Coordinate(x: depth, y: 48 - along))
        }
      }
      if chance.below(2) == 0 {
        ring[chance.below(ring.count)] = Coordinate(x: Int32(chance.below(49)), y: Int32(chance.below(49)))
      }
      var probe = PolygonSet()
      if probe.appendRing(ring), probe.coordinates.count > 50 { set.appendUnit([[ring]]) }
    }
    let seen = try compare(set)
    #expect(seen.valid > 20 && seen.invalid > 20)
  }

  /// The sweep and the comparison of all pairs say the same: the ring with its edges cut in many is the same ring.
  @Test func cuttingEdgesChangesNothing() throws {
    var chance = SeededGenerator(seed: 33)
    var seen = [0, 0]
    while seen[0] + seen[1] < 600 {
      let ring = (0..<(4 + chance.below(4))).map { _ in
        Coordinate(x: Int32(chance.below(6) * 16), y: Int32(chance.below(6) * 16))
      }
      var short = PolygonSet()
      guard short.appendRing(ring), short.ringCount == 1, short.coordinates.count > 4 else { continue }
      let closed = short.coordinates
      var long = PolygonSet()
      var cut: [Coordinate] = []
      for (a, b) in zip(closed, closed.dropFirst()) {
        let (dx, dy) = ((b.x - a.x) / 16, (b.y - a.y) / 16)
        for i in Int32(0)..<16 { cut.append(Coordinate(x: a.x + dx * i, y: a.y + dy * i)) }
      }
      long.appendUnit([[cut]])
      var whole = PolygonSet()
      whole.appendUnit([[ring]])
      #expect(long.coordinates.count > 49)
      let simple = Self.isSimple(whole, 0)
      #expect(Self.isSimple(long, 0) == simple, "\(ring)")
      seen[simple ? 0 : 1] += 1
    }
    #expect(seen[0] > 50 && seen[1] > 50)
  }

  @Test func theEndsOfTheLatticeDoNotOverflow() throws {
    let (w, h) = (Int32(1_800_000_000), Int32(900_000_000))
    var set = PolygonSet()
    set.appendUnit([[[Coordinate(x: -w, y: -h), Coordinate(x: w, y: -h), Coordinate(x: w, y: h)]]])
    set.appendUnit([
      [
        [
          Coordinate(x: -w, y: -h), Coordinate(x: w, y: h), Coordinate(x: w, y: -h),
          Coordinate(x: -w + 5, y: h),
        ]
      ]
    ])
    let invalid = try UnitValidity.invalidUnits(in: set)
    #expect(invalid.map(\.unit) == [1])
  }

  @Test func reasonsAndPlacesAreNamed() throws {
    func p(_ x: Int32, _ y: Int32) -> Coordinate { Coordinate(x: x, y: y) }
    let square = [p(0, 0), p(20, 0), p(20, 20), p(0, 20)]
    var set = PolygonSet()
    set.appendUnit([[square]])
    set.appendUnit([[[p(0, 0), p(20, 20), p(20, 0), p(0, 10)]]])
    set.appendUnit([])
    set.appendUnit([[square, [p(30, 30), p(34, 30), p(30, 34)]]])
    set.appendUnit([[square], [[p(5, 5), p(9, 5), p(9, 9)]]])
    set.appendUnit([[square, [p(5, 5), p(9, 5), p(9, 9)]]])
    let found = try UnitValidity.invalidUnits(in: set)
    #expect(found.map(\.unit) == [1, 2, 3, 4])
    #expect(
      found.map(\.invalidity.reason.english) == [
        "Self-intersection", Invalidity.noLand.reason.english, "Hole lies outside shell", "Nested shells",
      ])
    let crossing = try #require(found[0].invalidity.place)
    #expect((crossing.x - 20.0 / 3).magnitude < 1e-9 && (crossing.y - 20.0 / 3).magnitude < 1e-9)
  }
}
