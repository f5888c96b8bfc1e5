import Foundation
import TestSupport
import Testing

@testable import Scenario

/// What a scenario says of patrols.
@Suite struct PatrolScenarioTests {
  private static func scenario(_ more: String) throws -> Scenario {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = """
      levels:
        - {name: county, code: "1"}
        - {name: village, source: v.geojson, columns: {code: code, households: n}}
      horizon: {start: 2027-01-04, days: 14}
      day_types: {weekday: [1, 2, 3, 4, 5], weekend: [6, 7], holiday: [], campaign: []}
      \(more)
      """
    try Data(text.utf8).write(to: file)
    return try Scenario(path: file.path)
  }

  @Test func theCalendarNamesHolidaysAndCampaigns() throws {
    let plain = try Self.scenario("title: plain").horizon.dayTypeOfDate
    #expect(plain == [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1])
    // Later lines win, and dates outside the horizon do not matter.
    let days = try Self.scenario(
      "calendar: {holiday: [2027-01-06..2027-01-11, 2028-01-01], campaign: [2027-01-08], weekday: [2027-01-16]}"
    ).horizon.dayTypeOfDate
    #expect(days == [0, 0, 2, 2, 3, 2, 2, 2, 0, 0, 0, 0, 0, 1])
  }

  @Test func workloadsAreWeighed() throws {
    let usual = try Self.scenario("title: plain").patrol
    #expect(usual == PatrolPolicy())
    let patrol = try Self.scenario(
      "patrol: {workload: {household_s: 3, risk: 0.5, road_km_s: 60}, presence_s: 240, variety: 0.05}"
    ).patrol
    #expect(patrol.householdSeconds == 3 && patrol.riskShare == 0.5 && patrol.roadSeconds == 60)
    #expect(patrol.dwellWeight == 0 && patrol.presence == 240 && patrol.variety == 0.05)
  }

  @Test func areasAreEqualWithinATolerance() throws {
    let areas = try Self.scenario("patrol: {areas: {tolerance: 0.05, borders: fewest}}").patrol.areas
    #expect(areas.tolerance == 0.05 && areas.borders == .fewest)
    #expect(try Self.scenario("patrol: {areas: {tolerance: 1}}").patrol.areas.borders == .shortest)
  }

  @Test(arguments: [
    ("{tolerance: 0}", "tolerance"), ("{tolerance: 1.5}", "tolerance"), ("{tolerance: equal}", "tolerance"),
    ("{borders: short}", "shortest"), ("{borders: [fewest]}", "borders"),
    ("{seconds: 3}", "tolerance, borders"),
    ("5", "areas"),
  ])
  func wrongAreasAreRefused(areas: String, told: String) {
    let error = #expect(throws: ScenarioError.self) { try Self.scenario("patrol: {areas: \(areas)}") }
    #expect(error?.description.contains(told) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    ("09:00-12:00", 3600, nil, 4), ("22:00-02:00", 3600, nil, 5), ("09:00-10:00;20:00-21:00", 1800, nil, 6),
    ("09:00-10:00;20:00-21:00", 1800, 7200, 3), ("", 14_400, nil, 7),
  ])
  func asManyVisitsFitAsSpacingLets(windows: String, gap: Int, maxGap: Int?, most: Int) {
    var point = Checkpoint(
      id: "P", name: "P", coordinate: patrolPlace(2000, 0), tier: .red, visitsPerDay: 20, dwell: 600,
      windows: windows.split(separator: ";").compactMap { DailyWindow($0) }, minGap: gap)
    point.maxGap = maxGap
    let shifts = [
      Shift(id: "day", window: patrolWindow("08:00", "20:30")),
      Shift(id: "night", window: patrolWindow("20:30", "08:00")),
    ]
    // Shifts of a day reach into the morning of the next.
    #expect(point.mostVisits(in: shifts) == most)
  }
}
