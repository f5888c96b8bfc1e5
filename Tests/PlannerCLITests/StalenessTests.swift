import Foundation
import Testing

/// No file of a plan folder is stale: whatever verb or hand changed a plan, every file is as a fresh write of the changed
/// plan gives it.
@Suite(.serialized) struct StalenessTests {
  /// Each verb that changes a plan, with words to fill in from its tables.
  enum Change: String, CaseIterable {
    case sick, newRoster, newRoutes, drop, addCheckpoint, moveRoom, moreRooms, handEditedStops,
      handEditedAssignments, handEditedRoster
  }

  private func rows(_ scratch: Scratch, _ name: String) throws -> [[String]] {
    try scratch.text("plan/\(name)").split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Changes the plan, as a person would.
  private func apply(_ change: Change, in scratch: Scratch) throws {
    let duty = try #require(try rows(scratch, "roster.csv").first)
    let stops = try rows(scratch, "stops.csv")
    let units = try rows(scratch, "assignments.csv")
    func run(_ words: String...) throws {
      let result = try Program.run(words, in: scratch)
      #expect(result.code == 0, "\(words): \(result.notes)")
    }
    func edit(_ name: String, _ change: (inout [String]) -> Void) throws {
      try scratch.editLines(of: "plan/\(name)", change)
      try run("refresh", "plan")
    }
    switch change {
    case .sick: try run("roster", "plan", "--sick", "\(duty[6])@\(duty[0])")
    case .newRoster: try run("roster", "plan")
    case .newRoutes: try run("patrol", "plan", "--seed", "7")
    case .drop: try run("patrol", "plan", "--drop", "\(stops[0][1])@09:20")
    case .addCheckpoint:
      try run("patrol", "plan", "--add-checkpoint", "K900=\(stops[1][9]),\(stops[1][10])", "--at", "09:00")
    case .moveRoom: try run("assign", "plan", "--move", "\(units[0][2])=\(units[2][0])", "--apply")
    case .moreRooms: try run("assign", "plan", "--more", "1", "--apply")
    case .handEditedStops:
      let visit = try #require(stops.firstIndex { $0[4] == "checkpoint" })
      try edit("stops.csv") { $0.remove(at: visit + 1) }
    case .handEditedAssignments:
      let other = try #require(units.first { $0[2] != units[0][2] })
      try edit("assignments.csv") { lines in
        lines[1] = lines[1].replacingOccurrences(of: ",\(units[0][2]),", with: ",\(other[2]),")
      }
    case .handEditedRoster: try edit("roster.csv") { $0.remove(at: 1) }
    }
  }

  /// Names of files with their bytes; of the summary without the times noted in it.
  static func files(of folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      guard var data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      if name == "summary.json" {
        var document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        (document["generated"], document["timings"]) = (nil, nil)
        data = try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys])
      }
      files[name] = data
    }
    return files
  }

  @Test(arguments: Change.allCases) func everyFileFollows(change: Change) throws {
    let scratch = try AuditTests.copyOfPlan()
    let plan = scratch.url("plan").path
    let before = try Self.files(of: plan)
    try apply(change, in: scratch)
    let after = try Self.files(of: plan)
    // The same search makes the same roster anew.
    let isOther = before != after
    #expect(isOther || change == .newRoster)
    let result = try Program.run(["refresh", "plan", "--out", "fresh"], in: scratch)
    #expect(result.code == 0 && !result.notes.contains("by hand"), "\(result.notes)")
    let again = try Self.files(of: scratch.url("fresh").path)
    #expect(Set(after.keys) == Set(again.keys) && after.count > 30)
    for (name, data) in after { #expect(again[name] == data, "\(name) is not that of the changed plan") }
  }
}
