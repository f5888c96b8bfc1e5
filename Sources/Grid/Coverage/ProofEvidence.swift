import Geometry
import Solvers

/// What the polygons of all levels show of themselves, from which a proof follows (`Hierarchy.prove`).
struct ProofEvidence: Sendable {
  /// Level by level, as they were looked at.
  let shapes: [PolygonSet]
  /// For each level the units that are no valid polygons.
  let invalid: [[InvalidUnit]]
  /// For each level how its units add up to those of the level above; `nil` on the top level.
  let partitions: [PartitionProof?]
  /// The outline that the units of the top level leave together, once they are valid.
  let outline: OutlineProof

  /// The validity of all levels and the sums of all parents are one batch of like pieces, shared out among the cores.
  ///
  /// - Parameters:
  ///   - shapes: the polygons, level by level.
  ///   - hierarchy: whose units have them.
  init(_ shapes: [PolygonSet], of hierarchy: Hierarchy) throws(GEOSError) {
    let families = shapes.indices.map { level in
      Families(
        parentOf: level == 0 ? [] : hierarchy.levels[level].parents,
        parentCount: level == 0 ? 0 : shapes[level - 1].count)
    }
    // The outline of a top level of few vertices is told beside the rest of the work, that of a large one after it.
    let isTopSmall = UnitValidity.chunks(shapes[0]).count <= 1
    var pieces: [Piece] = isTopSmall ? [.top] : []
    for level in shapes.indices {
      if level > 0 || !isTopSmall {
        pieces += UnitValidity.chunks(shapes[level]).map { .validity(level: level, units: $0) }
      }
      pieces += families[level].chunks(shapes[level]).map { .sums(level: level, parents: $0) }
    }
    let found = concurrentMap(pieces) { piece in
      Result { () throws(GEOSError) -> Finding in
        switch piece {
        case .top:
          let units = try UnitValidity.invalidUnits(in: shapes[0], of: 0..<shapes[0].count)
          return .top(units, Self.outline(of: shapes[0], invalid: units, hierarchy))
        case .validity(let level, let units):
          return .invalid(try UnitValidity.invalidUnits(in: shapes[level], of: units), level: level)
        case .sums(let level, let parents):
          return .partition(
            PartitionProof(
              children: shapes[level], families: families[level], parents: shapes[level - 1], in: parents),
            level: level)
        }
      }
    }
    var invalid = [[InvalidUnit]](repeating: [], count: shapes.count)
    var partitions = [[PartitionProof]](repeating: [], count: shapes.count)
    var outline: OutlineProof?
    for finding in found {
      switch try finding.get() {
      case .top(let units, let found): (invalid[0], outline) = (units, found)
      case .invalid(let units, let level): invalid[level] += units
      case .partition(let part, let level): partitions[level].append(part)
      }
    }
    self.shapes = shapes
    self.invalid = invalid
    self.partitions = partitions.indices.map { $0 == 0 ? nil : PartitionProof(joining: partitions[$0]) }
    self.outline = outline ?? Self.outline(of: shapes[0], invalid: invalid[0], hierarchy)
  }

  private static func outline(
    of shapes: PolygonSet, invalid: [InvalidUnit], _ hierarchy: Hierarchy
  ) -> OutlineProof {
    OutlineProof(
      of: shapes.mending(invalid.map(\.unit)), isOpen: hierarchy.isOpen, isJoined: hierarchy.top.isDissolved)
  }

  /// A piece of the work: the validity and outline of the top level, the validity of some units of a level, or the sums
  /// of some parents above it.
  private enum Piece {
    case top
    case validity(level: Int, units: Range<Int>)
    case sums(level: Int, parents: Range<Int>)
  }

  private enum Finding {
    case top([InvalidUnit], OutlineProof)
    case invalid([InvalidUnit], level: Int)
    case partition(PartitionProof, level: Int)
  }
}
