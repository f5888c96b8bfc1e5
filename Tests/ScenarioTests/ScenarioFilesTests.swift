import Foundation
import Geometry
import Grid
import TestSupport
import Testing
import VectorFiles

@testable import Scenario

/// Tables as strangers send them, in the place of those of the tour.
@Suite struct ScenarioFilesTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("scenario-\(UUID().uuidString)")
    let tour = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../geodata/tour").standardizedFileURL
    try FileManager.default.copyItem(at: tour, to: folder)
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  private func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    try #require(text.contains(old))
    try write(name, text.replacing(old, with: new))
  }

  private func inputs(_ keys: String = "") throws -> PlanInputs {
    if !keys.isEmpty {
      let file = folder.appendingPathComponent("scenario.yaml")
      try write("scenario.yaml", String(contentsOf: file, encoding: .utf8) + "\n" + keys)
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    return try PlanInputs(reading: Scenario(path: folder.path))
  }

  private func refusal(_ keys: String = "") -> String {
    do {
      _ = try inputs(keys)
      return "no error"
    } catch { return "\(error)" }
  }

  // MARK: Dates

  @Test(arguments: [
    "2026-12-03", "2026/12/3", "2026/12/03 0:00", "2026.12.3", "2026年12月3日", "20261203",
    "2026-12-03T00:00:00",
  ])
  func leaveIsReadAsAnyProgramWritesIt(date: String) throws {
    try write("staff.csv", "id,role,home_unit,unavailable\nP1,officer,990001001004,\(date)\n")
    #expect(try inputs().problem.staff.map(\.unavailable) == [[CivilDate(days: 20_790)]])
  }

  @Test(arguments: ["12/3/2026", "2026-13-01", "46359", "3. 12. 2026", "2026-12-03 08:00", "soon"])
  func datesThatMayMeanAnotherDayAreRefused(date: String) throws {
    try write("staff.csv", "id,role,home_unit,unavailable\nP1,officer,990001001004,\(date)\n")
    #expect(refusal().contains("column 'unavailable' must be dates such as 2026-12-01"))
  }

  @Test func datesInLayersAreReadAsInTables() throws {
    try write(
      "h.geojson",
      #"""
      {"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":
      {"date":"2026-12-25","kind":"holiday"}},{"type":"Feature","geometry":null,"properties":
      {"date":"2026/12/26","kind":"workday"}}]}
      """#)
    try write(
      "staff.geojsonl",
      #"""
      {"type":"Feature","geometry":null,"properties":{"id":"P1","role":"officer","home_unit":"990001001004","full_time":true,
      "unavailable":["2026-12-03","2026-12-04"]}}
      """#.replacing("\n", with: "") + "\n")
    try edit("scenario.yaml", "staff: {source: staff.csv}", "staff: {source: staff.geojsonl}")
    let problem = try inputs("holidays: {source: h.geojson}").problem
    #expect(problem.policy.roster.holidays.map(\.text) == ["2026-12-25"])
    #expect(problem.policy.roster.workdays.map(\.text) == ["2026-12-26"])
    #expect(
      problem.staff[0].unavailable.map(\.text) == ["2026-12-03", "2026-12-04"] && problem.staff[0].fullTime)
  }

  @Test(arguments: [
    ("2026-11-30T16:00:00+08:00", "2026-12-01T00:00:00+08:00"), ("2026/11/30 16:00", "2026/12/1 0:00"),
    ("2026-11-30T08:00:00Z", "2026-11-30T16:00:00Z"),
  ])
  func aRosterThatWentThroughExcelIsHistory(start: String, end: String) throws {
    try write(
      "h.csv", "date,shift_id,start,end,staff_id\n2026/11/30,evening,\(start),\(end),P00001\n")
    let duty = try #require(try inputs("history: {source: h.csv}").problem.history.first)
    #expect(duty.date.text == "2026-11-30" && duty.start == 57_600 && duty.end == 86_400)
  }

  @Test func aDateOfTwoKindsIsNamedWhereverItStands() throws {
    try write("a.csv", "date,kind\n2026-12-12,workday\n")
    try write("b.csv", "date,kind\n2026-12-25,holiday\n2026/12/12,holiday\n")
    let tables = refusal("holidays: [{source: a.csv}, {source: b.csv}]")
    #expect(tables.contains("b.csv") && tables.contains("feature 2") && tables.contains("2026-12-12"))
  }

  @Test func aDateOfTwoKindsInTheScenarioIsNamed() throws {
    try edit(
      "scenario.yaml", "max_hours_per_week: 44}",
      "max_hours_per_week: 44, holidays: [2026-12-25], workdays: [2026-12-25]}")
    #expect(refusal().contains("'workdays' must be dates that are no holidays (2026-12-25 is)"))
  }

  // MARK: Columns

  @Test func misspeltColumnsAreToldWithWhatWasMeant() throws {
    try edit("staff.csv", "unavailable", "unavailble")
    try edit("crews.csv", "max_speed_kmh", "MaxSpeed")
    try edit("checkpoints.geojson", "\"visits_per_day\"", "\"visit_per_day\"")
    let inputs = try inputs()
    #expect(
      inputs.slips.map(\.english) == [
        "checkpoints.geojson: column 'visit_per_day' is not read; is 'visits_per_day' meant?",
        "crews.csv: column 'MaxSpeed' is not read; is 'max_speed_kmh' meant?",
        "staff.csv: column 'unavailble' is not read; is 'unavailable' meant?",
      ])
    #expect(inputs.slips.allSatisfy(inputs.assumed.contains))
  }

  @Test func otherColumnsOfTablesAreToldOnceEach() throws {
    try edit("staff.csv", "id,role,", "id,role,请假,")
    try edit("staff.csv", ",officer,", ",officer,2026-12-03,")
    try edit("staff.csv", ",auxiliary,", ",auxiliary,,")
    let inputs = try inputs()
    #expect(inputs.slips.isEmpty)
    #expect(
      inputs.assumed.map(\.english).filter { $0.contains("not read") } == [
        "staff.csv: columns that are not read: 请假"
      ])
  }

  @Test func nothingIsSaidOfColumnsThatAreRead() throws {
    #expect(try !inputs().assumed.contains { $0.english.contains("not read") })
  }

  // MARK: Sources

  @Test func pathsInArchivesAreAsSeenFromTheScenario() throws {
    let source = try ScenarioNode(parsing: "{source: /vsizip/a.zip/b.csv}", file: "f/scenario.yaml")
    let vector = try ScenarioSources(file: "f/scenario.yaml").source(source, meanings: []).vector
    #expect(vector.path == "/vsizip/f/a.zip/b.csv")
  }

  @Test(arguments: [
    "/vsicurl/http://127.0.0.1:9/a.geojson", "http://127.0.0.1:9/a.geojson", "WFS:http://127.0.0.1:9/",
    "CSV:/vsicurl/http://127.0.0.1:9/a.csv", "OAPIF:http://127.0.0.1:9/",
  ])
  func sourcesOnTheNetworkAreRefused(source: String) throws {
    try edit("scenario.yaml", "source: staff.csv", "source: '\(source)'")
    #expect(refusal().contains("is not on this machine"))
  }

  // MARK: Names

  /// A mark of byte order at the front is no part of a name, nor is U+0000.
  @Test func namesInAScenarioThatIsWrittenComeBack() throws {
    for text in HostileTexts.all
    where !text.unicodeScalars.contains("\0") && text.unicodeScalars.first != "\u{FEFF}" {
      let node = try ScenarioNode(parsing: "{title: \(Escaping.yaml(text))}", file: "s").section(["title"])
      #expect(
        try node.required("title").text().unicodeScalars.elementsEqual(text.unicodeScalars),
        "\(text.debugDescription)")
    }
  }
}
