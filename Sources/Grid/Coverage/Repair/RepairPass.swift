import Geometry
import VectorFiles

/// One pass of the repair: from the polygons of every level to polygons that match.
struct RepairPass {
  let levels: [Level]
  /// The polygons as they now are, level by level.
  let shapes: [PolygonSet]
  let plane: LocalPlane
  let options: RepairOptions

  /// Whether there is nothing to repair: all land is valid, the levels nest, and the top level has one whole outline.
  func isClean() throws(GEOSError) -> Bool {
    for set in shapes {
      for item in try UnitValidity.invalidUnits(in: set) where !set.polygons(of: item.unit).isEmpty {
        return false
      }
    }
    for lower in levels.indices.dropFirst() {
      let proof = PartitionProof(
        children: shapes[lower], parentOf: levels[lower].parents, parents: shapes[lower - 1])
      if !proof.holds { return false }
    }
    return try topIsWhole()
  }

  /// Units of the top level that partition what they enclose leave one valid outline; overlaps cross it. Holes in
  /// it may be gaps: the arrangement tells.
  private func topIsWhole() throws(GEOSError) -> Bool {
    let top = shapes[0]
    if top.count == 1 { return true }
    let table = EdgeTable(top)
    var outline: [DirectedEdge] = []
    var doubled = false
    for unit in 0..<top.count {
      top.forEachEdge(ofUnit: unit) { a, b in
        guard let (edge, forward) = table.edge(a, b) else { return }
        let twin = edge.side(forward: !forward)
        doubled = doubled || twin == EdgeTable.several || edge.side(forward: forward) == EdgeTable.several
        if twin == EdgeTable.none { outline.append(DirectedEdge(from: a, to: b)) }
      }
    }
    guard !doubled, let polygons = RingLinker.polygons(from: outline),
      polygons.allSatisfy({ $0.count == 1 })
    else { return false }
    var whole = PolygonSet()
    whole.appendUnit(polygons)
    return try UnitValidity.invalidUnits(in: whole).isEmpty
  }

  /// The polygons after one pass.
  func run() throws(GEOSError) -> [PolygonSet] {
    let protected = levels.map { level in level.codes.map(options.protected.contains) }
    let snapped = VertexSnap(
      shapes: shapes, levels: levels, protected: protected, tolerance: options.snap, plane: plane,
      lowestFirst: options.nesting == .growParents
    ).snapped()
    let edges = ProtectedEdges(snapped, protected: protected)
    let led = snapped.enumerated().map { edges.led($1, level: $0) }
    var arrangement = try Arrangement(of: led, plane: plane)
    for level in levels.indices.dropLast().reversed() {
      for unit in 0..<levels[level].count where shapes[level].polygons(of: unit).isEmpty {
        let children = levels[level + 1].parents.indices.filter { levels[level + 1].parents[$0] == unit }
        arrangement.lendLand(toUnit: unit, ofLevel: level, fromChildren: Set(children))
      }
    }
    var owners = FaceOwners(
      arrangement: arrangement, levels: levels, shapes: snapped, protected: protected,
      metres: FaceMeasure(arrangement, plane: plane), options: options)
    try owners.assign()
    let outlines = FaceOutlines(
      arrangement: arrangement, owners: owners.owners, counts: levels.map(\.count), original: shapes,
      protected: protected)
    let result = try outlines.polygons(restoring: true)
    return try areValid(result, besides: protected) ? result : try outlines.polygons(restoring: false)
  }

  private func areValid(_ sets: [PolygonSet], besides protected: [[Bool]]) throws(GEOSError) -> Bool {
    for (level, set) in sets.enumerated() {
      for item in try UnitValidity.invalidUnits(in: set)
      where !set.polygons(of: item.unit).isEmpty && !protected[level][item.unit] {
        return false
      }
    }
    return true
  }
}
