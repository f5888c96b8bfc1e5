import Words

extension Hierarchy {
  /// A hierarchy as read, sound or not, and what a user should know of how it came about.
  public struct Reading: Sendable {
    /// Every unit of every layer. A unit without a parent that can be found has parent -1; codes may repeat.
    public let hierarchy: Hierarchy
    /// Units whose parent was found by place, because no column or code says it.
    public let placements: [Placement]
    /// What was left out or taken otherwise than it stands, in sentences.
    public let notes: [Message]

    /// Names of levels that were dissolved from the level below, and therefore match it by construction.
    public var dissolved: [String] { hierarchy.levels.filter(\.isDissolved).map(\.name) }
  }

  /// Reads every level from its source, top first, dissolves those that have none, and links parents.
  public init(reading sources: [LevelSource]) throws(HierarchyError) {
    self = try Hierarchy.read(sources).hierarchy
  }

  /// Reads levels of which a plan can be made: the first fault of codes or parents is thrown.
  public static func read(_ sources: [LevelSource]) throws(HierarchyError) -> Reading {
    var reader = HierarchyReader(sources: sources)
    let reading = try reader.read()
    if let fault = reader.faults.first { throw fault.error }
    return reading
  }

  /// Reads levels as `read` does, but goes on where codes, parents or numbers are wrong: to be checked, not planned on.
  ///
  /// Files that cannot be read at all are thrown as they are there.
  public static func survey(_ sources: [LevelSource]) throws(HierarchyError) -> Reading {
    var reader = HierarchyReader(sources: sources)
    let reading = try reader.read()
    // The check itself names the units that have no children.
    let others = reader.faults.filter { fault in
      if case .childless = fault.error { false } else { fault.kind == nil }
    }
    return Reading(
      hierarchy: reading.hierarchy, placements: reading.placements,
      notes: reading.notes + others.map(\.error.message))
  }
}
