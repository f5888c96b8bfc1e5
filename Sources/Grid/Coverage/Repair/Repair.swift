import Geometry

/// A repaired coverage, what the repair moved, and what it had to leave.
public struct Repair: Sendable {
  /// The land that a unit gained and lost, in square metres.
  public struct Change: Sendable, Hashable {
    public let level: String
    public let code: String
    public let gained: Double
    public let lost: Double
  }

  /// A unit that has no land, before the repair or since.
  public struct Landless: Sendable, Hashable {
    public let level: String
    public let code: String
    /// The repair took its last land: all of it lay beyond its parent, or under units that went before it.
    public let lostAll: Bool
  }

  public let hierarchy: Hierarchy
  /// The units whose polygons changed, top level first, in the order of their level.
  public let changes: [Change]
  public let landless: [Landless]
  /// The proof of the repaired hierarchy.
  public let check: CoverageCheck
  /// Defects that were left: gaps that are too wide to fill, and what could only be mended by changing protected units.
  public let left: [Defect]
  /// Those of `left` that lie at protected units.
  public let heldBack: [Defect]
  /// Levels whose edges do not add up to those of the level above.
  public let unmatchedLevels: [String]

  /// Every unit with land is valid, and every level partitions the level above.
  public var proved: Bool { left.isEmpty && unmatchedLevels.isEmpty }

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

  /// Repairs every level until nothing more changes, so that a second repair changes nothing.
  ///
  /// Each pass lays all lines of all levels into one planar arrangement on the lattice, gives every face of it to
  /// one unit of each level, and dissolves the faces: units and parents then match edge by edge by construction.
  /// Levels, codes, parents and households stay as they are; units that nothing happened to keep their vertices, and
  /// protected units keep their rings even where that leaves a defect: two of them overlap, one reaches beyond its
  /// parent's protected border, or neighbours meet on one of its edges where it has no vertex.
  public func repaired(_ options: RepairOptions = RepairOptions()) throws(GEOSError) -> Repair {
    var shapes = levels.map(\.shapes)
    for _ in 0..<Self.mostPasses {
      let pass = RepairPass(levels: levels, shapes: shapes, plane: plane, options: options)
      if try pass.isClean() { break }
      let result = try pass.run()
      if result == shapes { break }
      shapes = result
    }
    return try Repair(of: self, shapes: shapes, protected: options.protected)
  }
}

extension Repair {
  init(
    of original: Hierarchy, shapes: [PolygonSet], protected: Set<String>
  ) throws(GEOSError) {
    var levels: [Level] = []
    for (level, shapes) in zip(original.levels, shapes) {
      levels.append(
        Level(
          name: level.name, codes: level.codes, names: level.names, parents: level.parents,
          households: level.households, shapes: shapes, areas: shapes.areas(in: original.plane),
          anchors: try shapes.anchors()))
    }
    hierarchy = Hierarchy(levels: levels, plane: original.plane)
    var changes: [Change] = []
    var landless: [Landless] = []
    for (old, new) in zip(original.levels, levels) {
      changes += try AreaMoved.changes(from: old, to: new, in: original.plane)
      for unit in 0..<new.count where new.shapes.polygons(of: unit).isEmpty {
        landless.append(
          Landless(
            level: new.name, code: new.codes[unit], lostAll: !old.shapes.polygons(of: unit).isEmpty))
      }
    }
    self.changes = changes
    self.landless = landless
    check = try hierarchy.check()
    let bare = Set(landless.map { [$0.level, $0.code] })
    left = check.defects.filter { defect in
      defect.kind != .invalidPolygon || !bare.contains([defect.level] + defect.codes)
    }
    heldBack = left.filter { !protected.isDisjoint(with: $0.codes + $0.neighbours) }
    unmatchedLevels = levels.indices.dropFirst().filter { level in
      !PartitionProof(
        children: levels[level].shapes, parentOf: levels[level].parents, parents: levels[level - 1].shapes
      ).holds
    }.map { levels[$0].name }
  }
}
