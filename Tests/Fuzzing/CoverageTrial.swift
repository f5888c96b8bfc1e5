import Geometry
import Grid

/// Checks and repairs one hierarchy, and says what either did wrong.
struct CoverageTrial {
  let hierarchy: Hierarchy
  let options: RepairOptions

  /// Land, in square lattice units, that a check must not miss: a square metre.
  private static let plain = 1e4

  /// - Returns: a word for the outcome, and what is wrong with it.
  func run() throws -> (outcome: String, findings: [String]) {
    var findings: [String] = []
    let check = try hierarchy.check()
    findings += faults(of: check)
    let repair = try hierarchy.repaired(options)
    findings += faults(of: repair)
    return (
      "check \(check.proved ? "proved" : "refused"), repair \(repair.proved ? "proved" : "left some")",
      findings
    )
  }

  // MARK: Check

  private func faults(of check: CoverageCheck) -> [String] {
    var findings: [String] = []
    let judge = Judge()
    for (index, level) in hierarchy.levels.enumerated() {
      let verdict = check.levels[index]
      let here = check.defects.filter { $0.level == level.name }
      for unit in 0..<level.count where !judge.isValid(unit, of: level.shapes) {
        if verdict.proved {
          findings.append("\(level.name) is called proved, yet \(level.codes[unit]) is not valid")
        }
        if !here.contains(where: { $0.kind == .invalidPolygon && $0.codes == [level.codes[unit]] }) {
          findings.append("no defect says that \(level.codes[unit]) is not valid")
        }
      }
      if !verdict.proved && check.defects.isEmpty {
        findings.append("\(level.name) is refused without a defect")
      }
      for family in families(index, judge) {
        let kinds = Set(check.defects.filter { $0.codes.contains { family.codes.contains($0) } }.map(\.kind))
        let (measured, name) = (family.measured, family.codes[0])
        for (land, what, answers) in [
          (measured.overlap, "doubled", [Defect.Kind.overlap, .sliver]),
          (measured.bare, "bare", [.gap, .hole, .sliver, .childless]),
          (measured.beyond, "beyond it", [.outside]),
        ] {
          if verdict.proved && land > measured.rounding {
            findings.append("\(level.name) is called proved, yet \(land) of \(name) is \(what)")
          }
          if land > Self.plain + measured.rounding && kinds.isDisjoint(with: answers) {
            findings.append("no defect says that \(land) of \(name) is \(what)")
          }
        }
      }
    }
    for defect in check.defects where !(defect.area >= 0 && defect.area.isFinite && defect.width.isFinite) {
      findings.append("a defect of \(defect.area) m2, \(defect.width) m wide")
    }
    return findings
  }

  /// What GEOS says of each parent and its children, of those that are valid polygons.
  private func families(_ index: Int, _ judge: Judge) -> [(codes: [String], measured: Judge.Family)] {
    let level = hierarchy.levels[index]
    func isSound(_ members: [Int]) -> Bool { members.allSatisfy { judge.isValid($0, of: level.shapes) } }
    if index == 0 {
      let all = Array(0..<level.count)
      guard isSound(all), let measured = judge.family(all, of: level.shapes, in: nil) else { return [] }
      return [(level.codes, measured)]
    }
    let above = hierarchy.levels[index - 1]
    return (0..<above.count).compactMap { parent in
      let members = level.parents.indices.filter { level.parents[$0] == parent }
      guard judge.isValid(parent, of: above.shapes), isSound(members),
        let measured = judge.family(members, of: level.shapes, in: (parent, above.shapes))
      else { return nil }
      return ([above.codes[parent]] + members.map { level.codes[$0] }, measured)
    }
  }

  // MARK: Repair

  private func faults(of repair: Repair) -> [String] {
    var findings: [String] = []
    let result = repair.hierarchy
    for (old, new) in zip(hierarchy.levels, result.levels)
    where old.codes != new.codes || old.parents != new.parents || new.shapes.count != old.count {
      findings.append("\(old.name): the repair changed codes or parents")
    }
    let judge = Judge()
    for level in result.levels {
      for unit in 0..<level.count where !level.shapes.polygons(of: unit).isEmpty {
        if !judge.isValid(unit, of: level.shapes) && !options.protected.contains(level.codes[unit]) {
          findings.append("\(level.codes[unit]) is not valid once repaired")
        }
      }
    }
    for (old, new) in zip(hierarchy.levels, result.levels) {
      for unit in 0..<old.count where options.protected.contains(old.codes[unit]) {
        if old.shapes.parts(of: unit) != new.shapes.parts(of: unit) {
          findings.append("protected \(old.codes[unit]) of \(old.name) is not what it was")
        }
      }
    }
    if repair.proved { findings += CoverageTrial(hierarchy: result, options: options).breaches() }
    do {
      let again = try result.repaired(options)
      for (first, second) in zip(result.levels, again.hierarchy.levels) where first.shapes != second.shapes {
        findings.append("a second repair changes \(first.name)")
      }
    } catch { findings.append("a second repair fails: \(error)") }
    return findings
  }

  /// What breaks the partition of a hierarchy that is said to be repaired; units without land are none of it.
  private func breaches() -> [String] {
    var findings: [String] = []
    let judge = Judge()
    for index in hierarchy.levels.indices {
      let level = hierarchy.levels[index]
      if index > 0 {
        let proof = PartitionProof(
          children: level.shapes, parentOf: level.parents, parents: hierarchy.levels[index - 1].shapes)
        if !proof.holds { findings.append("\(level.name) is called repaired, yet its edges do not add up") }
      }
      let landed = (0..<level.count).filter { !level.shapes.polygons(of: $0).isEmpty }
      guard let whole = judge.family(landed, of: level.shapes, in: nil) else { continue }
      if whole.overlap > whole.rounding {
        findings.append(
          "\(level.name) is called repaired, yet its units overlap by \(whole.overlap), more than \(whole.rounding)"
        )
      }
    }
    return findings
  }
}
