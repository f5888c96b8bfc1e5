import Geometry

extension Hierarchy {
  /// A hierarchy as it stands, sound or not, and what is wrong with its codes and parents.
  public struct Survey: Sendable {
    /// Every unit of every layer. A unit without a parent that can be found has parent -1; codes may repeat.
    public let hierarchy: Hierarchy
    /// Missing and repeated codes; missing, unknown and contradicted parents.
    public let structure: [Defect]
    /// Names of levels that were dissolved from the level below, and therefore match it by construction.
    public let dissolved: [String]
    /// Units whose parent was found by place, because no column or code says it.
    public let placements: [Placement]
    public let notes: [String]

    /// Proves every level, and names every defect of structure and of land.
    public func check(_ rules: CheckRules = CheckRules()) throws(GEOSError) -> CoverageCheck {
      let open = hierarchy.levels.count == 1 ? [hierarchy.top.name] : dissolved
      return try hierarchy.check(rules, structure: structure, open: Set(open))
    }
  }

  /// Reads levels as `read` does, but goes on where codes, parents or numbers are wrong: to be checked, not planned on.
  ///
  /// Files that cannot be read at all are thrown as they are there.
  public static func survey(_ sources: [LevelSource]) throws(HierarchyError) -> Survey {
    var reader = HierarchyReader(sources: sources)
    let reading = try reader.read()
    let hierarchy = reading.hierarchy
    let faults = reader.faults + reader.foreignCodes
    let structure = faults.compactMap { fault in
      hierarchy.levels.first { $0.name == fault.level }.flatMap {
        fault.defect(in: $0, plane: hierarchy.plane)
      }
    }
    // The check itself names the units that have no children.
    let others = faults.filter { fault in
      if case .childless = fault.error { false } else { fault.kind == nil }
    }
    return Survey(
      hierarchy: hierarchy, structure: structure, dissolved: reading.dissolved,
      placements: reading.placements,
      notes: reading.notes + others.map(\.error.description))
  }
}
