import Geometry
import VectorFiles

/// One pass of the repair: from the polygons of every level to polygons that match.
struct RepairPass {
  /// As it was given, or a part of it.
  private let hierarchy: Hierarchy
  /// The polygons as they now are, level by level.
  private let shapes: [PolygonSet]
  /// For each level the units whose rings stay as they are.
  private let protected: [[Bool]]
  private let options: RepairOptions

  private var levels: [Level] { hierarchy.levels }
  private var plane: LocalPlane { hierarchy.plane }

  init(_ hierarchy: Hierarchy, _ shapes: [PolygonSet], _ protected: [[Bool]], _ options: RepairOptions) {
    self.hierarchy = hierarchy
    self.shapes = shapes
    self.protected = protected
    self.options = options
  }

  /// The polygons after one pass; `nil` when there is nothing to repair: all land is valid, the levels nest, and the top
  /// level leaves a whole outline.
  ///
  /// - Parameter evidence: what the polygons as they now are show.
  static func run(
    on hierarchy: Hierarchy, _ evidence: ProofEvidence, _ options: RepairOptions
  ) throws(GEOSError) -> [PolygonSet]? {
    let strips = strips(along: evidence.outline.rim, of: evidence.shapes, hierarchy.plane, options)
    if isClean(evidence) && strips.isEmpty { return nil }
    let protected = hierarchy.levels.map { level in level.codes.map(options.protected.contains) }
    let scale = LocalScale(at: hierarchy.plane.centre)
    // A lattice unit more each way, as lines bend where they are cut.
    let reach = Int32(scale.units(in: options.snap)) + 2
    let site = RepairSite(of: hierarchy, evidence, strips: strips, protected: protected, reach: reach)
    guard let site else { return try RepairPass(hierarchy, evidence.shapes, protected, options).run() }
    return site.merged(try RepairPass(site.hierarchy, site.shapes, site.protected, options).run())
  }

  private static func isClean(_ evidence: ProofEvidence) -> Bool {
    for (set, invalid) in zip(evidence.shapes, evidence.invalid) {
      if invalid.contains(where: { !set.polygons(of: $0.unit).isEmpty }) { return false }
    }
    return evidence.partitions.allSatisfy { $0?.holds ?? true } && evidence.outline.isWhole
  }

  /// Closed rings around strips of bare land between units that are open to the outside.
  private static func strips(
    along rim: [DirectedEdge], of shapes: [PolygonSet], _ plane: LocalPlane, _ options: RepairOptions
  ) -> [[Coordinate]] {
    HairlineSearch(rim, centre: plane.centre, width: options.stripWidth).hairlines(of: shapes).joined()
      .flatMap(\.pieces)
      .compactMap { ring in
        let corners = ring.compactMap(\.rounded)
        return corners.count == ring.count ? corners : nil
      }
  }

  /// The polygons after one pass.
  func run() throws(GEOSError) -> [PolygonSet] {
    let snapped = VertexSnap(
      shapes: shapes, levels: levels, protected: protected, tolerance: options.snap, plane: plane,
      lowestFirst: options.nesting == .growParents
    ).snapped()
    let edges = ProtectedEdges(snapped, protected: protected)
    let led = snapped.enumerated().map { edges.led($1, level: $0) }
    let rim = OutlineProof(of: led[0], isOpen: hierarchy.isOpen).rim
    var arrangement = Arrangement(
      of: led, strips: Self.strips(along: rim, of: led, plane, options), plane: plane)
    for level in levels.indices.dropLast().reversed() {
      for unit in 0..<levels[level].count where shapes[level].polygons(of: unit).isEmpty {
        let children = levels[level + 1].parents.indices.filter { levels[level + 1].parents[$0] == unit }
        arrangement.lendLand(toUnit: unit, ofLevel: level, fromChildren: Set(children))
      }
    }
    var owners = FaceOwners(
      arrangement: arrangement, levels: levels, shapes: snapped, protected: protected,
      metres: FaceMeasure(arrangement), isOpen: hierarchy.isOpen, options: options)
    try owners.assign()
    let outlines = FaceOutlines(
      arrangement: arrangement, owners: owners.owners, counts: levels.map(\.count), original: shapes,
      protected: protected)
    let result = try outlines.polygons(restoring: true)
    return try areValid(result) ? result : try outlines.polygons(restoring: false)
  }

  private func areValid(_ sets: [PolygonSet]) throws(GEOSError) -> Bool {
    for (level, set) in sets.enumerated() {
      for item in try UnitValidity.invalidUnits(in: set)
      where !set.polygons(of: item.unit).isEmpty && !protected[level][item.unit] {
        return false
      }
    }
    return true
  }
}
