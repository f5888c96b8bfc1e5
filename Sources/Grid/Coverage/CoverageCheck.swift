import Geometry
import Words

/// What is wrong with a hierarchy: the proof, and where it fails each defect.
public struct CoverageCheck: Sendable {
  /// What is proved, and where the proof breaks.
  public let proof: Proof
  /// Breaches of the partition, worst first: by kind, then by area.
  public let defects: [Defect]
  /// What is worth knowing and breaches nothing, in the same order.
  public let remarks: [Defect]

  /// The verdict on each level, top first.
  public var levels: [Proof.Verdict] { proof.levels }
  /// Whether every level covers the one above without gap or overlap.
  public var proved: Bool { proof.holds }

  /// The defects that count.
  public func defects(counting filter: DefectFilter) -> [Defect] { (defects + remarks).filter(filter.counts) }
}

extension Hierarchy {
  /// Proves every level, and names each defect where the proof fails, and each unit worth a remark.
  public func check(_ rules: CheckRules = CheckRules()) throws(GEOSError) -> CoverageCheck {
    try check(rules, proof: prove())
  }

  /// The same where the proof is known.
  func check(_ rules: CheckRules = CheckRules(), proof: Proof) throws(GEOSError) -> CoverageCheck {
    var defects: [Defect] = []
    var doubled = Set<Int>()
    var allowing = Set<Int>()
    for level in levels.indices {
      let located = try DefectLocator(
        hierarchy: self, level: level, proof: proof, rules: rules, doubledAbove: doubled
      ).defects()
      let misfiled = misfiled(level)
      defects += misfiled + located.defects + remarks(level: level, rules)
      doubled = located.doubled
      if located.hasAllowed, located.defects.isEmpty, proof.levels[level].misfiled == 0 {
        allowing.insert(level)
      }
    }
    defects.sort { a, b in
      if a.kind != b.kind { return a.kind < b.kind }
      if a.area != b.area { return a.area > b.area }
      if a.codes != b.codes { return a.codes.lexicographicallyPrecedes(b.codes) }
      return (a.place?.x ?? 0, a.place?.y ?? 0) < (b.place?.x ?? 0, b.place?.y ?? 0)
    }
    return CoverageCheck(
      proof: proof.allowing(allowing), defects: defects.filter { !$0.kind.isRemark },
      remarks: defects.filter(\.kind.isRemark))
  }

  /// Units in several pieces, and units out of their level's range of households.
  private func remarks(level index: Int, _ rules: CheckRules) -> [Defect] {
    let level = levels[index]
    let range =
      level.households.contains { $0 > 0 }
      ? rules.sizes[level.name] ?? level.size ?? CheckRules.ruledSizes[level.name] : nil
    return (0..<level.count).flatMap { unit -> [Defect] in
      let parts = level.shapes.polygons(of: unit).count
      let households = level.households[unit]
      var result: [Defect] = []
      if parts > 1 {
        result.append(Defect(of: unit, in: level, kind: .detachedParts, reason: Message("\(parts) parts")))
      }
      if let range, !range.contains(households) {
        result.append(
          Defect(
            of: unit, in: level, kind: .size,
            reason: Message(
              "\(households) households, should be \(range.lowerBound) to \(range.upperBound)")))
      }
      return result
    }
  }
}
