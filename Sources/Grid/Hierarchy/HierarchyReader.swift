extension Hierarchy {
  /// A hierarchy as read, and what a user should know of how it came about.
  public struct Reading: Sendable {
    public let hierarchy: Hierarchy
    /// Names of levels that were dissolved from the level below, and therefore match it by construction.
    public let dissolved: [String]
    /// Units whose parent was found by place.
    public let placements: [Placement]
    public let notes: [String]
  }

  /// Reads every level from its source, top first, dissolves those that have none, and links parents.
  public init(reading sources: [LevelSource]) throws(HierarchyError) {
    self = try Hierarchy.read(sources).hierarchy
  }

  public static func read(_ sources: [LevelSource]) throws(HierarchyError) -> Reading {
    precondition(!sources.isEmpty, "a hierarchy has at least one level")
    var reader = HierarchyReader(sources: sources)
    return try reader.read()
  }
}

private struct HierarchyReader {
  let sources: [LevelSource]
  private var notes: [String] = []
  private var placements: [Placement] = []
  private var dissolved: [String] = []

  init(sources: [LevelSource]) {
    self.sources = sources
  }

  mutating func read() throws(HierarchyError) -> Hierarchy.Reading {
    var drafts: [LevelDraft] = []
    for index in sources.indices.reversed() {
      let draft: LevelDraft
      switch sources[index].origin {
      case .layer(let source, let columns):
        draft = try LevelDraft(
          reading: source, columns, level: sources[index], groupColumns: groupColumns(for: index))
      case .dissolved(let key):
        guard let below = drafts.first else { throw .lowestHasNoLayer(level: sources[index].name) }
        draft = try dissolve(below, by: key, into: sources[index].name)
        dissolved.insert(sources[index].name, at: 0)
      }
      if !drafts.isEmpty { try link(&drafts[0], to: draft, rule: sources[index + 1].parent) }
      drafts.insert(draft, at: 0)
    }
    return Hierarchy.Reading(
      hierarchy: try assemble(drafts), dissolved: dissolved, placements: placements, notes: notes)
  }

  /// The columns that the dissolved levels above a layer are joined by, and the parent columns above those.
  private func groupColumns(for index: Int) -> [String] {
    var result: [String] = []
    if case .column(let column) = sources[index].parent { result.append(column) }
    for above in sources[..<index].reversed() {
      guard case .dissolved(let key) = above.origin else { break }
      if case .column(let column) = key { result.append(column) }
      if case .column(let column) = above.parent { result.append(column) }
    }
    return result
  }

  private func dissolve(
    _ below: LevelDraft, by key: LevelSource.GroupKey, into name: String
  ) throws(HierarchyError) -> LevelDraft {
    let keys: [String]
    switch key {
    case .all(let code): keys = Array(repeating: code, count: below.codes.count)
    case .prefix(let length): keys = try below.prefixes(length)
    case .column(let column): keys = try below.texts(of: column)
    }
    let codes = Set(keys).sorted()
    let indexOf = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let groupOf = keys.map { indexOf[$0] ?? 0 }
    let shapes: PolygonSet
    do {
      shapes = try below.shapes.dissolved(into: groupOf, groupCount: codes.count)
    } catch {
      throw .geometry(level: name, error)
    }
    return LevelDraft(
      name: name, codes: codes, names: codes, households: nil, shapes: shapes,
      inherited: below.inherited(by: groupOf, groupCount: codes.count))
  }

  /// Gives every unit of `below` its parent in `above`.
  private mutating func link(
    _ below: inout LevelDraft, to above: LevelDraft, rule: LevelSource.ParentRule
  ) throws(HierarchyError) {
    let indexOf = Dictionary(
      above.codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let keys: [String]
    if case .dissolved(let key) = sources[sources.firstIndex { $0.name == above.name } ?? 0].origin {
      switch key {
      case .all(let code): keys = Array(repeating: code, count: below.codes.count)
      case .prefix(let length): keys = try below.prefixes(length)
      case .column(let column): keys = try below.texts(of: column)
      }
    } else {
      switch rule {
      case .column(let column): keys = try below.texts(of: column)
      case .prefix(let length): keys = try below.prefixes(length)
      case .place:
        let found = try Placement.find(
          children: below.shapes, codes: below.codes, level: below.name, parents: above.shapes,
          parentCodes: above.codes, above: above.name)
        placements += found
        keys = found.map(\.parent)
      }
    }
    var hasChild = [Bool](repeating: false, count: above.codes.count)
    below.parents = []
    for (unit, key) in keys.enumerated() {
      guard let parent = indexOf[key] else {
        throw .unknownParent(level: below.name, code: below.codes[unit], parent: key, above: above.name)
      }
      below.parents.append(parent)
      hasChild[parent] = true
    }
    if let lonely = hasChild.firstIndex(of: false) {
      throw .childless(level: above.name, code: above.codes[lonely], below: below.name)
    }
  }

  /// Adds households up and measures every level.
  private mutating func assemble(_ drafts: [LevelDraft]) throws(HierarchyError) -> Hierarchy {
    let plane = LocalPlane(centre: drafts[drafts.count - 1].shapes.box.centre)
    var levels: [Level] = []
    var sums: [Int]?
    for (index, draft) in drafts.enumerated().reversed() {
      let households = sums ?? draft.households ?? Array(repeating: 0, count: draft.codes.count)
      if sums != nil, let given = draft.households, given != households {
        let differing = zip(given, households).count { $0 != $1 }
        notes.append(
          "level \(draft.name): \(differing) household counts differ from the sum of their parts; the sums are used"
        )
      }
      do {
        levels.insert(
          Level(
            name: draft.name, codes: draft.codes, names: draft.names,
            parents: draft.parents.isEmpty ? Array(repeating: -1, count: draft.codes.count) : draft.parents,
            households: households, shapes: draft.shapes, areas: draft.shapes.areas(in: plane),
            anchors: try draft.shapes.anchors()), at: 0)
      } catch {
        throw .geometry(level: draft.name, error)
      }
      if index > 0 {
        var above = [Int](repeating: 0, count: drafts[index - 1].codes.count)
        for (unit, parent) in draft.parents.enumerated() { above[parent] += households[unit] }
        sums = above
      }
    }
    return Hierarchy(levels: levels, plane: plane)
  }
}
