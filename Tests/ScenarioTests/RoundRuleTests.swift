import Foundation
import Testing

@testable import Scenario

/// Rounds and standards of sight, as a scenario asks for them.
@Suite struct RoundRuleTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("scenario-\(UUID().uuidString)")
    let tour = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../geodata/tour").standardizedFileURL
    try FileManager.default.copyItem(at: tour, to: folder)
  }

  /// The problem of the tour with other rounds and standards.
  private func problem(_ rounds: String, seen: String = "{}", teams: String = "") throws -> Problem {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("scenario.yaml")
    var text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: "rounds:\n"))
    let end = try #require(text.range(of: "\nseen_by_crews: {village: 7}"))
    text.replaceSubrange(
      start.lowerBound..<end.upperBound, with: "rounds: \(rounds)\nseen: \(seen)")
    try text.write(to: file, atomically: true, encoding: .utf8)
    try teams.write(to: folder.appendingPathComponent("teams.csv"), atomically: true, encoding: .utf8)
    return try PlanInputs(reading: Scenario(path: folder.path)).problem
  }

  @Test func whatTheSampleAsks() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let problem = try PlanInputs(reading: Scenario(path: folder.path)).problem
    #expect(problem.rounds.map(\.id) == ["village", "evening"])
    #expect(
      problem.rounds.map(\.longest) == [7200, 5400] && problem.rounds.map(\.profile) == [.eBike, .foot])
    #expect(problem.rounds[0].teams == nil && problem.rounds[1].teams?.count == 8)
    #expect(
      problem.seen == [
        SeenStandard(level: "village", days: 2), SeenStandard(level: "village", days: 7, isOfCrews: true),
        SeenStandard(level: "microgrid", days: 7),
      ])
  }

  @Test func whatIsNotSaidIsAsUsual() throws {
    let problem = try problem(
      #"{dusk: {window: "22:00-02:00", hours: 4}}"#, seen: "{microgrid: 3, village: 1}")
    let rule = try #require(problem.rounds.first)
    #expect(rule.profile == .eBike && rule.dwell == 60 && rule.weekdays == [1, 2, 3, 4, 5, 6])
    #expect(rule.window.duration == 14_400 && rule.longest == 14_400)
    #expect(problem.seen.map(\.level) == ["village", "microgrid"])
  }

  @Test(arguments: [
    (#"{a: {window: "08:00-09:00", hours: 2}}"#, "{}", "", "at most the 1 h of the window 08:00-09:00"),
    (#"{a: {hours: 2}}"#, "{}", "", "window"), (#"{a: {window: "8-9", hours: 1}}"#, "{}", "", "two times"),
    (#"{a: {window: "08:00-12:00", hours: 0}}"#, "{}", "", "hours"),
    (#"{a: {window: "08:00-12:00", hours: 2, profile: horse}}"#, "{}", "", "e-bike"),
    (#"{a: {window: "08:00-12:00", hours: 2, weekdays: [8]}}"#, "{}", "", "weekdays from 1"),
    (#"{a: {window: "08:00-12:00", hours: 2, by: car}}"#, "{}", "", "'by'"),
    (
      #"{a: {window: "08:00-12:00", hours: 2, teams: {source: teams.csv}}}"#, "{}", "id,unit\nT1,123\n",
      "'123'"
    ),
    (
      #"{a: {window: "08:00-12:00", hours: 2, teams: {source: teams.csv}}}"#, "{}",
      "id,unit\nT1,990001001001\nT1,990001001002\n", "'T1' repeats"
    ), ("{}", "{township: 2}", "", "village, grid, microgrid"), ("{}", "{microgrid: 0}", "", "at least 1"),
    ("[]", "{}", "", "a mapping"),
    (#"{a: {window: "08:00-12:00", hours: 2, max_km: 0}}"#, "{}", "", "max_km"),
    ("{}", "{village: {red: 0}}", "", "at least 1"),
    ("{}", "{village: {red: 2}}", "", "'seen' asks for tier 'red'"),
  ]) func whatIsWrongIsNamed(rounds: String, seen: String, teams: String, told: String) throws {
    #expect { try problem(rounds, seen: seen, teams: teams) } throws: {
      ($0 as? ScenarioError)?.message.english.contains(told) == true
    }
  }
}
