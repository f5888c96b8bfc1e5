/// The units of an earlier run, for those that stay.
struct EarlierUnits {
  private let levels: [GridOrder.EarlierLevel]
  /// For each level the units below a parent.
  private let childrenOf: [[String: [Int]]]

  init(_ levels: [GridOrder.EarlierLevel]) {
    self.levels = levels
    childrenOf = levels.map { level in
      var children: [String: [Int]] = [:]
      for (unit, parent) in level.parentCodes.enumerated() { children[parent, default: []].append(unit) }
      return children
    }
  }

  /// Every edge of every unit.
  var edges: Set<EdgeSplits.Edge> {
    var result = Set<EdgeSplits.Edge>()
    for level in levels {
      for ring in 0..<level.shapes.ringCount {
        let vertices = level.shapes.coordinates[level.shapes.range(ofRing: ring)]
        for (a, b) in zip(vertices, vertices.dropFirst()) { result.insert(EdgeSplits.Edge(a, b)) }
      }
    }
    return result
  }

  /// The earlier children of a unit with the households of today; `nil` when one is out of range.
  func children(
    of unit: GridBuilder.Unit, at index: Int, fitting targets: [UnitTarget], parent: Int
  ) -> [GridBuilder.Unit]? {
    let level = levels[index]
    let members = childrenOf[index][unit.code] ?? []
    guard !members.isEmpty, let target = targets.first else { return nil }
    var result = members.map { i in
      GridBuilder.Unit(
        parts: DividedLand.parts(ofUnit: i, in: level.shapes), points: [], code: level.codes[i],
        name: level.names[i], parent: parent, root: unit.root, isKept: true)
    }
    let boxes = members.map { level.shapes.box(of: $0) }
    for point in unit.points {
      let holder = result.indices.first { i in
        boxes[i].contains(point.place) && result[i].parts.contains { $0.holds(point.place) }
      }
      if let holder { result[holder].points.append(point) }
    }
    if targets.allSatisfy({ $0.range == target.range }) {
      guard result.allSatisfy({ target.range.contains($0.households) }) else { return nil }
    } else if result.count != targets.count {
      return nil
    }
    return result
  }
}
