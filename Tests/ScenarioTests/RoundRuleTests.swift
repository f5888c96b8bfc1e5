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
    let end = try #require(text.range(of: "\nseen: {village: 2, microgrid: 7}"))
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
        SeenStandard(level: "village", days: 2), SeenStandard(level: "microgrid", days: 7),
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

  /// The latest of several dates counts, what was never seen is left out, and so is land that is no longer there.
  @Test func whatWasSeenBeforeIsRead() throws {
    let units = "990001001001"
    let problem = try problem(
      "{}", seen: "{village: 3}\nseen_history: {source: teams.csv}",
      teams:
        "level,unit_code,last_date,by\nvillage,\(units),2026-11-20,\nvillage,\(units),2026-11-27,anybody\n"
        + "village,\(units),2026-11-02,crews\nvillage,990001001002,,crews\nvillage,1,2026-11-02,crews\n")
    #expect(problem.lastSeen.map(\.date.text) == ["2026-11-27", "2026-11-02"])
    #expect(problem.lastSeen.map(\.isOfCrews) == [false, true])
  }

  @Test(arguments: [
    ("town,990001001001,2026-11-20,crews", "'town'"),
    ("village,990001001001,2026-12-20,crews", "dates before"),
    ("village,990001001001,2026-11-20,cars", "anybody or crews"),
    ("village,990001001001,yesterday,", "last_date"),
  ]) func wrongHistoriesAreNamed(row: String, told: String) {
    #expect {
      try problem(
        "{}", seen: "{village: 3}\nseen_history: {source: teams.csv}",
        teams: "level,unit_code,last_date,by\n\(row)\n")
    } throws: {
      ($0 as? ScenarioError)?.message.english.contains(told) == true
    }
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

/// Columns of crews and streets, in files of their own.
@Suite struct CrewColumnTests {
  private static func problem(_ keys: String, _ files: [String: String]) throws -> Problem {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "scenario-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let tour = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../geodata/tour").standardizedFileURL
    try FileManager.default.copyItem(at: tour, to: folder)
    let file = folder.appendingPathComponent("scenario.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("crews:") }
      .joined(separator: "\n")
    try (text + "\n" + keys + "\n").write(to: file, atomically: true, encoding: .utf8)
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return try PlanInputs(reading: Scenario(path: folder.path)).problem
  }

  private static func crews(_ row: String) throws -> Problem {
    try problem(
      "crews: {source: own.csv, columns: {id: id, base: base, shifts: shifts, profile: way, break_base: eats}}",
      ["own.csv": "id,base,shifts,way,eats\n\(row)\n"])
  }

  @Test func crewsMoveAndRestAsTheirColumnsSay() throws {
    let crew = try #require(try Self.crews("A,B1,day,foot,").crews.first)
    #expect(crew.profile == .foot && crew.restID == "B1" && crew.rest == crew.base)
    let usual = try #require(try Self.crews("A,B1,day,,B1").crews.first)
    #expect(usual.profile == nil && usual.restID == "B1")
  }

  @Test(arguments: [("A,B1,day,horse,", "e-bike"), ("A,B1,day,car,B9", "'B9'")])
  func wrongColumnsAreNamed(row: String, told: String) {
    #expect { try Self.crews(row) } throws: {
      ($0 as? ScenarioError)?.message.english.contains(told) == true
    }
  }

  /// A street that is driven both ways is two visits, there and back.
  @Test func bothSidesOfAStreetAreVisits() throws {
    func streets(_ properties: String, id: String = "S1") throws -> [Checkpoint] {
      try Self.problem(
        "crews: {source: crews.csv}\nstreets: {source: streets.geojson}",
        [
          "streets.geojson": """
          {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"id": "S1", \(properties)}, "geometry":
              {"type": "LineString", "coordinates": [[114.99, 33.49], [114.995, 33.49], [115.0, 33.5]]}},
            {"type": "Feature", "properties": {"id": "\(id)-2"}, "geometry":
              {"type": "LineString", "coordinates": [[114.99, 33.49], [115.0, 33.5]]}}
          ]}
          """
        ]
      ).checkpoints.filter { !$0.way.isEmpty }
    }
    let both = try streets(#""both_ways": true"#)
    #expect(both.map(\.id) == ["S1", "S1-back", "S1-2"])
    #expect(both[1].way == both[0].way.reversed() && both[1].coordinate == both[0].way.last)
    #expect(both.map(\.isOneWay) == [true, true, false])
    #expect(try streets(#""both_ways": false"#).map(\.id) == ["S1", "S1-2"])
    #expect(throws: ScenarioError.self) { try streets(#""both_ways": true, "oneway": true"#) }
  }
}
