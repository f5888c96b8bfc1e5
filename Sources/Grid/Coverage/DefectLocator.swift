import Geometry
import Solvers
import Words

/// Finds where and why a level fails its proof. Only land near failing edges is looked at.
struct DefectLocator {
  private let hierarchy: Hierarchy
  private let level: Int
  private let rules: CheckRules
  private let verdict: Proof.Verdict
  private let children: LandMaker
  private let parents: LandMaker
  private let families: Families
  /// Units of the level above that overlap others.
  private let doubledAbove: Set<Int>

  private var units: Level { hierarchy.levels[level] }
  private var invalid: [InvalidUnit] { verdict.invalid }
  private var partition: PartitionProof? { verdict.partition }

  /// - Parameter doubledAbove: units of the level above that overlap others, and whose children therefore do.
  init(hierarchy: Hierarchy, level: Int, proof: Proof, rules: CheckRules, doubledAbove: Set<Int>) {
    self.hierarchy = hierarchy
    self.level = level
    self.rules = rules
    self.doubledAbove = doubledAbove
    verdict = proof.levels[level]
    let units = hierarchy.levels[level]
    children = LandMaker(shapes: units.shapes, invalid: Set(verdict.invalid.map(\.unit)))
    if level > 0 {
      let above = hierarchy.levels[level - 1].shapes
      parents = LandMaker(shapes: above, invalid: Set(proof.levels[level - 1].invalid.map(\.unit)))
      families = Families(parentOf: units.parents, parentCount: above.count)
    } else {
      // The top level is one family whose parent is unknown.
      var unknown = PolygonSet()
      unknown.endUnit()
      parents = LandMaker(shapes: unknown, invalid: [])
      families = Families(parentOf: Array(repeating: 0, count: units.count), parentCount: 1)
    }
  }

  /// - Returns: what is wrong with the land of the level, which of its units overlap others, and whether land is bare that
  ///   need not be covered.
  func defects() throws(GEOSError) -> (defects: [Defect], doubled: Set<Int>, hasAllowed: Bool) {
    let broken = brokenParents
    var found = invalid.map(defect) + broken.filter { families.children(of: $0).isEmpty }.map(childless)
    if broken.isEmpty && doubledAbove.isEmpty && verdict.hairlines.isEmpty { return (found, [], false) }
    let index = BoxIndex((0..<units.count).map { units.shapes.box(of: $0) })
    let measure = PieceMeasure(
      hierarchy: hierarchy, level: level, rules: rules, index: index, maker: children)
    var pieces: [LandPiece] = []
    for hairline in verdict.hairlines { pieces += try strips(of: hairline) }
    if partition == nil {
      pieces += holesOfTop
    } else {
      pieces += try NestingSearch(children: children, parents: parents, families: families).pieces(of: broken)
    }
    let abroad = pieces.filter { $0.kind == .outside }.flatMap(\.units)
    let starts = Set(suspects + abroad).union(children.invalid).sorted()
    let overlaps = try OverlapSearch(maker: children, index: index).pieces(from: starts)
    let (defects, spared) = try measure.defects(of: pieces + overlaps)
    found += defects
    found += unmatched(broken, explained: spared.union(found.flatMap { $0.codes + $0.neighbours }))
    return (found, Set(overlaps.flatMap(\.units)), !spared.isEmpty)
  }

  /// Parents whose sums differ, and those whose sums prove nothing because a polygon of the family is not valid. The top
  /// level's is unknown: it counts where the level leaves no whole outline.
  private var brokenParents: [Int] {
    guard let partition else {
      return units.count == 0 || verdict.outline?.isWhole == true && invalid.isEmpty ? [] : [0]
    }
    let ofInvalid = invalid.map { units.parents[$0.unit] }.filter { $0 >= 0 }
    return Set(partition.brokenParents).union(parents.invalid).union(ofInvalid).sorted()
  }

  /// Units that may overlap others: those along failing edges, and children of those that do; on the top level, where
  /// some overlap, those with an edge that only they have, or that is doubled.
  private var suspects: [Int] {
    if let partition {
      return partition.suspects
        + units.parents.indices.filter { unit in
          units.parents[unit] < 0 || doubledAbove.contains(units.parents[unit])
        }
    }
    if !verdict.overlaps { return [] }
    let table = EdgeTable(units.shapes)
    return (0..<units.count).filter { unit in
      var isLoose = false
      units.shapes.forEachEdge(ofUnit: unit) { a, b in
        guard let (edge, forward) = table.edge(a, b) else { return }
        if edge.side(forward: forward) < 0 || edge.side(forward: !forward) < 0 { isLoose = true }
      }
      return isLoose
    }
  }

  /// Land that the units of the top level enclose and none of them covers.
  private var holesOfTop: [LandPiece] {
    (verdict.outline?.holes ?? []).map { rings in
      LandPiece(
        kind: .hole, polygon: RealPolygon(rings: rings.map { $0.map { RealPoint($0) } }), units: [],
        parent: -1)
    }
  }

  /// The land of a strip that is open to the outside.
  private func strips(of hairline: Hairline) throws(GEOSError) -> [LandPiece] {
    try withGEOS { context throws(GEOSError) in
      let strip = try context.union(of: hairline.pieces.indices) { piece, context throws(GEOSError) in
        try context.madeValid(context.shape(of: RealPolygon(rings: [hairline.pieces[piece]])))
      }
      return try context.polygons(of: strip).map {
        LandPiece(kind: .gap, polygon: $0, units: [], parent: -1)
      }
    }
  }

  private func defect(_ item: InvalidUnit) -> Defect {
    Defect(
      kind: .invalidPolygon, level: units.name, codes: [units.codes[item.unit]],
      area: abs(units.areas[item.unit]), width: 0, place: item.invalidity.place, polygon: nil,
      reason: item.invalidity.reason)
  }

  private func childless(_ parent: Int) -> Defect {
    Defect(
      of: parent, in: hierarchy.levels[level - 1], kind: .childless,
      reason: Message("no unit of level \(units.name) in it"))
  }

  /// Vertices that one side of a border lacks, and failing borders that nothing else explains.
  private func unmatched(_ broken: [Int], explained: Set<String>) -> [Defect] {
    let search = UnmatchedVertices(children: units.shapes, parents: parents.shapes, families: families)
    let results = concurrentMap(broken) { search.search($0) }
    var defects: [Defect] = []
    var explained = explained
    for (parent, result) in zip(broken, results) {
      func code(_ owner: Int) -> String? {
        owner >= 0 ? units.codes[owner] : partition == nil ? nil : hierarchy.levels[level - 1].codes[parent]
      }
      for finding in result.findings {
        let codes =
          ([finding.lacking] + finding.having.filter { $0 >= 0 } + (finding.lacking < 0 ? [] : [-1]))
          .compactMap(code)
        explained.formUnion(codes)
        defects.append(unmatched(at: finding.vertex, codes, reason: nil))
      }
      // On the top level an open edge may simply be the rim.
      if partition == nil { continue }
      for (owner, vertex) in result.openVertex.sorted(by: { $0.key < $1.key }) {
        // The parent's border is to blame only where no child's is.
        guard owner >= 0 || result.openVertex.count == 1, let own = code(owner), !explained.contains(own)
        else { continue }
        let codes = owner < 0 ? [own] : [own, code(-1)].compactMap { $0 }
        defects.append(
          unmatched(
            at: vertex, codes,
            reason: Message("its border is not its neighbours', yet hardly any land lies between")))
      }
    }
    return defects
  }

  private func unmatched(at vertex: Coordinate, _ codes: [String], reason: Message?) -> Defect {
    Defect(
      kind: .unmatched, level: units.name, codes: codes, area: 0, width: 0, place: RealPoint(vertex),
      polygon: nil,
      reason: reason)
  }
}
