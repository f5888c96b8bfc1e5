/// The units of an earlier run, for those that stay.
struct EarlierUnits {
  private let levels: [GridOrder.EarlierLevel]
  /// For each level the units below a parent.
  private let childrenOf: [[String: [Int]]]
  /// For each level the points in each unit, found in the lowest one as those of a build are.
  private let pointsIn: [[[HouseholdPoint]]]

  init(_ levels: [GridOrder.EarlierLevel], _ points: [HouseholdPoint]) {
    self.levels = levels
    childrenOf = levels.map { level in
      var children: [String: [Int]] = [:]
      for (unit, parent) in level.parentCodes.enumerated() { children[parent, default: []].append(unit) }
      return children
    }
    var pointsIn: [[[HouseholdPoint]]] = []
    for (index, level) in levels.enumerated().reversed() {
      guard let below = pointsIn.first else {
        pointsIn = [points.dealt(to: level.shapes)]
        continue
      }
      var gathered: [String: [HouseholdPoint]] = [:]
      for (parent, points) in zip(levels[index + 1].parentCodes, below) {
        gathered[parent, default: []] += points
      }
      pointsIn.insert(level.codes.map { gathered[$0] ?? [] }, at: 0)
    }
    self.pointsIn = pointsIn
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

  /// The earlier children of a unit with the households of today; `nil` when they are out of range.
  func children(
    of unit: GridBuilder.Unit, at index: Int, fitting sizes: GridSizes, _ targets: [UnitTarget], parent: Int
  ) -> [GridBuilder.Unit]? {
    let level = levels[index]
    let members = childrenOf[index][unit.code] ?? []
    let result = members.map { i in
      GridBuilder.Unit(
        parts: DividedLand.parts(ofUnit: i, in: level.shapes), points: pointsIn[index][i],
        code: level.codes[i], name: level.names[i], parent: parent, root: unit.root, isKept: true)
    }
    return !result.isEmpty && sizes.fit(result.map(\.households), targets) ? result : nil
  }
}
