import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

/// The proof and the naming of defects against GEOS and plain edge sums, on random nests with planted faults.
@Suite struct CoverageTests {
  enum Fault: CaseIterable {
    case childDeleted, vertexShifted, unitDoubled, childMoved, unitOverlapping, vertexInserted, unitInside
    case lakeFilled
  }

  /// The nest with a fault in it; `nil` where the chance chose one that cannot be planted.
  private static func plant(_ fault: Fault, in nest: Nest, chance: inout SeededGenerator) -> Nest? {
    var result = nest
    let unit = chance.below(nest.children.count)
    var parts = nest.children.rings(asPartsOf: unit)
    let p = chance.below(parts.count)
    let r = chance.below(parts[p].count)
    let v = chance.below(parts[p][r].count)
    switch fault {
    case .childDeleted:
      guard nest.parentOf.count(where: { $0 == nest.parentOf[unit] }) > 1 else { return nil }
      result.children = nest.children.replacing(unit, by: nil)
      result.parentOf.remove(at: unit)
    case .vertexShifted:
      parts[p][r][v].x += 300 + Int32(chance.below(900))
      parts[p][r][v].y -= 200
      result.children = nest.children.replacing(unit, by: parts)
    case .unitDoubled:
      result.children.appendUnit(unit, of: nest.children)
      result.parentOf.append(nest.parentOf[unit])
    case .childMoved:
      guard nest.parents.count > 1, nest.parentOf.count(where: { $0 == nest.parentOf[unit] }) > 1 else {
        return nil
      }
      result.parentOf[unit] = (nest.parentOf[unit] + 1) % nest.parents.count
    case .unitOverlapping:
      parts = parts.map { $0.map { $0.map { Coordinate(x: $0.x + 2500, y: $0.y + 1500) } } }
      result.children = nest.children.replacing(unit, by: parts)
    case .vertexInserted:
      // On the edge itself, where the lattice has a point on it: no land changes hands.
      let ring = parts[p][r]
      let (a, b) = (ring[v], ring[(v + 1) % ring.count])
      guard (b.x - a.x) % 2 == 0, (b.y - a.y) % 2 == 0 else { return nil }
      parts[p][r].insert(midpoint(a, b), at: v + 1)
      result.children = nest.children.replacing(unit, by: parts)
    case .unitInside:
      // A speck inside another unit: all edges of that unit still match.
      guard let anchor = try? nest.children.anchors()[unit] else { return nil }
      let speck = [(-3, -3), (3, -2), (1, 3)].map { Coordinate(x: anchor.x + $0.0, y: anchor.y + $0.1) }
      result.children.appendUnit([[speck]])
      result.parentOf.append(nest.parentOf[unit])
    case .lakeFilled:
      // The parent has a lake where the child has none: again all edges of the child match.
      guard let anchor = try? nest.children.anchors()[unit] else { return nil }
      let lake = [(-30, -30), (30, -20), (10, 30)].map { Coordinate(x: anchor.x + $0.0, y: anchor.y + $0.1) }
      let parent = nest.parentOf[unit]
      var land = nest.parents.rings(asPartsOf: parent)
      guard
        let around = land.indices.first(where: { part in
          var one = PolygonSet()
          one.appendUnit([land[part]])
          return Oracle.holds(0, of: one, anchor) == true
        })
      else { return nil }
      land[around].append(lake)
      result.parents = nest.parents.replacing(parent, by: land)
    }
    return result
  }

  @Test func cleanNestsHold() throws {
    var chance = SeededGenerator(seed: 41)
    var (parts, holes) = (0, 0)
    for round in 0..<1500 {
      let nest = try Nest(chance: &chance)
      parts += nest.children.polygonCount - nest.children.count
      holes += nest.parents.ringCount - nest.parents.polygonCount
      let proof = PartitionProof(children: nest.children, parentOf: nest.parentOf, parents: nest.parents)
      #expect(proof.holds && proof.suspects.isEmpty)
      #expect(Oracle.unequalParents(of: nest).isEmpty)
      guard round % 10 == 0 else { continue }
      let check = try nest.hierarchy().check()
      // Parents stand anywhere, and may enclose land that no layer says to be theirs: then their level is not proved.
      #expect(check.defects.allSatisfy { $0.kind == .hole && $0.level == "township" })
      #expect(check.levels.map(\.proved) == [check.defects.isEmpty, true])
      #expect(try Oracle.faults(of: nest).parents(nest.parentOf, above: 1e-3).isEmpty)
    }
    #expect(parts > 200 && holes > 20, "\(parts) \(holes)")
  }

  /// Every parent named is one whose edge sums differ, and the other way round.
  @Test(arguments: Fault.allCases) func faultsBreakTheirParents(fault: Fault) throws {
    var chance = SeededGenerator(seed: 42)
    var planted = 0
    for _ in 0..<250 {
      let nest = try Nest(chance: &chance)
      guard let spoilt = Self.plant(fault, in: nest, chance: &chance) else { continue }
      planted += 1
      let proof = PartitionProof(
        children: spoilt.children, parentOf: spoilt.parentOf, parents: spoilt.parents)
      #expect(!proof.holds)
      #expect(proof.brokenParents == Oracle.unequalParents(of: spoilt))
    }
    #expect(planted > 10)
  }

  /// What GEOS finds, unit by unit, is what the check names, with the same areas.
  @Test(arguments: Fault.allCases) func defectsAreNamedAndMeasured(fault: Fault) throws {
    var chance = SeededGenerator(seed: 43)
    var planted = 0
    for _ in 0..<20 {
      let nest = try Nest(chance: &chance)
      guard let spoilt = Self.plant(fault, in: nest, chance: &chance) else { continue }
      let invalid = try UnitValidity.invalidUnits(in: spoilt.children)
      let hierarchy = try spoilt.hierarchy()
      let check = try hierarchy.check()
      #expect(!check.proved && !check.defects.isEmpty)
      let isEnclosed = check.defects.contains { $0.level == "township" }
      #expect(check.levels.map(\.proved) == [!isEnclosed, false])
      #expect(
        check.defects.filter { $0.kind == .invalidPolygon }.flatMap(\.codes) == invalid.map { "c\($0.unit)" })
      // What an invalid polygon covers is a matter of opinion.
      guard invalid.isEmpty else { continue }
      planted += 1
      let faults = try Oracle.faults(of: spoilt)
      // Parents stand anywhere, and may enclose land that no layer says to be theirs.
      let defects = check.defects.filter { $0.level == "village" }
      compare(defects, with: faults, in: spoilt, scale: hierarchy.plane.centre.latitude)
      if fault == .vertexInserted {
        #expect(defects.allSatisfy { $0.kind == .unmatched && $0.area == 0 })
        let named = Set(defects.flatMap(\.codes).filter { $0.hasPrefix("p") })
        #expect(named == Set(Oracle.unequalParents(of: spoilt).map { "p\($0)" }))
      }
    }
    #expect(planted > 2)
  }

  private func compare(_ defects: [Defect], with faults: Oracle.Faults, in nest: Nest, scale latitude: Double)
  {
    let metres = Oracle.squareMetres(atLatitude: latitude)
    var expected: [String: Double] = [:]
    for (pair, area) in faults.overlaps { expected["overlap c\(pair[0]) c\(pair[1])"] = area * metres }
    for (parent, area) in faults.gaps { expected["gap p\(parent)"] = area * metres }
    for (child, area) in faults.outside {
      expected["outside parent c\(child) p\(nest.parentOf[child])"] = area * metres
    }
    var found: [String: Double] = [:]
    for defect in defects where defect.kind != .unmatched {
      let kind = Self.overlay(defect)
      let codes = kind == .gap ? defect.codes.prefix(1) : defect.codes[...]
      found["\(kind.rawValue) \(codes.joined(separator: " "))", default: 0] += defect.area
      #expect(defect.area > 0 && defect.width >= 0 && defect.level == "village" && defect.polygon != nil)
    }
    for key in Set(expected.keys).union(found.keys) {
      let (a, b) = (expected[key] ?? 0, found[key] ?? 0)
      #expect((a - b).magnitude <= max(0.01, a / 1000), "\(key): \(a) by GEOS, \(b) by the check")
    }
  }

  /// The overlay that a defect comes from: holes are gaps, slivers either.
  private static func overlay(_ defect: Defect) -> Defect.Kind {
    switch defect.kind {
    case .hole: .gap
    case .sliver: defect.reason?.english == "overlap" ? .overlap : .gap
    default: defect.kind
    }
  }

  @Test func aGapNamesTheUnitsAroundIt() throws {
    var chance = SeededGenerator(seed: 44)
    let mesh = Mesh(width: 3, height: 3, chance: &chance)
    let parents = try mesh.cells.dissolved(into: Array(repeating: 0, count: 9), groupCount: 1)
    let nest = Nest(
      children: mesh.cells.replacing(4, by: nil), parentOf: Array(repeating: 0, count: 8), parents: parents)
    let check = try nest.hierarchy().check()
    let gap = try #require(check.defects.first)
    #expect(check.defects.count == 1 && gap.kind == .hole)
    // After the parent all that it touches, at a corner too.
    #expect(gap.codes == ["p0"] + (0..<8).map { "c\($0)" })
    // A circle fits into a cell of about 90 m by 83 m with jittered sides.
    #expect(gap.width > 40 && gap.width < 100)
    let place = try #require(gap.place?.rounded)
    #expect(Oracle.holds(4, of: mesh.cells, place) == true)
  }

  @Test func theWorstDefectComesFirst() throws {
    var chance = SeededGenerator(seed: 45)
    let mesh = Mesh(width: 4, height: 3, chance: &chance)
    let parents = try mesh.cells.dissolved(into: Array(repeating: 0, count: 12), groupCount: 1)
    var children = mesh.cells.replacing(5, by: nil)
    children = children.replacing(0, by: nil)
    children.appendUnit(8, of: children)
    let nest = Nest(
      children: children, parentOf: Array(repeating: 0, count: children.count), parents: parents)
    let defects = try nest.hierarchy().check().defects
    #expect(defects.map(\.kind) == [.gap, .hole, .overlap])
    #expect(defects.allSatisfy { $0.area > 0 })
  }

  /// Units of a dissolved level that overlap without a shared edge: the fault is theirs, not their parent's.
  @Test func overlapsBelowADissolvedLevelAreNamed() throws {
    func square(_ x: Int32, _ y: Int32, _ side: Int32) -> [[[Coordinate]]] {
      let (x, y) = (x + 1_150_000_000, y + 330_000_000)
      return [
        [
          [
            Coordinate(x: x, y: y), Coordinate(x: x + side, y: y), Coordinate(x: x + side, y: y + side),
            Coordinate(x: x, y: y + side),
          ]
        ]
      ]
    }
    for other in [square(200, 300, 100), square(500, 500, 1000)] {
      var children = PolygonSet()
      children.appendUnit(square(0, 0, 1000))
      children.appendUnit(other)
      let parents = try children.dissolved(into: [0, 0], groupCount: 1)
      #expect(try UnitValidity.invalidUnits(in: parents).isEmpty)
      let check = try Nest(children: children, parentOf: [0, 0], parents: parents).hierarchy().check()
      #expect(check.levels.map(\.proved) == [true, false])
      let overlap = try #require(check.defects.first { Self.overlay($0) == .overlap })
      #expect(overlap.codes == ["c0", "c1"])
    }
  }

  /// With no level above, too, and whether the units cross, lie within one another or on one another.
  @Test(arguments: [(500, 500, 1000), (0, 0, 1000), (300, 300, 200), (500, 0, 1000), (1000, 0, 1000)])
  func overlapsOfTopUnitsAreNamed(x: Int, y: Int, side: Int) throws {
    func square(_ x: Int, _ y: Int, _ side: Int) -> [[[Coordinate]]] {
      let (x, y) = (1_150_000_000 + x, 330_000_000 + y)
      return [
        [
          [(x, y), (x + side, y), (x + side, y + side), (x, y + side)].map {
            Coordinate(x: Int32($0.0), y: Int32($0.1))
          }
        ]
      ]
    }
    var tops = PolygonSet()
    for parts in [square(0, 0, 1000), square(x, y, side), square(0, 5000, 900)] { tops.appendUnit(parts) }
    let nest = Nest(children: tops, parentOf: [0, 1, 2], parents: tops)
    let below = try nest.hierarchy()
    let alone = Hierarchy(levels: [below.top], plane: below.plane)
    let shared = max(0, min(1000, x + side) - x) * max(0, min(1000, y + side) - y)
    for hierarchy in [alone, below] {
      let check = try hierarchy.check()
      let overlaps = check.defects.filter {
        $0.level == "township" && $0.reason.map { $0.english == "overlap" } ?? ($0.kind == .overlap)
      }
      #expect(check.levels[0].proved == (shared == 0))
      #expect(overlaps.map(\.codes) == (shared == 0 ? [] : [["p0", "p1"]]))
      let area = Double(shared) * Oracle.squareMetres(atLatitude: 33)
      #expect(abs(overlaps.reduce(0) { $0 + $1.area } - area) < 0.01 + 1e-3 * area)
    }
  }
}
