import Geometry

/// The verdict on a hierarchy: is every level an exact partition of the level above?
public struct CoverageCheck: Sendable {
  public struct LevelVerdict: Sendable {
    public let level: String
    public let units: Int
    /// Every unit is a valid polygon with a code and a parent of its own, and the level partitions the level above. The
    /// top level has no level above: there it means that its units do not overlap and that their borders match.
    public let proved: Bool
  }

  public let levels: [LevelVerdict]
  /// Breaches of the partition, worst first: by kind, then by area.
  public let defects: [Defect]
  /// What is worth knowing and breaches nothing, in the same order.
  public let remarks: [Defect]

  public var proved: Bool { levels.allSatisfy(\.proved) }

  /// The defects that count.
  public func defects(counting filter: DefectFilter) -> [Defect] { (defects + remarks).filter(filter.counts) }
}

extension Hierarchy {
  /// Proves every level, and names each defect where the proof fails, and each unit worth a remark.
  public func check(_ rules: CheckRules = CheckRules()) throws(GEOSError) -> CoverageCheck {
    try check(rules, structure: [], open: [])
  }

  /// - Parameters:
  ///   - structure: what was found wrong with codes and parents when the levels were read.
  ///   - open: levels whose holes may be gaps, because no layer says which land they should cover.
  func check(
    _ rules: CheckRules, structure: [Defect], open: Set<String>
  ) throws(GEOSError) -> CoverageCheck {
    let proof = try prove()
    let structure = structure + orphans(besides: structure)
    var defects = structure
    var verdicts: [CoverageCheck.LevelVerdict] = []
    for level in levels.indices {
      let name = levels[level].name
      let located = try DefectLocator(
        hierarchy: self, level: level, proof: proof, rules: rules, isOpen: open.contains(name)
      ).defects()
      let isSound = !structure.contains { $0.level == name && $0.kind != .foreignCode }
      verdicts.append(
        CoverageCheck.LevelVerdict(
          level: name, units: levels[level].count,
          proved: isSound && proof.holds(level: level)
            && (level > 0 || !located.contains { $0.kind != .hole })))
      defects += located
      defects += remarks(level: level, rules)
    }
    defects.sort { a, b in
      if a.kind != b.kind { return a.kind < b.kind }
      if a.area != b.area { return a.area > b.area }
      if a.codes != b.codes { return a.codes.lexicographicallyPrecedes(b.codes) }
      return (a.place.x, a.place.y) < (b.place.x, b.place.y)
    }
    return CoverageCheck(
      levels: verdicts, defects: defects.filter { !$0.kind.isRemark },
      remarks: defects.filter(\.kind.isRemark))
  }

  /// Units below the top that have no parent, of which no reader has said so.
  private func orphans(besides known: [Defect]) -> [Defect] {
    levels.indices.dropFirst().flatMap { index in
      let level = levels[index]
      let told = Set(known.filter { $0.level == level.name }.flatMap(\.codes))
      return (0..<level.count).filter { level.parents[$0] < 0 && !told.contains(level.codes[$0]) }.map {
        named(.missingParent, index, $0, "no unit of level \(levels[index - 1].name) is its parent")
      }
    }
  }

  /// Units in several pieces, and units out of their level's range of households.
  private func remarks(level index: Int, _ rules: CheckRules) -> [Defect] {
    let level = levels[index]
    let range = level.households.contains { $0 > 0 } ? rules.sizes[level.name] : nil
    return (0..<level.count).flatMap { unit -> [Defect] in
      let parts = level.shapes.polygons(of: unit).count
      let households = level.households[unit]
      var result: [Defect] = []
      if parts > 1 { result.append(named(.detachedParts, index, unit, "\(parts) parts")) }
      if let range, !range.contains(households) {
        result.append(
          named(
            .size, index, unit,
            "\(households) households, should be \(range.lowerBound) to \(range.upperBound)"))
      }
      return result
    }
  }

  private func named(_ kind: Defect.Kind, _ level: Int, _ unit: Int, _ reason: String) -> Defect {
    Defect(
      kind: kind, level: levels[level].name, codes: [levels[level].codes[unit]],
      area: abs(levels[level].areas[unit]),
      width: 0, place: RealPoint(levels[level].anchors[unit]), polygon: nil, reason: reason)
  }
}
