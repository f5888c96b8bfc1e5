import Geometry
import VectorFiles

/// A repaired coverage, what the repair moved, and what it had to leave.
public struct Repair: Sendable {
  /// The land of a unit whose polygon changed, in square metres.
  public struct Change: Sendable, Hashable {
    /// The name of the unit's level.
    public let level: String
    /// The code of the unit.
    public let code: String
    /// What it has.
    public let after: Double
    /// Square metres that it has now and had not.
    public let gained: Double
    /// Square metres that it had and has no more.
    public let lost: Double

    /// What it had, however its rings ran.
    public var before: Double { max(0, after - gained + lost) }

    /// Whether it is not what it was by more than a tenth of its land.
    public var isLarge: Bool { abs(after - before) > before / 10 }
  }

  /// A unit that has no land, before the repair or since.
  public struct Landless: Sendable, Hashable {
    /// The name of the unit's level.
    public let level: String
    /// The code of the unit.
    public let code: String
    /// The repair took its last land: all of it lay beyond its parent, or under units that went before it.
    public let lostAll: Bool
  }

  /// The land after the repair.
  public let hierarchy: Hierarchy
  /// The units whose polygons changed, top level first, in the order of their level.
  public let changes: [Change]
  /// Units that have no land, and had none or lost it.
  public let landless: [Landless]
  /// The repaired hierarchy as a check judges it.
  public let check: CoverageCheck
  /// Those defects that were left which lie at protected units.
  public let heldBack: [Defect]
  /// Whether a further pass changes nothing; where it may, the repair was stopped.
  public let isSettled: Bool
  /// What is proved of the land after the repair: codes that contradict their parents' are no matter of land.
  public let proof: Proof

  /// Defects that were left: gaps that are too wide to fill, units without land, and what could only be mended by
  /// changing protected units.
  public var left: [Defect] { check.defects.filter { $0.kind != .foreignCode } }
  /// Codes that contradict their parents', which no repair of land mends.
  public var foreignCodes: [Defect] { check.defects.filter { $0.kind == .foreignCode } }
  /// Whether the land after the repair is proved.
  public var proved: Bool { proof.holds }

  /// The land that the units of a level gained, in square metres.
  public func gained(inLevel level: String) -> Double {
    changes.reduce(0) { $1.level == level ? $0 + $1.gained : $0 }
  }

  /// The land that the units of a level lost, in square metres.
  public func lost(inLevel level: String) -> Double {
    changes.reduce(0) { $1.level == level ? $0 + $1.lost : $0 }
  }
}

extension Hierarchy {
  /// A repair settles long before this; one that does not is stopped.
  private static var mostPasses: Int { 24 }

  /// Repairs every level until nothing more changes, so that a second repair changes nothing; whether it came to that is
  /// told (`Repair.isSettled`).
  ///
  /// Each pass lays all lines of all levels into one planar arrangement on the lattice, gives every face of it to
  /// one unit of each level, and dissolves the faces: units and parents then match edge by edge by construction.
  /// Levels, codes, parents and households stay as they are; units that nothing happened to keep their vertices, and
  /// protected units keep their rings even where that leaves a defect: two of them overlap, one reaches beyond its
  /// parent's protected border, or neighbours meet on one of its edges where it has no vertex.
  public func repaired(_ options: RepairOptions = RepairOptions()) throws(GEOSError) -> Repair {
    try repaired(options, mostPasses: Self.mostPasses)
  }

  /// - Parameter mostPasses: after which it is stopped.
  func repaired(_ options: RepairOptions, mostPasses: Int) throws(GEOSError) -> Repair {
    var evidence = try ProofEvidence(levels.map(\.shapes), of: self)
    let mended = levels.indices.map { level in
      let invalid = evidence.invalid[level].map(\.unit)
      return levels[level].shapes.mending(
        invalid.filter { !options.protected.contains(levels[level].codes[$0]) })
    }
    if mended != evidence.shapes { evidence = try ProofEvidence(mended, of: self) }
    var isSettled = false
    for _ in 0..<mostPasses where !isSettled {
      guard let result = try RepairPass.run(on: self, evidence, options), result != evidence.shapes else {
        isSettled = true
        continue
      }
      evidence = try ProofEvidence(result, of: self)
    }
    return try Repair(
      of: self, mended: mended, evidence: evidence, protected: options.protected, isSettled: isSettled)
  }
}

extension Repair {
  /// - Parameters:
  ///   - mended: the polygons that it had, level by level, made valid where they may change.
  ///   - evidence: of the polygons that it has now.
  init(
    of original: Hierarchy, mended: [PolygonSet], evidence: ProofEvidence, protected: Set<String>,
    isSettled: Bool
  ) throws(GEOSError) {
    self.isSettled = isSettled
    var levels: [Level] = []
    for (level, shapes) in zip(original.levels, evidence.shapes) {
      levels.append(try level.with(shapes, in: original.plane))
    }
    hierarchy = Hierarchy(levels: levels, plane: original.plane, structure: original.structure)
    var changes: [Change] = []
    var landless: [Landless] = []
    for (index, (old, new)) in zip(original.levels, levels).enumerated() {
      changes += AreaMoved.changes(from: old, mended: mended[index], to: new, in: original.plane)
      for unit in 0..<new.count where new.shapes.polygons(of: unit).isEmpty {
        landless.append(
          Landless(
            level: new.name, code: new.codes[unit], lostAll: !old.shapes.polygons(of: unit).isEmpty))
      }
    }
    self.changes = changes
    self.landless = landless
    proof = hierarchy.prove(by: evidence)
    check = try hierarchy.check(proof: proof.counting(hierarchy.structure))
    heldBack = check.defects.filter { !protected.isDisjoint(with: $0.codes + $0.neighbours) }
  }
}

extension Level {
  /// The level with other polygons; only those that are others are measured.
  fileprivate func with(_ shapes: PolygonSet, in plane: LocalPlane) throws(GEOSError) -> Level {
    var changed = PolygonSet()
    let units = (0..<count).filter { !self.shapes.isUnit($0, equalToUnit: $0, of: shapes) }
    for unit in units { changed.appendUnit(unit, of: shapes) }
    var (areas, anchors) = (areas, anchors)
    for ((unit, area), anchor) in zip(zip(units, changed.areas(in: plane)), try changed.anchors()) {
      areas[unit] = area
      anchors[unit] = anchor
    }
    var level = Level(
      name: name, codes: codes, names: names, parents: parents, households: households, shapes: shapes,
      areas: areas, anchors: anchors, isDissolved: isDissolved, size: size)
    level.columns = columns
    level.system = system
    return level
  }
}
