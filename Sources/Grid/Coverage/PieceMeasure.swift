import Geometry
import Solvers
import Words

/// Measures pieces of land and makes defects of them.
struct PieceMeasure {
  let hierarchy: Hierarchy
  let level: Int
  let rules: CheckRules
  let index: BoxIndex
  let maker: LandMaker

  private var units: Level { hierarchy.levels[level] }

  /// Land smaller than one square of the lattice cannot be told from the rounding of the overlay.
  private static let leastArea = 1e-4
  /// How far from a piece, in lattice units, a unit still touches it: the overlay's own vertices are rounded.
  private static let touching = 0.01

  /// - Returns: the defects, and the codes around bare land that is allowed, which is none.
  func defects(of pieces: [LandPiece]) throws(GEOSError) -> (defects: [Defect], spared: Set<String>) {
    let (counting, spared) = try withoutAllowed(pieces)
    let sized = measured(counting).filter { $0.area >= Self.leastArea }
    let results = concurrentMap(sized) { item in
      Result { () throws(GEOSError) in
        try withGEOS { context throws(GEOSError) in try defect(item, context) }
      }
    }
    var defects: [Defect] = []
    for result in results { defects.append(try result.get()) }
    return (defects, spared)
  }

  private struct Sized {
    let piece: LandPiece
    /// In metres of the plane.
    let metric: RealPolygon
    let area: Double
    let perimeter: Double
  }

  /// One projection for all vertices: PROJ takes longer to set up than to compute.
  private func measured(_ pieces: [LandPiece]) -> [Sized] {
    let points = hierarchy.plane.project(pieces.flatMap { $0.polygon.rings.joined() })
    var next = 0
    return pieces.map { piece in
      let rings = piece.polygon.rings.map { ring -> [RealPoint] in
        defer { next += ring.count }
        return points[next..<(next + ring.count)].map { RealPoint(x: $0.x, y: $0.y) }
      }
      let metric = RealPolygon(rings: rings)
      let (area, perimeter) = metric.size
      return Sized(piece: piece, metric: metric, area: area, perimeter: perimeter)
    }
  }

  /// The pieces without what the rules allow to be bare, and the codes around that.
  private func withoutAllowed(
    _ pieces: [LandPiece]
  ) throws(GEOSError) -> (counting: [LandPiece], spared: Set<String>) {
    guard let allowed = rules.allowedGaps, allowed.count > 0 else { return (pieces, []) }
    return try withGEOS { context throws(GEOSError) in
      let maker = LandMaker(shapes: allowed, invalid: Set(allowed.unitOffsets.indices))
      let free = try maker.union(0..<allowed.count, context)
      let lakes = try PreparedShape(maker.union(0..<allowed.count, context), in: context)
      var counting: [LandPiece] = []
      var spared: Set<String> = []
      for piece in pieces {
        guard piece.kind == .gap || piece.kind == .hole,
          try lakes.isWithin(0, of: context.shape(of: piece.polygon), context)
        else {
          counting.append(piece)
          continue
        }
        spared.formUnion(naming(piece, try touching(piece.polygon, context), isSliver: false).codes)
        let rest = try context.difference(context.madeValid(context.shape(of: piece.polygon)), free)
        counting += try context.polygons(of: rest).map {
          LandPiece(kind: piece.kind, polygon: $0, units: piece.units, parent: piece.parent)
        }
      }
      return (counting, spared)
    }
  }

  private func defect(_ item: Sized, _ context: borrowing GEOSContext) throws(GEOSError) -> Defect {
    let piece = item.piece
    let width = try context.inscribedDiameter(
      of: context.shape(of: item.metric), area: item.area, perimeter: item.perimeter)
    let land = try context.shape(of: piece.polygon)
    let anchor = (try? context.anchor(of: land)) ?? piece.polygon.rings.first?.first
    let around = try touching(piece.polygon, context).filter { !piece.units.contains($0) }
    let (kind, codes, reason) = naming(piece, around, isSliver: width < rules.sliverWidth)
    return Defect(
      kind: kind, level: units.name, codes: codes, area: item.area, width: width,
      place: anchor, polygon: piece.polygon, reason: reason,
      neighbours: around.map { units.codes[$0] }.filter { !codes.contains($0) })
  }

  /// The kind and the units of a piece, and what is to be said of it.
  private func naming(
    _ piece: LandPiece, _ around: [Int], isSliver: Bool
  ) -> (Defect.Kind, codes: [String], reason: Message?) {
    var codes = piece.units.map { units.codes[$0] }
    if piece.parent >= 0 { codes.append(hierarchy.levels[level - 1].codes[piece.parent]) }
    switch piece.kind {
    case .gap, .hole:
      let own = piece.parent < 0 ? around : around.filter { units.parents[$0] == piece.parent }
      codes += own.map { units.codes[$0] }
      let kind: Defect.Kind = piece.kind == .gap ? .gap : .hole
      return (isSliver ? .sliver : kind, codes, isSliver ? Message(term: kind.rawValue) : nil)
    case .overlap:
      return (
        isSliver ? .sliver : .overlap, codes, isSliver ? Message(term: Defect.Kind.overlap.rawValue) : nil
      )
    case .outside: return (.outside, codes, nil)
    }
  }

  /// The units of the level that a piece of land touches, ascending.
  private func touching(_ polygon: RealPolygon, _ context: borrowing GEOSContext) throws(GEOSError) -> [Int] {
    let piece = try PreparedShape(context.shape(of: polygon), in: context)
    var box = Box(polygon.rings.joined().compactMap(\.rounded))
    box.minX &-= 1
    box.minY &-= 1
    box.maxX &+= 1
    box.maxY &+= 1
    var result: [Int] = []
    for unit in index.meeting(box) {
      let shape = try context.shape(ofUnit: unit, in: units.shapes)
      if try piece.isWithin(Self.touching, of: shape, context) { result.append(unit) }
    }
    return result
  }
}
