import Geometry

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
    /// How many codes and parents are wrong.
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

    /// Every unit is a valid polygon with a code and a parent of its own, and the level partitions the level above. The
    /// top level has no level above: there it means that no two units overlap, their borders match, and they enclose no
    /// bare land. On no level does an open strip of bare land part two units.
    public var proved: Bool {
      invalid.isEmpty && misfiled == 0 && partition?.holds ?? true && restsOnValid && !overlaps
        && outline?.isWhole ?? true && hairlines.isEmpty && counted == 0
    }

    /// The verdict in a word or two.
    public var word: String { proved ? Proof.word : "NOT " + Proof.word.uppercased() }

    /// Why it is not proved, each cause in a few words.
    public var causes: [String] {
      var causes: [String] = []
      func add(_ holds: Bool, _ cause: @autoclosure () -> String) { if holds { causes.append(cause()) } }
      add(!invalid.isEmpty, "\(invalid.count) of its units are no valid polygons")
      add(misfiled > 0, "\(misfiled) of its codes or parents are wrong")
      let broken = partition?.brokenParents.count ?? 0
      add(broken > 0, "its units do not add up to \(broken) of the units above")
      add(!restsOnValid, "units above it are no valid polygons")
      add(overlaps, "units of it overlap")
      if let outline, invalid.isEmpty, !overlaps {
        add(!outline.isMatched, "borders of its units do not match")
        add(!outline.holes.isEmpty, "a hole that no unit covers, or several (\(outline.holes.count))")
      }
      add(!hairlines.isEmpty, "a narrow gap that is open to the outside, or several (\(hairlines.count))")
      add(causes.isEmpty && counted > 0, "\(counted) defects that count")
      return causes
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

  /// Whether every level is proved.
  public var holds: Bool { levels.allSatisfy(\.proved) }

  /// The word for what holds.
  static let word = "proved"

  /// The verdict in one sentence.
  public var sentence: String {
    holds ? "\(Self.word): every level is an exact partition of the level above" : "not \(Self.word)"
  }

  /// The verdict in a clause, with the causes where there are any.
  public var clause: String {
    if holds { return "every level \(Self.word)" }
    return levels.filter { !$0.proved }.map { level in
      "level \(level.level) is not \(Self.word): \(level.causes.joined(separator: ", "))"
    }.joined(separator: "; ")
  }
}

extension Hierarchy {
  /// Proves, or fails to prove, that every level partitions the level above. Nothing is located yet.
  public func prove() throws(GEOSError) -> Proof {
    prove(by: try ProofEvidence(levels.map(\.shapes), of: self))
  }

  /// The same where it is known what the polygons of the levels show.
  ///
  /// - Precondition: the evidence is of these very polygons.
  func prove(by evidence: ProofEvidence) -> Proof {
    precondition(evidence.shapes == levels.map(\.shapes), "evidence of other polygons")
    let hairlines = HairlineSearch(evidence.outline.rim, plane: plane).hairlines(of: evidence.shapes)
    return Proof(
      levels: levels.indices.map { level in
        Proof.Verdict(
          level: levels[level].name, units: levels[level].count, invalid: evidence.invalid[level],
          misfiled: misfiled(level).count, partition: evidence.partitions[level],
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
          reason: "no unit of level \(levels[index - 1].name) is its parent")
      }
  }
}
