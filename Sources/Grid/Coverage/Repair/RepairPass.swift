import Geometry
import VectorFiles

/// One pass of the repair: from the polygons of every level to polygons that match.
struct RepairPass {
  /// As it was given.
  let hierarchy: Hierarchy
  /// The polygons as they now are, level by level.
  let shapes: [PolygonSet]
  let options: RepairOptions

  private var levels: [Level] { hierarchy.levels }
  private var plane: LocalPlane { hierarchy.plane }

  /// Whether there is nothing to repair: all land is valid, the levels nest, and the top level leaves a whole outline.
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
    let outline = OutlineProof(of: shapes[0], isOpen: hierarchy.isOpen)
    return outline.isWhole && strips(along: outline.rim, of: shapes).isEmpty
  }

  /// Closed rings around strips of bare land between units that are open to the outside, as wide as gaps that are
  /// filled.
  private func strips(along rim: [DirectedEdge], of shapes: [PolygonSet]) -> [[Coordinate]] {
    HairlineSearch(rim, plane: plane, width: options.sliverWidth).hairlines(of: shapes).joined().flatMap(
      \.pieces
    )
    .map { $0.compactMap(\.rounded) }
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
    let rim = OutlineProof(of: led[0], isOpen: hierarchy.isOpen).rim
    var arrangement = Arrangement(of: led, strips: strips(along: rim, of: led), plane: plane)
    for level in levels.indices.dropLast().reversed() {
      for unit in 0..<levels[level].count where shapes[level].polygons(of: unit).isEmpty {
        let children = levels[level + 1].parents.indices.filter { levels[level + 1].parents[$0] == unit }
        arrangement.lendLand(toUnit: unit, ofLevel: level, fromChildren: Set(children))
      }
    }
    var owners = FaceOwners(
      arrangement: arrangement, levels: levels, shapes: snapped, protected: protected,
      metres: FaceMeasure(arrangement, plane: plane), isOpen: hierarchy.isOpen, options: options)
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
