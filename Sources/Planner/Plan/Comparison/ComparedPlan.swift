import Foundation
import Grid
import VectorFiles

/// What is compared of a plan: its land, who answers for it, and how fast help comes.
public struct ComparedPlan: Sendable {
  public var folder: String
  public var units: Level
  public var townships: Level
  public var townshipOfUnit: [Int]
  public var lowest: Level
  public var assignment: KeptAssignment
  /// Seconds to each unit of the lowest level; `nil` where nobody comes.
  public var response: [Int?]
  public var responseLimits: [Int]
  /// Seconds beyond which land is a gap.
  public var gapLimit: Int
  /// For each unit of the lowest level its township, and its visits on the first day type.
  public var townshipOfLowest: [Int]
  public var visits: [Int]
}

extension PlanFolder {
  /// Reads what is compared.
  public static func compared(_ folder: String) throws(PlanFolderError) -> ComparedPlan {
    let assignment = try assignment(of: folder)
    let problem = try existingProblem(of: folder)
    let hierarchy: Hierarchy
    let response: VectorLayer
    do {
      hierarchy = try Hierarchy(reading: try levelSources(of: folder) ?? [])
    } catch {
      if let error = error as? PlanFolderError { throw error }
      throw .contradiction(file: folder, detail: "\(error)")
    }
    do {
      response = try VectorLayer(
        reading: unitsSource(folder, hierarchy.lowest.name), columns: ["response_s", "visits"],
        as: .polygon)
    } catch { throw .format(error) }
    guard let assign = hierarchy.index(of: problem.assignLevel),
      let township = hierarchy.index(of: problem.townshipLevel)
    else {
      throw .contradiction(
        file: "\(folder)/\(mark)", detail: "its assign_level or township_level is none of its levels")
    }
    let units = hierarchy.levels[assign]
    if let code = units.codes.first(where: { assignment.roomOfUnit[$0] == nil }) {
      throw .contradiction(file: "\(folder)/assignments.csv", detail: "has no row for unit \(code)")
    }
    return ComparedPlan(
      folder: folder, units: units, townships: hierarchy.levels[township],
      townshipOfUnit: hierarchy.ancestors(of: assign, at: township), lowest: hierarchy.lowest,
      assignment: assignment, response: (response["response_s"]?.texts ?? []).map { $0.flatMap { Int($0) } },
      responseLimits: problem.policy.responseS, gapLimit: problem.policy.gapResponseS,
      townshipOfLowest: hierarchy.ancestors(of: hierarchy.levels.count - 1, at: township),
      visits: (response["visits"]?.texts ?? []).map { $0.flatMap { Int($0) } ?? 0 })
  }
}
