import Geometry

/// Decides, for one level, which unit each face belongs to.
///
/// Faces with one rightful unit go to it at once. The rest form patches, connected faces with the same covering
/// units: overlaps, land that only another parent's child covers, and gaps. Each patch goes to one unit as a whole,
/// in rounds, so that the order of patches never shows.
struct LevelSettlement {
  let arrangement: Arrangement
  let level: Level
  let index: Int
  let shapes: PolygonSet
  let domain: [FaceDomain]
  /// Owners that the level below has settled, -1 for none.
  let settled: [Int]
  let claims: ProtectedClaims
  let metres: FaceMeasure
  /// Nothing says which land the top level should cover.
  let isOpen: Bool
  let options: RepairOptions

  private(set) var owner: [Int] = []
  private var hasLand: [Bool] = []

  init(
    arrangement: Arrangement, level: Level, index: Int, shapes: PolygonSet, domain: [FaceDomain],
    settled: [Int], claims: ProtectedClaims, metres: FaceMeasure, isOpen: Bool, options: RepairOptions
  ) {
    self.arrangement = arrangement
    self.level = level
    self.index = index
    self.shapes = shapes
    self.domain = domain
    self.settled = settled
    self.claims = claims
    self.metres = metres
    self.isOpen = isOpen
    self.options = options
  }

  private struct PatchKey: Hashable {
    let domain: FaceDomain
    let covers: [Int]
    let rivals: [Int]
    let isStrip: Bool
  }

  private struct Patch {
    let faces: [Int]
    /// The units that cover it and may have it.
    let rivals: [Int]
    /// No unit of the level covers it.
    let isGap: Bool
    /// Narrow land that is open to the outside.
    let isStrip: Bool
    let domain: FaceDomain
  }

  private enum Decision {
    case owner(Int)
    case left
    /// Nobody who may have it borders it yet.
    case waiting
  }

  mutating func settle() throws(GEOSError) {
    owner = settled
    var patches = settleFaces()
    while !patches.isEmpty {
      var decided: [(faces: [Int], unit: Int)] = []
      var waiting: [Patch] = []
      for patch in patches {
        switch try decide(patch) {
        case .owner(let unit): decided.append((patch.faces, unit))
        case .left: break
        case .waiting: waiting.append(patch)
        }
      }
      if decided.isEmpty {
        let stranded = besideGaps(waiting.flatMap(\.faces))
        for patch in waiting where !stranded.contains(patch.faces[0]) {
          if let unit = nearest(to: patch) { decided.append((patch.faces, unit)) }
        }
        waiting = []
      }
      for (faces, unit) in decided { for face in faces { owner[face] = unit } }
      patches = waiting
    }
    try dropSlivers()
  }

  /// Gives each face its one rightful unit; returns the patches of the others.
  private mutating func settleFaces() -> [Patch] {
    var keyOf = [Int](repeating: -1, count: arrangement.count)
    var keys: [PatchKey] = []
    var indexOf: [PatchKey: Int] = [:]
    for face in 0..<arrangement.count where owner[face] < 0 && domain[face] != .outside {
      if let unit = claims.unitThatMustHave(face, level: index) {
        owner[face] = unit
        continue
      }
      let covers = arrangement.covers[index][face]
      let rivals = covers.filter {
        belongs($0, to: domain[face]) && claims.allows($0, level: index, face: face)
      }
      if rivals.count == 1 {
        owner[face] = rivals[0]
        continue
      }
      let key = PatchKey(
        domain: domain[face], covers: covers, rivals: rivals,
        isStrip: covers.isEmpty && arrangement.isStrip[face])
      if let known = indexOf[key] {
        keyOf[face] = known
      } else {
        keyOf[face] = keys.count
        indexOf[key] = keys.count
        keys.append(key)
      }
    }
    hasLand = [Bool](repeating: false, count: level.count)
    for unit in owner where unit >= 0 { hasLand[unit] = true }
    return arrangement.pieces(byKey: keyOf).map { faces in
      let key = keys[keyOf[faces[0]]]
      return Patch(
        faces: faces, rivals: key.rivals, isGap: key.covers.isEmpty, isStrip: key.isStrip,
        domain: key.domain)
    }
  }

  private func belongs(_ unit: Int, to domain: FaceDomain) -> Bool {
    switch domain {
    case .outside: false
    case .within(let parent): level.parents[unit] == parent
    case .anywhere: true
    }
  }

  private func decide(_ patch: Patch) throws(GEOSError) -> Decision {
    let borders = sharedBorders(of: patch.faces)
    if !patch.rivals.isEmpty { return .owner(winner(of: patch, borders)) }
    if patch.domain == .anywhere(claimed: false) && !patch.isStrip {
      // The outside, or a hole that belongs to the shape of the one unit around it.
      if isOuter(patch.faces) { return .left }
      if !isOpen && sharedBorders(of: patch.faces, anyone: true).count < 2 { return .left }
    }
    if try !isFillable(patch) { return .left }
    guard let best = borders.max(by: { ($0.length, -$0.unit) < ($1.length, -$1.unit) }) else {
      return .waiting
    }
    return .owner(best.unit)
  }

  /// Whether faces border the outside.
  private func isOuter(_ faces: [Int]) -> Bool {
    faces.contains { face in
      var outer = false
      arrangement.forEachEdge(ofFace: face) { if $0.beyond < 0 { outer = true } }
      return outer
    }
  }

  private func isFillable(_ patch: Patch) throws(GEOSError) -> Bool {
    guard patch.isGap, !patch.isStrip, case .upTo(let limit) = options.gaps else { return true }
    return try metres.isNarrow(patch.faces, limit: limit)
  }

  /// The metres of border that faces share with each unit around them, in the order of units: with those that may
  /// have the faces, or with anyone.
  private func sharedBorders(of faces: [Int], anyone: Bool = false) -> [(unit: Int, length: Double)] {
    let members = Set(faces)
    var lengths: [Int: Double] = [:]
    for face in faces {
      arrangement.forEachEdge(ofFace: face) { edge in
        if edge.beyond >= 0, owner[edge.beyond] >= 0, !members.contains(edge.beyond) {
          lengths[owner[edge.beyond], default: 0] += edge.length
        }
      }
    }
    return lengths.sorted { $0.key < $1.key }.filter { unit, _ in anyone || mayHave(unit, faces) }
      .map { (unit: $0.key, length: $0.value) }
  }

  private func mayHave(_ unit: Int, _ faces: [Int]) -> Bool {
    faces.allSatisfy { belongs(unit, to: domain[$0]) && claims.allows(unit, level: index, face: $0) }
  }

  /// The unit that gets an overlap. One that has no other land goes before all rules: no unit shall vanish.
  private func winner(of patch: Patch, _ borders: [(unit: Int, length: Double)]) -> Int {
    let endangered = patch.rivals.filter { !hasLand[$0] }
    if !endangered.isEmpty { return least(endangered) { level.areas[$0] } }
    let length = { (unit: Int) in -(borders.first { $0.unit == unit }?.length ?? 0) }
    switch options.overlaps {
    case .longestBorder: return least(patch.rivals, by: length)
    case .largest: return least(patch.rivals) { -level.areas[$0] }
    case .smallest: return least(patch.rivals) { level.areas[$0] }
    case .priority(let codes):
      for code in codes {
        if let unit = patch.rivals.first(where: { level.codes[$0] == code }) { return unit }
      }
      return least(patch.rivals, by: length)
    }
  }

  private func least(_ units: [Int], by value: (Int) -> Double) -> Int {
    units.min { (value($0), $0) < (value($1), $1) } ?? units[0]
  }

  /// Those of some faces without an owner that lie beside a gap that is left, and are left with it.
  private func besideGaps(_ faces: [Int]) -> Set<Int> {
    let waiting = Set(faces)
    var numberOf: [FaceDomain: Int] = [:]
    let key = domain.indices.map { face in
      if owner[face] >= 0 || domain[face] == .outside { return -1 }
      let number = numberOf[domain[face]] ?? numberOf.count
      numberOf[domain[face]] = number
      return number
    }
    return Set(
      arrangement.pieces(byKey: key).filter { piece in !piece.allSatisfy(waiting.contains) }.joined())
  }

  /// For land that none of its parent's children borders: the one whose anchor is nearest.
  private func nearest(to patch: Patch) -> Int? {
    guard case .within(let parent) = patch.domain else { return nil }
    let here = arrangement.box(of: patch.faces).centre
    let children = level.parents.indices.filter {
      level.parents[$0] == parent && hasLand[$0] && mayHave($0, patch.faces)
    }
    if children.isEmpty { return nil }
    return least(children) { child in
      let dx = Double(level.anchors[child].x) - Double(here.x)
      let dy = Double(level.anchors[child].y) - Double(here.y)
      return dx * dx + dy * dy
    }
  }

  /// Gives narrow pieces that the repair cut off from their unit to a neighbour. Pieces that were polygons of
  /// their own before are left alone.
  private mutating func dropSlivers() throws(GEOSError) {
    var piecesOf = [[[Int]]](repeating: [], count: level.count)
    for piece in arrangement.pieces(byKey: owner) { piecesOf[owner[piece[0]]].append(piece) }
    for unit in 0..<level.count where piecesOf[unit].count > 1 && !claims.isProtected(unit, level: index) {
      let ranked = piecesOf[unit].sorted { metres.area(of: $0) > metres.area(of: $1) }
      for piece in ranked.dropFirst() {
        let isFixed = piece.contains { settled[$0] >= 0 || claims.unitThatMustHave($0, level: index) != nil }
        if isFixed || isOriginal(piece, of: unit) { continue }
        guard try metres.isNarrow(piece, limit: options.sliverWidth) else { continue }
        let borders = sharedBorders(of: piece)
        guard let best = borders.max(by: { ($0.length, -$0.unit) < ($1.length, -$1.unit) }) else { continue }
        for face in piece { owner[face] = best.unit }
      }
    }
  }

  private func isOriginal(_ piece: [Int], of unit: Int) -> Bool {
    let area = piece.reduce(Int128(0)) { $0 + arrangement.doubledArea(ofFace: $1) }
    return shapes.polygons(of: unit).contains { shapes.doubledArea(ofPolygon: $0) == area }
  }
}

extension PolygonSet {
  /// Twice the area of a polygon, its holes taken off, in square lattice units.
  fileprivate func doubledArea(ofPolygon polygon: Int) -> Int128 {
    rings(of: polygon).reduce(0) { $0 + Self.doubledArea(of: coordinates[range(ofRing: $1)]) }
  }
}
