import Geometry

/// Gives every face of an arrangement to one unit of each level, or to none.
struct FaceOwners {
  let arrangement: Arrangement
  let levels: [Level]
  let shapes: [PolygonSet]
  let metres: FaceMeasure
  /// Nothing says which land the top level should cover.
  let isOpen: Bool
  let options: RepairOptions
  let claims: ProtectedClaims
  /// For each level and face the unit that gets it, -1 for none.
  private(set) var owners: [[Int]]

  init(
    arrangement: Arrangement, levels: [Level], shapes: [PolygonSet], protected: [[Bool]], metres: FaceMeasure,
    isOpen: Bool, options: RepairOptions
  ) {
    self.arrangement = arrangement
    self.levels = levels
    self.shapes = shapes
    self.metres = metres
    self.isOpen = isOpen
    self.options = options
    claims = ProtectedClaims(arrangement, levels: levels, protected: protected)
    owners = levels.map { _ in Array(repeating: -1, count: arrangement.count) }
  }

  /// Parents first where children are cut to them, children first where parents grow.
  mutating func assign() throws(GEOSError) {
    switch options.nesting {
    case .clipChildren:
      for level in levels.indices {
        let domain: [FaceDomain] =
          level == 0
          ? Array(repeating: .anywhere(claimed: false), count: arrangement.count)
          : owners[level - 1].map { $0 < 0 ? .outside : .within($0) }
        let unsettled = [Int](repeating: -1, count: arrangement.count)
        try settle(level, domain: domain, settled: unsettled)
      }
    case .growParents:
      for level in levels.indices.reversed() {
        let domain = (0..<arrangement.count).map { face in
          FaceDomain.anywhere(claimed: (0..<level).contains { !arrangement.covers[$0][face].isEmpty })
        }
        let settled: [Int]
        if level + 1 < levels.count {
          let parents = levels[level + 1].parents
          settled = owners[level + 1].map { $0 < 0 ? -1 : parents[$0] }
        } else {
          settled = Array(repeating: -1, count: arrangement.count)
        }
        try settle(level, domain: domain, settled: settled)
      }
    }
  }

  private mutating func settle(_ index: Int, domain: [FaceDomain], settled: [Int]) throws(GEOSError) {
    var level = LevelSettlement(
      arrangement: arrangement, level: levels[index], index: index, shapes: shapes[index], domain: domain,
      settled: settled, claims: claims, metres: metres, isOpen: isOpen, options: options)
    try level.settle()
    owners[index] = level.owner
  }
}

/// Which units of a level may have a face.
enum FaceDomain: Hashable {
  /// None: it lies in no parent.
  case outside
  /// The children of a parent.
  case within(Int)
  /// Any; `claimed` when a unit of a level above covers it.
  case anywhere(claimed: Bool)
}

/// What protected units hold, and must not be given.
struct ProtectedClaims {
  private let protected: [[Bool]]
  private let covers: [[[Int]]]
  private let parents: [[Int]]
  private let isIdle: Bool
  /// For each level and face the unit that must have it: a protected one, or an ancestor of one; -1 for any.
  private var forced: [[Int]]

  init(_ arrangement: Arrangement, levels: [Level], protected: [[Bool]]) {
    self.protected = protected
    covers = arrangement.covers
    parents = levels.map(\.parents)
    isIdle = !protected.contains { $0.contains(true) }
    forced = levels.map { _ in Array(repeating: -1, count: arrangement.count) }
    if isIdle { return }
    // Where two protected units want the same land, the higher level goes first, then the order of the level.
    for level in levels.indices {
      for face in 0..<arrangement.count {
        for unit in covers[level][face] where protected[level][unit] && allows(unit, level: level, face: face)
        {
          force(unit, level: level, face: face)
        }
      }
    }
  }

  private mutating func force(_ unit: Int, level: Int, face: Int) {
    var unit = unit
    for level in stride(from: level, through: 0, by: -1) where unit >= 0 {
      forced[level][face] = unit
      unit = parents[level][unit]
    }
  }

  /// The protected unit that covers a face, or the ancestor of one; `nil` when the face is free.
  func unitThatMustHave(_ face: Int, level: Int) -> Int? {
    forced[level][face] >= 0 ? forced[level][face] : nil
  }

  func isProtected(_ unit: Int, level: Int) -> Bool { protected[level][unit] }

  /// Whether a unit may have a face: neither it nor an ancestor would take a protected unit's land, or gain
  /// land while protected itself.
  func allows(_ unit: Int, level: Int, face: Int) -> Bool {
    if isIdle { return true }
    var unit = unit
    for level in stride(from: level, through: 0, by: -1) where unit >= 0 {
      let must = forced[level][face]
      if must >= 0 && must != unit { return false }
      if protected[level][unit] && !covers[level][face].contains(unit) { return false }
      unit = parents[level][unit]
    }
    return true
  }
}
