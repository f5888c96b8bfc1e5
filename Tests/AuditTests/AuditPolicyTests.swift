import Foundation
import Testing

@testable import Audit
@testable import Planner
@testable import Scenario

@Suite struct AuditPolicyTests {
  private static func read(_ text: String) throws -> AuditPolicy {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "policy-\(UUID().uuidString).yaml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try AuditPolicy(path: file.path)
  }

  @Test func theSampleNamesEveryRule() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let policy = try AuditPolicy(path: root.appendingPathComponent("geodata/tour/policy.yaml").path)
    #expect(Set(policy.rules.map(\.name)) == Set(AuditPolicy.Name.allCases))
    #expect(policy.responseLimits == [300, 900])
    #expect(policy.scorecard.rooms.map(\.measure) == ScorecardPolicy.Measure.ofRooms)
    #expect(policy.scorecard.crews.map(\.measure) == ScorecardPolicy.Measure.ofCrews)
  }

  @Test func rulesKeepTheirLimits() throws {
    let policy = try Self.read(
      """
      rules:
        response: [{within_s: 180, share: 0.4}, {within_s: 300, share: 1}]
        checkpoint_gap_s: {blue: 7200, red: 3600}
        units_seen: {within_days: 3, share: 0.5}
        levels_proved: false
        min_rest_h: 11.5
      """)
    #expect(
      policy.rules.map(\.title) == [
        "response within 180 s", "response within 300 s", "checkpoint_gap_s red", "checkpoint_gap_s blue",
        "units_seen within 3 days", "min_rest_h",
      ])
    #expect(policy.rules.map(\.limit) == [0.4, 1, 3600, 7200, 0.5, 11.5])
    #expect(policy.rules.map(\.isLeast) == [true, true, false, false, true, true])
  }

  @Test(arguments: [
    ("rules: {respons: 3}", "line 1", "'respons'"), ("rules: {min_rest_h: long}", "line 1", "'min_rest_h'"),
    ("rules: {response: [{within_s: 180}]}", "line 1", "'share'"),
    ("rules: {response_gini: 1.5}", "line 1", "from 0 to 1"),
    ("rules: {checkpoint_gap_s: {green: 3}}", "line 1", "'green'"), ("rules: {}", "line 1", "'rules'"),
    ("scorecard: {}", "line 1", "'rules'"), ("", "policy", "empty"),
    ("rules: {min_rest_h: 11}\nscorecard: {rooms: {mean_travel_s: [600, 300]}}", "line 2", "'mean_travel_s'"),
    ("rules: {min_rest_h: 11}\nscorecard: {crews: {mean_travel_s: [1, 2]}}", "line 2", "'mean_travel_s'"),
  ])
  func whatIsNoPolicyIsNamed(text: String, place: String, key: String) {
    #expect {
      _ = try Self.read(text)
    } throws: { error in
      "\(error)".contains(place) && "\(error)".contains(key)
    }
  }

  @Test func momentsAreReadAsFilesWriteThem() throws {
    let day = try #require(CivilDate("2026-12-01"))
    let clock = Clock(offset: 28_800)
    for (text, seconds) in [
      ("2026-12-01T08:30:00", 30_600), ("2026-12-01 08:30", 30_600), ("2026/12/02 0:00", 86_400),
      ("2026-12-01T00:30:00Z", 30_600), ("2026-12-01T09:30:00.75+09:00", 30_600),
      ("2026-11-30T23:59:59-01:00", 32_399),
    ] {
      #expect(CivilMoment(text)?.seconds(after: day, by: clock) == seconds, "\(text)")
    }
    for text in [
      "", "yesterday", "2026-12-01T25:00:00", "2026-02-30",
      "2026/12/02", "2026-12-01T08", "2026-12-01T08:30:99",
    ] {
      #expect(CivilMoment(text) == nil, "\(text)")
    }
  }

  @Test func classesGoByTheWorstMeasure() {
    let near = ScorecardRow.Score(threshold: .init(.meanTravel, 300, 600), value: 300)
    let far = ScorecardRow.Score(threshold: .init(.meanTravel, 300, 600), value: 601)
    let full = ScorecardRow.Score(threshold: .init(.dutiesFilled, 1, 0.8), value: 0.8)
    let none = ScorecardRow.Score(threshold: .init(.householdsPerOfficer, 1, 2), value: nil)
    #expect([near, far, full, none].map(\.grade) == [1, 3, 2, 3])
    #expect(ScorecardRow(kind: .room, id: "R", scores: [near]).holding.isEmpty)
    let row = ScorecardRow(kind: .room, id: "R", scores: [near, full])
    #expect(row.grade == 2 && row.holding.map(\.threshold.measure) == [.dutiesFilled])
    #expect(ScorecardRow(kind: .room, id: "R", scores: [full, none, far]).holding.count == 2)
  }
}
