import Geometry
import Solvers

extension Hierarchy {
  /// What the proof alone says, level by level: invalid units, and for each level but the top the partition.
  public struct Proof: Sendable {
    public let invalid: [[InvalidUnit]]
    /// `partitions[i]` relates level i + 1 to level i.
    public let partitions: [PartitionProof]

    public func holds(level: Int) -> Bool {
      invalid[level].isEmpty && (level == 0 || partitions[level - 1].holds)
    }

    public var holds: Bool { invalid.indices.allSatisfy(holds) }
  }

  /// Proves, or fails to prove, that every level partitions the level above. Nothing is located yet.
  ///
  /// The validity of all levels and the sums of all parents are one batch of like pieces, shared out among the cores.
  public func prove() throws(GEOSError) -> Proof {
    let families = levels.indices.map { level in
      Families(
        parentOf: level == 0 ? [] : levels[level].parents,
        parentCount: level == 0 ? 0 : levels[level - 1].count)
    }
    var pieces: [ProofPiece] = []
    for level in levels.indices {
      let shapes = levels[level].shapes
      pieces += UnitValidity.chunks(shapes).map { .validity(level: level, units: $0) }
      pieces += families[level].chunks(shapes).map { .sums(level: level, parents: $0) }
    }
    let found = concurrentMap(pieces) { piece in
      Result { () throws(GEOSError) -> ProofPiece.Finding in
        switch piece {
        case .validity(let level, let units):
          .invalid(try UnitValidity.invalidUnits(in: levels[level].shapes, of: units), level: level)
        case .sums(let level, let parents):
          .partition(
            PartitionProof(
              children: levels[level].shapes, families: families[level], parents: levels[level - 1].shapes,
              in: parents), level: level)
        }
      }
    }
    var invalid = [[InvalidUnit]](repeating: [], count: levels.count)
    var partitions = [[PartitionProof]](repeating: [], count: levels.count)
    for finding in found {
      switch try finding.get() {
      case .invalid(let units, let level): invalid[level] += units
      case .partition(let part, let level): partitions[level].append(part)
      }
    }
    return Proof(invalid: invalid, partitions: partitions.dropFirst().map { PartitionProof(joining: $0) })
  }
}

/// A piece of the proof's work: the validity of some units of a level, or the sums of some parents above it.
private enum ProofPiece {
  case validity(level: Int, units: Range<Int>)
  case sums(level: Int, parents: Range<Int>)

  enum Finding {
    case invalid([InvalidUnit], level: Int)
    case partition(PartitionProof, level: Int)
  }
}
