import Geometry
import Grid
import Solvers

/// Plants one defect at a time in the lowest level of a clean hierarchy, and sees what the check says of it.
///
/// The check runs on the plant's own village (the unit two levels up) with all that is below it; every hundredth time
/// on the whole hierarchy, so that a defect told of elsewhere shows.
public struct PlantedDefects: Sendable {
  public enum Plant: String, CaseIterable, Sendable {
    case deletedCell = "deleted cell"
    case shiftedVertex = "shifted vertex"
    case duplicatedUnit = "duplicated unit"
  }

  private let hierarchy: Hierarchy
  private let excerpts: Excerpts
  private let ancestors: [Int]
  private let rank: Int
  private let seed: UInt64

  public init(in hierarchy: Hierarchy, seed: UInt64) {
    self.hierarchy = hierarchy
    self.seed = seed
    let lowest = hierarchy.levels.count - 1
    rank = max(0, lowest - 2)
    ancestors = hierarchy.ancestors(of: lowest, at: rank)
    excerpts = Excerpts("clean", of: hierarchy)
  }

  /// What the check finds where nothing is planted: in the whole hierarchy, and in each village by itself.
  public func defectsOfClean() throws -> [Defect] {
    var found = try hierarchy.check().defects
    for village in 0..<hierarchy.levels[rank].count {
      found += try excerpts.draft(of: [village], rank: rank).hierarchy().check().defects
    }
    return found
  }

  /// - Returns: what was planted, and what is wrong with the check's answer.
  public func run(_ number: Int) throws -> (plant: Plant, findings: [String]) {
    var chance = SeededGenerator(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number))
    let victim = chance.below(hierarchy.lowest.count)
    let isWhole = number % 100 == 0
    var draft = try excerpts.draft(of: isWhole ? [0] : [ancestors[victim]], rank: isWhole ? 0 : rank)
    let low = draft.ranks.count - 1
    guard let unit = draft.ranks[low].units.firstIndex(where: { $0.code == hierarchy.lowest.codes[victim] })
    else { return (.deletedCell, ["no unit \(hierarchy.lowest.codes[victim])"]) }
    let plant = Plant.allCases[number % Plant.allCases.count]
    let cell = draft.ranks[low].units[unit]
    var box = hierarchy.lowest.shapes.box(of: victim)
    switch plant {
    case .deletedCell: draft.remove(unit, from: low)
    case .duplicatedUnit:
      draft.ranks[low].units.append(Draft.Unit(code: "copy", parent: cell.parent, parts: cell.parts))
    case .shiftedVertex:
      let ring = cell.parts[0][0]
      let vertex = chance.below(ring.count)
      let moved = Self.shifted(ring[vertex], &chance)
      draft.ranks[low].units[unit].parts[0][0][vertex] = moved
      box.insert(moved)
    }
    let check = try draft.hierarchy().check()
    return (plant, faults(of: check, plant, cell.code, hierarchy.lowest.areas[victim], in: box))
  }

  /// By one to a thousand lattice units, ten metres, east or west and north or south.
  private static func shifted(_ c: Coordinate, _ chance: inout SeededGenerator) -> Coordinate {
    func step() -> Int32 { Int32(1 + chance.below(1000)) * (chance.below(2) == 0 ? 1 : -1) }
    return Coordinate(x: c.x + step(), y: c.y + step())
  }

  private func faults(
    of check: CoverageCheck, _ plant: Plant, _ code: String, _ area: Double, in box: Box
  ) -> [String] {
    var findings: [String] = []
    let defects = check.defects
    if check.proved || defects.isEmpty { findings.append("\(plant.rawValue) in \(code): not found") }
    for defect in defects where defect.kind != .childless {
      // A piece's place may be anywhere in it, on its rim too.
      let isNear = defect.place.map { place in
        Double(box.minX) - 1 <= place.x && place.x <= Double(box.maxX) + 1
          && Double(box.minY) - 1 <= place.y && place.y <= Double(box.maxY) + 1
      }
      if isNear != true || defect.level != hierarchy.lowest.name {
        findings.append("\(plant.rawValue) in \(code): \(defect.kind.rawValue) of \(defect.codes) elsewhere")
      }
    }
    let kinds = Set(defects.map(\.kind))
    let land = defects.filter(\.kind.isMeasured).reduce(0) { $0 + $1.area }
    let isWhole = abs(land - area) <= max(0.1, 1e-3 * area)
    switch plant {
    case .deletedCell:
      // The only cell of its parent leaves the parent without any.
      if kinds != [.childless] && (!kinds.isSubset(of: [.gap, .hole]) || !isWhole) {
        findings.append("deleted cell \(code) of \(area) m2: \(land) m2 of \(kinds)")
      }
    case .duplicatedUnit:
      if kinds != [.overlap] || !isWhole || Set(defects.flatMap(\.codes)) != [code, "copy"] {
        findings.append("duplicated unit \(code) of \(area) m2: \(land) m2 of \(kinds)")
      }
    case .shiftedVertex:
      if !defects.contains(where: { $0.codes.contains(code) || $0.neighbours.contains(code) }) {
        findings.append("shifted vertex of \(code): no defect names it")
      }
    }
    return findings
  }
}
