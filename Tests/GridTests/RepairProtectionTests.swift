import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers

/// Units that `RepairOptions.protected` names keep their rings, whatever that leaves unmended.
@Suite struct RepairProtectionTests {
  /// A county of 200 m by 100 m, its towns, and their villages.
  private func county(_ towns: PolygonSet, villages: (PolygonSet, [Int])? = nil) throws -> Hierarchy {
    var parts = [
      ("county", PolygonSet.boxes([(0, 0, 20_000, 10_000)]), [-1]),
      ("town", towns, [Int](repeating: 0, count: towns.count)),
    ]
    if let (shapes, parents) = villages { parts.append(("village", shapes, parents)) }
    return try Hierarchy.made(parts)
  }

  private func repaired(_ broken: Hierarchy, protecting codes: Set<String>) throws -> Repair {
    var options = RepairOptions()
    options.gaps = .all
    options.protected = codes
    let repair = try broken.repaired(options)
    expectUnchanged(codes, from: broken, to: repair.hierarchy)
    #expect(try repair.hierarchy.repaired(options).changes.isEmpty)
    return repair
  }

  private func expectUnchanged(_ codes: Set<String>, from old: Hierarchy, to new: Hierarchy) {
    for (old, new) in zip(old.levels, new.levels) {
      for unit in 0..<old.count where codes.contains(old.codes[unit]) {
        #expect(old.shapes.isUnit(unit, equalToUnit: unit, of: new.shapes), "\(old.codes[unit])")
      }
    }
  }

  @Test func twoThatOverlapAreLeftSo() throws {
    let broken = try county(.boxes([(0, 0, 11_000, 10_000), (10_000, 0, 20_000, 10_000)]))
    #expect(try repaired(broken, protecting: ["town0"]).proved)
    let repair = try repaired(broken, protecting: ["town0", "town1"])
    #expect(!repair.proved)
    #expect(repair.heldBack.contains { $0.kind == .overlap && $0.codes.starts(with: ["town0", "town1"]) })
    #expect(repair.proof.levels.filter { !$0.proved }.map(\.level) == ["town"])
  }

  @Test func oneThatReachesBeyondItsProtectedParentIsLeftSo() throws {
    let broken = try county(
      .boxes([(0, 0, 10_000, 10_000), (10_000, 0, 20_000, 10_000)]),
      villages: (.boxes([(0, 0, 12_000, 10_000), (12_000, 0, 20_000, 10_000)]), [0, 1]))
    let repair = try repaired(broken, protecting: ["town0", "village0"])
    #expect(!repair.proved)
    #expect(repair.heldBack.contains { $0.kind == .outside && $0.codes.contains("village0") })
  }

  @Test func oneWithoutAParentKeepsItsLand() throws {
    let broken = try county(
      .boxes([(0, 0, 10_000, 10_000), (10_000, 0, 20_000, 10_000)]),
      villages: (.boxes([(0, 0, 10_000, 10_000), (10_000, 0, 20_000, 10_000)]), [-1, 1]))
    let repair = try repaired(broken, protecting: ["village0"])
    #expect(repair.heldBack.contains { $0.kind == .missingParent && $0.codes == ["village0"] })
  }

  @Test func oneThatCrossesItselfIsLeftSo() throws {
    var towns = PolygonSet()
    let bow = [(0, 0), (10_000, 0), (0, 6000), (8000, 10_000)] as [(Int32, Int32)]
    towns.appendUnit([
      [bow.map { Coordinate(x: RepairMesh.origin.x + $0.0, y: RepairMesh.origin.y + $0.1) }]
    ])
    towns.appendUnit([[PolygonSet.rectangle((10_000, 0, 20_000, 10_000))]])
    let repair = try repaired(try county(towns), protecting: ["town0"])
    #expect(repair.heldBack.contains { $0.kind == .invalidPolygon && $0.codes == ["town0"] })
  }

  /// Neighbours that meet where the protected unit has no vertex: one would have to be put into its border.
  @Test func neighboursThatMeetOnAnEdgeAreTold() throws {
    let broken = try county(
      .boxes([(0, 0, 10_000, 10_000), (10_000, 0, 20_000, 5000), (10_000, 5000, 20_000, 10_000)]))
    #expect(try repaired(broken, protecting: []).proved)
    let repair = try repaired(broken, protecting: ["town0"])
    #expect(!repair.proved)
    #expect(repair.heldBack.map(\.kind) == [.unmatched])
    #expect(repair.heldBack.first?.codes.first == "town0")
  }

  /// A vertex that only one neighbour has goes, though, and the proof holds.
  @Test func aNeighboursVertexOnAnEdgeGoes() throws {
    var towns = PolygonSet.boxes([(0, 0, 10_000, 10_000)])
    let neighbour =
      [
        (10_000, 0), (20_000, 0), (20_000, 10_000), (10_000, 10_000), (10_000, 5000),
      ] as [(Int32, Int32)]
    towns.appendUnit([
      [neighbour.map { Coordinate(x: RepairMesh.origin.x + $0.0, y: RepairMesh.origin.y + $0.1) }]
    ])
    #expect(try repaired(try county(towns), protecting: ["town0"]).proved)
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func damageAroundThemDoesNotChangeThem(seed: UInt64) throws {
    var mesh = RepairMesh(seed: seed)
    let clean = try mesh.hierarchy()
    var chance = SeededGenerator(seed: seed &+ 77)
    // Vertices of every fourth unit move by up to 15 m, on all levels.
    let broken = try clean.replacing(
      clean.levels.map { level in
        level.shapes.mapping(Set((0..<level.count).filter { _ in chance.below(4) == 0 })) { ring in
          ring.map { vertex in
            if chance.below(3) > 0 { return vertex }
            return Coordinate(
              x: vertex.x + Int32(chance.below(3001) - 1500), y: vertex.y + Int32(chance.below(3001) - 1500))
          }
        }
      })
    let codes = broken.levels.flatMap { level in
      (0..<2).map { _ in level.codes[chance.below(level.count)] }
    }
    var options = RepairOptions()
    options.gaps = .all
    options.protected = Set(codes)
    options.nesting = seed % 2 == 0 ? .clipChildren : .growParents
    let repair = try broken.repaired(options)
    expectUnchanged(options.protected, from: broken, to: repair.hierarchy)
    #expect(repair.changes.allSatisfy { !options.protected.contains($0.code) })
    let check = try repair.hierarchy.check()
    if !repair.proved { #expect(!repair.left.isEmpty) }
    if repair.proved && repair.landless.isEmpty { #expect(check.proved) }
    options.protected = []
    #expect(try broken.repaired(options).proved)
  }
}
