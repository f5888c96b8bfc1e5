/// Finds, with GEOS, where and why a level fails its proof. Only land near failing edges is looked at.
struct DefectLocator {
  let hierarchy: Hierarchy
  let level: Int
  let proof: Hierarchy.Proof

  private var units: Level { hierarchy.levels[level] }

  func defects() throws(GEOSError) -> [Defect] {
    let invalid = proof.invalid[level].map { item in
      Defect(
        kind: .invalidPolygon, level: units.name, codes: [units.codes[item.unit]], area: 0, width: 0,
        place: item.invalidity.place, polygon: nil, reason: item.invalidity.reason)
    }
    guard level > 0 else { return invalid }
    let partition = proof.partitions[level - 1]
    if partition.holds { return invalid }
    return try withGEOS { context throws(GEOSError) in
      var located = try overlaps(partition.suspects, context)
      var explained = Set<Int>()
      for parent in partition.brokenParents {
        let found = try gapsAndOverhangs(of: parent, suspects: Set(partition.suspects), context)
        if !found.isEmpty { explained.insert(parent) }
        located += found
      }
      for defect in located where defect.kind == .overlap {
        explained.formUnion(defect.codes.compactMap { parentIndex(ofCode: $0) })
      }
      let bare = partition.brokenParents.filter { !explained.contains($0) }
      return invalid + located + bare.map { unmatched(in: $0, partition.suspects) }
    }
  }

  private func parentIndex(ofCode code: String) -> Int? {
    units.codes.firstIndex(of: code).map { units.parents[$0] }
  }

  /// Land that two suspects share, whatever their parents.
  private func overlaps(_ suspects: [Int], _ context: borrowing GEOSContext) throws(GEOSError) -> [Defect] {
    var pairs: [(Int, Int)] = []
    BoxPairs.forEach(suspects.map { units.shapes.box(of: $0) }) { pairs.append(($0, $1)) }
    pairs.sort { $0 < $1 }
    var result: [Defect] = []
    for (i, j) in pairs {
      let (a, b) = (suspects[i], suspects[j])
      let shared = try context.intersection(
        context.madeValid(context.shape(ofUnit: a, in: units.shapes)),
        context.madeValid(context.shape(ofUnit: b, in: units.shapes)))
      result += try parts(of: shared, kind: .overlap, codes: [units.codes[a], units.codes[b]], context)
    }
    return result
  }

  private func gapsAndOverhangs(
    of parent: Int, suspects: Set<Int>, _ context: borrowing GEOSContext
  ) throws(GEOSError) -> [Defect] {
    let above = hierarchy.levels[level - 1]
    let children = units.parents.indices.filter { units.parents[$0] == parent }
    var members: [OpaquePointer?] = []
    for child in children {
      let shape = try context.shape(ofUnit: child, in: units.shapes)
      members.append(try context.madeValid(shape).release())
    }
    let union = try context.union(context.collection(of: &members))
    let land = try context.madeValid(context.shape(ofUnit: parent, in: above.shapes))
    var result: [Defect] = []
    for gap in try parts(
      of: context.difference(land, union), kind: .gap, codes: [above.codes[parent]], context)
    {
      result.append(try naming(gap, children.filter(suspects.contains), context))
    }
    for child in children where suspects.contains(child) {
      let shape = try context.madeValid(context.shape(ofUnit: child, in: units.shapes))
      result += try parts(
        of: context.difference(shape, land), kind: .outside,
        codes: [units.codes[child], above.codes[parent]], context)
    }
    return result
  }

  /// A gap with the children that stand around it.
  private func naming(
    _ gap: Defect, _ candidates: [Int], _ context: borrowing GEOSContext
  ) throws(GEOSError) -> Defect {
    guard let polygon = gap.polygon else { return gap }
    let box = Box(polygon.rings.joined().compactMap(\.rounded))
    let hole = try context.shape(of: polygon)
    var codes = gap.codes
    for child in candidates where units.shapes.box(of: child).intersects(box) {
      if try context.touches(hole, context.shape(ofUnit: child, in: units.shapes)) {
        codes.append(units.codes[child])
      }
    }
    return Defect(
      kind: gap.kind, level: gap.level, codes: codes, area: gap.area, width: gap.width, place: gap.place,
      polygon: polygon, reason: nil)
  }

  /// A defect for each polygon of an overlay.
  private func parts(
    of shape: borrowing GEOSShape, kind: Defect.Kind, codes: [String], _ context: borrowing GEOSContext
  ) throws(GEOSError) -> [Defect] {
    var result: [Defect] = []
    for polygon in try context.polygons(of: shape) {
      let (area, metric) = hierarchy.plane.metric(polygon)
      guard area > 0, let first = polygon.rings.first?.first else { continue }
      let extent = metric.rings[0].reduce(0.0) {
        max($0, abs($1.x - metric.rings[0][0].x), abs($1.y - metric.rings[0][0].y))
      }
      let width = try context.width(of: context.shape(of: metric), extent: extent)
      let place = (try? context.anchor(of: context.shape(of: polygon))) ?? first
      result.append(
        Defect(
          kind: kind, level: units.name, codes: codes, area: area, width: width, place: place,
          polygon: polygon,
          reason: nil))
    }
    return result
  }

  /// A parent whose proof fails although no land is missing or doubled.
  private func unmatched(in parent: Int, _ suspects: [Int]) -> Defect {
    let near = suspects.filter { units.parents[$0] == parent }
    let above = hierarchy.levels[level - 1]
    let at = near.first.map { units.shapes.box(of: $0).centre } ?? above.shapes.box(of: parent).centre
    return Defect(
      kind: .unmatched, level: units.name, codes: [above.codes[parent]] + near.map { units.codes[$0] },
      area: 0,
      width: 0, place: RealPoint(at), polygon: nil, reason: nil)
  }
}

extension LocalPlane {
  /// A polygon's area in square metres, and the polygon in metres.
  fileprivate func metric(_ polygon: RealPolygon) -> (area: Double, polygon: RealPolygon) {
    let rings = polygon.rings.map { project($0) }
    let area = rings.enumerated().reduce(0.0) { sum, ring in
      let size = abs(PolygonSet.signedArea(ring.element[...]))
      return ring.offset == 0 ? size : sum - size
    }
    return (area, RealPolygon(rings: rings.map { $0.map { RealPoint(x: $0.x, y: $0.y) } }))
  }
}
