import Geometry
import Words

/// What is proved of a county's levels. There is no other way to one than `Hierarchy.prove`, and nothing is called proved
/// but by it.
public struct Proof: Sendable {
  /// What is known of one level.
  public struct Verdict: Sendable {
    /// The name of the level.
    public let level: String
    /// How many units it has.
    public let units: Int
    /// Units that are no valid polygons.
    public let invalid: [InvalidUnit]
    /// How many codes and parents are wrong. A code that contradicts its parent's is a defect like others, and stands
    /// against the proof only where it counts.
    public let misfiled: Int
    /// How its units add up to those of the level above; `nil` on the top level.
    public let partition: PartitionProof?
    /// Whether all units of the level above are valid polygons; without that sums prove nothing.
    let restsOnValid: Bool
    /// The outline that the units of the top level leave together; `nil` on the others.
    let outline: OutlineProof?
    /// Units of the top level overlap, and so do those that make them up.
    public let overlaps: Bool
    /// Strips of bare land between two units that are open to the outside.
    let hairlines: [Hairline]
    /// How many defects of the level count, whatever it breaks.
    fileprivate(set) var counted = 0
    /// Whether all that stands against the proof is bare land that need not be covered.
    fileprivate(set) var lacksOnlyAllowed = false

    /// Every unit is a valid polygon with a code and a parent of its own, and the level partitions the level above. The
    /// top level has no level above: there it means that no two units overlap, their borders match, and they enclose no
    /// bare land. On no level does an open strip of bare land part two units.
    public var proved: Bool {
      invalid.isEmpty && misfiled == 0 && partition?.holds ?? true && restsOnValid && !overlaps
        && outline?.isWhole ?? true && hairlines.isEmpty && counted == 0
    }

    /// Whether it is proved, but for bare land that need not be covered: with that land the level is what `proved` says.
    public var provedButForAllowed: Bool { proved || (lacksOnlyAllowed && counted == 0) }

    /// The verdict in a word or a few.
    public var word: Message {
      if proved { return Message("proved") }
      return provedButForAllowed ? Message("proved but for allowed gaps") : Message("NOT PROVED")
    }

    /// Why it is not proved; empty where it is.
    public var causes: [Cause] {
      var causes: [Cause] = []
      func add(_ kind: Cause.Kind, _ count: Int) {
        if count > 0 { causes.append(Cause(kind: kind, count: count)) }
      }
      add(.invalidUnits, invalid.count)
      add(.misfiled, misfiled)
      add(.sums, partition?.brokenParents.count ?? 0)
      add(.invalidParents, restsOnValid ? 0 : 1)
      add(.overlaps, overlaps ? 1 : 0)
      if let outline, invalid.isEmpty, !overlaps {
        add(.borders, outline.isMatched ? 0 : 1)
        add(.holes, outline.holes.count)
      }
      add(.openGaps, hairlines.count)
      if causes.isEmpty { add(.defects, counted) }
      return causes
    }
  }

  /// Why a level is not proved.
  public struct Cause: Sendable, Equatable {
    /// What stands against the proof.
    public enum Kind: String, Sendable, CaseIterable {
      /// Units that are no valid polygons.
      case invalidUnits
      /// Codes or parents that are wrong.
      case misfiled
      /// Units of the level above to which those of this level do not add up.
      case sums
      /// Units of the level above are no valid polygons.
      case invalidParents
      /// Units of the level overlap.
      case overlaps
      /// Borders do not have the same vertices on both sides.
      case borders
      /// Land that the level encloses and none of its units covers.
      case holes
      /// Narrow gaps that are open to the outside.
      case openGaps
      /// Defects that count, though none of them breaks the partition.
      case defects
    }

    /// What stands against the proof.
    public let kind: Kind
    /// How many there are; 1 where they are not counted.
    public let count: Int

    /// In a few words.
    public var text: Message {
      switch kind {
      case .invalidUnits: Message("\(count) of its units are no valid polygons")
      case .misfiled: Message("\(count) of its codes or parents are wrong")
      case .sums: Message("its units do not add up to \(count) of the units above")
      case .invalidParents: Message("units above it are no valid polygons")
      case .overlaps: Message("units of it overlap")
      case .borders: Message("borders of its units do not match")
      case .holes: Message("a hole that no unit covers, or several (\(count))")
      case .openGaps: Message("a narrow gap that is open to the outside, or several (\(count))")
      case .defects: Message("\(count) defects that count")
      }
    }
  }

  /// Top level first.
  public let levels: [Verdict]

  fileprivate init(levels: [Verdict]) {
    self.levels = levels
  }

  /// The proof beside defects that count: no level that has one is proved, though it may be a remark that breaks no
  /// partition.
  public func counting(_ defects: [Defect]) -> Proof {
    var levels = levels
    for index in levels.indices { levels[index].counted = defects.count { $0.level == levels[index].level } }
    return Proof(levels: levels)
  }

  /// The proof beside bare land that need not be covered.
  ///
  /// - Parameter levels: the numbers of those on which nothing else is wrong.
  func allowing(_ allowing: Set<Int>) -> Proof {
    var levels = levels
    for index in levels.indices { levels[index].lacksOnlyAllowed = allowing.contains(index) }
    return Proof(levels: levels)
  }

  /// Whether every level is proved.
  public var holds: Bool { levels.allSatisfy(\.proved) }
  /// Whether every level is, but for bare land that need not be covered.
  public var holdsButForAllowed: Bool { levels.allSatisfy(\.provedButForAllowed) }

  /// The verdict in one sentence.
  public var sentence: Message {
    if holds { return Message("proved: every level is an exact partition of the level above") }
    return holdsButForAllowed
      ? Message(
        "proved but for the allowed gaps: with them every level is an exact partition of the level above")
      : Message("not proved")
  }

  /// The verdict in a clause, with the causes where there are any.
  public var clause: Message {
    if holds { return Message("every level proved") }
    return levels.filter { !$0.proved }.map { level in
      Message("level \(level.level) is not proved: \(level.causes.map(\.text).joined(separator: ", "))")
    }.joined(separator: "; ")
  }
}

extension Hierarchy {
  /// Proves, or fails to prove, that every level partitions the level above. Nothing is located yet; what the reader said
  /// of codes and parents counts.
  public func prove() throws(GEOSError) -> Proof {
    prove(by: try ProofEvidence(levels.map(\.shapes), of: self)).counting(structure)
  }

  /// The same where it is known what the polygons of the levels show, with no defect counted beside the proof.
  ///
  /// - Precondition: the evidence is of these very polygons.
  func prove(by evidence: ProofEvidence) -> Proof {
    precondition(evidence.shapes == levels.map(\.shapes), "evidence of other polygons")
    let hairlines = HairlineSearch(evidence.outline.rim, centre: plane.centre).hairlines(of: evidence.shapes)
    return Proof(
      levels: levels.indices.map { level in
        Proof.Verdict(
          level: levels[level].name, units: levels[level].count, invalid: evidence.invalid[level],
          misfiled: misfiled(level).count { $0.kind != .foreignCode }, partition: evidence.partitions[level],
          restsOnValid: level == 0 || evidence.invalid[level - 1].isEmpty,
          outline: level == 0 ? evidence.outline : nil, overlaps: evidence.outline.overlaps,
          hairlines: hairlines[level])
      })
  }

  /// What is wrong with the codes and parents of a level: what its reader said, and units without a parent of which it
  /// did not speak.
  func misfiled(_ index: Int) -> [Defect] {
    let level = levels[index]
    let told = structure.filter { $0.level == level.name }
    if index == 0 { return told }
    let codes = Set(told.flatMap(\.codes))
    return told
      + (0..<level.count).filter { level.parents[$0] < 0 && !codes.contains(level.codes[$0]) }.map { unit in
        Defect(
          of: unit, in: level, kind: .missingParent,
          reason: Message("no unit of level \(levels[index - 1].name) is its parent"))
      }
  }
}
