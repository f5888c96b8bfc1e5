import Geometry
import Solvers
import VectorFiles
import Words

/// Reads the levels of a county from their sources, and notes what is wrong with them.
struct HierarchyReader {
  let sources: [LevelSource]
  private var notes: [Message] = []
  private var placements: [Placement] = []
  private(set) var faults: [StructureFault] = []
  private(set) var foreignCodes: [StructureFault] = []

  init(sources: [LevelSource]) {
    self.sources = sources
  }

  mutating func read() throws(HierarchyError) -> Hierarchy.Reading {
    precondition(!sources.isEmpty, "a hierarchy has at least one level")
    var drafts: [LevelDraft] = []
    var layers = readLayers()[...]
    for index in sources.indices.reversed() {
      let draft: LevelDraft
      switch sources[index].origin {
      case .layer, .units:
        draft = try layers.removeFirst().get()
        faults += draft.faults
        notes += draft.notes
      case .dissolved(let key):
        guard let below = drafts.first else { throw .lowestHasNoLayer(level: sources[index].name) }
        draft = try dissolve(below, by: key, into: sources[index].name)
      }
      if !drafts.isEmpty { try link(&drafts[0], to: draft, rule: sources[index + 1].parent) }
      drafts.insert(draft, at: 0)
    }
    return Hierarchy.Reading(hierarchy: try assemble(drafts), placements: placements, notes: notes)
  }

  /// The levels that have units of their own, the lowest and largest first, read side by side.
  private func readLayers() -> [Result<LevelDraft, HierarchyError>] {
    concurrentMap(sources.indices.reversed()) { index -> Result<LevelDraft, HierarchyError>? in
      switch sources[index].origin {
      case .layer(let source, let columns):
        Result { () throws(HierarchyError) in
          try LevelDraft(
            reading: source, columns, level: sources[index], groupColumns: groupColumns(for: index))
        }
      case .units(let units): .success(LevelDraft(units, level: sources[index]))
      case .dissolved: nil
      }
    }.compactMap(\.self)
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

  /// The unit that those without a key are joined to.
  private static let keyless = "(no parent)"

  private func dissolve(
    _ below: LevelDraft, by key: LevelSource.GroupKey, into name: String
  ) throws(HierarchyError) -> LevelDraft {
    let keys = Self.keys(of: below, key).map { $0 ?? Self.keyless }
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

  private static func keys(of below: LevelDraft, _ key: LevelSource.GroupKey) -> [String?] {
    switch key {
    case .all(let code): Array(repeating: code, count: below.codes.count)
    case .prefix(let length): below.prefixes(length)
    case .column(let column): below.texts(of: column)
    }
  }

  /// Gives every unit of `below` its parent in `above`; -1 where there is none.
  private mutating func link(
    _ below: inout LevelDraft, to above: LevelDraft, rule: LevelSource.ParentRule
  ) throws(HierarchyError) {
    do {
      var rule = rule
      if case .dissolved(let key) = sources.first(where: { $0.name == above.name })?.origin {
        let codes = Dictionary(uniqueKeysWithValues: above.codes.enumerated().map { ($1, $0) })
        let keys = Self.keys(of: below, key)
        below.parents = keys.map { codes[$0 ?? Self.keyless] ?? -1 }
        for unit in keys.indices where keys[unit] == nil { faults.append(noParent(unit, below, key)) }
        return
      }
      if case .prefix(let length) = rule, length <= 0 { rule = .place }
      switch rule {
      case .place: below.parents = try placed(below, in: above)
      case .column(let column):
        below.parents = try named(below, by: below.texts(of: column), in: above) { code in
          .noParent(level: below.name, code: code, field: column)
        }
        noteForeignCodes(below, above)
      case .prefix(let length):
        below.parents = try named(below, by: below.prefixes(length), in: above) { code in
          .shortCode(level: below.name, code: code, prefix: length)
        }
      }
    } catch {
      throw .geometry(level: below.name, error)
    }
    var hasChild = [Bool](repeating: false, count: above.codes.count)
    for parent in below.parents where parent >= 0 { hasChild[parent] = true }
    for (unit, has) in hasChild.enumerated() where !has {
      // The check finds these itself; a plan must know.
      faults.append(
        StructureFault(
          nil, level: above.name, unit: unit,
          error: .childless(level: above.name, code: above.codes[unit], below: below.name)))
    }
  }

  private func noParent(_ unit: Int, _ below: LevelDraft, _ key: LevelSource.GroupKey) -> StructureFault {
    let code = below.codes[unit]
    let error: HierarchyError =
      switch key {
      case .column(let column): .noParent(level: below.name, code: code, field: column)
      case .prefix(let length): .shortCode(level: below.name, code: code, prefix: length)
      case .all(let all): .noParent(level: below.name, code: code, field: all)
      }
    return StructureFault(.missingParent, level: below.name, unit: unit, error: error)
  }

  /// Parents by the place of every unit.
  private mutating func placed(_ below: LevelDraft, in above: LevelDraft) throws(GEOSError) -> [Int] {
    let ranked = try Placement.ranked(Array(below.codes.indices), of: below.shapes, in: above.shapes)
    return ranked.enumerated().map { unit, parents in
      guard let best = parents.first else {
        faults.append(
          StructureFault(
            .missingParent, level: below.name, unit: unit,
            error: .nowhere(level: below.name, code: below.codes[unit], above: above.name)))
        return -1
      }
      placements.append(
        Placement(
          level: below.name, code: below.codes[unit], parent: above.codes[best.parent], share: best.share,
          runnersUp: parents.dropFirst().map {
            Placement.RunnerUp(parent: above.codes[$0.parent], share: $0.share)
          }))
      return best.parent
    }
  }

  /// Parents by their codes. A unit that names none, or one that is not there, goes to the one it lies in; so does one
  /// whose parent's code repeats, among those that have it.
  private mutating func named(
    _ below: LevelDraft, by keys: [String?], in above: LevelDraft, missing: (String) -> HierarchyError
  ) throws(GEOSError) -> [Int] {
    let candidates = Dictionary(grouping: above.codes.indices) { above.codes[$0] }
    var parents = keys.map { key in key.flatMap { candidates[$0]?.first } ?? -1 }
    let doubtful = keys.indices.filter { parents[$0] < 0 || (candidates[keys[$0] ?? ""]?.count ?? 0) > 1 }
    let ranked = try Placement.ranked(doubtful, of: below.shapes, in: above.shapes)
    for (unit, places) in zip(doubtful, ranked) {
      if parents[unit] >= 0 {
        parents[unit] = places.first { above.codes[$0.parent] == keys[unit] }?.parent ?? parents[unit]
        continue
      }
      let code = below.codes[unit]
      parents[unit] = places.first?.parent ?? -1
      let remedy = places.first.map { Message("by place it is in \(above.codes[$0.parent])") }
      let error =
        keys[unit].map {
          HierarchyError.unknownParent(level: below.name, code: code, parent: $0, above: above.name)
        } ?? missing(code)
      faults.append(
        StructureFault(
          keys[unit] == nil ? .missingParent : .unknownParent, level: below.name, unit: unit, error: error,
          remedy: remedy))
    }
    return parents
  }

  /// Codes that do not begin with their parent's, on a level where nine of ten do. A plan can be made on them.
  private mutating func noteForeignCodes(_ below: LevelDraft, _ above: LevelDraft) {
    let foreign = below.codes.indices.filter { unit in
      let parent = below.parents[unit]
      return parent >= 0 && !below.codes[unit].hasPrefix(above.codes[parent])
    }
    guard 10 * foreign.count <= below.codes.count else { return }
    foreignCodes += foreign.map { unit in
      StructureFault(
        .foreignCode, level: below.name, unit: unit,
        error: .foreignCode(
          level: below.name, code: below.codes[unit], parent: above.codes[below.parents[unit]]))
    }
  }

  /// Adds households up and measures every level; refuses land that the plane of no county holds.
  private mutating func assemble(_ drafts: [LevelDraft]) throws(HierarchyError) -> Hierarchy {
    let households = addedUp(drafts)
    let plane = LocalPlane(centre: drafts[drafts.count - 1].shapes.box.centre)
    if let error = HierarchyError.overTheDateLine(drafts) { throw error }
    let sizes = sources.map(\.size)
    let measured = concurrentMap(drafts.indices.reversed()) { index in
      Result { () throws(HierarchyError) in
        try Self.level(drafts[index], households: households[index], size: sizes[index], in: plane)
      }
    }
    var levels: [Level] = []
    for level in measured { levels.insert(try level.get(), at: 0) }
    let structure = (faults + foreignCodes).compactMap { fault in
      levels.first { $0.name == fault.level }.flatMap { fault.defect(in: $0) }
    }
    return Hierarchy(levels: levels, plane: plane, structure: structure)
  }

  /// For each level the households of its units: on the lowest as given, above as the sum of what is below.
  private mutating func addedUp(_ drafts: [LevelDraft]) -> [[Int]] {
    var result: [[Int]] = []
    var sums: [Int]?
    for (index, draft) in drafts.enumerated().reversed() {
      let households = sums ?? draft.households ?? Array(repeating: 0, count: draft.codes.count)
      if sums != nil, let given = draft.households, given != households {
        let differing = zip(given, households).count { $0 != $1 }
        notes.append(
          Message(
            "household_sums_used",
            "level \(draft.name): \(differing) household counts differ from the sum of their parts; the sums are used"
          ))
      }
      result.insert(households, at: 0)
      if index > 0 {
        var above = [Int](repeating: 0, count: drafts[index - 1].codes.count)
        for (unit, parent) in draft.parents.enumerated() where parent >= 0 {
          above[parent] += households[unit]
        }
        sums = above
      }
    }
    return result
  }

  private static func level(
    _ draft: LevelDraft, households: [Int], size: ClosedRange<Int>?, in plane: LocalPlane
  ) throws(HierarchyError) -> Level {
    do {
      var level = Level(
        name: draft.name, codes: draft.codes, names: draft.names,
        parents: draft.parents.isEmpty ? Array(repeating: -1, count: draft.codes.count) : draft.parents,
        households: households, shapes: draft.shapes, areas: draft.shapes.areas(in: plane),
        anchors: try draft.shapes.anchors(), isDissolved: draft.isDissolved, size: size)
      level.columns = draft.columns
      level.system = draft.system
      return level
    } catch {
      throw .geometry(level: draft.name, error)
    }
  }
}
