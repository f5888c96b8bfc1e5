import Geometry
import Solvers
import VectorFiles

/// Finds where and why a level fails its proof. Only land near failing edges is looked at.
struct DefectLocator {
  private let hierarchy: Hierarchy
  private let level: Int
  private let rules: CheckRules
  private let isOpen: Bool
  private let invalid: [InvalidUnit]
  private let partition: PartitionProof?
  private let children: LandMaker
  private let parents: LandMaker
  private let families: Families

  private var units: Level { hierarchy.levels[level] }

  /// - Parameter isOpen: even a hole that one unit of the top level has may be a gap: it is the only level, or was
  /// joined from units below. Holes between its units always are.
  init(hierarchy: Hierarchy, level: Int, proof: Hierarchy.Proof, rules: CheckRules, isOpen: Bool) {
    self.hierarchy = hierarchy
    self.level = level
    self.rules = rules
    self.isOpen = isOpen
    let units = hierarchy.levels[level]
    invalid = proof.invalid[level]
    children = LandMaker(shapes: units.shapes, invalid: Set(invalid.map(\.unit)))
    if level > 0 {
      let above = hierarchy.levels[level - 1].shapes
      partition = proof.partitions[level - 1]
      parents = LandMaker(shapes: above, invalid: Set(proof.invalid[level - 1].map(\.unit)))
      families = Families(parentOf: units.parents, parentCount: above.count)
    } else {
      // The top level is one family whose parent is unknown.
      partition = nil
      var unknown = PolygonSet()
      unknown.endUnit()
      parents = LandMaker(shapes: unknown, invalid: [])
      families = Families(parentOf: Array(repeating: 0, count: units.count), parentCount: 1)
    }
  }

  func defects() throws(GEOSError) -> [Defect] {
    let broken = brokenParents
    var found = invalid.map(defect) + broken.filter { families.children(of: $0).isEmpty }.map(childless)
    let isAlone = partition == nil && units.count == 1
    guard !broken.isEmpty, !isAlone || isOpen else { return found }
    let index = BoxIndex((0..<units.count).map { units.shapes.box(of: $0) })
    let measure = PieceMeasure(
      hierarchy: hierarchy, level: level, rules: rules, index: index, maker: children)
    var pieces: [LandPiece]
    if partition == nil {
      pieces = try holesOfTop()
    } else {
      pieces = try NestingSearch(children: children, parents: parents, families: families).pieces(of: broken)
    }
    let abroad = pieces.filter { $0.kind == .outside }.flatMap(\.units)
    let starts = Set(suspects + abroad).union(children.invalid).sorted()
    pieces += try OverlapSearch(maker: children, index: index).pieces(from: starts)
    let (defects, spared) = try measure.defects(of: pieces)
    found += defects
    return found + unmatched(broken, explained: spared.union(found.flatMap { $0.codes + $0.neighbours }))
  }

  /// Parents whose sums differ, and those whose sums prove nothing because a polygon of the family is not valid.
  private var brokenParents: [Int] {
    guard let partition else { return units.count == 0 ? [] : [0] }
    let ofInvalid = invalid.map { units.parents[$0.unit] }.filter { $0 >= 0 }
    return Set(partition.brokenParents).union(parents.invalid).union(ofInvalid).sorted()
  }

  /// Units that lie along failing edges; on the top level those with an edge that only they have, or that is doubled.
  private var suspects: [Int] {
    if let partition { return partition.suspects + units.parents.indices.filter { units.parents[$0] < 0 } }
    let table = EdgeTable(units.shapes)
    let vertices = units.shapes.coordinates
    return (0..<units.count).filter { unit in
      units.shapes.rings(ofUnit: unit).contains { ring in
        units.shapes.range(ofRing: ring).dropLast().contains { i in
          guard let (edge, forward) = table.edge(vertices[i], vertices[i + 1]) else { return true }
          return edge.side(forward: forward) < 0 || edge.side(forward: !forward) < 0
        }
      }
    }
  }

  /// Land that the units of the top level enclose and none of them covers; unless the level is open, without the
  /// holes that single units have.
  private func holesOfTop() throws(GEOSError) -> [LandPiece] {
    let own = isOpen ? [] : units.shapes.interiorRings
    return try withGEOS { context throws(GEOSError) in
      let union = try children.union(0..<units.count, context)
      var result: [LandPiece] = []
      for ring in try context.polygons(of: union).flatMap({ $0.rings.dropFirst() }) {
        let enclosed = try context.shape(of: RealPolygon(rings: [ring]))
        result += try context.polygons(of: context.difference(enclosed, union)).filter { polygon in
          polygon.rings.count > 1 || !own.contains(Set(polygon.rings[0].compactMap(\.rounded)))
        }.map { LandPiece(kind: .hole, polygon: $0, units: [], parent: -1) }
      }
      return result
    }
  }

  private func defect(_ item: InvalidUnit) -> Defect {
    let hasLand = !units.shapes.polygons(of: item.unit).isEmpty
    let parent = units.parents[item.unit]
    let somewhere = parent < 0 ? hierarchy.plane.centre : hierarchy.levels[level - 1].anchors[parent]
    return Defect(
      kind: .invalidPolygon, level: units.name, codes: [units.codes[item.unit]],
      area: abs(units.areas[item.unit]), width: 0,
      place: hasLand ? item.invalidity.place : RealPoint(somewhere),
      polygon: nil, reason: item.invalidity.reason)
  }

  private func childless(_ parent: Int) -> Defect {
    let above = hierarchy.levels[level - 1]
    return Defect(
      kind: .childless, level: above.name, codes: [above.codes[parent]], area: abs(above.areas[parent]),
      width: 0,
      place: RealPoint(above.anchors[parent]), polygon: nil, reason: "no unit of level \(units.name) in it")
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
            at: vertex, codes, reason: "its border is not its neighbours', yet hardly any land lies between"))
      }
    }
    return defects
  }

  private func unmatched(at vertex: Coordinate, _ codes: [String], reason: String?) -> Defect {
    Defect(
      kind: .unmatched, level: units.name, codes: codes, area: 0, width: 0, place: RealPoint(vertex),
      polygon: nil,
      reason: reason)
  }
}

extension PolygonSet {
  /// The vertices of each ring that is a hole of its unit.
  fileprivate var interiorRings: Set<Set<Coordinate>> {
    var result = Set<Set<Coordinate>>()
    for unit in 0..<count {
      for polygon in polygons(of: unit) {
        for ring in rings(of: polygon).dropFirst() { result.insert(Set(coordinates[range(ofRing: ring)])) }
      }
    }
    return result
  }
}
