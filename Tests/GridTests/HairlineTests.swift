import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

/// Strips of bare land between units that run out to the outside. A lattice unit is about a centimetre.
@Suite struct HairlineTests {
  private func point(_ x: Int32, _ y: Int32) -> Coordinate {
    Coordinate(x: RepairMesh.origin.x + x, y: RepairMesh.origin.y + y)
  }

  private func towns(_ rings: [[(Int32, Int32)]]) throws -> Hierarchy {
    var set = PolygonSet()
    for ring in rings { set.appendUnit([[ring.map { point($0.0, $0.1) }]]) }
    return try Hierarchy.made([("town", set, rings.map { _ in -1 })])
  }

  /// Two towns with a strip between them that widens by so much from south to north.
  private func sides(_ width: Int32, widening: Int32 = 0, length: Int32 = 90_000) throws -> Hierarchy {
    try towns([
      [(-50_000, 0), (0, 0), (0, length), (-50_000, length)],
      [(width, 0), (50_000, 0), (50_000, length), (width + widening, length)],
    ])
  }

  @Test(arguments: [2, 3, 9, 40, 99]) func aStripOpenAtBothEndsIsNamedAndClosed(width: Int32) throws {
    let broken = try sides(width)
    let check = try broken.check()
    #expect(!check.proved && check.defects.map(\.kind) == [.sliver])
    let strip = check.defects[0]
    #expect(strip.codes == ["town0", "town1"] && strip.reason?.english == "gap" && strip.polygon != nil)
    let land = Double(width) * 90_000 * Oracle.squareMetres(atLatitude: 33)
    #expect(abs(strip.area / land - 1) < 0.01)
    let repair = try broken.repaired()
    #expect(repair.proved, "\(repair.left)")
    let moved = repair.changes.reduce(0) { $0 + $1.gained - $1.lost }
    #expect(abs(moved / land - 1) < 0.01, "all of the strip, and nothing else, is given away")
    #expect(try repair.hierarchy.repaired().changes.isEmpty)
  }

  @Test func aStripClosedAtOneEndIsNamedOnEachLevel() throws {
    // A third village under the strip; the township is joined from them.
    let rings: [[(Int32, Int32)]] = [
      [(0, 0), (50_000, 0), (50_009, 0), (90_000, 0), (90_000, -40_000), (0, -40_000)],
      [(0, 0), (50_000, 0), (50_000, 80_000), (0, 80_000)],
      [(50_009, 0), (90_000, 0), (90_000, 80_000), (50_009, 80_000)],
    ]
    var villages = PolygonSet()
    for ring in rings { villages.appendUnit([[ring.map { point($0.0, $0.1) }]]) }
    let township = try villages.dissolved(into: [0, 0, 0], groupCount: 1)
    let broken = try Hierarchy.made([("township", township, [-1]), ("village", villages, [0, 0, 0])])
    let check = try broken.check()
    // On the upper level it is one unit's own shape.
    #expect(check.levels.map(\.proved) == [true, false])
    #expect(check.defects.map(\.level) == ["village"] && check.defects[0].codes.contains("village1"))
    let repair = try broken.repaired()
    #expect(repair.proved, "\(repair.left)")
    #expect(repair.hierarchy.top.areas[0] > broken.top.areas[0])
  }

  /// Up to the width that is filled, though only what is narrower than a metre is a defect.
  @Test(arguments: [(250, true), (450, true), (900, false)]) func widerStripsGoByTheGapWidth(
    width: Int32, isClosed: Bool
  ) throws {
    let broken = try sides(width)
    #expect(try broken.check().proved, "it is the rim's shape")
    let repair = try broken.repaired()
    #expect(repair.proved && repair.changes.isEmpty == !isClosed)
  }

  /// However wide the gaps are that are filled, a strip that runs into the open is closed up to 5 m.
  @Test(arguments: [RepairOptions.GapRule.upTo(width: 1000), .upTo(width: 1e17), .all])
  func wideStripsAreTheRimsShapeByEveryRule(gaps: RepairOptions.GapRule) throws {
    var options = RepairOptions()
    options.gaps = gaps
    #expect(try sides(900).repaired(options).changes.isEmpty)
    #expect(try !sides(450).repaired(options).changes.isEmpty)
  }

  /// The corners of a strip that ends on the 180th meridian lie on it, whatever floating point makes of them.
  @Test(arguments: [7, 1000, 3333, 12_345] as [Int32]) func aStripEndsOnTheDateLine(slope: Int32) throws {
    let east: Int32 = 1_800_000_000
    var set = PolygonSet()
    let rings: [[(x: Int32, y: Int32)]] = [
      [(-50_000, -40_000), (0, -40_000), (0, 0), (-50_000, slope)],
      [(0, 40_000), (-50_000, 40_000), (-50_000, slope + 40), (0, 40)],
    ]
    for ring in rings {
      set.appendUnit([[ring.map { Coordinate(x: east + $0.x, y: 330_000_000 + $0.y) }]])
    }
    let repair = try Hierarchy.made([("town", set, [-1, -1])]).repaired()
    #expect(repair.proved && !repair.changes.isEmpty)
  }

  @Test func whatIsNoStripIsLeftAlone() throws {
    let unlike = [
      // The corner where a border meets a bent rim: 6 m deep, as wide as deep.
      try towns([
        [(0, 0), (10_000, 0), (10_000, 9400), (9700, 10_000), (0, 10_000)],
        [(10_000, 0), (20_000, 0), (20_000, 10_000), (10_300, 10_000), (10_000, 9400)],
      ]),
      // An inlet of one town's own.
      try towns([
        [
          (0, 0), (20_000, 0), (20_000, 10_000), (10_040, 10_000), (10_040, 1000), (10_000, 1000),
          (10_000, 10_000), (0, 10_000),
        ]
      ]),
      // Towns that do not face each other.
      try towns([
        [(0, 0), (10_000, 0), (10_000, 10_000), (0, 10_000)],
        [(10_040, 10_030), (20_000, 10_030), (20_000, 20_000), (10_040, 20_000)],
      ]),
      // A bay a hundred metres wide.
      try sides(10_000),
    ]
    for hierarchy in unlike {
      let check = try hierarchy.check()
      #expect(check.proved, "\(check.defects)")
      let repair = try hierarchy.repaired()
      #expect(repair.proved && repair.changes.isEmpty)
    }
  }

  /// It widens from nothing to 80 cm over 900 m, as two digitised borders do.
  @Test func aWedgeIsAStrip() throws {
    let broken = try sides(0, widening: 80)
    let check = try broken.check()
    #expect(check.defects.map(\.kind) == [.sliver])
    #expect(try broken.repaired().proved)
  }

  @Test func aStripBetweenProtectedUnitsStays() throws {
    let broken = try sides(20)
    var options = RepairOptions()
    options.protected = ["town0", "town1"]
    let repair = try broken.repaired(options)
    #expect(!repair.proved && repair.heldBack.map(\.kind) == [.sliver] && repair.changes.isEmpty)
    options.protected = ["town0"]
    let other = try broken.repaired(options)
    #expect(other.proved && other.changes.map(\.code) == ["town1"])
  }

  /// The two sides of a spike come within a lattice unit of each other, and do not meet: that is the shape of the unit.
  @Test(arguments: [1, 7, 30, 300]) func aSpikeIsNoMeeting(width: Int32) throws {
    let spike: [(Int32, Int32)] = [
      (0, 0), (width, 694_870), (width, 693_910), (780 + width, 693_020), (780 + width, 700_000),
      (0, 701_000),
    ]
    for turned in [false, true] {
      let ring = turned ? spike.map { ($0.1, $0.0) }.reversed() : spike
      let town = try towns([ring, [(2_000_000, 0), (2_100_000, 0), (2_100_000, 90_000)]])
      let check = try town.check()
      #expect(check.proved && check.defects.isEmpty, "\(check.proof.clause)")
    }
  }

  /// A vertex that only one side of a border has is named, on whichever side of the border's other form it lies.
  @Test(arguments: -2...2 as ClosedRange<Int32>) func aVertexBesideABorderIsNamed(beside: Int32) throws {
    let check = try towns([
      [(0, 0), (50_000, 0), (50_007, 90_000), (0, 90_000)],
      [(50_000, 0), (100_000, 0), (100_000, 90_000), (50_007, 90_000), (50_003 + beside, 45_000)],
    ]).check()
    #expect(!check.proved && !check.defects.isEmpty)
  }

  /// Bent, and with vertices that the other side lacks.
  @Test(arguments: 0..<12 as Range<UInt64>) func bentStripsAreClosed(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let width = Int32(2 + chance.below(60))
    let border = (0...12).map { (x: Int32(chance.below(1500)) * 2, y: Int32($0) * 8000) }
    var other: [(x: Int32, y: Int32)] = [border[0]]
    for (from, to) in zip(border, border.dropFirst()) {
      if chance.below(2) == 0 { other.append(((from.x + to.x) / 2, (from.y + to.y) / 2)) }
      other.append(to)
    }
    #expect(other.count > border.count)
    let west = [(-60_000, 0)] + border + [(-60_000, 96_000)]
    let east = [(60_000, 0), (60_000, 96_000)] + other.reversed().map { ($0.x + width, $0.y) }
    let broken = try towns([west, east])
    #expect(try !broken.check().proved)
    let repair = try broken.repaired()
    #expect(repair.proved, "\(repair.left)")
  }
}
