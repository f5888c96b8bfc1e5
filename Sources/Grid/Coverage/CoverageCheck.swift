import Dispatch

/// The verdict on a hierarchy: is every level an exact partition of the level above?
public struct CoverageCheck: Sendable {
  public struct LevelVerdict: Sendable {
    public let level: String
    public let units: Int
    /// Every unit is a valid polygon, and the level partitions the level above.
    public let proved: Bool
  }

  public let levels: [LevelVerdict]
  /// Worst first: by kind, then by area.
  public let defects: [Defect]

  public var proved: Bool { levels.allSatisfy(\.proved) }
}

extension Hierarchy {
  /// What the proof alone says, level by level: invalid units, and for each level but the top the partition.
  public struct Proof: Sendable {
    public let invalid: [[InvalidUnit]]
    /// `partitions[i]` relates level i + 1 to level i.
    public let partitions: [PartitionProof]

    public func holds(level: Int) -> Bool {
      invalid[level].isEmpty && (level == 0 || partitions[level - 1].holds)
    }

    public var holds: Bool { invalid.indices.allSatisfy(holds) }
  }

  /// Proves, or fails to prove, that every level partitions the level above. Nothing is located yet.
  public func prove() throws(GEOSError) -> Proof {
    var invalid: [[InvalidUnit]] = []
    for level in levels { invalid.append(try UnitValidity.invalidUnits(in: level.shapes)) }
    // The lowest level has about as many edges as all above together: one core each.
    let partitions = concurrentMap(Array(1..<levels.count)) { lower in
      PartitionProof(
        children: levels[lower].shapes, parentOf: levels[lower].parents, parents: levels[lower - 1].shapes)
    }
    return Proof(invalid: invalid, partitions: partitions)
  }

  /// Proves every level, and names each defect where the proof fails.
  public func check() throws(GEOSError) -> CoverageCheck {
    let proof = try prove()
    var defects: [Defect] = []
    for level in levels.indices {
      defects += try DefectLocator(hierarchy: self, level: level, proof: proof).defects()
    }
    defects.sort { a, b in
      if a.kind != b.kind { return a.kind < b.kind }
      if a.area != b.area { return a.area > b.area }
      return a.codes.lexicographicallyPrecedes(b.codes)
    }
    return CoverageCheck(
      levels: levels.indices.map {
        CoverageCheck.LevelVerdict(
          level: levels[$0].name, units: levels[$0].count, proved: proof.holds(level: $0))
      }, defects: defects)
  }
}
